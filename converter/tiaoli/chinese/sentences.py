"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
"""Half-open range of code points."""

CLOSERS = "\"'”’)]》」』"
"""Marks that belong to the sentence that ends before them."""

_END = f"[。!?;]+[{re.escape(CLOSERS)}。!?;]*"
_SENTENCE = re.compile(rf"(?:[^。!?;]+(?:{_END})?|{_END})")
_OF_A_LINE = re.compile(rf"(?:[^。!?;\n]+(?:{_END})?|{_END})")


def find_sentences(folded: str, start: int = 0, end: int | None = None, *, by_line: bool = False) -> Iterator[Span]:
    """The sentences of a stretch, without the white space round them: they end with 。！？； or with the stretch.

    Closing quotation marks and brackets stay with the sentence before them. A line break inside the stretch ends
    one only `by_line`: it is the page's own where a paragraph is wrapped, and parts the rows of a table.

    >>> text = "他说:“修路!”路修好了。今年再修"
    >>> [text[a:b] for a, b in find_sentences(text)]
    ['他说:“修路!”', '路修好了。', '今年再修']
    """
    stop = len(folded) if end is None else end
    for match in (_OF_A_LINE if by_line else _SENTENCE).finditer(folded, start, stop):
        words = match[0]
        if words and not words.isspace():
            yield match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip())
