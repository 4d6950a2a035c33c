"""Heads as they stand in the text: a marker, a title, and where the title ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tiaoli.breaks import GIANT
from tiaoli.chinese.numerals import parse_integer, to_chinese
from tiaoli.page import Span, trim
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import Marker, MarkerSet

LONG_TITLE = 60
"""A title longer than this has probably lost the mark that ended it."""

FARTHEST = 2000
"""How far the end of a title is looked for, in characters: a line may hold a whole report."""

LONGEST_BEFORE_COLON = 31
"""A title that a colon ends is shorter than this."""

LEAST_ENDING = 3
"""Parallel titles share at least so many characters at their end."""

_TERMINATOR = re.compile(r"[。!?]")
_ANNEX_LIST = re.compile(r"附件?:")
_TOLD = re.compile(r"\d[^,。\n]{0,20},")
"""A number and a clause behind it: no title has that."""
_PLAIN = re.compile(r"[^,:、“\"]{2,16}")
_BARE_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}$")
_TRAILING = " :;。.,、"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as it stands: level, marker, title, and where the text behind it begins."""

    line: int
    level: int
    name: str  # the heading rule, or "unnumbered" or "bare"
    number: int | None
    marker: Span | None
    title: Span | None
    body: int  # where the line's text behind the heading starts; the line's end where there is none
    midline: bool = False

    @property
    def start(self) -> int:
        """First character of the heading."""
        span = self.marker or self.title
        assert span is not None  # a head has a marker or a title by construction
        return span[0]

    @property
    def span(self) -> Span:
        """Marker and title, without the mark that ends the title."""
        return (self.start, self.title[1] if self.title else self.marker[1] if self.marker else self.start)


def marked_heads(lines: Sequence[Line], folded: str, markers: MarkerSet) -> list[Head]:
    """A head for every marker that begins a line or stands behind a sentence, whether it is a heading or not."""
    found: list[Head] = []
    in_list = False
    for index, line in enumerate(lines):
        of_line = [] if line.kind == "table" else _heads_of_line(index, line, folded, markers)
        in_list = bool(_ANNEX_LIST.match(line.text)) or (in_list and bool(of_line) and of_line[0].level >= 3)
        found += [] if in_list else of_line
    return found


def _heads_of_line(index: int, line: Line, folded: str, markers: MarkerSet) -> list[Head]:
    start, end = line.span
    heads = []
    first = markers.at(folded, start, end)
    if first:
        heads.append(_head(index, line, folded, first, markers, midline=False))
    elif _BARE_NUMERAL.match(line.text):
        number = parse_integer(line.text)
        if number is None or to_chinese(number) != line.text:
            return []  # 十三五 is a plan, not a number
        heads.append(Head(index, 1, "bare", number, line.span, None, end))
    for marker in markers.inside(folded, start, end):
        at = marker.span[0]
        if marker.level <= 2 or folded[max(0, at - 2) : at].rstrip()[-1:] == "。":
            heads.append(_head(index, line, folded, marker, markers, midline=True))
    if not heads:
        return []
    glued = [below for head in heads for below in _glued(index, line, folded, head, markers)]
    at_place = {head.start: head for head in (*glued, *heads)}
    return _bounded([at_place[start] for start in sorted(at_place)], folded)


def _glued(index: int, line: Line, folded: str, head: Head, markers: MarkerSet) -> Iterator[Head]:
    """The first heads of deeper levels that a title runs into without a mark: 二、工作安排(一)总体要求."""
    while head.title:
        end = min(head.title[1], head.title[0] + LONG_TITLE)
        marker = markers.begun_inside(head.level, folded, head.title[0], end)
        if marker is None or not folded[marker.span[1] : line.span[1]].strip():
            return  # a number behind which nothing stands is that of a page: 一、工作回顾(1)
        head = _head(index, line, folded, marker, markers, midline=True)
        yield head


def _head(index: int, line: Line, folded: str, marker: Marker, markers: MarkerSet, *, midline: bool) -> Head:
    if not marker.has_title:
        text = trim(folded, marker.span[1], line.span[1])
        body = text[0] if text else line.span[1]
        return Head(index, marker.level, marker.name, marker.number, marker.span, None, body, midline)
    title, body = _title(folded, marker.span[1], line.span[1])
    is_long = title is not None and title[1] - title[0] > LONG_TITLE
    if title:
        alone = not midline and line.span[1] - line.span[0] <= GIANT
        cut = markers.title_end(marker.name, folded, *title, surely=is_long, alone=alone)
        title, body = ((title[0], cut), cut) if cut else (title, body)
    return Head(index, marker.level, marker.name, marker.number, marker.span, title, body, midline)


def _title(folded: str, start: int, end: int) -> tuple[Span | None, int]:
    """Where a title that begins at `start` ends, and where the text behind it begins.

    It ends at 。 or the line's end; before that at a colon where it would be too long, and at white space where a short
    title has a long text behind it.
    """
    while start < end and folded[start] in " :":
        start += 1  # 第一部分:工作回顾
    stop = _TERMINATOR.search(folded, start, min(end, start + FARTHEST))
    title_end, body = (stop.start(), stop.end()) if stop else (end, end)
    colon = folded.find(":", start, min(title_end, start + LONGEST_BEFORE_COLON))
    if colon > start and title_end - start > LONG_TITLE:
        title_end, body = colon, colon + 1  # (一)城乡面貌焕然一新:一年来,…
    for gap in re.finditer(r"[^\S\n]+", folded[start : min(title_end, start + FARTHEST)].rstrip()):
        before, after = start + gap.start(), start + gap.end()
        is_told = _PLAIN.fullmatch(folded, start, before) and _TOLD.search(
            folded, after, min(title_end, after + FARTHEST)
        )
        if 2 <= before - start <= 40 and (end - after >= 50 or is_told):
            title_end, body = before, after
            break
    span = trim(folded, start, title_end)
    while span and folded[span[1] - 1] in _TRAILING:
        span = trim(folded, span[0], span[1] - 1)
    behind = trim(folded, body, min(end, body + FARTHEST))
    return span, behind[0] if behind else end


def _bounded(heads: list[Head], folded: str) -> list[Head]:
    """The heads of one line, none reaching past the start of the next."""
    bounded = []
    for at, head in enumerate(heads):
        following = heads[at + 1].start if at + 1 < len(heads) else None
        if following is not None and head.title and head.title[1] > following:
            title = trim(folded, head.title[0], following)
            head = replace(head, title=title, body=following)
        bounded.append(head)
    return bounded


def ended_like_siblings(heads: list[Head], folded: str) -> list[Head]:
    """Titles that lost their 。 and run on, cut where the titles beside them end (parallel headings)."""
    mended = []
    for at, head in enumerate(heads):
        if head.title and head.title[1] - head.title[0] > LONG_TITLE:
            siblings = [
                folded[slice(*other.title)]
                for other in heads[max(0, at - 6) : at + 7]
                if other is not head
                and other.name == head.name
                and other.title
                and len(_text(other, folded)) <= LONG_TITLE
            ]
            ending = _shared_ending(siblings)
            found = folded.find(ending, head.title[0], head.title[0] + LONG_TITLE) if ending else -1
            if found >= 0:
                cut = found + len(ending)
                head = replace(head, title=(head.title[0], cut), body=cut)
        mended.append(head)
    return mended


def _text(head: Head, folded: str) -> str:
    return folded[slice(*head.title)] if head.title else ""


def _shared_ending(titles: list[str]) -> str:
    """The words that all these titles end in, if there are at least two titles and three characters."""
    if len(titles) < 2:
        return ""
    shortest = min(titles, key=len)
    shared = next(
        (at for at in range(1, len(shortest) + 1) if len({title[-at] for title in titles}) > 1), len(shortest) + 1
    )
    return shortest[len(shortest) - shared + 1 :] if shared > LEAST_ENDING else ""
