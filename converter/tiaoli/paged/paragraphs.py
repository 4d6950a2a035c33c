"""From lines to paragraphs: a line that fills its measure runs on, unless the next one begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tiaoli.breaks import ends_sentence
from tiaoli.chinese.width import fold
from tiaoli.paged.flow import Region
from tiaoli.paged.lines import Line
from tiaoli.paged.measure import Measure, common_edge
from tiaoli.paged.sheet import Box, around
from tiaoli.paged.tables import Table

INDENT = 0.8
"""A line that begins so many characters further in begins a paragraph."""
WIDE_PITCH = 1.4
"""A line that stands so much further below the last than is usual does too."""
SAME_SIZE = 0.1
LARGE = 1.1
"""By how much sizes differ within a paragraph; how much larger than the body a title is."""

JUSTIFIED_ROOM = 0.5
"""So much room at the end of a justified line is room enough: a line that runs on has none."""
SLACK, AUTOSPACE = 0.3, 0.25
"""What lines differ by, and the space between Chinese and Western characters, in sizes of the font."""

_WIDE = "\u2e80"
_TOKEN = re.compile(r"[(《“‘\[<【「『]*(?:[!-~]+(?:、[!-~]+)*|.)[)》”’\]>】」』,。、;:!?%]*")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,5}[章节条]|\d{1,2}[.、](?!\d)"
)
_BRACKETS = (("(", ")"), ("《", "》"), ("[", "]"), ("“", "”"))
_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, on the page where they begin."""

    text: str
    box: Box
    size: float
    is_centred: bool


@dataclass(frozen=True, slots=True)
class _Set:
    """A line where it is set."""

    line: Line
    page: int
    region: int
    measure: Measure

    @property
    def left(self) -> float:
        """How far in it begins, in characters."""
        return (self.line.box[0] - self.measure.left) / self.line.size

    @property
    def right(self) -> float:
        """How far it stops before the end of its measure, in characters."""
        return (self.measure.right - self.line.box[2]) / self.line.size

    @property
    def is_balanced(self) -> bool:
        """Whether it has the same room on both sides, maybe none."""
        return abs(self.left - self.right) < max(1.0, 0.1 * self.left)

    @property
    def is_centred(self) -> bool:
        """Whether it has room on both sides, and the same."""
        return self.is_balanced and self.left > INDENT


def paragraphs_of(regions: Sequence[Region], body_size: float) -> Iterator[tuple[int, Paragraph | Table]]:
    """The paragraphs and tables of a document in reading order, each with the page where it begins."""
    pitch = usual_pitch(regions, body_size)
    group: list[_Set] = []
    for number, region in enumerate(regions):
        for item in region.items:
            if isinstance(item, Table):
                yield from _closed(group)
                group = []
                yield region.page, item
                continue
            line = _Set(item, region.page, number, region.measure or Measure(item.box[0], item.box[2]))
            if group and _begins(group[-1], line, body_size, pitch):
                yield from _closed(group)
                group = []
            group.append(line)
    yield from _closed(group)


def paragraph_of(lines: Sequence[Line], *, is_centred: bool = False) -> Paragraph:
    """The paragraph that lines make."""
    parts = [lines[0].text]
    for line in lines[1:]:  # only the last line is touched: one paragraph may have very many
        whole = joined(parts[-1], line.text)
        parts[-1:] = (whole[: len(whole) - len(line.text)], line.text)
    return Paragraph("".join(parts), around(line.box for line in lines), lines[0].size, is_centred)


def usual_pitch(regions: Sequence[Region], body_size: float) -> float:
    """How far below the last a line of the same paragraph stands, in points: the least distance that is common."""
    pitches = [
        below.box[3] - above.box[3]
        for region in regions
        for above, below in pairwise(region.lines)
        if abs(below.size - body_size) <= SAME_SIZE * body_size
    ]
    return max(common_edge(pitches, body_size) if pitches else 0.0, body_size)


def _closed(group: Sequence[_Set]) -> Iterator[tuple[int, Paragraph]]:
    if group:
        page = group[0].page
        whole = paragraph_of([one.line for one in group], is_centred=group[0].is_centred)
        here = around(one.line.box for one in group if one.page == page)
        yield page, Paragraph(whole.text, here, whole.size, whole.is_centred)


def _begins(last: _Set, line: _Set, body_size: float, pitch: float) -> bool:
    """Whether a line begins a paragraph of its own behind the last one."""
    size = line.line.size
    if abs(last.line.size - size) > SAME_SIZE * size or last.line.is_tabular or line.line.is_tabular:
        return True
    if last.region == line.region:
        usual = pitch * max(1.0, size / body_size)
        if line.line.box[3] - last.line.box[3] > WIDE_PITCH * usual:
            return True
        if size >= LARGE * body_size and last.is_balanced and line.is_balanced:
            return bool(_MARKER.match(fold(line.line.text)))
        if last.is_centred and line.is_centred:
            return not _is_open(last.line.text)
    if is_short(last.line, last.measure, line.line):
        return True
    if line.left >= INDENT:
        return True
    return bool(_MARKER.match(fold(line.line.text))) and ends_sentence(fold(last.line.text))


def is_short(line: Line, measure: Measure, following: Line) -> bool:
    """Whether a line stops though the first word of the next one would have had room on it."""
    room = (measure.right - line.box[2]) / line.size
    if measure.is_justified and room > JUSTIFIED_ROOM:
        return True
    token = _TOKEN.match(fold(following.text))
    word = following.text[: token.end()] if token else ""
    width = sum(map(_width, word))
    if (word[:1] < _WIDE) != (line.text[-1] < _WIDE):
        width += AUTOSPACE
    return room > width + SLACK


def _width(char: str) -> float:
    """About how wide a character is, in sizes of its font."""
    if char >= "\u2000":
        return 1.0
    return 0.7 if char.isupper() else 0.5


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark opens in the text and does not close."""
    folded = fold(text)
    return any(folded.count(opening) > folded.count(closing) for opening, closing in _BRACKETS)


def joined(text: str, following: str) -> str:
    """Two lines as one: a hyphen that cut a word goes, and only Western words are parted by a space.

    >>> joined("全县生产总值", "增长5%"), joined("infra-", "structure"), joined("Belt and", "Road")
    ('全县生产总值增长5%', 'infrastructure', 'Belt and Road')
    """
    last, first = text[-1], following[0]
    if last == "-" and _LETTER.match(text[-2:-1]) and _LETTER.match(first):
        return text[:-1] + following
    is_words = _WORD.match(first) and (_WORD.match(last) or (last in ",.;:!?)" and _LETTER.match(first)))
    return f"{text} {following}" if is_words and not (last.isdigit() and first.isdigit()) else text + following
