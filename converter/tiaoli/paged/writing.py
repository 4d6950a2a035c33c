"""Writes what stands on pages as one text, with a block over each paragraph, table, note and piece of clutter."""

from __future__ import annotations

import re
from itertools import groupby

from tiaoli.chinese.width import fold
from tiaoli.page import Block, Cell, Span, trim
from tiaoli.paged.paragraphs import Paragraph, is_short, joined
from tiaoli.paged.sheet import Box
from tiaoli.paged.tables import Table, TableCell

_FIGURE = re.compile(r"[-+¥￥]?[\d.,]+[%％]?")
_BULLET = re.compile(r"[•·●*▪◆■□➢]\s*")


class PageWriter:
    """The text so far, and the blocks over it; pages are parted by form feeds, their parts by line breaks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._pages = 0
        self._separator = ""

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def start_page(self) -> None:
        """A page begins."""
        if self._pages:
            self._write("\f")
        self._pages += 1
        self._separator = ""

    def add(self, paragraph: Paragraph, kind: str = "paragraph", reason: str | None = None) -> None:
        """Adds a paragraph on a line of its own."""
        span = self._put(paragraph.text)
        ink = trim(fold(paragraph.text), 0, len(paragraph.text))
        if ink is None:
            return
        bullet = _BULLET.match(paragraph.text) if kind == "paragraph" else None
        value = trim(fold(paragraph.text), bullet.end(), len(paragraph.text)) if bullet else None
        self.blocks.append(
            Block(
                "item" if bullet and value else kind,
                _moved(ink, span[0]),
                reason=reason,
                value=_moved(value, span[0]) if value else None,
                page=self._pages,
                bbox=_rounded(paragraph.box),
            )
        )

    def add_table(self, table: Table) -> None:
        """Adds a table, its cells parted by tabs and its rows by line breaks."""
        cells: list[Cell] = []
        self._write(self._separator)
        for _, row in groupby(table.cells, key=lambda cell: cell.row):
            for at, cell in enumerate(row):
                if cells:
                    self._write("\t" if at else "\n")
                start = self._length
                self._write(cell_text(cell))
                cells.append(Cell((start, self._length), cell.row, cell.column, cell.rows, cell.columns))
        span = (cells[0].span[0], cells[-1].span[1])
        self.blocks.append(Block("table", span, cells=tuple(cells), page=self._pages, bbox=_rounded(table.box)))
        self._separator = "\n"

    def _put(self, text: str) -> Span:
        self._write(self._separator)
        start = self._length
        self._write(text)
        self._separator = "\n"
        return start, self._length

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def cell_text(cell: TableCell) -> str:
    """The words of a cell: a line that fills it runs on into the next, but for figures that stand one below another."""
    text = cell.lines[0].text
    for last, line in zip(cell.lines, cell.lines[1:], strict=False):
        are_figures = _FIGURE.fullmatch(last.text) and _FIGURE.fullmatch(line.text)
        runs_on = not are_figures and not is_short(last, cell.measure, line)
        text = joined(text, line.text) if runs_on else f"{text}\n{line.text}"
    return text


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(place, 1) for place in box)
    return left, top, right, bottom
