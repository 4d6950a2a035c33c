"""How far a document's metadata, headings, roles and bounds are as gold has them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tiaoli.document import Document, SectionFacts
from tiaoli.workbench.gold import Gold, GoldBody

_SPACE = re.compile(r"\s+")
OPENING, ENDING = 40, 30
"""So many characters of the first and the last sentence of a body are looked for."""
EARLIEST, LATEST = 400, 40
"""At most so many characters may stand before the first sentence, and behind the last."""
_UNWRITTEN = ("outline", "inferred")


@dataclass(frozen=True, slots=True)
class Count:
    """How many are right, of how many that gold has and how many that were found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def share(self) -> float:
        """What is right of gold; 0 where gold has nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """What is right of what was found; of nothing found it is 1 only where there was nothing to find."""
        return self.right / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        """What was found of gold; 1 where gold has nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that is not gold's; None stands for one that is not there."""

    part: str  # meta | head | role | body
    what: str  # the field, the heading
    gold: Any
    found: Any


Judged = tuple[Count, tuple[Wrong, ...]]


def judge_parts(gold: Gold, document: Document | None) -> dict[str, Judged]:
    """For each part that gold holds, but for observations, how much is right and what is not."""
    sections = list(_own_sections(document.sections)) if document else []
    judged: dict[str, Judged] = {}
    if gold.metadata:
        judged["meta"] = _judge_metadata(gold.metadata, document)
    if gold.sections is not None:
        wanted = Counter((level, fold_wording(title)) for level, _, title in gold.sections)
        judged["head"] = _judge_headings(wanted, sections)
    if gold.roles:
        judged["role"] = _judge_roles(gold.roles, sections)
    if gold.body:
        judged["body"] = _judge_body(gold.body, document, sections)
    return judged


def fold_wording(value: object) -> str:
    """The wording alone: no width, no white space, no mark at its end; empty for None."""
    text = "" if value is None else str(value)
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).rstrip("。.;:,")


def _own_sections(sections: tuple[SectionFacts, ...]) -> Iterator[SectionFacts]:
    """The sections of the report itself in reading order: annexes, with all they hold, are not marked."""
    for section in sections:
        if section.role != "annex":
            yield section
            yield from _own_sections(section.children)


def _judge_metadata(wanted: dict[Any, Any], document: Document | None) -> Judged:
    found = _flat_metadata(document) if document else {}
    # Without a document nothing is right, not even what gold has as null.
    wrong = tuple(
        Wrong("meta", name, value, found.get(name))
        for name, value in wanted.items()
        if document is None or fold_wording(value) != fold_wording(found[name])
    )
    return Count(len(wanted) - len(wrong), len(wanted)), wrong


def _flat_metadata(document: Document) -> dict[str, Any]:
    metadata = document.metadata
    region, meeting, speaker = metadata.region, metadata.meeting, metadata.speaker
    return {
        **metadata.model_dump(mode="json"),
        "region": region and region.name,
        "adcode": region and region.adcode,
        "meeting": meeting and meeting.name,
        "speaker": speaker and speaker.name,
        "speaker_title": speaker and speaker.title,
    }


def _judge_headings(wanted: Counter[tuple[int, str]], sections: list[SectionFacts]) -> Judged:
    printed = (section for section in sections if section.heading and section.state not in _UNWRITTEN)
    found = Counter((section.level, title) for section in printed if (title := fold_wording(section.title)))
    missed = (Wrong("head", title, level, None) for level, title in (wanted - found).elements())
    extra = (Wrong("head", title, None, level) for level, title in (found - wanted).elements())
    return Count((wanted & found).total(), wanted.total(), found.total()), (*missed, *extra)


def _judge_roles(marked: dict[str, str | None], sections: list[SectionFacts]) -> Judged:
    wanted = {fold_wording(title): role for title, role in marked.items()}
    found = {fold_wording(section.title): section.role for section in sections if section.level == 1}
    wrong = tuple(
        Wrong("role", title, role, found.get(title)) for title, role in wanted.items() if found.get(title) != role
    )
    return Count(len(wanted) - len(wrong), len(wanted)), wrong


def _judge_body(wanted: GoldBody, document: Document | None, sections: list[SectionFacts]) -> Judged:
    """Right where what the paragraphs keep begins and ends, but for a little, where gold says."""
    text = document.text if document else ""
    spans = sorted(paragraph.span for section in sections for paragraph in section.paragraphs)
    kept = fold_wording("".join(text[start:end] for start, end in spans))
    first, last = fold_wording(wanted.first)[:OPENING], fold_wording(wanted.last)[-ENDING:]
    begins, ends = kept.find(first), kept.rfind(last)
    faults = {
        "first": not 0 <= begins <= EARLIEST,
        "last": ends < 0 or len(kept) - ends - len(last) > LATEST,
    }
    shown = {"first": (first, kept[:OPENING]), "last": (last, kept[-ENDING:])}
    wrong = tuple(Wrong("body", end, *shown[end]) for end, is_wrong in faults.items() if is_wrong or not spans)
    return Count(int(not wrong), 1), wrong
