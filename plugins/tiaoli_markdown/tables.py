"""A table of Markdown: a block with its cells, or the pairs of a table that lists labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from tiaoli.plugin import Block, Cell, Page, fold, trim
from tiaoli_markdown.inline import read_words

_Row = list[str]
_PARTING = re.compile(r"(?<!\\)\|")
_EDGES = re.compile(r"^[>\s]*\||(?<!\\)\|\s*$")


def read_table(tokens: Sequence[Token], lines: Sequence[str], node: str, labels: frozenset[str]) -> Iterator[Page]:
    """The pages of a table from its opening token on; `lines` are those of the source."""
    rows = list(_rows(tokens, lines))
    filled = [(at, column) for at, row in enumerate(rows) for column, text in enumerate(row) if text]
    pairs = [(row[at], row[at + 1]) for row in rows for at in range(len(row) - 1) if _is_pair(row, at, labels)]
    if len(pairs) >= 2 and len(pairs) * 5 >= len(filled):
        yield from _label_table(rows, node, labels)
    elif filled:
        yield _value_table(rows, node)


def _rows(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[_Row]:
    """The rows; what a line has beyond the columns of the head, which the parser leaves out, are cells all the same."""
    row: _Row = []
    line = ""
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line = lines[token.map[0]].strip()
        elif token.type == "inline":
            row.append("\n".join(line.text for line in read_words(token)))
        elif token.type == "tr_close":
            yield row + [cell.strip() for cell in _PARTING.split(_EDGES.sub("", line))[len(row) :]]
            row = []


def _value_table(rows: Sequence[_Row], node: str) -> Page:
    """Cells of a row are parted by tabs, rows by line breaks; empty cells have no place in the text."""
    text = ""
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            span = trim(fold(words), 0, len(words))
            if span:
                text += "" if not text else "\t" if cells[-1].row == number else "\n"
                cells.append(Cell((len(text) + span[0], len(text) + span[1]), number, column))
                text += words
    return Page(text, (Block("table", (cells[0].span[0], cells[-1].span[1]), node, cells=tuple(cells)),))


def _label_table(rows: Sequence[_Row], node: str, labels: frozenset[str]) -> Iterator[Page]:
    for row in rows:
        at = 0
        while at < len(row):
            if _is_pair(row, at, labels):
                text = f"{row[at]}\t{row[at + 1]}"
                label = (0, len(row[at]))
                value = (len(row[at]) + 1, len(text))
                yield Page(text, (Block("pair", (0, len(text)), node, label=label, value=value),))
                at += 1
            elif row[at]:
                kind = "pair" if _is_label(row[at], labels) else "paragraph"
                label_only = (0, len(row[at])) if kind == "pair" else None
                yield Page(row[at], (Block(kind, (0, len(row[at])), node, label=label_only),))
            at += 1


def _is_pair(row: _Row, at: int, labels: frozenset[str]) -> bool:
    """Whether a cell is a label, and the one behind it its value."""
    following = row[at + 1] if at + 1 < len(row) else ""
    return bool(following) and _is_label(row[at], labels) and not _is_label(following, labels)


def _is_label(text: str, labels: frozenset[str]) -> bool:
    return len(text) <= 20 and "".join(fold(text).split()).rstrip(":") in labels
