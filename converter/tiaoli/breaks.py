"""Where paragraphs end: at the marks that close a sentence, and inside a line that holds many of them."""

from __future__ import annotations

import re

from tiaoli.chinese.sentences import CLOSERS
from tiaoli.page import Span

GIANT = 1500
"""A line longer than this may hold a whole report; nobody writes such a paragraph."""

SENTENCE_END = "。!?…"

_BREAK = re.compile(r"[^\S\n]+")
_OPENER = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|—|各位|目录")
_SALUTATION = re.compile(r"(?:各位代表|各位委员|同志们)[:!]")


def ends_sentence(text: str) -> bool:
    """Whether the text closes with 。 or the like, maybe inside quotation marks or brackets."""
    bare = text.rstrip(CLOSERS + " ")
    return bool(bare) and bare[-1] in SENTENCE_END


def split_giant(folded: str, start: int, end: int) -> list[Span]:
    """The paragraphs of a line that is too long to be one; the line itself where it is not.

    It breaks at white space where that mostly stands between sentences or before headings, elsewhere only
    at white space behind a sentence; and before the words that address the audience.
    """
    if end - start <= GIANT:
        return [(start, end)]
    spaces = [match.span() for match in _BREAK.finditer(folded, start, end)]
    between = [space for space in spaces if _parts(folded, *space)]
    if len(between) < 0.5 * len(spaces):
        spaces = [space for space in spaces if folded[space[0] - 1] in SENTENCE_END]
    spaces = [space for space in spaces if not _inside_name(folded, *space)]
    addresses = [(at, at) for at in (match.start() for match in _SALUTATION.finditer(folded, start + 1, end))]
    edges = [start, *(edge for span in sorted({*spaces, *addresses}) for edge in span), end]
    return [span for span in zip(edges[::2], edges[1::2], strict=True) if span[0] < span[1]]


def _parts(folded: str, start: int, end: int) -> bool:
    """Whether white space stands behind a sentence or before a heading."""
    return folded[start - 1] in SENTENCE_END + ":" + CLOSERS or bool(_OPENER.match(folded, end))


def _inside_name(folded: str, start: int, end: int) -> bool:
    """Whether the white space stands between two lone characters, as in a name of two: 王 强."""
    return folded[start - 2 : start - 1].isspace() and folded[end + 1 : end + 2].isspace()
