"""The lines of a page: what stands between two starts or ends of block elements, white space collapsed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tiaoli.plugin import fold, trim
from tiaoli_html.tree import Run, Tree

if TYPE_CHECKING:
    from tiaoli_html.pairs import Labels

_BLANKS = "".join(char for char in map(chr, (*range(0x3001), 0xFEFF)) if fold(char).isspace())
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_ENDED = re.compile(r"[。！？!?：:；;…][”’)）》」』]?$")

_DATED = re.compile(r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d")

LONGEST_BUTTON = 20
LONGEST_LABEL = 40

PASTED_LEAST = 200
PASTED_SHARE = 0.4
"""Text of so many characters keeps its line breaks where this share of them stands between paragraphs."""


_TEXT, _OWNER, _PARENT = 1, 2, 3  # of a run
_new: Any = tuple.__new__  # a named tuple's own takes twice the time


class Line(NamedTuple):
    """One line of the page's text; `number` is its number in the tree, `linked` its characters in links."""

    text: str
    owner: int
    number: int
    linked: int = 0
    hidden: bool = False

    @property
    def folded(self) -> str:
        """The text folded; made anew each time, since few lines are ever asked for it."""
        return fold(self.text)

    def cut(self, start: int, end: int) -> Line | None:
        """A part of the line, without the white space at its ends."""
        text = _stripped(self.text[start:end])
        return self._replace(text=text, linked=round(self.linked * len(text) / len(self.text))) if text else None


@dataclass(frozen=True)
class Lines:
    """All lines of a page, in order."""

    tree: Tree
    all: tuple[Line, ...]

    def of(self, element: int) -> tuple[int, int]:
        """The range of lines that stand in an element."""
        return self.between(self.tree.firsts[element], self.tree.lasts[element])

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The range of lines with numbers from `first` to `last`."""
        return bisect_left(self._numbers, first), bisect_right(self._numbers, last)

    @cached_property
    def _numbers(self) -> list[int]:
        return [line.number for line in self.all]


def read_lines(tree: Tree, labels: Labels, named: Container[int]) -> Lines:
    """The lines of a tree that hold anything visible; a label in an element of its own is a line of its own,
    and so is a button: words before or behind a line's others in an element that is `named` as clutter."""
    lines: list[Line] = []
    for _, group in groupby(tree.runs, key=itemgetter(0)):
        runs = list(group)
        if len(runs) == 1:
            _add_line(lines, runs[0])
            continue
        for part in _without_buttons(tree, runs, named):
            if labels.may_begin(_joined(part[:3]).lstrip(_BLANKS)):
                for piece in _unglued(part, labels):
                    for one in _parted(piece, labels.holds):
                        _add_lines(lines, one)
            else:
                _add_lines(lines, part)
    return Lines(tree, _unhide(_hide_unheard(tree, lines)))


def _add_line(lines: list[Line], run: Run) -> None:
    """Adds the line of a single run: the most of them."""
    number, source, owner, _, is_linked, hidden = run
    text = source.strip(_BLANKS)
    if "\n" in text or "<U+" in text:
        if len(source) >= PASTED_LEAST:
            _add_lines(lines, [run])
            return
        text = _stripped(_unwrapped(text))
    text = _collapsed(text)
    if text:
        lines.append(_new(Line, (text, owner, number, len(text) if is_linked else 0, hidden)))


def _add_lines(lines: list[Line], runs: Sequence[Run]) -> None:
    """Adds the line of some runs, white space collapsed; several where the source's own line breaks are meant."""
    number, _, owner, _, _, hidden = runs[0]
    source = _joined(runs)
    linked = sum([len(text.strip()) for _, text, _, _, is_linked, _ in runs if is_linked])
    if "\n" not in source:
        texts = [source]
    elif _is_pasted(source):
        texts = source.split("\n")
    else:
        texts = ["".join([_unwrapped(text) for _, text, _, _, _, _ in runs])]
    for part in texts:
        text = _collapsed(_stripped(part))
        if text:
            share = linked if len(texts) == 1 else round(linked * len(part) / len(source))
            lines.append(_new(Line, (text, owner, number, share, hidden)))


def _joined(runs: Sequence[Run]) -> str:
    return "".join([text for _, text, _, _, _, _ in runs])


def _collapsed(text: str) -> str:
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACES.sub(" ", text)
    return text


def _is_pasted(source: str) -> bool:
    """Whether the source is prose pasted into one element with its line breaks, which a browser would collapse.

    Lines that an editor wrapped end anywhere; pasted paragraphs end as sentences do, or before an empty line.
    """
    if len(source) < PASTED_LEAST or "。" not in source:
        return False
    lines = [line.strip() for line in source.strip().split("\n")]
    filled = [at for at, line in enumerate(lines) if line]
    ending = sum(after - at > 1 or bool(_ENDED.search(lines[at][-2:])) for at, after in pairwise(filled))
    return len(filled) > 2 and ending >= PASTED_SHARE * (len(filled) - 1)


def _unglued(runs: list[Run], labels: Labels) -> Iterator[list[Run]]:
    """The runs of a line that opens with a label or a date, parted before the elements that begin a pair or are
    buttons: on many pages style alone parts them, no space."""
    opening = _joined(runs[:3]).lstrip()
    edges, following = [len(runs)], len(runs)
    if labels.opening(opening) or _DATED.match(opening):
        texts, parents = [run[_TEXT] for run in runs], [run[_PARENT] for run in runs]
        for at in range(len(runs) - 1, 0, -1):
            if texts[at].isspace():
                following -= following == at + 1
            elif parents[at] != parents[at - 1] and _begins(texts, at, labels, is_last=following == at + 1):
                edges.append(at)
                following = at
    for first, last in pairwise((0, *reversed(edges))):
        yield runs[first:last]


def _begins(texts: Sequence[str], at: int, labels: Labels, *, is_last: bool) -> bool:
    """Whether a text, alone or with the next one, begins a pair, or as the last of its piece stands beside one."""
    text = texts[at].lstrip()
    if labels.begin(text) or labels.begin("".join(texts[at : at + 2]).lstrip()):
        return True
    return is_last and labels.stands_beside(text) and not texts[at - 1].rstrip().endswith((":", "："))


def _parted(runs: list[Run], is_label: Callable[[str], bool]) -> list[list[Run]]:
    """The runs of a line, parted at its labels where it opens with one and is no prose: `<b>文号</b><i>3号</i>`."""
    _, opening, _, parent, _, _ = runs[0]
    if not opening.isspace() and len(opening) > LONGEST_LABEL:
        return [runs]  # it opens with no label, as most lines do
    head = list(takewhile(lambda run: run[_PARENT] == parent, runs))
    if len(head) == len(runs) or not is_label(_stripped(_joined(head))):
        return [runs]
    pieces = [list(piece) for _, piece in groupby(runs, key=itemgetter(_PARENT))]
    labels = [at for at, piece in enumerate(pieces) if is_label(_stripped(_joined(piece)))]
    if any(mark in fold(run[_TEXT]) for run in runs for mark in ":。"):
        return [runs]
    edges = sorted({*labels, *(at + 1 for at in labels), len(pieces)})
    return [[run for piece in pieces[a:b] for run in piece] for a, b in pairwise(edges)]


def _without_buttons(tree: Tree, runs: list[Run], named: Container[int]) -> list[list[Run]]:
    """The runs of a line, with those at its ends that stand in a named inline element each a line of its own."""
    if _named_around(tree, runs[0], named) < 0 and _named_around(tree, runs[-1], named) < 0:
        return [runs]
    around = [_named_around(tree, run, named) for run in runs]
    if all(at >= 0 for at in around):
        return [runs]
    first = next(at for at, one in enumerate(around) if one < 0)
    last = next(at for at in range(len(around), 0, -1) if around[at - 1] < 0)
    parts = [runs[first:last]]
    for edge in (slice(0, first), slice(last, len(runs))):
        words = [(*run[:_OWNER], at, *run[_PARENT:]) for run, at in zip(runs[edge], around[edge], strict=True)]
        grouped = [list(group) for _, group in groupby(words, key=itemgetter(_OWNER))]
        if any(len(_joined(group).strip()) > LONGEST_BUTTON for group in grouped):
            return [runs]
        parts = [*parts, *grouped] if edge.start else [*grouped, *parts]
    return parts


def _named_around(tree: Tree, run: Run, named: Container[int]) -> int:
    """The outermost inline element around a run that is clutter by name, or -1."""
    _, _, owner, at, _, _ = run
    found = -1
    while at > owner:
        if at in named:
            found = at
        at = tree.parents[at]
    return found


def _stripped(text: str) -> str:
    """The text without what folds to white space at its ends."""
    text = text.strip(_BLANKS)
    if "<U+" not in text:
        return text
    span = trim(fold(text), 0, len(text))
    return text[slice(*span)] if span else ""


def _unwrapped(text: str) -> str:
    """Source text broken over lines: between two Chinese characters a line break is no space."""
    return _WRAPPED.sub("", text) if "\n" in text else text


def _hide_unheard(tree: Tree, lines: list[Line]) -> list[Line]:
    """Lines kept from screen readers are hidden only where they stand on the page a second time."""
    if not tree.has_unheard:
        return lines
    heard = {line.text for line in lines if not tree.places[line.owner].unheard}
    return [
        line._replace(hidden=True) if tree.places[line.owner].unheard and line.text in heard else line for line in lines
    ]


def _unhide(lines: list[Line]) -> tuple[Line, ...]:
    """A page whose text is nearly all hidden is one that a script shows: its prose counts as visible."""
    prose = [line for line in lines if "。" in line.text]
    shown = sum(len(line.text) for line in prose if not line.hidden)
    unseen = sum(len(line.text) for line in prose if line.hidden)
    if unseen < 300 or shown * 5 > unseen:
        return tuple(lines)
    return tuple(line._replace(hidden=False) for line in lines)
