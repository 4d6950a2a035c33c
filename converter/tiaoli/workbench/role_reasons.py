"""What gave each section and paragraph its role, or which roles came nearest to one that has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.extraction.numbering import number_sections
from tiaoli.extraction.roles import Decision, opening_of
from tiaoli.page import Span
from tiaoli.rulebook.models import RoleRule
from tiaoli.rulebook.nearness import nearest_miss
from tiaoli.rulebook.patterns import Found, Pattern, Patterns
from tiaoli.structure import Paragraph, Section
from tiaoli.workbench.reasons import Finding, Reason
from tiaoli.workbench.source_reasons import near_reason, quoted
from tiaoli.workbench.trace import Trace

MOST_SHOWN = 3
LEAST_NEAR = 0.5
EXCLUDED, IN_OPENING, BEHIND_OTHER = 1.0, 0.9, 0.1
"""How near a role is whose words stand there beside one that forbids it, in the text, or that follows others."""


@dataclass(frozen=True, slots=True)
class SectionStory:
    """A section, its role and what gave it that; `nearest` are the roles it might have had where it has none."""

    id: str
    section: Section
    finding: Finding
    nearest: tuple[Finding, ...] = ()
    paragraphs: tuple[tuple[Paragraph, Finding], ...] = ()
    """The paragraphs with a role of their own."""


def explain_sections(trace: Trace) -> Iterator[SectionStory]:
    """Every section in reading order."""
    for number, section in trace.extracted.walk():
        yield explain_section(trace, number, section)


def explain_section(trace: Trace, number: str, section: Section) -> SectionStory:
    """One section; what stands under another has the role of that."""
    top = number.partition(".")[0]
    decision = trace.decisions[top]
    own = tuple((part, found) for part in section.paragraphs if (found := explain_paragraph(trace, section, part)))
    if number != top:
        return SectionStory(number, section, _below(trace, section, top), paragraphs=own)
    near = () if section.role else tuple(_nearest(trace, number, section))
    return SectionStory(number, section, _decided(trace, number, section, decision), near, own)


def _below(trace: Trace, section: Section, top: str) -> Finding:
    """What gave a section below another its role: that above, its own heading, or the structure."""
    rule = trace.pack.roles.get(section.role or "")
    if section.role == trace.decisions[top].role:
        return Finding(Reason("role.inherited", {"section": top}))
    found = _first(rule.heading, trace.page.folded, section.heading) if rule and section.heading else None
    if rule and found:
        return _finding(trace, rule, Reason("role.heading", _words(trace, found)))
    return Finding(Reason("role.structure", {"section": top}))


def explain_paragraph(trace: Trace, section: Section, paragraph: Paragraph) -> Finding | None:
    """The words that gave a paragraph a role of its own; None for one that has its section's."""
    rule = trace.pack.roles.get(paragraph.role or "")
    if rule is None or paragraph.role == section.role:
        return None
    found = _first(rule.paragraphs, trace.page.folded, paragraph.span)
    return _finding(trace, rule, Reason("role.paragraph", _words(trace, found))) if found else None


def _decided(trace: Trace, number: str, section: Section, decision: Decision) -> Finding:
    rule = trace.pack.roles.get(decision.role or "")
    folded = trace.page.folded
    if rule and decision.by == "heading" and section.heading:
        found = _first(rule.heading, folded, section.heading)
        return _finding(trace, rule, Reason("role.heading", _words(trace, found)))
    if rule and decision.by == "opening":
        found = _first(rule.has, folded, opening_of(section))
        return _finding(trace, rule, Reason("role.opening", _words(trace, found)))
    if decision.by == "nothing":
        return Finding(Reason("role.nothing"))
    year = trace.extracted.values["year"].value if decision.by.endswith("_year") else 0
    params = {"section": _before(trace, number, decision), "year": year - (decision.by == "last_year")}
    reason = Reason(f"role.{decision.by}", params)
    return _finding(trace, rule, reason) if rule else Finding(reason)


def _before(trace: Trace, number: str, decision: Decision) -> str:
    """The section that a decision refers to: the one before, or the last one without a number above."""
    earlier = [found for found in number_sections(trace.extracted.sections) if int(found[0]) < int(number)]
    if decision.by in ("part", "above"):
        earlier = [found for found in earlier if not found[1].marker and found[1].level]
    return earlier[-1][0] if earlier else ""


def _nearest(trace: Trace, number: str, section: Section) -> list[Finding]:
    """The roles that came nearest, each with what kept it off."""
    earlier = [found for at, found in number_sections(trace.extracted.sections) if int(at) < int(number)]
    before = earlier[-1].role if earlier else None
    findings = [found for rule in trace.pack.roles.values() if (found := _missed(trace, rule, section, before))]
    return sorted(findings, key=lambda found: -found.nearness)[:MOST_SHOWN]


def _missed(trace: Trace, rule: RoleRule, section: Section, before: str | None) -> Finding | None:
    folded = trace.page.folded
    if section.heading:
        found, forbidden = (_first(words, folded, section.heading) for words in (rule.heading, rule.not_heading))
        if found and forbidden:
            params = {**_words(trace, found), "forbidden": trace.page.quote(forbidden[1].span)}
            return _finding(trace, rule, Reason("role.excluded", params), EXCLUDED)
    spoken = _first(rule.heading, folded, opening_of(section))
    if spoken:
        return _finding(trace, rule, Reason("role.not-in-heading", _words(trace, spoken)), IN_OPENING)
    near = _nearly(trace, rule, section.heading) if section.heading else None
    if near is None and rule.follows:
        params = {"roles": ", ".join(rule.follows), "before": before or "-"}
        near = _finding(trace, rule, Reason("role.no-follow", params), BEHIND_OTHER)
    return near


def _nearly(trace: Trace, rule: RoleRule, heading: Span) -> Finding | None:
    folded = trace.page.folded
    misses = [miss for pattern in rule.heading if (miss := nearest_miss(pattern, folded, *heading))]
    best = max(misses, key=lambda miss: miss.share, default=None)
    if best is None or best.share < LEAST_NEAR:
        return None
    return _finding(trace, rule, near_reason(best, folded[: heading[1]]), best.share)


def _first(words: Patterns, folded: str, span: Span) -> tuple[Pattern, Found] | None:
    """The first of some patterns that matches in a stretch, and what it matched."""
    return next(((pattern, found) for pattern in words if (found := pattern.search(folded, *span))), None)


def _words(trace: Trace, match: tuple[Pattern, Found] | None) -> dict[str, str]:
    if match is None:
        return {"words": "", "pattern": ""}
    return {"words": quoted(trace.page.quote(match[1].span)), "pattern": match[0].source}


def _finding(trace: Trace, rule: RoleRule, reason: Reason, nearness: float = 1.0) -> Finding:
    return Finding(reason, trace.place_of(rule, f"roles.{rule.name}"), nearness)
