"""What a story of a Word file consists of: lines of text and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class Line:
    """A paragraph, or the part of one between two line breaks."""

    text: str
    node: str
    kind: str = "paragraph"
    hidden: bool = False
    level: int | None = None
    """Of a heading, from 1; None for the title."""
    is_title: bool = False
    """Whether it has the style that Word keeps for the title of a document."""


@dataclass(slots=True)
class Cell:
    """A cell by its place in the grid, from 0, and what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    items: list[Item]

    def lines(self) -> Iterator[Line]:
        """All lines in the cell, those of tables in it included."""
        return lines_of(self.items)


@dataclass(slots=True)
class Table:
    """A table with its cells in reading order."""

    node: str
    cells: list[Cell] = field(default_factory=list)


Item: TypeAlias = Line | Table


def lines_of(items: list[Item]) -> Iterator[Line]:
    """The lines of items, in order."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            for cell in item.cells:
                yield from cell.lines()


@dataclass(slots=True)
class Note:
    """A footnote or endnote by its id."""

    note_id: str
    items: list[Item]


@dataclass(slots=True)
class Story:
    """One part of a file, read: its content, what it refers to, and what of it is not text."""

    items: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    references: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": []})
    """The relationship ids of headers and footers, in the order of the sections that have them."""
    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    pictures: int = 0
    embedded: int = 0
