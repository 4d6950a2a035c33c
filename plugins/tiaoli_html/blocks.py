"""Gives every line of a page its kind or the reason why it is dropped, and lays the lines out as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from tiaoli.plugin import Block, Cell, Span
from tiaoli_html.content import Content, Measure, prose
from tiaoli_html.lines import Line, Lines
from tiaoli_html.media import Media
from tiaoli_html.pairs import Pair
from tiaoli_html.tables import Table, TableCell
from tiaoli_html.titles import NEAR_LINES, bare

LONG_LINE = 40
HEAD_LINES = 8
ADVERTISED = ("广告", "推广")
LEAST_LINKED = 0.6
"""A line with more than this share of its characters in links is a list of links."""

_ABOUT = re.compile(
    r"(?:来源|出处|作者|供稿|发布(?:日期|时间|机构)|时间|日期)\s*:|\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}|^\s*——|^\("
)
_DAY = r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?"
_PUBLISHED = re.compile(rf"^(?:来源|出处|作者|发布)|{_DAY}\s*\d{{1,2}}:\d\d|^[\s(]*{_DAY}[\s)]*$")
_SPEAKER = re.compile(r"^.{0,24}(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|主任)\s?\S{2,8}$")


@dataclass(frozen=True)
class Judge:
    """What is needed to say of a line whether it belongs to the document."""

    lines: Lines
    content: Content | None
    measure: Measure
    reasons: Sequence[str | None]
    title: str
    media: Media
    notes: frozenset[int]

    def reason(self, at: int, *, is_pair: bool = False) -> str | None:
        """Why a line is dropped; None for a line of the document."""
        line, content = self.lines.all[at], self.content
        if line.hidden:
            return "hidden"
        if content is None:
            return "navigation"
        named = self.reasons[line.owner]
        if not self._is_near(at):
            return named or self._other_reason(at, line)
        if self.is_inside(at):
            if line.linked > LEAST_LINKED * len(line.text) and line.text.startswith(ADVERTISED):
                return "advertisement"
            return (
                named if named and not is_pair and self._is_outside_prose(line) and not self._heads(at, line) else None
            )
        if is_pair and (named is None or at < content.first):
            return None
        if named and not self._heads(at, line):
            return named
        if self._belongs(at, line) if at < content.first else self._is_attached(at):
            return None
        return self._other_reason(at, line)

    def _other_reason(self, at: int, line: Line) -> str:
        """Why a line outside the document is dropped that nothing names."""
        if self.content and self.content.is_cut and at >= self.content.last:
            return "related"
        return "navigation" if line.linked > LEAST_LINKED * len(line.text) else "furniture"

    @cached_property
    def _title_at(self) -> int | None:
        """The last line above the document, or among its first ones, that is its title."""
        first = self.content.first if self.content else 0
        end = min(first + HEAD_LINES, self.content.last if self.content else 0)
        return next((at for at in range(end - 1, max(first - NEAR_LINES, 0) - 1, -1) if self._is_title(at)), None)

    @cached_property
    def title_lines(self) -> range:
        """The lines among the document's first ones that make up its title together; none where one line does."""
        first = self.content.first if self.content else 0
        end = min(first + HEAD_LINES, self.content.last if self.content else 0)
        words = [bare(line.text) for line in self.lines.all[first:end]]
        for start in range(len(words)):
            for stop in range(start + 2, len(words) + 1):
                if "".join(words[start:stop]) == self.title:
                    return range(first + start, first + stop)
        return range(0)

    def _heads(self, at: int, line: Line) -> bool:
        """Whether a line is the title, or speaks of the document under it, where even a page's header does."""
        return self._is_title(at) or (self._is_under_title(at) and self._belongs(at, line))

    def _is_under_title(self, at: int) -> bool:
        if self.content is None or self._title_at is None:
            return False
        return self._title_at < at < min(max(self.content.first, self._title_at + 3), self._title_at + HEAD_LINES)

    def _is_outside_prose(self, line: Line) -> bool:
        """A named element inside the document is only dropped where it holds no sentences."""
        return not ("。" in line.text and len(line.text) - line.linked >= LONG_LINE)

    def _is_near(self, at: int) -> bool:
        content = self.content
        return content is not None and content.first - NEAR_LINES <= at <= content.last + 5

    def _belongs(self, at: int, line: Line) -> bool:
        """Whether a line above the document is its title, date line, source or speaker."""
        if line.linked * 2 > len(line.text) or len(line.text) > 200:
            return False
        if self.lines.tree.places[line.owner].heading and any(map(self._is_title, range(max(0, at - 3), at + 4))):
            return True  # a subtitle, or the line above a title
        if self._title_at is not None and self._title_at < at and prose(line) >= LONG_LINE:
            return True  # a summary or an editor's note
        return self._is_title(at) or bool(_ABOUT.search(line.folded) or _SPEAKER.match(line.folded))

    def is_inside(self, at: int) -> bool:
        """Whether a line stands in the element that holds the document."""
        return self.content is not None and self.content.first <= at < self.content.last

    def is_about(self, at: int) -> bool:
        """Whether a line stands between title and text, or says who published the document and when."""
        return self._is_under_title(at) or bool(_PUBLISHED.search(self.lines.all[at].folded))

    def _is_attached(self, at: int) -> bool:
        """Whether a line below the document names a file that goes with it."""
        media = self.media.of(self.lines, at)
        return media is not None and media[0] == "link"

    def is_note(self, line: Line) -> bool:
        """Whether a line stands in a footnote."""
        if not self.notes:
            return False
        return line.owner in self.notes or self.lines.tree.places[line.owner].item in self.notes

    def _is_title(self, at: int) -> bool:
        if not self.title or at >= len(self.lines.all) or not self._is_near(at):
            return False
        line = self.lines.all[at]
        if line.linked or not 4 <= len(line.text) <= 2 * len(self.title) + 4:
            return False
        words = bare(line.text)
        return words == self.title or (
            len(words) >= 4 and words in self.title and self.lines.tree.places[line.owner].heading
        )


def lay_out(judge: Judge, pairs: Sequence[Pair], tables: Sequence[Table]) -> tuple[str, tuple[Block, ...]]:
    """The page's text, and its blocks in order, which cover all of its lines."""
    lines = judge.lines.all
    starts = list(accumulate([len(line.text) + 1 for line in lines], initial=0))
    shown = {one.first: one for one in tables if not any(line.hidden for line in lines[one.first : one.last])}
    blocks = tuple(_blocks(judge, starts, {pair.first: pair for pair in pairs}, shown))
    return _tabulated("\n".join([line.text for line in lines]), starts, shown.values()), blocks


def _blocks(
    judge: Judge, starts: Sequence[int], pairs: Mapping[int, Pair], tables: Mapping[int, Table]
) -> Iterator[Block]:
    """The blocks of tables and pairs, which are given by their first lines, and of each line that stands in none."""
    all_lines, path = judge.lines.all, judge.lines.tree.path
    seen_items: set[int] = set()
    at = 0
    while at < len(all_lines):
        table, first = tables.get(at), at
        pair = None if table else pairs.get(at)
        reason = judge.reason(at, is_pair=pair is not None)
        at = table.last if table else pair.last if pair else at + 1
        span = (starts[first], starts[at] - 1)
        node = path(table.element if table else all_lines[first].owner) or None
        if reason:
            yield Block("clutter", span, node, reason)
        elif table:
            yield Block("table", span, node, cells=tuple(_cell(cell, starts) for cell in table.cells))
        elif pair:
            value = _placed(pair.value, starts) if pair.value else None
            yield Block("pair", span, node, label=_placed(pair.label, starts), value=value)
        else:
            kind, targets = _kind(judge, first, seen_items)
            yield Block(kind, span, node, targets=targets)


def _kind(judge: Judge, at: int, seen_items: set[int]) -> tuple[str, tuple[str, ...]]:
    """The kind of a line of the document that stands in no table and no pair, and the files or images it names."""
    lines = judge.lines
    if judge.is_note(lines.all[at]):
        return "footnote", ()
    kind = "heading" if at in judge.title_lines else _kind_by_element(lines, at, judge.title, seen_items)
    media = judge.media.of(lines, at) if kind != "heading" else None
    if media is None or judge.is_about(at):
        return kind, ()
    # A list of attachments inside the document is text of it; only what stands below it is no part.
    return kind if media[0] == "link" and judge.is_inside(at) else media[0], media[1]


def _kind_by_element(lines: Lines, at: int, title: str, seen_items: set[int]) -> str:
    line = lines.all[at]
    place = lines.tree.places[line.owner]
    if place.heading or (title and len(title) <= len(line.text) <= 2 * len(title) and bare(line.text) == title):
        return "heading"
    if place.item >= 0 and place.item not in seen_items:
        seen_items.add(place.item)
        return "item"
    return "paragraph"


def _tabulated(text: str, starts: Sequence[int], tables: Iterable[Table]) -> str:
    """The text with the cells of a row parted by tabs in place of line breaks."""
    parts, done = [], 0
    for table in tables:
        for cell, following in pairwise(table.cells):
            if cell.row == following.row:
                end = starts[cell.last] - 1
                parts += (text[done:end], "\t")
                done = end + 1
    return "".join((*parts, text[done:]))


def _cell(cell: TableCell, starts: Sequence[int]) -> Cell:
    return Cell((starts[cell.first], starts[cell.last] - 1), cell.row, cell.column, cell.rows, cell.columns)


def _placed(found: tuple[int, int, int], starts: Sequence[int]) -> Span:
    """A stretch of a line as one of the text."""
    return starts[found[0]] + found[1], starts[found[0]] + found[2]
