"""What each field of a document has and from which source of its rule, or why each source gave nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tiaoli.errors import UsageError
from tiaoli.extraction.values import Value
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.models import FieldRule
from tiaoli.rulebook.pack_file import bare
from tiaoli.workbench.reasons import Reason, RulePlace
from tiaoli.workbench.source_reasons import describe, why_nothing
from tiaoli.workbench.trace import Trace


@dataclass(frozen=True, slots=True)
class SourceStory:
    """One source of a rule, counted from 1: as its YAML writes it, where, and what came of it."""

    number: int
    text: str
    rule: RulePlace
    reason: Reason


@dataclass(frozen=True, slots=True)
class FieldStory:
    """A field: its value with the words it came from, None where it is empty, and its rule's sources."""

    name: str
    shown: str
    value: Value | None
    rule: RulePlace
    of: int
    sources: tuple[SourceStory, ...]


def explain_fields(trace: Trace, only: str | None = None) -> list[FieldStory]:
    """The fields of the pack, those with a value first; each by the source that gave its value or, where it is empty
    or asked for by name, by all its sources.

    Raises UsageError for a name that no rule bears.
    """
    if only:
        return [_story(trace, field_rule(trace, only), in_full=True)]
    stories = [explain_field(trace, name) for name in trace.pack.fields]
    return sorted(stories, key=lambda story: story.value is None)


def explain_field(trace: Trace, name: str) -> FieldStory:
    """A field of the pack by the source that gave its value or, where it is empty, by all its sources."""
    return _story(trace, trace.pack.fields[name], in_full=name not in trace.values)


def field_rule(trace: Trace, name: str) -> FieldRule:
    """The rule of a field, also by the name that it has in documents; raises UsageError where there is none."""
    fields = trace.pack.fields
    found = fields.get(name.removeprefix("metadata.").removeprefix("fields."))
    if found is None:
        raise UsageError(f"the pack {trace.pack.id} has no field {name}; {nearest(name, fields)}")
    return found


def _story(trace: Trace, rule: FieldRule, *, in_full: bool) -> FieldStory:
    value = trace.values.get(rule.name)
    winner = value.source if value else None
    asked = range(len(rule.sources)) if in_full or winner is None else [winner]
    sources = tuple(_source(trace, rule, at, value) for at in asked)
    place = trace.place_of(rule, f"fields.{rule.name}")
    return FieldStory(rule.name, _shown(trace, rule, value), value, place, len(rule.sources), sources)


def _shown(trace: Trace, rule: FieldRule, value: Value | None) -> str:
    region = trace.extracted.region
    if rule.type == "region" and region:
        return f"{region.region.name} {region.region.adcode}"
    if value is None or value.value is None:
        return ""
    found = value.value
    if isinstance(found, dict):
        return str(found.get("name", ""))
    return ", ".join(map(str, found)) if isinstance(found, tuple) else str(found)


def _source(trace: Trace, rule: FieldRule, at: int, value: Value | None) -> SourceStory:
    """A source: it gave nothing, it gave the value, or it was not asked since another had."""
    winner = value.source if value else None
    source = rule.sources[at]
    pattern = value.pattern if value and at == winner else None
    label = bare(trace.page.quote(value.label)).rstrip(":") if value and value.label and at == winner else ""
    place = trace.place_of(source, f"fields.{rule.name}")
    return SourceStory(at + 1, describe(source, pattern=pattern, label=label), place, _reason(trace, rule, at, winner))


def _reason(trace: Trace, rule: FieldRule, at: int, winner: int | None) -> Reason:
    if winner is None or at < winner:
        return why_nothing(trace, rule, rule.sources[at])
    return Reason("gave") if at == winner else Reason("not-asked", {"winner": winner + 1})
