"""Where the inherited rules do not find the title or the year of samples, and the sources that would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tiaoli.extraction.fields import find_fields
from tiaoli.rulebook.models import FieldRule, FieldSource, Pack
from tiaoli.rulebook.patterns import compile_pattern
from tiaoli.workbench.samples import Sample

YEARS = ("date", "written", "published")
"""The fields that may say the year where the title does not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A source of a field as a rule has it, and in how many samples it gives a value."""

    source: dict[str, str]
    samples: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that the parent does not find in `missing` samples, and the sources that find it there."""

    name: str
    type: str
    missing: int
    findings: tuple[Finding, ...]


def see_gaps(samples: Sequence[Sample], parent: Pack, title_words: Sequence[str]) -> tuple[Gap, ...]:
    """The title and the year, where samples lack them and there are sources that give them."""
    ends = [{"in": "front", "pattern": f"{{start}}{{?{{any}}}}{word}{{end}}"} for word in title_words]
    years = [{"in": "title", "pattern": "{value:year}年"}, *({"field": name} for name in YEARS)]
    fields = dict(parent.fields)
    gaps = []
    for name, type_, sources in (("title", "text", ends), ("year", "year", years)):
        missing = [sample for sample in samples if name not in sample.values]
        rules = [(source, _rule(name, type_, source)) for source in sources]
        counted = [(source, rule, sum(_finds(rule, fields, sample) for sample in missing)) for source, rule in rules]
        given = fields[name].sources if name in fields else ()
        added = tuple(rule.sources[0] for _, rule, count in counted if count)
        if added:
            fields[name] = FieldRule(name, type_, given + added)
            findings = tuple(Finding(source, count) for source, _, count in counted if count)
            gaps.append(Gap(name, type_, len(missing), findings))
    return tuple(gaps)


def _rule(name: str, type_: str, source: dict[str, str]) -> FieldRule:
    if "field" in source:
        return FieldRule(name, type_, (FieldSource("field", names=(source["field"],)),))
    return FieldRule(name, type_, (FieldSource(source["in"], (compile_pattern(source["pattern"]),)),))


def _finds(rule: FieldRule, fields: dict[str, FieldRule], sample: Sample) -> bool:
    pack = replace(sample.pack, fields={**fields, rule.name: rule})
    return rule.name in find_fields(sample.views, pack).values
