"""What two conversions of one source have otherwise: each value gained, lost or changed, and the rule that did it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tiaoli.document import Document, SectionFacts
from tiaoli.rulebook.models import Pack

GAINED, LOST, CHANGED = KINDS = ("gained", "lost", "changed")

Key = tuple[str | int, ...]
_NOT_SAID = frozenset(("span", "quote", "rule", "number_span", "section"))
"""What of a row or an observation is no value: where it stands, and which rule made it."""

OPENING = 20
"""So many characters stand for a paragraph that is under no heading."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that two conversions have otherwise, with its words and the rule that is responsible.

    That is the rule of the new value, and of the old one where the value is lost.
    """

    uri: str
    kind: str  # gained | lost | changed
    what: str  # status, pack, metadata.year, fields.amount, heading, role, record.projects, observation.gdp …
    where: (
        str  # the section with its heading, else the paragraph's first words; empty for what is of the whole document
    )
    old: Any
    new: Any
    old_words: str
    new_words: str
    rule: str
    pack: str  # the pack that was chosen where the rule was responsible


@dataclass(frozen=True, slots=True)
class _Item:
    what: str
    where: str
    value: Any
    words: str
    rule: str
    above: str | None = None
    """The role of the section that a section stands in, which it has where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two conversions, and the pack that made it; None where it failed before one was chosen."""

    document: Document
    pack: Pack | None


def compare_documents(old: Side, new: Side) -> list[Change]:
    """The changes from one conversion of a source to another, in the order of the parts of a document.

    Sections are the same where their headings begin at the same place of the text, whatever their ids.
    """
    before, after = dict(_items(old)), dict(_items(new))
    return [
        _change((old, new), before.get(key), after.get(key))
        for key in {**before, **after}
        if _differs(key, before, after)
    ]


def _differs(key: Key, before: dict[Key, _Item], after: dict[Key, _Item]) -> bool:
    """Whether a value is another; a role is told once, where it begins, and comes and goes with its heading."""
    old, new = before.get(key), after.get(key)
    if key[0] == "role":
        return bool(old and new and old.value != new.value and (old.value, new.value) != (old.above, new.above))
    return (old.value if old else None) != (new.value if new else None)


def _change(sides: tuple[Side, Side], old: _Item | None, new: _Item | None) -> Change:
    was, is_now = old.value if old else None, new.value if new else None
    shown, side = (old, sides[0]) if old and is_now is None else (new, sides[1])
    return Change(
        uri=side.document.source.uri,
        kind=LOST if is_now is None else GAINED if was is None else CHANGED,
        what=shown.what if shown else "",
        where=shown.where if shown else "",
        old=was,
        new=is_now,
        old_words=old.words if old else "",
        new_words=new.words if new else "",
        rule=shown.rule if shown else "",
        pack=side.document.produced_by.pack or "",
    )


def _items(side: Side) -> Iterator[tuple[Key, _Item]]:
    """Every value of a document under a key that both conversions share."""
    document = side.document
    pack = document.produced_by.pack or ""
    yield ("status",), _Item("status", "", document.status, "", pack)
    yield ("pack",), _Item("pack", "", document.produced_by.pack, "", pack)
    yield from _values(document)
    for section, above in _walk(document.sections, None):
        yield from _of_section(section, above, side)
    yield from _rows(document)
    yield from _observations(document)


def _values(document: Document) -> Iterator[tuple[Key, _Item]]:
    dumped = {"metadata": document.metadata.model_dump(mode="json"), "fields": document.fields}
    for path, evidence in document.evidence.items():
        value: Any = dumped
        for part in path.split("."):
            value = value[part]
        yield (path,), _Item(path, "", _plain(value), evidence.quote, evidence.rule)


def _of_section(section: SectionFacts, above: str | None, side: Side) -> Iterator[tuple[Key, _Item]]:
    """The heading and the role of a section, and the roles that paragraphs have of their own."""
    pack, text = side.document.produced_by.pack or "", side.document.text
    heading = text[slice(*section.heading)] if section.heading else ""
    where = f"{section.id} {heading or section.title}".strip()
    if section.heading:
        place = section.heading[0]
        made_by = "headings" if section.marker else "annex_heads" if section.role == "annex" else "part_heads"
        yield ("heading", place), _Item("heading", where, [section.level, heading], heading, f"{pack}#{made_by}")
        yield ("role", place), _Item("role", where, section.role, heading, _role_rule(section.role, side), above)
    for paragraph in section.paragraphs:
        if paragraph.role not in (None, section.role):
            rule = _role_rule(paragraph.role, side)
            named = where if section.heading else f"{section.id} {paragraph.text[:OPENING]}"
            yield ("paragraph", paragraph.span[0]), _Item("role", named, paragraph.role, paragraph.text, rule)


def _role_rule(role: str | None, side: Side) -> str:
    rule = side.pack.roles.get(role or "") if side.pack else None
    return f"{rule.origin}#roles.{role}" if rule else f"{side.document.produced_by.pack or ''}#roles"


def _rows(document: Document) -> Iterator[tuple[Key, _Item]]:
    """The rows of each record, known by where they stand."""
    for name, rows in document.records.items():
        for row in rows:
            yield ("record", name, *row.span), _Item(f"records.{name}", row.section, row.values, row.quote, row.rule)


def _observations(document: Document) -> Iterator[tuple[Key, _Item]]:
    for found in document.observations:
        said = {key: value for key, value in found.model_dump(mode="json").items() if key not in _NOT_SAID}
        key = ("observation", found.indicator, found.measure, *(found.number_span or found.span))
        yield key, _Item(f"observations.{found.indicator}", found.section, said, found.quote, found.rule)


def _walk(sections: Iterable[SectionFacts], above: str | None) -> Iterator[tuple[SectionFacts, str | None]]:
    """Every section with the role of the one that it stands in."""
    for section in sections:
        yield section, above
        yield from _walk(section.children, section.role)


def _plain(value: Any) -> Any:
    """The value as JSON has it, so that both sides are compared alike."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))
