"""Columns for a terminal on which a Chinese character is two cells wide."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

GAP = "  "


def width(text: str) -> int:
    """How many cells the text takes."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` cells, its end given up for `…`."""
    if width(text) <= limit:
        return text
    used, kept = 1, ""  # one cell for the …
    for char in text:
        used += _cells(char)
        if used > limit:
            break
        kept += char
    return f"{kept}…"


def render(rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> str:
    """The rows in columns as wide as their widest cells, under the head and a rule where there is a head.

    >>> print(render([["璧山区", "1"], ["ab", "22"]], ["名", "n"]))
    名      n
    ------  --
    璧山区  1
    ab      22
    """
    lines = [head, *rows] if head else list(rows)
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    if head:
        lines.insert(1, ["-" * cells for cells in widths])
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (cells_wide - width(cell)) for cell, cells_wide in zip(cells, widths, strict=True))
    return GAP.join(padded).rstrip()
