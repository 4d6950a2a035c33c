"""Signs of symbol fonts, as characters that mean the same in any font."""

from __future__ import annotations

from functools import cache
from importlib import resources

_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the 256 signs of a symbol font."""


def plain_symbol(char: str, font: str | None) -> str:
    """The sign of a font as a plain character; the character itself where the font has no known sign there.

    >>> plain_symbol("\\uf06c", "Wingdings")
    '●'
    """
    code = ord(char)
    low = code - _PRIVATE.start if code in _PRIVATE else code
    return _table().get(font or "", {}).get(low, char)


def plain_symbols(text: str, font: str | None) -> str:
    """The text with each sign of the font as a plain character."""
    return "".join(plain_symbol(char, font) for char in text) if font in _table() else text


@cache
def _table() -> dict[str, dict[int, str]]:
    """For each symbol font its known signs by code."""
    lines = (resources.files("tiaoli_docx") / "symbols.tsv").read_text("utf-8").splitlines()
    table: dict[str, dict[int, str]] = {}
    for font, code, char in (line.split("\t") for line in lines if line and not line.startswith("#")):
        table.setdefault(font, {})[int(code, 16)] = char
    return table
