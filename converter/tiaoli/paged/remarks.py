"""What is odd about the pages of a source: pictures in place of text, characters that no font names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from tiaoli.diagnostic import Diagnostic
from tiaoli.paged.sheet import Sheet

LOST = "\ufffd"
LEAST_UNKNOWN = 0.01
"""The share of characters of private use that is worth a remark: fonts of signs have a few, such as bullets."""


def remarks_on(sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """The remarks on sheets."""
    scanned = [at + 1 for at, sheet in enumerate(sheets) if sheet.pictures and not _has_text(sheet)]
    if scanned:
        params = {"pages": listed(scanned), "count": len(scanned), "total": len(sheets)}
        yield Diagnostic("paged.scanned", None, params)
    chars = [char for sheet in sheets for run in sheet.runs for char in run.text if not char.isspace()]
    unknown = sum(_is_unknown(char) for char in chars)
    if unknown > LEAST_UNKNOWN * len(chars) or LOST in chars:
        params = {"count": unknown, "total": len(chars), "share": f"{unknown / len(chars):.0%}"}
        yield Diagnostic("paged.unknown-characters", None, params)


def _has_text(sheet: Sheet) -> bool:
    return any(not run.reason and run.text.strip() for run in sheet.runs)


def _is_unknown(char: str) -> bool:
    """Whether a character stands for a glyph that its font does not name: U+FFFD, or one of private use."""
    return char == LOST or unicodedata.category(char) == "Co"


def listed(numbers: Iterable[int]) -> str:
    """Numbers in ascending order, with ranges.

    >>> listed([1, 2, 3, 7])
    '1–3, 7'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
