"""Names in tests: one that the pack does not know can hold in no text, so a prohibition of it would prove nothing."""

from __future__ import annotations

from collections.abc import Callable

from tiaoli.chinese.width import squeeze
from tiaoli.document import Meeting, Metadata, ObservationFacts, RegionFacts, Speaker
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.references import STRUCTURAL_ROLES
from tiaoli.workbench.findings import Finding, Said, subject_of

_SECTION = ("heading", "role", "level", "state", "number", "marker", "title")
_PARTS = {
    "region": tuple(RegionFacts.model_fields),
    "meeting": tuple(Meeting.model_fields),
    "money": ("value", "unit"),
    "person": tuple(Speaker.model_fields),
}
"""The parts of a field's value, by the type of the field."""


def unknown_name(said: Said, pack: Pack) -> Finding | None:
    """A name that the pack does not know in an expectation, or a key that means nothing there; else None."""
    subject = subject_of(said)
    for kind, known in (("field", _fields(pack)), ("role", (*pack.roles, *STRUCTURAL_ROLES)),
                        ("record", tuple(pack.records)), ("indicator", tuple(pack.indicators)),
                        ("topic", tuple(pack.topics))):  # fmt: skip
        if kind in said and said[kind] not in known:
            return Finding(False, "unknown-name", {"name": said[kind], "hint": nearest(said[kind], known)})
    if subject == "topic" and "term" in said:
        term, terms = squeeze(str(said["term"])), [squeeze(term) for term in pack.topics[said["topic"]].terms]
        if term not in terms:
            return Finding(False, "unknown-name", {"name": term, "hint": nearest(term, terms)})
    keys = (subject, *_KEYS[subject](said, pack))
    strange = next((key for key in said if key not in keys), None)
    return Finding(False, "unknown-key", {"name": strange, "hint": nearest(strange, keys)}) if strange else None


def _fields(pack: Pack) -> tuple[str, ...]:
    return (*Metadata.model_fields, "speaker_title", *pack.fields)


def _field_keys(said: Said, pack: Pack) -> tuple[str, ...]:
    rule = pack.fields.get(said["field"])
    return ("value", "quote", *_PARTS.get(rule.type if rule else "", ()))


def _record_keys(said: Said, pack: Pack) -> tuple[str, ...]:
    rule = pack.records[said["record"]]
    columns = [column.name for column in rule.columns]
    return ("count", "quote", *(columns or (name for pattern in rule.patterns for name in pattern.names)))


_KEYS: dict[str, Callable[[Said, Pack], tuple[str, ...]]] = {
    "field": _field_keys,
    "record": _record_keys,
    "indicator": lambda said, pack: tuple(ObservationFacts.model_fields),
    "topic": lambda said, pack: ("term", "role", "count", "token_count", "score", "tokens", "characters", "share"),
    "dropped": lambda said, pack: ("reason",),
    "kept": lambda said, pack: (),
    "paragraph": lambda said, pack: _SECTION,
    "heading": lambda said, pack: _SECTION,
    "role": lambda said, pack: _SECTION,
}
"""What can be said of each subject beside its name."""
