"""What a reader makes of a source: the text, and an ordered list of blocks that are spans of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from tiaoli.chinese.width import fold
from tiaoli.diagnostic import Diagnostic

Span = tuple[int, int]
"""Half-open range of code points in `Page.text`."""

BLOCK_KINDS = ("paragraph", "heading", "item", "table", "pair", "image", "link", "footnote", "clutter")
NO_PROSE = ("clutter", "pair", "link", "footnote")
"""Kinds of blocks that are no part of the running text."""


class Cell(NamedTuple):
    """A cell of a table block; row and column count from 0."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Block(NamedTuple):
    """A stretch of the text that belongs together; its span starts and ends on ink, not on space.

    A named tuple, since a page has thousands and a frozen dataclass takes several times as long to make: what differs
    from another block is made by `block._replace(kind="heading")`.
    """

    kind: str
    span: Span
    node: str | None = None
    """Path of the element it came from, such as `/html/body/div[2]/p[7]`."""
    reason: str | None = None
    """Why a clutter block is dropped: navigation, furniture, footer, share …"""
    label: Span | None = None
    value: Span | None = None
    """The two halves of a pair block; `value` is None where the value stands empty."""
    cells: tuple[Cell, ...] = ()
    level: int | None = None
    """The level that the format itself gives a heading, from 1; None where it gives none."""
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    targets: tuple[str, ...] = ()
    """Where the files or images lie that a block names: attachments of a link, the image over its caption."""

    @property
    def holds_its_parts(self) -> bool:
        """Whether label, value and cells lie within the block's span."""
        start, end = self.span
        parts = (self.label, self.value, *(cell.span for cell in self.cells))
        return all(start <= part[0] <= part[1] <= end for part in parts if part)

    def as_clutter(self, reason: str) -> Block:
        """This block, dropped for `reason`."""
        return self._replace(kind="clutter", reason=reason)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A value that stands in markup, not in the text, such as `<meta name="PubDate">`."""

    name: str
    value: str
    node: str | None = None


@dataclass(frozen=True)
class Page:
    """One source as text and blocks. Blocks are sorted, disjoint and hold every visible character."""

    text: str
    blocks: tuple[Block, ...]
    attributes: tuple[Attribute, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    title: str | None = field(default=None)
    """The reader's best candidate for the document's title, if its format names one."""

    @cached_property
    def folded(self) -> str:
        """The text with full-width forms and odd spaces folded one to one, for matching."""
        return fold(self.text)

    @cached_property
    def content(self) -> tuple[Block, ...]:
        """The blocks that are not clutter."""
        return tuple(block for block in self.blocks if block.kind != "clutter")

    def fault(self) -> str | None:
        """What is wrong with a page: its blocks' kinds, spans that overlap or leave the text, unknown diagnostics."""
        end = 0
        for remark in self.diagnostics:
            if fault := remark.fault(len(self.text)):
                return fault
        for block in self.blocks:
            if block.kind not in BLOCK_KINDS:
                return f"a block of the kind {block.kind!r}; there are {', '.join(BLOCK_KINDS)}"
            if not end <= block.span[0] < block.span[1] <= len(self.text):
                return f"a block over {block.span} behind one that ends at {end}, in a text of {len(self.text)}"
            end = block.span[1]
            if (block.cells or block.label or block.value) and not block.holds_its_parts:
                return f"a {block.kind} block over {block.span} whose label, value or cells lie outside it"
        return None

    def quote(self, span: Span) -> str:
        """The literal words of a span."""
        return self.text[span[0] : span[1]]

    def with_blocks(self, blocks: Iterable[Block]) -> Page:
        """The same page with other blocks over the same text."""
        return replace(self, blocks=tuple(blocks))

    def relabelled(self, reason_of: Callable[[Block], str | None]) -> Page:
        """The page with each content block dropped for which `reason_of` gives a reason."""
        return self.with_blocks(
            block.as_clutter(reason) if block.kind != "clutter" and (reason := reason_of(block)) else block
            for block in self.blocks
        )


def kept_parts(blocks: Sequence[Any], ids: Sequence[int], span: Span) -> list[Span]:
    """The parts of a paragraph over the blocks `ids` that are left without the clutter between those: the number of a
    printed page, in the midst of a sentence."""
    own = set(ids)
    if not own or len(own) == ids[-1] - ids[0] + 1:
        return [span]
    parts, at = [], span[0]
    for number in range(ids[0], ids[-1] + 1):
        start, end = blocks[number].span
        if number not in own and blocks[number].kind == "clutter" and at < start and end < span[1]:
            parts.append((at, start))
            at = end
    return [*parts, (at, span[1])]


def join_pages(pages: Iterable[Page], separator: str = "\f") -> Page:
    """The pages of one source as one, their texts parted by `separator`; the first title of theirs is its title."""
    texts: list[str] = []
    blocks: list[Block] = []
    attributes: list[Attribute] = []
    diagnostics: list[Diagnostic] = []
    title, at = None, 0
    for page in pages:
        texts.append(page.text)
        blocks += (_moved_block(block, at) for block in page.blocks)
        attributes += page.attributes
        diagnostics += (replace(remark, span=_moved(remark.span, at)) for remark in page.diagnostics)
        title = title or page.title
        at += len(page.text) + len(separator)
    return Page(separator.join(texts), tuple(blocks), tuple(attributes), tuple(diagnostics), title)


def _moved(span: Span | None, by: int) -> Any:
    """The span so many characters later; None stays None."""
    return (span[0] + by, span[1] + by) if span else None


def _moved_block(block: Block, by: int) -> Block:
    cells = tuple(cell._replace(span=_moved(cell.span, by)) for cell in block.cells)
    label, value = _moved(block.label, by), _moved(block.value, by)
    return block._replace(span=_moved(block.span, by), label=label, value=value, cells=cells)


TOP_BLOCKS = 8
LONGEST_TITLE = 120
_NUMBERED = re.compile(r"第?[一二三四五六七八九十\d]+[、.章节条部]|\([一二三四五六七八九十\d]+\)")


def top_heading(page: Page) -> str | None:
    """The title of a document whose format gives its headings levels; None where none of them can be it.

    It is the first heading, where that stands at the top, above the levels of all others, and has no number.
    """
    headings = [block for block in page.content if block.kind == "heading" and block.level is not None]
    if not headings or headings[0] not in page.content[:TOP_BLOCKS]:
        return None
    first, *others = headings
    if first.span[1] - first.span[0] > LONGEST_TITLE:
        return None
    is_above = all((first.level or 0) < (other.level or 0) for other in others)
    return page.quote(first.span) if is_above and not _NUMBERED.match(page.folded, *first.span) else None


_INK = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def trim(folded: str, start: int, end: int) -> Span | None:
    """The span without the white space at its ends, or None where there is nothing else."""
    match = _INK.search(folded, start, end)
    return match.span() if match else None
