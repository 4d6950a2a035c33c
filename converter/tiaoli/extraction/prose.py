"""The paragraphs of a document as one text without white space, with the way back to the page's own offsets."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.extraction.numbering import is_part, walk_numbered
from tiaoli.page import Page, Span, kept_parts, trim
from tiaoli.structure import Section

_GIVEN = ("preamble", "closing")
_SPACE = re.compile(r"\s+")
_SIGNS = "●■◆▲★☆※✓✔√□◇△▶►➢❖*\ue000-\uf8ff"
"""What stands before an item of a list; typists set ○ too, which is folded to the numeral, and Word its own signs."""
_SIGN = re.compile(f"[{_SIGNS}〇]")
_SPACE_OR_SIGN = re.compile(rf"(?<![^\s。!?;:])(?:[{_SIGNS}]+|〇(?![〇一二三四五六七八九\d]))\s*|\s+")
_NUMBER_SAID = re.compile(r"(?<![\d.])\d++(?:\.\d++)?+(?! ?[年月日、.)])")
"""A number in a heading that is neither part of a date nor the numeral of a list."""
RUN_IN = 2
"""So far behind its heading, at the most, a text begins that its heading runs into: 。 and a space stand between."""
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
    """The prose of the sections; annexes and tables, whose numbers mean what their row and column say, are left out.

    A heading that says a number is a sentence too, with the text that it runs into.
    """
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    stretches: list[Stretch] = []
    length = 0
    headings: dict[str, str] = {}
    part_start = 0
    space = _SPACE_OR_SIGN if _SIGN.search(page.folded) else _SPACE
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
        for spans, role in _spans(page, section):
            begin = length
            for start, end in (inked for span in spans for inked in _inked(page.folded, span, space)):
                starts.append(length)
                shifts.append(start - length)
                parts.append(page.folded[start:end])
                length += end - start
            parts.append("\n")
            length += 1
            stretches.append(Stretch((begin, length), number, heading, above, role, part_start))
    return Prose("".join(parts), tuple(stretches), tuple(starts), tuple(shifts))


def _spans(page: Page, section: Section) -> Iterator[tuple[list[Span], str | None]]:
    """The paragraphs of a section with their roles, its heading before them where that says a number."""
    spans = [
        (kept_parts(page.blocks, paragraph.blocks, paragraph.span), paragraph.role or section.role)
        for paragraph in section.paragraphs
        if not any(page.blocks[at].kind == "table" for at in paragraph.blocks)
    ]
    said = _said_in_heading(page, section)
    first = spans[0][0] if spans else []
    if said and first and first[0][0] - said[1] <= RUN_IN:
        first[0] = (said[0], first[0][1])
    elif said:
        spans.insert(0, ([said], section.role))
    yield from spans


def _said_in_heading(page: Page, section: Section) -> Span | None:
    """The title of a section where it says a number and stands above the section's text, not in the contents alone."""
    if section.heading is None or section.heading[0] != section.span[0]:
        return None
    title = trim(page.folded, section.heading[0] + len(section.marker), section.heading[1])
    return title if title and _NUMBER_SAID.search(page.folded, *title) else None


def _inked(folded: str, span: Span, space: re.Pattern[str]) -> list[Span]:
    """The stretches between white space; that between two digits sets numbers apart, and is kept, but for a line break:
    no typesetter ends a line with one number and begins the next with another."""
    start, end = span
    words = folded[start:end]
    if space is _SPACE and words.split() == [words]:
        return [span]
    spans = []
    at = start
    for match in space.finditer(folded, start, end):
        first, last = match.span()
        if last < end and "\n" not in match[0] and _parts_numbers(folded, first, last):
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
