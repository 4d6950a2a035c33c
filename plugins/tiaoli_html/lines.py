"""The lines of a page: what stands between two starts or ends of block elements, white space collapsed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tiaoli.plugin import fold, trim
from tiaoli_html.tree import Tree

_BLANKS = "".join(char for char in map(chr, (*range(0x3001), 0xFEFF)) if fold(char).isspace())
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")


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
        found = self.tree.elements[element]
        return self.between(found.first, found.last)

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The range of lines with numbers from `first` to `last`."""
        return (
            bisect_left(self.all, first, key=lambda line: line.number),
            bisect_right(self.all, last, key=lambda line: line.number),
        )


def read_lines(tree: Tree) -> Lines:
    """The lines of a tree that hold anything visible."""
    lines = []
    for number, group in groupby(tree.runs, key=lambda run: run.line):
        runs = list(group)
        text = "".join(_unwrapped(run.text) for run in runs) if len(runs) > 1 else _unwrapped(runs[0].text)
        text = _stripped(text)
        if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACES.sub(" ", text)
        if not text:
            continue
        linked = sum(len(run.text.strip()) for run in runs if run.linked)
        lines.append(Line(text, runs[0].owner, number, linked, runs[0].hidden))
    return Lines(tree, _unhide(_hide_unheard(tree, lines)))


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
    if not any(element.unheard for element in tree.elements):
        return lines
    heard = {line.text for line in lines if not tree.elements[line.owner].unheard}
    return [
        line._replace(hidden=True) if tree.elements[line.owner].unheard and line.text in heard else line
        for line in lines
    ]


def _unhide(lines: list[Line]) -> tuple[Line, ...]:
    """A page whose text is nearly all hidden is one that a script shows: its prose counts as visible."""
    prose = [line for line in lines if "。" in line.text]
    shown = sum(len(line.text) for line in prose if not line.hidden)
    unseen = sum(len(line.text) for line in prose if line.hidden)
    if unseen < 300 or shown * 5 > unseen:
        return tuple(lines)
    return tuple(line._replace(hidden=False) for line in lines)
