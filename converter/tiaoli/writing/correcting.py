"""Corrections applied to a document: what is changed says so, and what no longer fits is told."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tiaoli.chinese.regions import resolve
from tiaoli.chinese.width import fold, squeeze
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import (
    CORRECTION,
    DiagnosticFacts,
    Document,
    Evidence,
    Metadata,
    ObservationFacts,
    Offsets,
    walk_sections,
)
from tiaoli.extraction.assembly import diagnostics_part
from tiaoli.extraction.given import manifest_remarks
from tiaoli.writing.corrections import Correction, Corrections, ObservationCorrection

_OF_MANIFEST = ("manifest.differs", "manifest.alone")
_NAMED = 5
"""How many observations are named where several may be meant."""


def apply_corrections(document: Document, corrections: Corrections) -> Document:
    """The document with its corrections, last of all that is done to it; itself where it has none.

    A value that was set has evidence of the rule `correction`, an observation that was set or added is of that rule,
    and each correction gives a diagnostic, `correction.…`, also where it does not fit.
    """
    found = corrections.of(document.source.uri, document.id)
    if not found:
        return document
    work = _Work(document)
    for correction in found:
        work.correct(correction)
    return work.result()


class _Work:
    """A document while corrections are applied to it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._metadata = document.metadata.model_dump()
        self._evidence = dict(document.evidence)
        self._observations = list(document.observations)
        self._remarks: list[Diagnostic] = []

    def correct(self, correction: Correction) -> None:
        """Applies all that a correction says."""
        who = _who(correction)
        # The year first, which decides what a region's name means; the name of a speaker before the title.
        for name in sorted(correction.metadata, key=lambda name: (name != "year", name)):
            self._set(name, correction.metadata[name], who)
        for each in correction.observations:
            self._observe(each, who)

    def result(self) -> Document:
        """The document as it is now."""
        metadata = Metadata.model_validate(self._metadata)
        self._remarks += manifest_remarks(metadata, self._document.source.given)
        kept = [remark for remark in self._document.diagnostics if remark.code not in _OF_MANIFEST]
        remarks = [*kept, *map(DiagnosticFacts.model_validate, diagnostics_part(tuple(self._remarks)))]
        return self._document.model_copy(
            update={
                "metadata": metadata,
                "evidence": dict(sorted(self._evidence.items())),
                "observations": tuple(self._observations),
                "diagnostics": tuple(sorted(remarks, key=lambda remark: (remark.span or (-1, -1), remark.code))),
            }
        )

    def _set(self, name: str, value: Any, who: str) -> None:
        """Sets a value of the metadata; a name with a point is that of a part."""
        what = f"metadata.{name}"
        if name == "region" and value is not None:
            regions = resolve(value, year=self._metadata["year"])
            if len(regions) != 1:
                names = ", ".join(region.name for region in regions) or "–"
                self._tell(Diagnostic("correction.unused-region", None, {"what": f"{what}: {value}", "found": names}))
                return
            value = asdict(regions[0])
        whole, _, part = name.partition(".")
        old = self._metadata[whole]
        if part:
            value = {"title": None, **(old or {}), part: value}
            if value.get("name") is None:
                value = None
        self._metadata[whole] = value
        self._evidence[what] = Evidence(span=None, quote="", rule=CORRECTION)
        params = {"what": what, "old": _shown(old, part), "new": _shown(value, part), "who": who}
        self._tell(Diagnostic("correction.applied", None, params))
        if name == "year" and old != value and self._observations:
            count = len(self._observations)
            self._tell(Diagnostic("correction.years-stand", None, {"old": old, "new": value, "count": count}))

    def _observe(self, correction: ObservationCorrection, who: str) -> None:
        what = _named(correction)
        places = _places(self._document.text, correction.at)
        if not places:
            self._tell(Diagnostic("correction.unused-words", None, {"what": what}))
        elif correction.action == "add":
            self._add(correction.values, places, what, who)
        else:
            self._change(correction, places, what, who)

    def _change(self, correction: ObservationCorrection, places: list[Offsets], what: str, who: str) -> None:
        """Sets values of the observation that is meant, or removes it; what is said twice is corrected twice."""
        meant = [at for at in _meant(self._observations, places) if _is_wanted(self._observations[at], correction)]
        statements = dict.fromkeys(_statement(self._observations[at]) for at in meant)
        if not statements:
            self._tell(Diagnostic("correction.unused-nothing", places[0], {"what": what}))
            return
        if len(statements) > 1:
            params = {"what": what, "found": "; ".join(list(statements)[:_NAMED])}
            self._tell(Diagnostic("correction.unused-several", places[0], params))
            return
        for at in reversed(meant):
            old = self._observations[at]
            if correction.action == "remove":
                del self._observations[at]
                params = {"what": what, "old": _statement(old), "who": who}
                self._tell(Diagnostic("correction.removed", old.span, params))
            else:
                new = self._observations[at] = old.model_copy(update={**correction.values, "rule": CORRECTION})
                params = {"what": what, "old": _statement(old), "new": _statement(new), "rule": old.rule, "who": who}
                self._tell(Diagnostic("correction.applied", old.span, params))

    def _add(self, values: Mapping[str, Any], places: list[Offsets], what: str, who: str) -> None:
        if len(places) > 1:
            found = ", ".join(str(list(place)) for place in places[:_NAMED])
            self._tell(Diagnostic("correction.unused-several", places[0], {"what": what, "found": found}))
            return
        new = _observation(self._document, values, places[0])
        if any(_statement(self._observations[at]) == _statement(new) for at in _meant(self._observations, places)):
            self._tell(Diagnostic("correction.unused-present", places[0], {"what": what}))
            return
        bisect.insort(self._observations, new, key=lambda each: each.span)
        self._tell(Diagnostic("correction.added", new.span, {"what": f"{what}: {_statement(new)}", "who": who}))

    def _tell(self, remark: Diagnostic) -> None:
        self._remarks.append(remark)


def _who(correction: Correction) -> str:
    """Who corrected it, and why, as the end of a message."""
    told = ": ".join(words for words in (correction.by, correction.note) if words)
    return f" ({told})" if told else ""


def _named(correction: ObservationCorrection) -> str:
    return f"observation at {list(correction.at) if isinstance(correction.at, tuple) else correction.at}"


def _shown(value: Any, part: str) -> object:
    """A value of the metadata in a message: of a region or a speaker its name, or the part that was set."""
    return value.get(part or "name") if isinstance(value, dict) else value


def _places(text: str, at: str | Offsets) -> list[Offsets]:
    """Where the words stand, whatever their white space and the width of their characters; or the span itself."""
    if isinstance(at, tuple):
        return [at] if at[0] < at[1] <= len(text) else []
    words = r"\s*".join(map(re.escape, squeeze(at)))
    return [match.span() for match in re.finditer(words, fold(text))] if words else []


def _meant(observations: list[ObservationFacts], places: list[Offsets]) -> list[int]:
    """The observations, by index, whose number stands in the words; where none does, in whose own words these do."""
    numbers = [each.number_span or each.span for each in observations]
    spans = [each.span for each in observations]
    for stretches in (numbers, spans):
        found = [at for at, span in enumerate(stretches) if any(_overlap(span, place) for place in places)]
        if found:
            return found
    return []


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_wanted(observation: ObservationFacts, correction: ObservationCorrection) -> bool:
    return all(
        wanted is None or wanted == getattr(observation, name)
        for name, wanted in (
            ("indicator", correction.indicator),
            ("measure", correction.measure),
            ("year", correction.year),
        )
    )


def _statement(observation: ObservationFacts) -> str:
    """What an observation says, in short: two of the same say the same."""
    value = observation.statement if observation.value is None else observation.value
    high = f"–{observation.value_high}" if observation.value_high is not None else ""
    said = (observation.indicator, observation.measure, f"{value}{high}", observation.unit or "")
    return " ".join([*said, observation.bound, observation.kind, str(observation.year or "")]).strip()


def _observation(document: Document, values: Mapping[str, Any], span: Offsets) -> ObservationFacts:
    """An observation that a person added, with the label that others of its indicator have."""
    indicator = values["indicator"]
    labels = (each.label for each in document.observations if each.indicator == indicator)
    holding = [section for section in walk_sections(document.sections) if _overlap(section.span, span)]
    return ObservationFacts.model_validate(
        {
            "label": next(labels, indicator),
            "value": None,
            "bound": "exact",
            "year": None,
            **values,
            "section": holding[-1].id if holding else "0",
            "span": span,
            "quote": document.text[span[0] : span[1]],
            "number_span": None,
            "rule": CORRECTION,
        }
    )
