"""The rules that came nearest to a stretch, each with the first condition that failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.extraction.fields import raw_values, searched
from tiaoli.extraction.values import Value, read_value
from tiaoli.page import Span
from tiaoli.rulebook.models import FieldRule, FieldSource
from tiaoli.rulebook.nearness import nearest_miss
from tiaoli.rulebook.pack_file import bare
from tiaoli.rulebook.patterns import Pattern
from tiaoli.workbench.field_reasons import field_rule
from tiaoli.workbench.reasons import Finding, Reason
from tiaoli.workbench.source_reasons import LEAST_NEAR, describe, elsewhere, near_reason, quoted, unreadable
from tiaoli.workbench.trace import Trace

MOST_SHOWN = 5
LEAST_WITHIN = 0.25
"""So much of a rule has to match where it matches the very words that were asked for."""

LIKE_A_HEAD = 0.5
"""A part head is near a line of which it has at least so much in common."""

LABEL_ONLY = 0.9
"""How near a rule is whose label stands there without being one."""

BESIDE = 40
"""How far from the stretch a pattern's beginning may stand."""

LONGEST_WINDOW = 400
"""The longest line that is searched as a whole, in characters."""

Ranked = tuple[bool, bool, float, Finding]
"""Whether what matched holds part of the stretch itself, whether the rule has nothing yet, how much of it matched,
and what failed."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch, its line, and the window that patterns are tried in: the line and the next, into which one may run.

    Of a line longer than LONGEST_WINDOW both are what stands about the stretch.
    """

    trace: Trace
    span: Span
    line: Span
    window: Span


def rules_near(trace: Trace, span: Span, field: str | None = None) -> list[Finding]:
    """The rules of fields and records that could have matched at a stretch, nearest first; at most MOST_SHOWN."""
    rules = [field_rule(trace, field)] if field else list(trace.pack.fields.values())
    stretch = _stretch(trace, span)
    best = [found for rule in rules if (found := _best(_of_field(stretch, rule)))]
    if not field:
        best += [found for found in (_best(_of_records(stretch)), _best(_of_part_heads(stretch))) if found]
    best.sort(key=lambda found: found[:3], reverse=True)
    near = [found for found in best if found[2] >= (LEAST_WITHIN if found[0] else LEAST_NEAR)]
    return [finding for *_, finding in near][:MOST_SHOWN]


def _best(found: Iterator[Ranked]) -> Ranked | None:
    return max(found, key=lambda each: each[:3], default=None)


def _of_field(stretch: _Stretch, rule: FieldRule) -> Iterator[Ranked]:
    """What each source of a rule says of the stretch; nothing where it gave the value from there."""
    trace, value = stretch.trace, stretch.trace.values.get(rule.name)
    taken = (value.span, value.match, value.label) if value else ()
    if any(part and _overlap(part, stretch.span) for part in taken):
        return
    for at, source in enumerate(rule.sources):
        found = _of_source(stretch, rule, at)
        if found:
            reason, pattern, where, nearness = found
            place = trace.place_of(source, f"fields.{rule.name}")
            told = Reason("of-source", {"number": at + 1, "source": describe(source, pattern=pattern), "why": reason})
            yield _overlap(where, stretch.span), value is None, nearness, Finding(told, place, nearness)


Met = tuple[Reason, Pattern | None, Span, float]
"""What failed, the pattern that was tried, where it stands, and how much of it matched."""


def _of_source(stretch: _Stretch, rule: FieldRule, at: int) -> Met | None:
    trace, source, known = stretch.trace, rule.sources[at], stretch.trace.known_before(rule)
    for raw in raw_values(source, trace.views, known) if source.where != "field" else ():
        where = raw.match or raw.span
        if where and _overlap(where, stretch.line):
            return _not_taken(trace, rule, at, raw), raw.pattern, where, 1.0
    if source.where == "pair":
        return _label_only(stretch, source)
    if source.where in ("attribute", "field", "reader"):
        return None
    return _whole_elsewhere(stretch, source, known) or _in_part(stretch, source, known)


def _not_taken(trace: Trace, rule: FieldRule, at: int, raw: Value) -> Reason:
    """Why words that a source found are not the value of its field."""
    value = trace.values.get(rule.name)
    is_readable = rule.type == "region" or read_value(raw, rule.type, trace.views.page.folded) is not None
    if not is_readable or value is None or value.source is None or value.source > at:
        return unreadable(raw, rule)
    params = {"number": value.source + 1, "words": quoted(value.quote), "at": value.span[0] if value.span else "-"}
    return Reason("earlier-source" if value.source < at else "earlier-place", params)


def _label_only(stretch: _Stretch, source: FieldSource) -> Met | None:
    page, line = stretch.trace.page, stretch.line
    words = bare(page.folded[slice(*line)])
    label = next((name for name in source.names if f"{name}:" in words), None)
    if label is None:
        return None
    of_pair = any(block.kind == "pair" and _overlap(block.span, line) for block in page.blocks)
    reason = Reason("label-empty" if of_pair else "label-no-pair", {"label": label, "at": line[0]})
    return reason, None, line, LABEL_ONLY


def _whole_elsewhere(stretch: _Stretch, source: FieldSource, known: dict[str, Value]) -> Met | None:
    """A pattern that matches here, where its source does not look."""
    for pattern in source.patterns:
        found = pattern.search(stretch.trace.page.folded, *stretch.window)
        if found and _overlap(found.span, stretch.line):
            return elsewhere(stretch.trace, source, found.span, known), pattern, found.span, 1.0
    return None


def _in_part(stretch: _Stretch, source: FieldSource, known: dict[str, Value]) -> Met | None:
    """The pattern of which most matches, where its source looks here at all."""
    window, near = stretch.window, (stretch.span[0] - BESIDE, stretch.span[1] + BESIDE)
    best: Met | None = None
    for text, *ends in searched(source.where, stretch.trace.views, known):
        start, end = max(ends[0], window[0]), min(ends[1], window[1])
        if start >= end or not text[start : min(end, stretch.line[1])].strip():
            continue
        for pattern in source.patterns:
            miss = nearest_miss(pattern, text, start, end)
            if miss and miss.span and _overlap(miss.span, near):
                met = near_reason(miss, text), pattern, miss.span, miss.share
                best = met if best is None or met[3] > best[3] else best
    return best


def _of_records(stretch: _Stretch) -> Iterator[Ranked]:
    """Records whose pattern comes near, or matches where another role rules."""
    trace, folded, window = stretch.trace, stretch.trace.page.folded, stretch.window
    roles = _roles_at(trace, stretch.span)
    for rule in trace.pack.records.values():
        place = trace.place_of(rule, f"records.{rule.name}")
        for pattern in rule.patterns:
            found = pattern.search(folded, *window)
            if found and _overlap(found.span, stretch.line):
                if rule.in_role and not roles & set(rule.in_role):
                    params = {
                        "pattern": pattern.source,
                        "roles": ", ".join(rule.in_role),
                        "role": ", ".join(roles) or "-",
                    }
                    yield (
                        _overlap(found.span, stretch.span),
                        True,
                        1.0,
                        Finding(Reason("record-role", params), place, 1.0),
                    )
                break
            miss = nearest_miss(pattern, folded, *window)
            if miss and miss.span:
                told = Reason("of-pattern", {"pattern": pattern.source, "why": near_reason(miss, folded)})
                yield _overlap(miss.span, stretch.span), True, miss.share, Finding(told, place, miss.share)


def _roles_at(trace: Trace, span: Span) -> set[str]:
    """The roles of the sections and the paragraph that a stretch stands in."""
    sections = [s for _, s in trace.extracted.walk() if s.span[0] <= span[0] < s.span[1]]
    parts = [p for section in sections for p in section.paragraphs if p.span[0] <= span[0] < p.span[1]]
    roles = (*(section.role for section in sections[-1:]), *(part.role for part in parts))
    return {role for role in roles if role}


def _of_part_heads(stretch: _Stretch) -> Iterator[Ranked]:
    """Unnumbered part heads that nearly match a short line."""
    trace, line = stretch.trace, stretch.line
    if (
        line[1] - line[0] > BESIDE
        or trace.page.folded[line[1] - 1] in "。!?;:"
        or any(s.heading and _overlap(s.heading, line) for _, s in trace.extracted.walk())
    ):
        return
    misses = []
    for at, pattern in enumerate(trace.pack.part_heads):
        miss = nearest_miss(pattern, trace.page.folded, *line)
        if miss and miss.share >= LIKE_A_HEAD:
            misses.append((miss.share, at, pattern, miss))
    if misses:
        share, at, pattern, miss = max(misses, key=lambda each: each[0])
        origin = trace.pack.origins[f"part_heads.{at}"]
        told = Reason("of-pattern", {"pattern": pattern.source, "why": near_reason(miss, trace.page.folded[: line[1]])})
        yield True, False, share, Finding(told, trace.place(origin.id, origin.line, "part_heads"), share)


def _stretch(trace: Trace, span: Span) -> _Stretch:
    folded, (start, end) = trace.page.folded, trace.line_around(span)
    if end - start > LONGEST_WINDOW:
        about = max(start, span[0] - LONGEST_WINDOW // 2), min(end, span[1] + LONGEST_WINDOW // 2)
        return _Stretch(trace, span, about, about)
    following = len(folded) - len(folded[end:].lstrip())
    return _Stretch(trace, span, (start, end), (start, trace.line_around((following, following))[1]))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
