"""A pack file checked, and the pack that its entries, once inherited, describe."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tiaoli.chinese.width import fold, squeeze_label
from tiaoli.rulebook.aliases import Alias, spellings
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.entries import Entry, Items, Origin
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.language import MEASURES, NAMED_SOURCES, PACK, USUAL_DIMENSIONS, VALUE_KINDS, WAYS
from tiaoli.rulebook.meaning import check_pack
from tiaoli.rulebook.models import (
    AppliesTo,
    ColumnRule,
    Condition,
    FieldRule,
    FieldSource,
    HeadingRule,
    IndicatorRule,
    MeasureRule,
    Pack,
    RecordRule,
    RoleRule,
    RuleTest,
    Segmenter,
    TopicRule,
)  # fmt: skip
from tiaoli.rulebook.patterns import Patterns
from tiaoli.rulebook.shapes import Mapping
from tiaoli.rulebook.yaml_nodes import Node

Rule = TypeVar("Rule")

_ID = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as its file has it: its entries, and the file's faults and hash."""

    entry: Entry
    faults: Faults
    digest: str

    @property
    def id(self) -> str:
        """The id it bears; empty where that is missing."""
        return self.entry.get("id") or ""


def is_id(text: str) -> bool:
    """Whether a rule file may bear this id."""
    return _ID.fullmatch(text) is not None


def read_pack(root: Node, faults: Faults, digest: str) -> PackFile:
    """The pack file of a root node; what is wrong is noted in `faults`."""
    entry = read_file(root, PACK, faults)
    check_pack(entry, faults)
    return PackFile(entry, faults, digest)


def read_file(root: Node, shape: Mapping, faults: Faults) -> Entry:
    """The entries of a rule file of the given shape, its header checked."""
    values = {key.text: value for key, value in root.entries}
    owner = values["id"].text if "id" in values else ""
    entry = Checker(faults, owner).read(root, shape)
    checks = (("rules", re.compile("1"), "rules.language"), ("id", _ID, "rules.bad-id"),
              ("version", _VERSION, "rules.bad-version"))  # fmt: skip
    for key, expected, code in checks:
        text = entry.get(key)
        if text and not expected.fullmatch(text):
            faults.add(code, values[key], found=text if key == "rules" else f"`{text[:40]}`")
    return entry  # type: ignore[no-any-return]  # a Mapping is read as an Entry


def build_pack(entry: Entry, faults: Faults, digest: str, ancestors: tuple[str, ...]) -> Pack:
    """The pack that the entries of a file and of its parents describe."""
    given = {key: value for key, value in entry.items() if value is not None}
    return Pack(
        id=given.get("id", ""),
        version=given.get("version", ""),
        title=given.get("title", ""),
        status=given.get("status", "draft"),
        description=given.get("description", ""),
        document_type=given.get("document_type", "other"),
        applies_to=_applies_to(given.get("applies_to", {})),
        headings=tuple(_rules(given, "headings", _heading).values()),
        part_heads=Patterns(given.get("part_heads", ())),
        annex_heads=Patterns(given.get("annex_heads", ())),
        closings=Patterns(given.get("closings", ())),
        fields=_rules(given, "fields", _field),
        roles=_rules(given, "roles", _role),
        indicators=_rules(given, "indicators", _indicator),
        joint=_joint(given.get("joint", {})),
        value_kind={kind: tuple(given.get("value_kind", {}).get(kind) or ()) for kind in VALUE_KINDS},
        records=_rules(given, "records", _record),
        topics=_rules(given, "topics", _topic),
        segmenter=_segmenter(given.get("segmenter", {})),
        sha256=digest,
        path=faults.file,
        ancestors=ancestors,
        abstract=given.get("abstract", False),
        fallback=given.get("fallback", False),
        tests=build_tests(given.get("tests", Items.of(()))),
        origins=dict(origins_of(given)),
    )


def build_tests(items: Items) -> tuple[RuleTest, ...]:
    """The tests of a file, each named for its line where it has no name."""
    return tuple(_test(test, origin) for test, origin in items.pairs())


def _rules(given: dict[str, Any], key: str, build: Callable[[str, Entry], Rule]) -> dict[str, Rule]:
    """The rules under a key by their names, each made once however many packs inherit it."""
    rules = {}
    for name, entry in given.get(key, {}).items():
        if isinstance(entry, Entry):
            entry.built = entry.built or build(name, entry)
            rules[name] = entry.built
    return rules


def origins_of(given: dict[str, Any]) -> list[tuple[str, Origin]]:
    """The origin of each rule under a name, and of each item of the lists that are joined."""
    found = []
    for key, value in given.items():
        if isinstance(value, Entry):
            found += [(f"{key}.{name}", origin) for name, origin in value.origins.items()]
        elif isinstance(value, Items):
            found += [(f"{key}.{at}", origin) for at, origin in enumerate(value.origins)]
    return found


def _applies_to(entry: dict[str, Any]) -> AppliesTo:
    must, should, must_not = (
        tuple(
            Condition(item.get("in") or "head", _searches(item), item.origin.line, item.origin.id)
            for item in entry.get(key) or ()
        )
        for key in ("must", "should", "must_not")
    )
    return AppliesTo(must, should, must_not)


def _searches(entry: Entry) -> Patterns:
    """The patterns by which a stretch is searched, however they are written."""
    found = [entry[way] for way in WAYS if entry.get(way)]
    return Patterns(found[0] if found and isinstance(found[0], tuple) else found)


def _heading(name: str, entry: Entry) -> HeadingRule:
    ends = tuple(fold(word) for word in entry.get("title_ends_with") or ())
    has_title = entry.get("title") is not False
    return HeadingRule(name, entry.get("level") or 1, entry.get("sample") or "", ends, has_title)


def _field(name: str, entry: Entry) -> FieldRule:
    sources = tuple(_source(item) for item in entry.get("from") or ())
    return FieldRule(name, entry.get("type") or "text", sources, entry.origin.line, entry.origin.id)


def _source(entry: Entry) -> FieldSource:
    way = next((way for way in NAMED_SOURCES if way in entry), None)
    return FieldSource(
        where=way or entry.get("in") or "head",
        patterns=_searches(entry),
        names=_names(way, entry[way]) if way else (),
        add=entry.get("add") or 0,
        line=entry.origin.line,
        origin=entry.origin.id,
    )


def _names(way: str, value: Any) -> tuple[str, ...]:
    """The labels or names that a source looks for, in the form they are compared in."""
    if way == "pair":
        return tuple(squeeze_label(text) for text in value)
    if way == "attribute":
        return tuple(text.lower() for text in value)
    return (value,) if value else ()


def _role(name: str, entry: Entry) -> RoleRule:
    return RoleRule(
        name=name,
        period=entry.get("period"),
        heading=Patterns(entry.get("heading") or ()),
        has=Patterns(entry.get("has") or ()),
        not_heading=Patterns(entry.get("not_heading") or ()),
        paragraphs=Patterns(entry.get("paragraphs") or ()),
        follows=tuple(entry.get("follows") or ()),
        line=entry.origin.line,
        origin=entry.origin.id,
    )


def _indicator(name: str, entry: Entry) -> IndicatorRule:
    measures = {measure: _measure(measure, entry[measure]) for measure in MEASURES if entry.get(measure) is not None}
    return IndicatorRule(
        name=name,
        label=entry.get("label") or name,
        aliases=spellings(entry.get("aliases") or ()),
        measures=measures,
        aliases_after=_aliases_after(entry.get("aliases_after") or {}),
        flow=entry.get("flow") is True,
        not_narrowed_by=spellings(entry.get("not_narrowed_by") or ()),
        not_near=spellings(entry.get("not_near") or ()),
        not_part_of=spellings(entry.get("not_part_of") or ()),
        line=entry.origin.line,
        origin=entry.origin.id,
    )


def _measure(name: str, entry: Entry) -> MeasureRule:
    low, high = entry.get("range") or (None, None)
    dimension = entry.get("dimension") or USUAL_DIMENSIONS.get(name, "")
    return MeasureRule(dimension, low, high, spellings(entry.get("aliases") or ()), entry.get("base"))


def _aliases_after(entry: dict[Alias, Items]) -> dict[str, tuple[str, ...]]:
    """Every spelling of the aliases with all words that may stand before it."""
    found: dict[str, list[Alias]] = {}
    for alias, before in entry.items():
        for spelling in alias.spellings:
            found.setdefault(spelling, []).extend(before)
    return {spelling: spellings(before) for spelling, before in found.items()}


def _joint(entry: dict[Alias, Items]) -> dict[str, tuple[str, ...]]:
    """Every spelling of the words with the names under them; of two under one spelling the later counts."""
    return {spelling: tuple(names) for alias, names in entry.items() for spelling in alias.spellings}


def _record(name: str, entry: Entry) -> RecordRule:
    columns = entry.get("columns") or {}
    return RecordRule(
        name=name,
        label=entry.get("label") or name,
        each=entry.get("each") or "paragraph",
        patterns=_searches(entry),
        in_role=tuple(entry.get("in_role") or ()),
        columns=tuple(ColumnRule(column, value.get("type") or "text", _searches(value))
                      for column, value in columns.items() if isinstance(value, Entry)),
        line=entry.origin.line,
        origin=entry.origin.id,
    )  # fmt: skip


def _topic(name: str, entry: Entry) -> TopicRule:
    terms = {term: weight for term, weight in (entry.get("terms") or {}).items() if weight is not None}
    return TopicRule(name, entry.get("label") or name, terms, entry.origin.line, entry.origin.id)


def _segmenter(entry: dict[str, Any]) -> Segmenter:
    return Segmenter(**{key: value for key, value in entry.items() if value is not None})


def _test(entry: Entry, origin: Origin) -> RuleTest:
    return RuleTest(
        name=entry.get("name") or f"line {origin.line}",
        text=entry.get("text") or "",
        format=entry.get("format") or "text",
        applies=entry.get("applies"),
        expect=tuple(dict(item) for item in entry.get("expect") or ()),
        forbid=tuple(dict(item) for item in entry.get("forbid") or ()),
        known_gap=entry.get("known_gap") or "",
        line=origin.line,
    )
