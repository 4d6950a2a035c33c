"""Copies of one report in a store: files of the same bytes, and what several sites made of the same text.

Two documents are versions of one report where nothing that is known of both differs (region, year, kind of document)
and their texts agree: by half where all three are known, which bears a copy that was cut and set anew, and almost
wholly where one is not, since reports by one template then differ in little but names and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from tiaoli.writing.sketches import SHARE, SPACE, Sketch
from tiaoli.writing.store import Store

SAME_KNOWN, SAME_TEXT = 0.5, 0.85
"""How much of the smaller text stands in the larger one: where both are known to be of one place, year and kind, and
where that is not known of both."""
LEAST_TOLD = 12
"""Shingles that have to tell it; texts of fewer have nothing to compare."""
_LEAST_SHARED = 4
"""Texts that share fewer sampled shingles are not compared."""
_BOUNDS = (*range(0, SPACE // SHARE, SPACE // SHARE // 16), SPACE)
"""Shingles are gone through in parts, by their hash, so that memory need not hold where all of them stand."""

_UNKNOWN_TYPE = "other"
_EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""No bytes: also what a source that could not be read is held to be."""


class Known(NamedTuple):
    """What is known of the report that a document holds; None where it is not."""

    adcode: str | None
    year: int | None
    document_type: str | None

    def fits(self, other: Known) -> bool:
        """Whether nothing that is known of both differs."""
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in zip(self, other, strict=True))

    def joined(self, other: Known) -> Known:
        """What is known of either."""
        return Known(self.adcode or other.adcode, self.year or other.year, self.document_type or other.document_type)


@dataclass(frozen=True, slots=True)
class Version:
    """A document as copies are told by it."""

    doc_id: str
    uri: str
    content_id: str
    known: Known
    sketch: Sketch


def mark_copies(store: Store) -> None:
    """Sets `duplicate_of` and `report_id` of every document anew, in one transaction; raises StoreError.

    `duplicate_of` is the first document, by URI, with the same bytes. `report_id` is the `doc_id` of the first, by
    URI, among the versions of a report, its own where a document is the only one. The same documents give the same.
    """
    versions = list(_versions(store))
    originals = _originals(versions)
    reports = _reports([version for version in versions if version.doc_id not in originals])
    marks = ((originals.get(version.doc_id), version.doc_id) for version in versions)
    store.change(
        "UPDATE documents SET duplicate_of = ?, report_id = ? WHERE doc_id = ?",
        ((original, reports[original or doc_id], doc_id) for original, doc_id in marks),
    )


def has_unmarked(store: Store) -> bool:
    """Whether any document was put into the store since its copies were marked."""
    return next(store.query("SELECT 1 FROM documents WHERE report_id IS NULL LIMIT 1"), None) is not None


def versions_of_reports(store: Store) -> dict[str, list[str]]:
    """The documents of each report, by `report_id`, the most complete one first; raises StoreError.

    That is one whose status is ok before one that is partial, one that does not break off, the one with the most
    observations, the most text that was kept, and of equal ones the first by URI.
    """
    found = groupby(store.query(_BY_COMPLETENESS), key=lambda row: row[0])
    return {report: [doc_id for _, doc_id in rows] for report, rows in found}


def most_complete(store: Store, report_id: str) -> str | None:
    """The document of a report to use: the first that `versions_of_reports` has for it; None where it has none."""
    return next(iter(versions_of_reports(store).get(report_id, ())), None)


_BY_COMPLETENESS = """
SELECT report_id, doc_id FROM documents
LEFT JOIN (SELECT doc_id, count(*) AS observations FROM observations GROUP BY doc_id) USING (doc_id)
WHERE report_id IS NOT NULL
ORDER BY
  report_id, CASE status WHEN 'ok' THEN 0 WHEN 'partial' THEN 1 ELSE 2 END, truncated,
  coalesce(observations, 0) DESC, characters * (1 - coalesce(dropped_share, 0)) DESC, uri
"""


def _versions(store: Store) -> Iterator[Version]:
    """All documents of a store, by URI."""
    found = store.query(
        "SELECT doc_id, uri, content_id, adcode, year, document_type, sketch"
        " FROM documents JOIN sketches USING (doc_id) ORDER BY uri"
    )
    for doc_id, uri, content_id, adcode, year, document_type, sketch in found:
        known = Known(adcode, year, None if document_type == _UNKNOWN_TYPE else document_type)
        yield Version(doc_id, uri, content_id, known, Sketch.from_bytes(sketch))


def _originals(versions: Iterable[Version]) -> dict[str, str]:
    """For each document whose bytes came before, by URI, the document that they came in first."""
    first: dict[str, str] = {}
    found = {}
    for version in versions:
        original = first.setdefault(version.content_id, version.doc_id)
        if original != version.doc_id and version.content_id != _EMPTY:
            found[version.doc_id] = original
    return found


def _reports(versions: Sequence[Version]) -> dict[str, str]:
    """The `report_id` of each document; the documents are given by URI."""
    groups = _Groups([version.known for version in versions])
    for _, a, b in sorted(_alike(versions)):
        groups.join(a, b)
    return {version.doc_id: versions[groups.first(at)].doc_id for at, version in enumerate(versions)}


def _alike(versions: Sequence[Version]) -> Iterator[tuple[float, int, int]]:
    """The pairs, by index, whose texts agree well enough to be of one report; what agrees best sorts first."""
    for a, b in _candidates(versions):
        ours, theirs = versions[a], versions[b]
        if not ours.known.fits(theirs.known):
            continue
        share, told_by = ours.sketch.containment(theirs.sketch)
        is_known = ours.known == theirs.known and None not in ours.known
        if told_by >= LEAST_TOLD and share >= (SAME_KNOWN if is_known else SAME_TEXT):
            yield -share, a, b


def _candidates(versions: Sequence[Version]) -> list[tuple[int, int]]:
    """The pairs that share a few shingles. Of the texts with a shingle each is paired with the next one only, those
    of one report being neighbours: so the pairs grow with the texts, not with their square."""
    order = sorted(range(len(versions)), key=lambda at: (*map(str, versions[at].known), at))
    shared: Counter[tuple[int, int]] = Counter()
    for low, high in pairwise(_BOUNDS):
        last: dict[int, int] = {}
        for at in order:
            for shingle in versions[at].sketch.between(low, high):
                other = last.get(shingle)
                if other is not None:
                    shared[min(other, at), max(other, at)] += 1
                last[shingle] = at
    return [pair for pair, count in shared.items() if count >= _LEAST_SHARED]


class _Groups:
    """Disjoint sets of indexes, each with what is known of its report; sets that contradict each other stay apart."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = list(known)
        self._parent = list(range(len(known)))

    def first(self, at: int) -> int:
        """The lowest index of a set."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        """Makes two sets one, unless what is known of them differs."""
        low, high = sorted((self.first(a), self.first(b)))
        if low != high and self._known[low].fits(self._known[high]):
            self._parent[high] = low
            self._known[low] = self._known[low].joined(self._known[high])
