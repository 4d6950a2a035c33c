"""Gives every line of a page its kind or the reason why it is dropped, and lays the lines out as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from tiaoli.plugin import Block, Cell, Span
from tiaoli_html.content import Content, Measure, prose
from tiaoli_html.lines import Line, Lines
from tiaoli_html.media import Media
from tiaoli_html.pairs import Pair
from tiaoli_html.tables import Table
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


class Draft(NamedTuple):
    """A block before its place in the text is known: a range of lines."""

    first: int
    last: int
    kind: str
    reason: str | None = None
    pair: Pair | None = None
    table: Table | None = None
    targets: tuple[str, ...] = ()


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
        line = self.lines.all[at]
        if line.hidden:
            return "hidden"
        if self.content is None:
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
        if is_pair and (named is None or at < self.content.first):
            return None
        if named and not self._heads(at, line):
            return named
        if self._belongs(at, line) if at < self.content.first else self._is_attached(at):
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
            yield _draft(judge, at, seen_items)
            at += 1


def _draft(judge: Judge, at: int, seen_items: set[int]) -> Draft:
    """The block of a line that stands in no table and no pair."""
    reason = judge.reason(at)
    if reason:
        return Draft(at, at + 1, "clutter", reason)
    lines = judge.lines
    if judge.is_note(lines.all[at]):
        return Draft(at, at + 1, "footnote")
    kind = "heading" if at in judge.title_lines else _kind(lines, at, judge.title, seen_items)
    media = judge.media.of(lines, at) if kind != "heading" else None
    if media is None or judge.is_about(at):
        return Draft(at, at + 1, kind)
    # A list of attachments inside the document is text of it; only what stands below it is no part.
    return Draft(at, at + 1, kind if media[0] == "link" and judge.is_inside(at) else media[0], targets=media[1])


def _kind(lines: Lines, at: int, title: str, seen_items: set[int]) -> str:
    line = lines.all[at]
    place = lines.tree.places[line.owner]
    if place.heading or (title and len(title) <= len(line.text) <= 2 * len(title) and bare(line.text) == title):
        return "heading"
    if place.item >= 0 and place.item not in seen_items:
        seen_items.add(place.item)
        return "item"
    return "paragraph"


def lay_out(lines: Lines, drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    """The page's text, and its blocks with their spans."""
    texts = [line.text for line in lines.all]
    separators = ["\n"] * len(texts)
    for draft in drafts:
        if draft.table:
            _separate_cells(draft.table, separators)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    text = "".join(chain.from_iterable(zip(texts, separators, strict=True)))
    return text[:-1], tuple([_block(lines, draft, starts) for draft in drafts])


def _separate_cells(table: Table, separators: list[str]) -> None:
    """Cells of a row are parted by tabs, rows by line breaks."""
    for cell, following in zip(table.cells, table.cells[1:], strict=False):
        if cell.row == following.row:
            separators[cell.last - 1] = "\t"


def _block(lines: Lines, draft: Draft, starts: Sequence[int]) -> Block:
    """The block of a draft; each line ends a character before the next one starts."""
    first, last, kind, reason, pair, table, targets = draft
    span = (starts[first], starts[last] - 1)
    node = lines.tree.path(table.element if table else lines.all[first].owner) or None
    if table and kind == "table":
        cells = [Cell((starts[c.first], starts[c.last] - 1), c.row, c.column, c.rows, c.columns) for c in table.cells]
        return Block(kind, span, node, cells=tuple(cells))
    if pair and kind == "pair":
        value = _placed(pair.value, starts) if pair.value else None
        return Block(kind, span, node, label=_placed(pair.label, starts), value=value)
    return Block(kind, span, node, reason, targets=targets) if targets else Block(kind, span, node, reason)


def _placed(found: tuple[int, int, int], starts: Sequence[int]) -> Span:
    """A stretch of a line as one of the text."""
    return starts[found[0]] + found[1], starts[found[0]] + found[2]
