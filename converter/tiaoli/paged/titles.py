"""The title of a document by its looks: the largest lines at the top of its first page, set in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaoli.chinese.width import fold
from tiaoli.paged.paragraphs import LARGE, Paragraph

LEAST_TITLE, LONGEST_TITLE = 5, 120
MOST_LINES = 15
"""A title stands among so many first paragraphs."""

_DOCUMENT_NUMBER = re.compile(r"[〔\[(]\d{4}[〕\])]\d{1,5}号$")
_NO_TITLE = re.compile("(?:文件|[。:;,!?])$")
"""How the issuer's name ends at the head of official documents; how sentences and salutations end."""


def find_title(paragraphs: Sequence[Paragraph], body_size: float) -> str | None:
    """The title among the first paragraphs of a document; None where none is larger than the body.

    In an official document (GB/T 9704) the issuer's name in the largest type, and the document number, stand
    above the title.
    """
    top = [(fold("".join(one.text.split())), one) for one in paragraphs[:MOST_LINES]]
    below = next((at + 1 for at, (words, _) in enumerate(top) if _DOCUMENT_NUMBER.search(words)), 0)
    found = [
        paragraph
        for words, paragraph in top[below:]
        if paragraph.is_centred
        and paragraph.size >= LARGE * body_size
        and LEAST_TITLE <= len(words) <= LONGEST_TITLE
        and not _NO_TITLE.search(words)
    ]
    return max(found, key=lambda one: one.size).text if found else None
