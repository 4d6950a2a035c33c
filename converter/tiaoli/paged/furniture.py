"""What stands on pages but not in the document: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.paged.lines import Line, line_of
from tiaoli.paged.printed import Printed

MARGIN = 0.15
"""The part of a page's height, at its top and bottom, where furniture stands."""
OUTERMOST = 3
"""Lines from the edge of the text that may be furniture."""
LEAST_PAGES = 3
"""A line that stands at the same height of so many pages is furniture; in a shorter document, of all but one."""
SAME_HEIGHT = 4.0

_NUMBER = re.compile(r"\d{1,4}")
_DASHED = re.compile(r"[-—–−―─·~•.]{1,3}\d{1,4}[-—–−―─·~•.]{1,3}")
_COUNTED = re.compile(
    r"(?:第\d{1,4}页|页码:?\d{1,4})(?:[,/(]?共\d{1,4}页\)?)?|共\d{1,4}页[,/]?第\d{1,4}页|\d{1,4}/\d{1,4}页?"
)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom of a page."""

    page: int
    row: int
    is_top: bool
    line: Line
    is_aside: bool
    """Whether it stands in the middle of the page or to the right, where no paragraph ends its last line."""

    @property
    def words(self) -> str:
        """Folded, without white space."""
        return "".join(fold(self.line.text).split())


@dataclass(frozen=True)
class Furniture:
    """The heads and feet of each page, by its number from 0."""

    heads: dict[int, list[Line]]
    feet: dict[int, list[Line]]


def split_furniture(pages: Sequence[Printed]) -> tuple[list[Printed], Furniture]:
    """The pages without their furniture, and that."""
    edges = [edge for number, page in enumerate(pages) for edge in _edges(number, page)]
    counts = Counter(key for edge in edges for key in set(_keys(edge)))
    least = min(LEAST_PAGES, max(2, len(pages) - 1))
    rows: dict[int, set[int]] = defaultdict(set)
    furniture = Furniture(defaultdict(list), defaultdict(list))
    for edge in edges:
        if _is_page_number(edge) or any(counts[key] >= least for key in _keys(edge)):
            rows[edge.page].add(edge.row)
            (furniture.heads if edge.is_top else furniture.feet)[edge.page].append(edge.line)
    return [page.without(rows[number]) for number, page in enumerate(pages)], furniture


def is_page_number(words: str) -> bool:
    """Whether folded words without white space say which page this is, and cannot be anything else."""
    return bool(_DASHED.fullmatch(words) or _COUNTED.fullmatch(words))


def _edges(number: int, page: Printed) -> Iterator[_Edge]:
    """The outermost lines of a page that stand in its margins."""
    width, height = page.sheet.width, page.sheet.height
    rows = range(len(page.rows))
    for is_top, outer in ((True, rows[:OUTERMOST]), (False, rows[-OUTERMOST:])):
        for row in outer:
            line = line_of(page.rows[row])
            left, top, right, bottom = line.box
            if bottom <= MARGIN * height if is_top else top >= (1 - MARGIN) * height:
                yield _Edge(number, row, is_top, line, left + right >= 0.8 * width)


def _keys(edge: _Edge) -> Iterator[tuple[object, ...]]:
    """What a line must share with lines of other pages: place and words, its number running with the pages."""
    steps = edge.line.box[3] / SAME_HEIGHT
    for place in (int(steps), int(steps + 0.5) + 0.5):  # two rasters, so that no line falls between
        yield edge.is_top, place, edge.words
        for match in _NUMBER.finditer(edge.words):
            rest = f"{edge.words[: match.start()]}#{edge.words[match.end() :]}"
            yield edge.is_top, place, rest, int(match[0]) - edge.page


def _is_page_number(edge: _Edge) -> bool:
    return is_page_number(edge.words) or (edge.is_aside and not edge.is_top and bool(_NUMBER.fullmatch(edge.words)))
