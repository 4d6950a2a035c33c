"""Lays stories out as the text of a page, with a block for every line, table and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tiaoli.plugin import Block, Cell, Span, fold, trim
from tiaoli_docx import content
from tiaoli_docx.content import Item, Line, Note, Table, lines_of

LONGEST_LABEL = 20
PROSE_CHARACTERS = 800
PAGE_SHARE = 0.8
"""A cell holds a page, not a value, where it has paragraphs and nearly all of the table's text, or half of it
and more characters than that."""


class _Draft(NamedTuple):
    """A block whose span may still begin or end with white space."""

    kind: str
    span: Span
    node: str
    reason: str | None = None
    cells: tuple[Cell, ...] = ()
    label: Span | None = None
    value: Span | None = None
    level: int | None = None


class Sheet:
    """The text so far, and the blocks over it."""

    def __init__(self, labels: frozenset[str] = frozenset()) -> None:
        self._labels = labels
        self._parts: list[str] = []
        self._length = 0
        self._drafts: list[_Draft] = []

    def add(self, items: Sequence[Item]) -> None:
        """Adds what stands in the document itself; a table that only lays out its text is taken apart."""
        for item in items:
            if isinstance(item, Line):
                kind, reason = ("clutter", "hidden") if item.hidden else (item.kind, None)
                self._drafts.append(_Draft(kind, self._line(item.text), item.node, reason, level=item.level))
            elif self._is_label_table(item):
                self._add_pairs(item)
            elif _holds_data(item):
                self._add_table(item)
            else:
                for cell in item.cells:
                    self.add(cell.items)

    def add_furniture(self, items: list[Item]) -> None:
        """Adds what stands above and below every page."""
        for line in lines_of(items):
            self._drafts.append(_Draft("clutter", self._line(line.text), line.node, "furniture"))

    def add_note(self, note: Note, *, hidden: bool) -> None:
        """Adds a note; one that nothing in the text refers to is not printed."""
        lines = list(lines_of(note.items))
        spans = [self._line(line.text) for line in lines]
        if lines:
            kind, reason = ("clutter", "hidden") if hidden else ("footnote", None)
            self._drafts.append(_Draft(kind, (spans[0][0], spans[-1][1]), lines[0].node, reason))

    def text(self) -> str:
        """The text, one line a line."""
        return "".join(self._parts[:-1])

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks, over the whole text as `text` gave it."""
        folded = fold(text)
        for draft in self._drafts:
            span = trim(folded, *draft.span)
            if span:
                cells = tuple(cell for cell in (_trimmed(folded, cell) for cell in draft.cells) if cell)
                label, value = (trim(folded, *part) if part else None for part in (draft.label, draft.value))
                yield Block(draft.kind, span, draft.node, draft.reason, label, value, cells=cells, level=draft.level)

    def _add_table(self, table: Table) -> None:
        """Adds a table, its cells parted by tabs and its rows by line breaks; what is hidden in it comes behind."""
        start = self._length
        cells = []
        for _, row in groupby(table.cells, key=lambda cell: cell.row):
            for cell in row:
                lines = [line.text for line in cell.lines() if not line.hidden]
                if lines:
                    span = self._write("\n".join(lines), "\t")
                    cells.append(Cell(span, cell.row, cell.column, cell.rows, cell.columns))
            if self._parts and self._length > start:
                self._parts[-1] = "\n"
        self._drafts.append(_Draft("table", (start, self._length), table.node, None, tuple(cells)))
        self.add([line for line in lines_of([table]) if line.hidden])

    def _add_pairs(self, table: Table) -> None:
        """Adds a table of metadata, each of its labels with the cell behind it."""
        cells, at = table.cells, 0
        while at < len(cells):
            cell, at = cells[at], at + 1
            if not self._is_label(_shown(cell)):
                self.add(cell.items)
                continue
            label = self._line("".join(_shown(cell)))
            behind = cells[at] if at < len(cells) and cells[at].row == cell.row else None
            words = _shown(behind) if behind else []
            value = self._line("\n".join(words)) if words and not self._is_label(words) else None
            self._drafts.append(_Draft("pair", (label[0], (value or label)[1]), table.node, label=label, value=value))
            self.add([line for line in cell.lines() if line.hidden])
            if behind and value:
                self.add([line for line in behind.lines() if line.hidden])
                at += 1

    def _is_label_table(self, table: Table) -> bool:
        """Whether a table lists metadata: many of its cells are labels, and a value stands behind each.

        The words of a table's head may be labels as well, but there one stands behind another.
        """
        labels = [self._is_label(_shown(cell)) for cell in table.cells]
        rows = [cell.row for cell in table.cells]
        valued = sum(
            labels[at] and not labels[at + 1] and rows[at] == rows[at + 1] for at in range(len(table.cells) - 1)
        )
        return valued >= 2 and valued * 5 >= len(table.cells)

    def _is_label(self, lines: Sequence[str]) -> bool:
        words = "".join(fold("".join(lines)).split()).rstrip(":") if sum(map(len, lines)) <= LONGEST_LABEL else ""
        return words in self._labels

    def _line(self, text: str) -> Span:
        return self._write(text, "\n")

    def _write(self, text: str, separator: str) -> Span:
        start = self._length
        self._parts += (text, separator)
        self._length += len(text) + 1
        return start, start + len(text)


def _trimmed(folded: str, cell: Cell) -> Cell | None:
    span = trim(folded, *cell.span)
    return Cell(span, cell.row, cell.column, cell.rows, cell.columns) if span else None


def _holds_data(table: Table) -> bool:
    """Whether the cells are values: several rows and columns, and none of them holds a page's prose."""
    seen = [(cell, _shown(cell)) for cell in table.cells]
    filled = [(cell, lines) for cell, lines in seen if lines]
    if len({cell.row for cell, _ in filled}) < 2 or len({cell.column for cell, _ in filled}) < 2:
        return False
    sizes = [sum(map(len, lines)) for _, lines in filled]
    size, total = max(sizes), sum(sizes)
    has_paragraphs = len(filled[sizes.index(size)][1]) > 1
    return not ((has_paragraphs and size > PAGE_SHARE * total) or (size > PROSE_CHARACTERS and size * 2 > total))


def _shown(cell: content.Cell) -> list[str]:
    return [line.text for line in cell.lines() if not line.hidden]
