"""Sketches of texts: a sample of what stands in each, by which copies are told without reading all of them again.

A text is taken as the set of its shingles (all runs of WIDTH characters), and the shingles whose hash is below a
limit are its sample: the same shingle is in the sample of every text that holds it. So samples tell what share of
the smaller text stands in the larger one, which is what a copy that breaks off after a third has in common with the
whole. (Broder 1997, "On the resemblance and containment of documents", with hashes kept by their size as in
FracMinHash, Irber et al. 2022.)
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.document import Document

WIDTH = 12
"""Wide enough that most shingles of a report hold a number or a name, in which reports by one template differ."""
SHARE = 100
"""One shingle in so many is kept, of long texts."""
LEAST = 64
"""So many are kept of texts that are too short for that."""

SPACE = 1 << 32
"""Hashes are below it."""

_MARKS = re.compile(r"[\W_]+")
_CONTENT = ("heading:", "paragraph:")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes of a text's shingles that are below `limit`, in order."""

    limit: int
    hashes: array[int]

    def containment(self, other: Sketch) -> tuple[float, int]:
        """The share of the smaller text that stands in the larger one, and how many shingles tell that."""
        limit = min(self.limit, other.limit)
        ours, theirs = set(self.between(0, limit)), set(other.between(0, limit))
        least = min(len(ours), len(theirs))
        return (len(ours & theirs) / least if least else 0.0), least

    def between(self, low: int, high: int) -> array[int]:
        """The hashes from `low` on that are below `high`."""
        return self.hashes[bisect_left(self.hashes, low) : bisect_left(self.hashes, high)]

    def to_bytes(self) -> bytes:
        """The sketch as a store keeps it."""
        return _bytes(array("I", (self.limit - 1, *self.hashes)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that `to_bytes` wrote."""
        numbers = array("I", data)
        if sys.byteorder == "big":
            numbers.byteswap()
        return cls(numbers[0] + 1, numbers[1:])


def sketch_of(document: Document) -> Sketch:
    """The sketch of a document's headings and paragraphs; what was dropped, and the metadata, are the site's."""
    parts = (document.text[start:end] for start, end, owner in document.claims if owner.startswith(_CONTENT))
    return sketch(parts)


def sketch(parts: Iterable[str]) -> Sketch:
    """The sketch of a text, which does not depend on its marks, its white space and the width of its characters."""
    data = _MARKS.sub("", fold("".join(parts))).encode("utf-16-le", "surrogatepass")
    every = _hashes(data)
    kept = sorted({number for number in every if number < SPACE // SHARE})
    if len(kept) >= LEAST:
        return Sketch(SPACE // SHARE, array("I", kept))
    distinct = sorted(set(every))
    return Sketch(distinct[LEAST] if len(distinct) > LEAST else SPACE, array("I", distinct[:LEAST]))


def _hashes(data: bytes) -> list[int]:
    """The hash of each shingle of a text in UTF-16."""
    crc, length = zlib.crc32, 2 * WIDTH
    return [crc(data[at : at + length]) for at in range(0, len(data) - length + 1, 2)]


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
