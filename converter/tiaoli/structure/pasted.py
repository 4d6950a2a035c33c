"""Heads within a line: a page pasted without its line breaks has its title and its part heads in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tiaoli.page import Span, trim
from tiaoli.rulebook.patterns import Patterns
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import MarkerSet

LONGEST_HEAD = 200
"""Title, dateline and speaker together are no longer than this."""
LEAST_TEXT = 20
"""Behind a title on its own line there may be a place or an office; behind one in running text there is more."""

_ADDRESS = re.compile(r"(?:各位代表|各位委员|同志们)[:!,]")
_TITLE = re.compile(
    r"(?!据|根据|按照|依据)[^。,;:!?\n]{4,60}?(?:统计公报|工作报告)(?:\([^()\n]{1,20}\)|\[\d{1,2}\])?(?= )"
)
_GAP = re.compile(r" +(?=—)| +(?=\((?:[12]\d{3}|[一二][〇一-九]{3})年)|(?<=[日上字]\)) +|(?<=会议上) +|(?<=报告) +")
"""White space beside a dateline, in brackets or not."""
_SENTENCE = re.compile("[。,;!?]")


def split_pasted(lines: Sequence[Line], folded: str, markers: MarkerSet, part_heads: Patterns) -> list[Line]:
    """The lines with the head of the document and the unnumbered heads of its parts made lines of their own."""
    split: list[Line] = []
    for at, line in enumerate(lines):
        start, end = line.span
        if line.kind == "table" or end - start <= LEAST_TEXT:
            split.append(line)
            continue
        edges = {
            *_head_edges(folded, start, end, is_first=at == 0),
            *_part_edges(folded, line.span, markers, part_heads),
        }
        split += _cut(line, folded, sorted(edges)) if edges else [line]
    return split


def _cut(line: Line, folded: str, edges: Sequence[int]) -> Iterator[Line]:
    bounds = [line.span[0], *edges, line.span[1]]
    for start, end in pairwise(bounds):
        span = trim(folded, start, end)
        if span:
            yield Line(span, folded[slice(*span)].replace("\n", ""), line.blocks, line.kind, line.indent)


def _head_edges(folded: str, start: int, end: int, *, is_first: bool) -> Iterator[int]:
    """Where title, dateline and speaker end that stand before the words which address the audience, or before the text
    on the first line."""
    limit = min(end, start + LONGEST_HEAD)
    sentence = _SENTENCE.search(folded, start, limit)
    address = _ADDRESS.search(folded, start + 1, limit)
    if (
        address
        and (sentence is None or sentence.start() >= address.end() - 1)
        and "报告" in folded[start : address.start()]
    ):
        head_end = address.start()
        yield head_end
    else:
        title = _TITLE.match(folded, start, limit) if is_first else None
        if title is None or sentence is None or end - title.end() <= LEAST_TEXT:
            return
        head_end = sentence.start()
        yield title.end()
    yield from (gap.end() for gap in _GAP.finditer(folded, start, head_end))


def _part_edges(folded: str, line: Span, markers: MarkerSet, part_heads: Patterns) -> Iterator[int]:
    """Where the unnumbered heads of parts begin and end that stand in running text."""
    for start, end in markers.unmarked(folded, *line) if part_heads else ():
        if part_heads.found_in(folded[start:end]):
            yield from (edge for edge in (start, end) if line[0] < edge)
