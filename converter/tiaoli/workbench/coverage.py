"""What no rule used over a corpus, counted: headings, numbers with a unit, labels of metadata, documents, and rules."""

from __future__ import annotations

import bisect
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tiaoli.chinese.dates import find_years
from tiaoli.chinese.width import fold
from tiaoli.document import Document, walk_sections
from tiaoli.page import Span
from tiaoli.rulebook.models import Pack
from tiaoli.workbench.mentions import find_mentions

MAX_EXAMPLES = 3
LONGEST_EXAMPLE = 200
LONGEST_TITLE = 30
"""Of a document without a title so many of its first characters stand for it."""
BESIDE = 20
"""How many characters on either side of a number its example shows."""

Key = tuple[str, ...]
_SPACE = re.compile(r"\s+")
_LINES = re.compile(r"[^\n:]+")


@dataclass(frozen=True, slots=True)
class Example:
    """Words as they stand in a document."""

    uri: str
    words: str


@dataclass(slots=True)
class Count:
    """In how many documents something stands, how often in all, in documents of which packs, and the first places."""

    documents: int = 0
    mentions: int = 0
    packs: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)


class Tally:
    """Counts by key; grows with the number of different keys, not with that of documents."""

    def __init__(self) -> None:
        """An empty tally."""
        self._counts: dict[Key, Count] = {}

    def add(self, document: Document, found: Iterable[tuple[Key, str]]) -> None:
        """Counts all that was found in one document: a key and the words that show it, each."""
        seen: set[Key] = set()
        for key, words in found:
            count = self._counts.setdefault(key, Count())
            count.mentions += 1
            if key not in seen:
                seen.add(key)
                count.documents += 1
                count.packs.add(document.produced_by.pack or "")
                if len(count.examples) < MAX_EXAMPLES:
                    count.examples.append(Example(document.source.uri, words[:LONGEST_EXAMPLE]))

    @property
    def mentions(self) -> int:
        """How often all of it was found."""
        return sum(count.mentions for count in self._counts.values())

    def ranked(self) -> list[tuple[Key, Count]]:
        """By number of documents, then of mentions, then by the words themselves."""
        return sorted(self._counts.items(), key=lambda entry: (-entry[1].documents, -entry[1].mentions, entry[0]))


@dataclass(frozen=True, slots=True)
class PackUse:
    """How many documents a pack took, and which of its rules none of them needed."""

    pack: str
    documents: int
    rules: int
    idle: tuple[tuple[str, str], ...]
    """The path of each rule that never fired, such as `fields.validity`, and the place of its definition."""


class Coverage:
    """Grows by one document at a time."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        """Takes the packs whose rules are counted as used or not."""
        self._packs = {pack.id: pack for pack in packs if not pack.abstract}
        self._fired: dict[str, set[str]] = {name: set() for name in self._packs}
        self.documents: Counter[str] = Counter()
        self.failed = 0
        self.headings = Tally()
        self.numbers = Tally()
        self.labels = Tally()
        self.titles = Tally()
        self.unnamed = 0
        """How many numbers with a unit have no words before them."""

    def add(self, document: Document) -> None:
        """Counts what no rule used in a document; of a failed one, only that it failed."""
        pack = self._packs.get(document.produced_by.pack or "")
        if pack is None:
            self.failed += 1
            return
        self.documents[pack.id] += 1
        self._fired[pack.id].update(_fired_rules(document))
        self.headings.add(document, _headings_without_role(document))
        self.labels.add(document, _labels_without_field(document))
        numbers = list(_numbers_without_indicator(document))
        self.numbers.add(document, (entry for entry in numbers if entry[0][0]))
        self.unnamed += sum(not key[0] for key, _ in numbers)
        if pack.fallback:
            title = document.metadata.title or _first_words(document)
            self.titles.add(document, [((in_pattern(title),), title)])

    def uses(self) -> list[PackUse]:
        """The packs that took a document, those with most of them first, each with its idle rules."""
        return [self._use(self._packs[name]) for name, _ in sorted(self.documents.items(), key=lambda e: (-e[1], e[0]))]

    def unchosen(self) -> list[str]:
        """The ids of the packs that took no document."""
        return sorted(self._packs.keys() - self.documents.keys())

    def _use(self, pack: Pack) -> PackUse:
        rules = {
            **{f"fields.{name}": rule.place for name, rule in pack.fields.items()},
            **{f"roles.{name}": f"roles.{name}" for name in pack.roles},
            **{f"records.{name}": f"records.{name}" for name in pack.records},
            **{f"indicators.{name}": rule.place for name, rule in pack.indicators.items()},
        }
        idle = [path for path, mark in rules.items() if mark not in self._fired[pack.id]]
        places = tuple((path, str(pack.origins.get(path, ""))) for path in idle)
        return PackUse(pack.id, self.documents[pack.id], len(rules), places)

    def to_json(self) -> bytes:
        """All of it, unabridged, as UTF-8 JSON; the same each time."""
        whole = {
            "documents": self.documents.total(),
            "failed": self.failed,
            "headings_without_role": _rows(self.headings, "words"),
            "numbers_without_indicator": _rows(self.numbers, "words", "unit"),
            "numbers_without_words": self.unnamed,
            "labels_without_field": _rows(self.labels, "label"),
            "titles_of_fallback": _rows(self.titles, "title"),
            "packs": [
                {**asdict(use), "idle": [{"rule": path, "place": place} for path, place in use.idle]}
                for use in self.uses()
            ],
            "packs_without_documents": self.unchosen(),
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(tally: Tally, *names: str) -> list[dict[str, Any]]:
    return [
        {**dict(zip(names, key, strict=True)), **asdict(count), "packs": sorted(count.packs)}
        for key, count in tally.ranked()
    ]


def in_pattern(words: str) -> str:
    """The words as a pattern would have them: folded, without white space and closing marks, years as {year}.

    >>> in_pattern("２０２４年 工作回顾。")
    '{year}年工作回顾'
    """
    folded = fold(words)
    parts, at = [], 0
    for _, (start, end) in find_years(folded):
        parts += [folded[at:start], "{year}年"]
        at = end
    return _SPACE.sub("", "".join([*parts, folded[at:]])).rstrip("。:;,.")


def _first_words(document: Document) -> str:
    """What stands for the title of a document without one: how its first heading or paragraph begins."""
    kept = (claim for claim in document.claims if claim[2].startswith(("heading:", "paragraph:")))
    start, end, _ = next(kept, (0, 0, ""))
    words = document.text[start:end].strip()
    return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE]}…"


def _fired_rules(document: Document) -> Iterator[str]:
    """What tells that a rule fired: the place of a field's, the path of any other."""
    yield from (evidence.rule for evidence in document.evidence.values())
    yield from (found.rule for found in document.observations)
    yield from (f"records.{name}" for name, rows in document.records.items() if rows)
    for section in walk_sections(document.sections):
        yield f"roles.{section.role}"
        yield from (f"roles.{paragraph.role}" for paragraph in section.paragraphs if paragraph.role)


def _headings_without_role(document: Document) -> Iterator[tuple[Key, str]]:
    """The top headings without a role; what stands below one has the role that it gets."""
    for section in document.sections:
        if section.heading and section.role is None and section.title:
            yield (in_pattern(section.title),), document.text[slice(*section.heading)]


def _labels_without_field(document: Document) -> Iterator[tuple[Key, str]]:
    """The labels that no field reads, with the line that follows each."""
    text = document.text
    for start, end, owner in document.claims:
        if owner == "label:other":
            labels = [_SPACE.sub("", words) for words in _LINES.findall(fold(text[start:end])) if words.strip()]
            yield from ((((label,), f"{label}:")) for label in labels[:-1])  # a label behind a label: without a value
            value = text[end : end + LONGEST_EXAMPLE].partition("\n")[0].strip()
            yield from (((label,), f"{label}:{value}") for label in labels[-1:])


def _numbers_without_indicator(document: Document) -> Iterator[tuple[Key, str]]:
    """The numbers with a unit that stand in no observation's words."""
    taken = _merged(observation.span for observation in document.observations)
    starts = [start for start, _ in taken]
    folded = fold(document.text)
    for section in walk_sections(document.sections):
        for paragraph in section.paragraphs:
            first = paragraph.span[0]
            for found in find_mentions(folded[slice(*paragraph.span)]):
                start, end = found.span[0] + first, found.span[1] + first
                at = bisect.bisect_right(starts, start) - 1
                if at < 0 or taken[at][1] <= start:
                    yield (found.phrase, found.unit), _beside(document.text, start, end, paragraph.span)


def _beside(text: str, start: int, end: int, within: Span) -> str:
    words = text[max(start - BESIDE, within[0]) : min(end + BESIDE, within[1])]
    return _SPACE.sub(" ", words).strip()


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
