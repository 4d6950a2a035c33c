"""What a document has of what an expectation is about: whether it is as said, and how a person is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tiaoli.chinese.width import fold, squeeze
from tiaoli.document import Document, Metadata, ParagraphFacts, SectionFacts, walk_sections
from tiaoli.extraction.attention import WHOLE
from tiaoli.workbench.comparing import has_words, is_same, written

SHOWN = 6
"""How many of the headings, rows or roles that there are instead a finding names."""

_DROPPED = "dropped:"
_SECTION_KEYS = ("level", "role", "state", "number", "marker", "title")

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether what is said holds; `code` and `params` word what there is, be it what was said or not."""

    holds: bool
    code: str
    params: dict[str, Any]


def find(said: Said, document: Document) -> Finding:
    """What the document has of the subject of an expectation or a prohibition."""
    return _FINDERS[subject_of(said)](said, document)


def subject_of(said: Said) -> str:
    """What an expectation is about; of a paragraph or a heading also its role can be said."""
    return next(name for name in _FINDERS if name in said)


def value_of(document: Document, field: str) -> Any:
    """The value of a metadata key or of a pack's field; None where it was not found."""
    if field == "speaker_title":
        return document.metadata.speaker.title if document.metadata.speaker else None
    if field in Metadata.model_fields:
        return document.metadata.model_dump()[field] or None
    return document.fields.get(field)


def _field(said: Said, document: Document) -> Finding:
    field, value = said["field"], value_of(document, said["field"])
    if value is None:
        return Finding("value" in said and said["value"] is None, "field-none", {"field": field})
    names = (f"metadata.{field}", f"fields.{field}", f"metadata.{field}.name", "metadata.speaker.title")
    evidence = next((document.evidence[name] for name in names if name in document.evidence), None)
    quote, rule = (evidence.quote, evidence.rule) if evidence else ("", "")
    rest = {key: wanted for key, wanted in said.items() if key not in ("field", "value", "quote")}
    holds = (
        ("value" not in said or is_same(said["value"], value))
        and ("quote" not in said or is_same(said["quote"], quote))
        and (not rest or is_same(rest, value))
    )
    return Finding(holds, "field", {"field": field, "value": written(value), "quote": quote, "rule": rule})


def _heading(said: Said, document: Document) -> Finding:
    sections = list(walk_sections(document.sections))
    named = [section for section in sections if section.heading and has_words(said["heading"], _head(section))]
    if not named:
        heads = [_head(section) for section in sections if section.heading]
        return Finding(False, "heading-none", {"headings": _listed(heads)})
    fitting = [section for section in named if _is_as_said(section, said)]
    return Finding(bool(fitting), "heading", {"headings": _listed(map(_described, fitting or named))})


def _paragraph(said: Said, document: Document) -> Finding:
    """A paragraph by its words; what else is said is of its section, only the role is its own first."""
    named = [
        (paragraph, section)
        for section in walk_sections(document.sections)
        if "heading" not in said or has_words(said["heading"], _head(section))
        for paragraph in section.paragraphs
        if has_words(said["paragraph"], paragraph.text)
    ]
    if not named:
        return Finding(False, "paragraph-none", {})
    rest = {key: wanted for key, wanted in said.items() if key != "role"}
    fitting = [
        (paragraph, section)
        for paragraph, section in named
        if _is_as_said(section, rest) and ("role" not in said or is_same(said["role"], _role(paragraph, section)))
    ]
    paragraph, section = (fitting or named)[0]
    shown = {"text": paragraph.text, "role": _role(paragraph, section) or "-", "heading": _head(section) or "-"}
    return Finding(bool(fitting), "paragraph", shown)


def _role_alone(said: Said, document: Document) -> Finding:
    sections = list(walk_sections(document.sections))
    holds = any(_is_as_said(section, said) for section in sections)
    if set(said) == {"role"}:
        holds = holds or any(p.role == said["role"] for section in sections for p in section.paragraphs)
    roles = [f"{_head(section) or '-'}: {section.role or '-'}" for section in sections]
    roles += [f"{p.text[:20]}: {p.role}" for section in sections for p in section.paragraphs if p.role]
    return Finding(holds, "role", {"roles": _listed(roles)})


def _record(said: Said, document: Document) -> Finding:
    rows = [row.model_dump() for row in document.records.get(said["record"], ())]
    rest = {key: wanted for key, wanted in said.items() if key not in ("record", "count", "quote")}
    fitting = [
        row for row in rows if is_same(rest, row["values"]) and is_same(said.get("quote", row["quote"]), row["quote"])
    ]
    holds = len(fitting) == said["count"] if "count" in said else bool(fitting)
    return Finding(holds, "rows", {"count": len(rows), "rows": _listed(written(row["values"]) for row in rows)})


def _indicator(said: Said, document: Document) -> Finding:
    observed = [entry.model_dump() for entry in document.observations if entry.indicator == said["indicator"]]
    fitting = [entry for entry in observed if is_same(said, entry)]
    shown = [{key: entry[key] for key in ("measure", "value", "unit", *said) if key in entry} for entry in observed]
    return Finding(bool(fitting), "rows", {"count": len(observed), "rows": _listed(map(written, shown))})


def _topic(said: Said, document: Document) -> Finding:
    """A dictionary, or one of its terms, in the whole document or in a role; without a number it has to occur."""
    term, role = said.get("term"), said.get("role", WHOLE)
    rows = [row.model_dump() for row in document.attention if row.dictionary == said["topic"] and row.role == role]
    named = [row for row in rows if (row["term"] is None if term is None else is_same(term, row["term"]))]
    row = named[0] if named else {"count": 0, "token_count": 0, "score": 0, "share": 0}
    numbers = {key: wanted for key, wanted in said.items() if key not in ("topic", "term", "role")}
    shown = [{key: row[key] for key in ("term", "count", "token_count", "score") if key in row} for row in rows]
    holds = is_same(numbers, row) if numbers else row["token_count"] > 0
    return Finding(holds, "rows", {"count": len(rows), "rows": _listed(map(written, shown))})


def _dropped(said: Said, document: Document) -> Finding:
    places = _owners(said["dropped"], document)
    wanted = _DROPPED + said.get("reason", "")
    holds = any(all(owner.startswith(wanted) for owner in owners) for owners in places)
    return _claimed(holds, places)


def _kept(said: Said, document: Document) -> Finding:
    places = _owners(said["kept"], document)
    return _claimed(any(not any(owner.startswith(_DROPPED) for owner in owners) for owners in places), places)


def _claimed(holds: bool, places: Sequence[set[str]]) -> Finding:
    if not places:
        return Finding(False, "words-none", {})
    return Finding(holds, "claims", {"owners": _listed(" + ".join(sorted(owners)) for owners in places)})


def _owners(words: str, document: Document) -> list[set[str]]:
    """For each place where the words stand, who claims them; white space within them is nobody's."""
    folded = fold(document.text)
    ink = [at for at, char in enumerate(folded) if not char.isspace()]
    squeezed, wanted = "".join(folded[at] for at in ink), squeeze(words)
    places = []
    start = squeezed.find(wanted)
    while start >= 0:
        span = ink[start], ink[start + len(wanted) - 1] + 1
        places.append({owner for first, last, owner in document.claims if first < span[1] and last > span[0]})
        start = squeezed.find(wanted, start + len(wanted))
    return places


def _head(section: SectionFacts) -> str:
    return section.marker + section.title


def _role(paragraph: ParagraphFacts, section: SectionFacts) -> str | None:
    return paragraph.role or section.role


def _is_as_said(section: SectionFacts, said: Said) -> bool:
    return all(is_same(said[key], getattr(section, key)) for key in _SECTION_KEYS if key in said)


def _described(section: SectionFacts) -> str:
    return f"{_head(section)} (level {section.level}, role {section.role or '-'}, state {section.state})"


def _listed(items: Iterable[str]) -> str:
    every = list(items)
    return "; ".join([*every[:SHOWN], *(["…"] if len(every) > SHOWN else [])]) or "-"


_FINDERS: dict[str, Callable[[Said, Document], Finding]] = {
    "field": _field,
    "record": _record,
    "indicator": _indicator,
    "topic": _topic,
    "dropped": _dropped,
    "kept": _kept,
    "paragraph": _paragraph,
    "heading": _heading,
    "role": _role_alone,
}
