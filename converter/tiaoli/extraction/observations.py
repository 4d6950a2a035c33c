"""Observations: every number that a document says of an indicator, with its kind, its year and its words."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.linking import link
from tiaoli.extraction.places import About
from tiaoli.extraction.prose import Prose, Stretch, read_prose
from tiaoli.extraction.scoping import Own, place_spoken_of
from tiaoli.extraction.subjects import Link, Span
from tiaoli.extraction.summing import is_cumulative, is_far
from tiaoli.extraction.tabulated import find_tabulated
from tiaoli.extraction.timing import Said, Timing
from tiaoli.extraction.tokens import part_of_year_before, tokens_of
from tiaoli.extraction.vocabulary import Vocabulary, vocabulary_of
from tiaoli.page import Page
from tiaoli.rulebook.models import Pack
from tiaoli.structure import Section

_END = re.compile(r"[。!?;\n]")
_LONGEST_SENTENCE = 600
"""In characters, so that no text takes more time than its length asks for."""

Observation = dict[str, Any]
"""An observation as the schema has it."""


def find_observations(
    page: Page, pack: Pack, sections: Sequence[Section], about: About
) -> tuple[list[Observation], tuple[Diagnostic, ...]]:
    """The observations of a document in reading order, and what is odd about them; none where the pack has no
    indicators."""
    if not pack.indicators:
        return [], ()
    prose = read_prose(page, sections)
    vocabulary = vocabulary_of(pack)
    found: list[Observation] = []
    remarks: list[Diagnostic] = []
    own = Own(about, prose.text)
    ends = list(_ends(prose.text))
    timing = Timing(pack, about, prose, ends)
    ahead = {name for name, role in pack.roles.items() if role.period in ("this_year", "years_ahead")}
    memory: dict[str, str] = {}
    last: Stretch | None = None
    for stretch, start, end in _sentences(prose, vocabulary, ends):
        if stretch is not last:
            memory, last = {}, stretch
        tokens = tokens_of(prose.text, start, end, vocabulary)
        if not tokens:
            continue
        scope = place_spoken_of(prose.text, (start, end), vocabulary, own)
        part = part_of_year_before(prose.text, start) or (None if stretch.role in ahead else about.part_of_year)
        entries = link(prose.text, tokens, own, memory, scope=scope, part_of_year=part)
        for entry in entries:
            said = timing.of(entry, stretch, start)
            number = prose.place(*entry.number) if entry.number else None
            observation = _observation(entry, said, stretch.section, prose.place(entry.start, entry.end), number, page)
            observation["cumulative"] = is_cumulative(entry, said, entries)
            if observation["period"] is None and (observation["cumulative"] or observation["averaged"]):
                observation["period"] = said.span
            found.append(observation)
            remarks += _out_of_range(entry, observation)
    for each in find_tabulated(page, pack, sections, about, vocabulary):
        observation = _observation(each.link, each.said, each.section, each.span, each.number, page)
        bisect.insort(found, observation, key=_START)
        remarks += _out_of_range(each.link, observation)
    return found, (*remarks, *_contradictions(found))


def _sentences(prose: Prose, vocabulary: Vocabulary, ends: Sequence[int]) -> Iterator[tuple[Stretch, int, int]]:
    """The sentences that name an indicator."""
    done = 0
    starts = [stretch.span[0] for stretch in prose.stretches]
    for at in vocabulary.names_at(prose.text):
        if at < done:
            continue
        behind = bisect.bisect_right(ends, at)
        start, done = ends[behind - 1] if behind else 0, ends[behind]
        yield prose.stretches[bisect.bisect_right(starts, at) - 1], start, done


def _ends(text: str) -> Iterator[int]:
    """Where sentences end; one that is too long is cut, behind a comma where one stands."""
    at = 0
    for match in _END.finditer(text):
        end = match.end()
        while end - at > _LONGEST_SENTENCE:
            comma = text.rfind(",", at, at + _LONGEST_SENTENCE)
            at = comma + 1 if comma >= at else at + _LONGEST_SENTENCE
            yield at
        at = end
        yield at


def _observation(entry: Link, said: Said, section: str, span: Span, number: Span | None, page: Page) -> Observation:
    measured, cues = entry.measured, entry.cues
    return {
        "indicator": entry.rule.name,
        "label": entry.rule.label,
        "measure": measured.measure,
        "value": _plain(measured.value),
        "value_high": _plain(measured.high),
        "unit": measured.unit,
        "statement": measured.statement,
        "bound": measured.bound,
        "kind": said.kind,
        "kind_evidence": said.evidence,
        "modal": cues.modal,
        "year": said.year,
        "period": (said.base, said.year) if is_far(entry, said) else None,
        "averaged": cues.is_averaged(measured.measure),
        "cumulative": False,
        "scope": entry.scope,
        "compared_with": measured.compared_with,
        "of": cues.of,
        "section": section,
        "span": span,
        "quote": page.quote(span),
        "number_span": number,
        "rule": entry.rule.place,
    }


def _plain(value: Decimal | None) -> int | float | None:
    """The number as JSON writes it: whole ones without a point."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def _out_of_range(entry: Link, observation: Observation) -> list[Diagnostic]:
    rule = entry.rule.measures.get(entry.measured.measure)
    value = observation["value"]
    if observation["averaged"] or observation["cumulative"]:
        return []
    if rule is None or value is None or rule.low is None or rule.high is None or rule.low <= value <= rule.high:
        return []
    params = {"indicator": entry.rule.name, "value": value, "low": rule.low, "high": rule.high}
    return [Diagnostic("quantity.out-of-range", observation["number_span"], params)]


_START = itemgetter("span")
_THING = itemgetter("indicator", "measure", "unit", "kind", "modal", "year", "scope", "compared_with", "of")
"""What two numbers have in common that are said of one thing."""


def _contradictions(found: list[Observation]) -> list[Diagnostic]:
    """Two exact numbers for one thing; both are kept."""
    first: dict[tuple[Any, ...], Observation] = {}
    remarks = []
    for entry in found:
        if (
            entry["value"] is None
            or entry["year"] is None
            or entry["bound"] != "exact"
            or entry["averaged"]
            or entry["cumulative"]
        ):
            continue
        earlier = first.setdefault(_THING(entry), entry)
        if abs(earlier["value"] - entry["value"]) > abs(earlier["value"]) * 0.005:
            params = {"indicator": entry["indicator"], "earlier": earlier["value"], "later": entry["value"]}
            remarks.append(Diagnostic("observation.contradiction", entry["span"], params))
    return remarks
