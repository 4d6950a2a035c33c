"""Folding of full-width forms and odd white space, one code point to one, so that spans stay true."""

from __future__ import annotations

import re
from functools import lru_cache

LONG = 1000
"""Texts longer than this are folded once and remembered."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_ALIKE = {
    "〇": "〇",
    "○": "〇",
    "◯": "〇",
    "﹒": ".",
    "‧": "·",
    "・": "·",
    "•": "·",
    "―": "—",
    "─": "—",
    "━": "—",
    "–": "—",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "﹝": "[",
    "﹞": "]",
    "～": "~",
    "℅": "%",  # care of, which some editors have in place of it
    "﹪": "%",
    "〜": "~",
}
_FOLDED = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_SPACES + _INVISIBLE, " "),
    "\f": "\n",  # where a page ends, a line does
    **_ALIKE,
}
# Looking for the characters that change and replacing each is several times as quick as str.translate.
_CHANGING = re.compile("[" + re.escape("".join(_FOLDED)) + "]")
# Typists set the zero of 二〇〇九年 as a digit too.
_ZERO = re.compile("0(?<=[一二三四五六七八九]0)0?(?=[一二三四五六七八九年])")
# Scrapers written in R print a no-break space as these eight characters.
_PRINTED_SPACE = re.compile(r"<U\+[0-9A-F]{4}>")


def fold(text: str) -> str:
    """The text with full-width ASCII, look-alikes and white space folded; its length is unchanged.

    >>> fold("（一）２０２４年\u3000增长７％")
    '(一)2024年 增长7%'
    """
    return _fold_long(text) if len(text) > LONG else _fold(text)


def _fold(text: str) -> str:
    folded = text
    for char in set(_CHANGING.findall(text)):
        folded = folded.replace(char, _FOLDED[char])
    folded = _ZERO.sub(lambda match: "〇" * len(match[0]), folded)
    if "<U+" in folded:
        folded = _PRINTED_SPACE.sub(lambda match: " " * len(match[0]), folded)
    return folded


# A document's text is asked for folded at every step; short strings are not worth the memory.
_fold_long = lru_cache(maxsize=2)(_fold)


def squeeze(text: str) -> str:
    """The text as words are compared: half width, without white space.

    >>> squeeze("索　引 号：")
    '索引号:'
    """
    return "".join(fold(text).split())


def squeeze_label(text: str) -> str:
    """A label of a metadata table as labels are compared: without the colon behind it too."""
    return squeeze(text).rstrip(":")
