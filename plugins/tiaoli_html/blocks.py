"""Gives every line of a page its kind or the reason why it is dropped, and lays the lines out as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tiaoli.plugin import Block, Cell
from tiaoli_html.content import Content, Measure
from tiaoli_html.lines import Line, Lines
from tiaoli_html.pairs import Pair
from tiaoli_html.tables import Table
from tiaoli_html.titles import NEAR_LINES, bare

LONG_LINE = 40
HEAD_LINES = 8
LEAST_LINKED = 0.6
"""A line with more than this share of its characters in links is a list of links."""

_ABOUT = re.compile(
    r"(?:来源|出处|作者|供稿|发布(?:日期|时间|机构)|时间|日期)\s*:|\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}|^\s*——|^\("
)
_SPEAKER = re.compile(r"^.{0,24}(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|主任)\s?\S{2,8}$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its place in the text is known: a range of lines."""

    first: int
    last: int
    kind: str
    reason: str | None = None
    pair: Pair | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Judge:
    """What is needed to say of a line whether it belongs to the document."""

    lines: Lines
    content: Content | None
    measure: Measure
    reasons: Sequence[str | None]
    title: str

    def reason(self, at: int, *, is_pair: bool = False) -> str | None:
        """Why a line is dropped; None for a line of the document."""
        line = self.lines.all[at]
        named = self.reasons[line.owner]
        if line.hidden:
            return "hidden"
        if self.content is None:
            return "navigation"
        if self.content.first <= at < self.content.last:
            return named if named and not is_pair and self._is_outside_prose(line) else None
        if is_pair and self._is_near(at) and (named is None or at < self.content.first):
            return None
        if named and not self._is_title(at) and not (self._is_under_title(at) and self._belongs(at, line)):
            return named
        if self._is_near(at) and at < self.content.first and self._belongs(at, line):
            return None
        return "navigation" if line.linked > LEAST_LINKED * len(line.text) else "furniture"

    @cached_property
    def _title_at(self) -> int | None:
        """The last line above the document that is its title."""
        first = self.content.first if self.content else 0
        return next((at for at in range(first - 1, max(first - NEAR_LINES, 0) - 1, -1) if self._is_title(at)), None)

    def _is_under_title(self, at: int) -> bool:
        """Whether a line stands between title and text, where even a page's header speaks of the document."""
        if self.content is None or self._title_at is None:
            return False
        return self._title_at < at < min(self.content.first, self._title_at + HEAD_LINES)

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
        if self.lines.tree.elements[line.owner].heading and any(map(self._is_title, range(max(0, at - 3), at + 4))):
            return True  # a subtitle, or the line above a title
        return self._is_title(at) or bool(_ABOUT.search(line.folded) or _SPEAKER.match(line.folded))

    def _is_title(self, at: int) -> bool:
        if at >= len(self.lines.all):
            return False
        line = self.lines.all[at]
        words = bare(line.text)
        if not self.title or line.linked or len(words) < 4 or not self._is_near(at):
            return False
        return words == self.title or (words in self.title and self.lines.tree.elements[line.owner].heading)


def draft_blocks(judge: Judge, pairs: Sequence[Pair], tables: Sequence[Table]) -> Iterator[Draft]:
    """The blocks of a page in order, covering all of its lines."""
    pair_at = {pair.first: pair for pair in pairs}
    table_at = {table.first: table for table in tables}
    lines, at = judge.lines, 0
    seen_items: set[int] = set()
    while at < len(lines.all):
        table, pair = table_at.get(at), pair_at.get(at)
        if table and not any(line.hidden for line in lines.all[table.first : table.last]):
            reason = judge.reason(at)
            yield Draft(at, table.last, "clutter" if reason else "table", reason, table=table)
            at = table.last
        elif pair:
            reason = judge.reason(at, is_pair=True)
            yield Draft(at, pair.last, "clutter" if reason else "pair", reason, pair=pair)
            at = pair.last
        else:
            reason = judge.reason(at)
            yield Draft(at, at + 1, "clutter" if reason else _kind(lines, at, judge.title, seen_items), reason)
            at += 1


def _kind(lines: Lines, at: int, title: str, seen_items: set[int]) -> str:
    line = lines.all[at]
    element = lines.tree.elements[line.owner]
    if element.heading or (title and len(title) <= len(line.text) <= 2 * len(title) and bare(line.text) == title):
        return "heading"
    if element.item >= 0 and element.item not in seen_items:
        seen_items.add(element.item)
        return "item"
    return "paragraph"


def lay_out(lines: Lines, drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    """The page's text, and its blocks with their spans."""
    separators = ["\n"] * len(lines.all)
    for draft in drafts:
        if draft.table:
            _separate_cells(draft.table, separators)
    starts: list[int] = []
    parts: list[str] = []
    offset = 0
    for line, separator in zip(lines.all, separators, strict=True):
        starts.append(offset)
        parts += (line.text, separator)
        offset += len(line.text) + 1
    return "".join(parts[:-1]), tuple(_block(lines, draft, starts) for draft in drafts)


def _separate_cells(table: Table, separators: list[str]) -> None:
    """Cells of a row are parted by tabs, rows by line breaks."""
    for cell, following in zip(table.cells, table.cells[1:], strict=False):
        if cell.row == following.row:
            separators[cell.last - 1] = "\t"


def _block(lines: Lines, draft: Draft, starts: Sequence[int]) -> Block:
    def span(first: int, last: int) -> tuple[int, int]:
        return starts[first], starts[last - 1] + len(lines.all[last - 1].text)

    def place(found: tuple[int, int, int] | None) -> tuple[int, int] | None:
        return (starts[found[0]] + found[1], starts[found[0]] + found[2]) if found else None

    owner = draft.table.element if draft.table else lines.all[draft.first].owner
    cells = draft.table.cells if draft.table and draft.kind == "table" else ()
    pair = draft.pair if draft.kind == "pair" else None
    return Block(
        draft.kind,
        span(draft.first, draft.last),
        node=lines.tree.path(owner) or None,
        reason=draft.reason,
        label=place(pair.label) if pair else None,
        value=place(pair.value) if pair else None,
        cells=tuple(Cell(span(c.first, c.last), c.row, c.column, c.rows, c.columns) for c in cells),
    )
