"""What became of some words of a document, and which rules could have matched there but did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.chinese.width import fold
from tiaoli.diagnostic import Diagnostic
from tiaoli.page import Span
from tiaoli.structure import Section
from tiaoli.workbench.field_reasons import FieldStory, explain_field
from tiaoli.workbench.near_rules import rules_near
from tiaoli.workbench.owner_reasons import explain_owners
from tiaoli.workbench.reasons import Finding, Reason
from tiaoli.workbench.role_reasons import SectionStory, explain_paragraph, explain_section
from tiaoli.workbench.source_reasons import quoted
from tiaoli.workbench.trace import Trace

MOST_PLACES = 5
LEAST_BEGUN = 2
"""So many characters of words that stand nowhere have to stand somewhere to be named as the nearest."""


@dataclass(frozen=True, slots=True)
class StretchStory:
    """One place of the words: its line, who owns it, its section, the values and rows taken from it, what is odd
    about it, and the rules that came nearest to it, each with the first condition that failed."""

    span: Span
    line: str
    owners: list[Finding]
    section: SectionStory | None
    role: Finding | None
    """What gave the paragraph a role of its own, None where it has that of its section."""
    fields: list[FieldStory]
    rows: list[Finding]
    """The rows of records that hold the words, each with its table, its number and its values."""
    remarks: list[Diagnostic]
    near: list[Finding]


@dataclass(frozen=True, slots=True)
class Sought:
    """Words, how often they stand in the document, the first of these places, and where they stand nowhere, that."""

    words: str
    count: int
    places: list[StretchStory]
    nowhere: Reason | None = None


def explain_words(trace: Trace, words: str, field: str | None = None) -> Sought:
    """Every place of the words, in either width and whatever white space stands between them, up to MOST_PLACES.

    With `field` only the rule of that field is asked. Raises UsageError where the pack has no such field.
    """
    spans = list(_places(trace.page.folded, words))
    stories = [_story(trace, span, field) for span in spans[:MOST_PLACES]]
    return Sought(words, len(spans), stories, None if spans else _nowhere(trace, words))


def _places(folded: str, words: str) -> Iterator[Span]:
    parts = "".join(fold(words).split())
    if parts:
        for match in re.finditer(r"\s*".join(map(re.escape, parts)), folded):
            yield match.span()


def _nowhere(trace: Trace, words: str) -> Reason:
    """That the words stand nowhere in the text, and the most of them that does."""
    for attribute in trace.page.attributes:
        if "".join(fold(words).split()) in "".join(fold(attribute.value).split()):
            return Reason("only-in-markup", {"words": words, "name": attribute.name})
    parts = "".join(fold(words).split())
    longest = max(_beginning(trace, parts), _ending(trace, parts), key=lambda span: span[1] - span[0])
    if longest[1] - longest[0] < LEAST_BEGUN:
        return Reason("nowhere", {"words": words})
    line = quoted(trace.page.text[max(longest[0] - 6, 0) : longest[1] + 14])
    return Reason("nowhere-but", {"words": words, "near": trace.page.quote(longest), "at": longest[0], "line": line})


def _beginning(trace: Trace, parts: str) -> Span:
    return _longest(trace.page.folded, [parts[:size] for size in range(1, len(parts))])


def _ending(trace: Trace, parts: str) -> Span:
    return _longest(trace.page.folded, [parts[-size:] for size in range(1, len(parts))])


def _longest(folded: str, growing: list[str]) -> Span:
    """Where the longest of some words stands, each of which holds the one before."""
    best = (0, 0)
    for words in growing:
        found = next(_places(folded, words), None)
        if found is None:
            break
        best = found
    return best


def _story(trace: Trace, span: Span, field: str | None) -> StretchStory:
    start, end = trace.line_around(span)
    place = _section_at(trace, span)
    return StretchStory(
        span=span,
        line=trace.page.text[start:end],
        owners=explain_owners(trace, span),
        section=replace(explain_section(trace, *place), paragraphs=()) if place else None,
        role=_paragraph_role(trace, place[1], span) if place else None,
        fields=[explain_field(trace, name) for name in _taken_from(trace, span)],
        rows=list(_rows_over(trace, span)),
        remarks=[r for r in trace.extracted.diagnostics if r.span and r.span[0] < end and r.span[1] > start],
        near=rules_near(trace, span, field),
    )


def _rows_over(trace: Trace, span: Span) -> Iterator[Finding]:
    for name, rows in trace.extracted.records.items():
        for number, row in enumerate(rows, 1):
            stretches = [row.span, *(found for found in row.spans.values() if found)]
            if any(start < span[1] and end > span[0] for start, end in stretches):
                values = ", ".join(f"{column}: {_in_words(value)}" for column, value in row.values.items())
                rule = trace.place_of(trace.pack.records[name], f"records.{name}")
                yield Finding(Reason("row", {"number": number, "record": name, "values": values}), rule)


def _in_words(value: Any) -> str:
    """A value of a row on one line: an amount with its unit, a region with its code."""
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _section_at(trace: Trace, span: Span) -> tuple[str, Section] | None:
    """The innermost section that a stretch stands in."""
    holding = [found for found in trace.extracted.walk() if found[1].span[0] <= span[0] < found[1].span[1]]
    return holding[-1] if holding else None


def _paragraph_role(trace: Trace, section: Section, span: Span) -> Finding | None:
    paragraph = next((p for p in section.paragraphs if p.span[0] <= span[0] < p.span[1]), None)
    return explain_paragraph(trace, section, paragraph) if paragraph else None


def _taken_from(trace: Trace, span: Span) -> list[str]:
    """The fields whose value overlaps a stretch."""
    return [
        name
        for name, value in trace.values.items()
        if value.span and value.span[0] < span[1] and span[0] < value.span[1]
    ]
