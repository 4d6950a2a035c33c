"""The paragraphs of a document as one text without white space, with the way back to the page's own offsets."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.extraction.numbering import is_part, walk_numbered
from tiaoli.page import Page, Span
from tiaoli.structure import Section

_GIVEN = ("preamble", "closing")
_SPACE = re.compile(r"\s+")
_OF_NUMBERS = frozenset("0123456789.,")


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Stretch:
    """A paragraph: where it stands in the prose, its section's id and heading, the headings above that, its role, and
    where the part of the document that it belongs to begins."""

    span: Span
    section: str
    heading: str
    above: str
    role: str | None
    part_start: int

    @property
    def part(self) -> str:
        """The id of the top-level section."""
        return self.section.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Prose:
    """The squeezed text, one line a paragraph."""

    text: str
    stretches: tuple[Stretch, ...]
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def place(self, start: int, end: int) -> Span:
        """The page's span of a stretch of the prose that is not empty."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, offset: int) -> int:
        return offset + self._shifts[bisect.bisect_right(self._starts, offset) - 1]


def read_prose(page: Page, sections: Sequence[Section]) -> Prose:
    """The prose of the sections; annexes and tables, whose numbers mean what their row and column say, are left out."""
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    stretches: list[Stretch] = []
    length = 0
    headings: dict[str, str] = {}
    part_start = 0
    part = ""
    for number, section in walk_numbered(sections):
        if section.role == "annex":
            continue
        over = number.rpartition(".")[0]
        if not over:
            part_start = length
        heading = page.folded[slice(*section.heading)] if section.heading else ""
        if not over and is_part(section):
            part = "" if section.role in _GIVEN else heading + "\n"
        above = headings.get(over, "" if is_part(section) else part)
        headings[number] = above + heading + "\n"
        for paragraph in section.paragraphs:
            if any(page.blocks[at].kind == "table" for at in paragraph.blocks):
                continue
            begin = length
            for start, end in _inked(page.folded, *paragraph.span):
                starts.append(length)
                shifts.append(start - length)
                parts.append(page.folded[start:end])
                length += end - start
            parts.append("\n")
            length += 1
            role = paragraph.role or section.role
            stretches.append(Stretch((begin, length), number, heading, above, role, part_start))
    return Prose("".join(parts), tuple(stretches), tuple(starts), tuple(shifts))


def _inked(folded: str, start: int, end: int) -> list[Span]:
    """The stretches between white space; that between two digits sets numbers apart, and is kept."""
    words = folded[start:end]
    if words.split() == [words]:
        return [(start, end)]
    spans = []
    at = start
    for match in _SPACE.finditer(folded, start, end):
        first, last = match.span()
        if last < end and _parts_numbers(folded, first, last):
            continue
        if at < first:
            spans.append((at, first))
        at = last
    return [*spans, (at, end)] if at < end else spans


def _parts_numbers(folded: str, first: int, last: int) -> bool:
    """Whether white space stands between two numbers, not within one that is set digit by digit (1 9 9 7, 8 .8)."""
    if folded[first - 1] not in _OF_NUMBERS or folded[last] not in _OF_NUMBERS:
        return False
    single = not folded[first - 2].isdigit() or not folded[last + 1 : last + 2].isdigit()
    return not single and folded[last] != "." and folded[first - 1] != "."
