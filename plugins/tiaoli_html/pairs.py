"""Labels and their values: on one line, in neighbouring cells, or in neighbouring elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tiaoli.plugin import fold, trim
from tiaoli_html.lines import Line, Lines

TITLE_LABELS = frozenset(("标题", "信息标题", "公文名称", "名称", "信息名称", "文件名称"))
LONGEST_LABEL = 20
LONGEST_LINE = 300
LONGEST_VALUE = 200

_BREAK = r"(?:^|(?<=[\s|;,\])]))"
_GLUED = rf"(?:{_BREAK}|(?<=\d\d))"  # a label may also stand right behind a date
_UNKNOWN = re.compile(r"[\[(]?\s?[\u4e00-\u9fff]{2,6}\s?:")  # what may be a label
_OTHER = re.compile(_BREAK + _UNKNOWN.pattern + r"|\s\|\s")  # what ends a value on its line
_DAY = r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
_COLONS = (":", "：")
_BRACKETS = {"]": "[", ")": "("}
_LABEL_CELLS = frozenset(("td", "th", "dt", "dd"))
_PARTS = frozenset(("div", "span", "dt", "dd", "h4", "h5", "h6", "label", "em", "strong", "b"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value: the lines they span, and where both stand, as line, start and end."""

    first: int
    last: int
    label: tuple[int, int, int]
    value: tuple[int, int, int] | None


class Labels:
    """The labels that sites put before metadata, compared without white space, colon and width of letters."""

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, labels: frozenset[str], buttons: frozenset[str]) -> Labels:
        """The labels of a site and the words of its toolbars, kept from page to page."""
        return cls(labels, buttons)

    def __init__(self, labels: frozenset[str], buttons: frozenset[str]) -> None:
        self._known = frozenset(map(_bare, labels))
        self._pattern = _pattern(self._known)
        self._buttons = frozenset(map(_bare, buttons))
        words = "|".join(map(re.escape, sorted(self._buttons, key=len, reverse=True))) or r"(?!)"
        ends = "".join(sorted({label[-1] for label in self._known if label})) or "\0"
        self._ending = re.compile(rf"[{re.escape(ends)}][\s\])]*:")
        self._beside = re.compile(rf"(?:(?<=[^\s:]\s)|(?=\[))(?:{_DAY}|\[?(?:{words})\]?)(?=[\s\[]|$)")
        self._firsts = frozenset(label[0] for label in self._known if label) | frozenset("[(【（〔［")

    def holds(self, text: str) -> bool:
        """Whether the text is a label and nothing else."""
        return len(text) <= LONGEST_LABEL and text[:1] in self._firsts and _bare(text) in self._known

    def begins_like_one(self, text: str) -> bool:
        """Whether the text begins with the first character of a label."""
        return text[:1] in self._firsts

    def may_begin(self, text: str) -> bool:
        """Whether the text may open with a label or a date, told from its first character alone."""
        return self.begins_like_one(text) or text[:1].isdigit() or text.startswith("<U+")

    def opening(self, text: str) -> re.Match[str] | None:
        """The label with its colon that the text opens with."""
        if not self._pattern or text[:1] not in self._firsts or not _has_colon(text):
            return None
        return self._pattern.match(fold(text))

    def begin(self, text: str) -> bool:
        """Whether the text opens with a label, be it one that no site file knows: 访问量:199."""
        return self.opening(text) is not None or (_has_colon(text) and _UNKNOWN.match(fold(text)) is not None)

    def stands_beside(self, text: str) -> bool:
        """Whether the text is what stands beside pairs without a label: a date, a button."""
        if len(text) > LONGEST_LABEL:
            return False
        return _bare(text) in self._buttons or bool(re.fullmatch(_DAY, fold(text).strip()))

    def split_all(self, lines: Iterable[Line]) -> list[Line]:
        """The lines, each cut before its labels where several pairs stand on it, and before buttons beside them."""
        split: list[Line] = []
        for line in lines:
            if _has_colon(line.text) and len(line.text) <= LONGEST_LINE:
                split += self._split(line)
            else:
                split.append(line)
        return split

    def _split(self, line: Line) -> Iterator[Line]:
        folded = line.folded
        if not self._pattern or not self._ending.search(folded):
            yield line
            return
        known = [match.start() for match in self._pattern.finditer(folded)]
        if not known or "。" in folded[: known[0]]:
            yield line
            return
        places = {0, *known, *(match.start() for match in _OTHER.finditer(folded, known[0] + 1))}
        # A date or a button ends a value only where nothing of the value comes behind it.
        for match in reversed(list(self._beside.finditer(folded, known[0] + 1))):
            behind = trim(folded, match.end(), len(folded))
            if behind is None or not places.isdisjoint(range(match.end(), behind[0] + 1)):
                places.add(match.start())
        ends = sorted({*places, len(line.text)})
        for start, end in pairwise(ends):
            part = line.cut(start, end)
            if part:
                yield part


def _has_colon(text: str) -> bool:
    return ":" in text or "：" in text


def _bare(text: str) -> str:
    return "".join(fold(text).split()).rstrip(":").strip("[]()")


@lru_cache(maxsize=8)
def _pattern(labels: frozenset[str]) -> re.Pattern[str] | None:
    """Any of the labels before a colon, with white space allowed between its characters."""
    spaced = (r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True) if label)
    words = "|".join(spaced)
    return re.compile(rf"{_GLUED}[\[(]?\s*((?:{words})[\])]?\s*:)") if words else None


def stated_title(lines: Lines, pairs: Iterable[Pair]) -> str | None:
    """The value of the first pair that names the document."""
    for pair in pairs:
        at, start, end = pair.label
        if pair.value and _bare(lines.all[at].text[start:end]) in TITLE_LABELS:
            return lines.all[pair.value[0]].text[slice(*pair.value[1:])]
    return None


def find_pairs(lines: Lines, labels: Labels) -> Iterator[Pair]:
    """The pairs of a page in order; a label without a value is one too."""
    at = 0
    while at < len(lines.all):
        pair = _pair_at(lines, at, labels) if labels.begins_like_one(lines.all[at].text) else None
        if pair:
            yield pair
            at = pair.last
        else:
            at += 1


def _pair_at(lines: Lines, at: int, labels: Labels) -> Pair | None:
    line = lines.all[at]
    if line.hidden or len(line.text) > LONGEST_LINE:
        return None
    opening = labels.opening(line.text)
    if opening:
        label = (at, opening.start(1), opening.end(1))
        folded = line.folded
        inner = _unbracketed(folded, trim(folded, opening.end(), len(folded)))
        if inner and folded[slice(*inner)] != "|":
            return Pair(at, at + 1, label, (at, *inner))
    elif labels.holds(line.text) and _stands_alone(lines, at):
        label = (at, 0, len(line.text))
    else:
        return None
    following = _value_after(lines, at, labels)
    if following is None:
        return Pair(at, at + 1, label, None)
    return Pair(at, following + 1, label, (following, 0, len(lines.all[following].text)))


def _unbracketed(folded: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of a value without the bracket that closes one before its label."""
    while span and folded[span[1] - 1] in _BRACKETS:
        closing = folded[span[1] - 1]
        if folded.count(closing, *span) <= folded.count(_BRACKETS[closing], *span):
            break
        span = trim(folded, span[0], span[1] - 1)
    return span


def _stands_alone(lines: Lines, at: int) -> bool:
    """Whether a label without a colon is one: before its value on a line, or alone in an element with a neighbour."""
    owner = _holder(lines, at)
    tag = lines.tree.tags[owner]
    if lines.all[at].text.endswith(_COLONS) or tag == "dt":
        return True
    if at + 1 < len(lines.all) and lines.all[at].number == lines.all[at + 1].number:
        return True
    is_part = tag in ("td", "th") or tag in _PARTS
    return is_part and lines.tree.next_sibling(owner) >= 0 and lines.of(owner) == (at, at + 1)


def _holder(lines: Lines, at: int) -> int:
    """The cell that a line stands in, else its own block element."""
    owner = lines.all[at].owner
    cell = lines.tree.places[owner].cell
    return cell if cell >= 0 else owner


def _value_after(lines: Lines, at: int, labels: Labels) -> int | None:
    """The place of the line that is the value of a label alone on its line."""
    after = at + 1
    if after >= len(lines.all):
        return None
    line, tree = lines.all[after], lines.tree
    if line.hidden or len(line.text) > LONGEST_VALUE or labels.holds(line.text):
        return None
    if labels.opening(line.text) or _OTHER.match(line.folded):
        return None
    holder, other = _holder(lines, at), _holder(lines, after)
    tag = tree.tags[holder]
    if tag in _LABEL_CELLS:
        neighbour = tree.next_sibling(holder)
        holders = (holder, neighbour) if neighbour >= 0 else (holder,)
        return after if any(tree.contains(at, other) for at in holders) else None
    if "。" in line.text or line.text.endswith(_COLONS):
        return None
    item, its_item = tree.places[holder].item, tree.places[other].item
    if item >= 0:
        has_colon = lines.all[at].text.endswith(_COLONS)
        return after if its_item == item or (has_colon and its_item == tree.next_sibling(item)) else None
    if holder == other:
        return after
    neighbour = tree.next_sibling(holder)
    if tag not in _PARTS or neighbour < 0 or not tree.contains(neighbour, other):
        return None
    mine, theirs = ((tree.tags[at], tree.attributes[at].get("class")) for at in (holder, neighbour))
    return after if mine != theirs else None
