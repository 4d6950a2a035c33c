"""Why a source of a field gave nothing: the first condition of it that failed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from tiaoli.chinese.width import fold
from tiaoli.extraction.fields import raw_values, searched
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import pairs
from tiaoli.page import Block, Span
from tiaoli.rulebook.models import FieldRule, FieldSource
from tiaoli.rulebook.nearness import Miss, nearest_miss
from tiaoli.rulebook.pack_file import bare
from tiaoli.rulebook.patterns import Pattern
from tiaoli.workbench.reasons import Reason
from tiaoli.workbench.trace import Trace

NAMES_SHOWN = 4
QUOTED = 40
BESIDE = 12
"""How many characters are quoted of what stands where a pattern asked for something else."""

CLEARLY_NEAR = 0.5
"""A pattern of which so much matched is explained by that, not by where else it would match whole."""

LEAST_NEAR = 0.35
"""A pattern of which less matched may match so anywhere."""

ALIKE = 0.6
"""How alike two labels are of which one is named where the other is missing, as difflib measures it."""


def describe(source: FieldSource, *, pattern: Pattern | None = None, label: str = "") -> str:
    """A source as its YAML writes it; of several patterns or labels only the one that matters, where there is one."""
    several = f"any: … “{pattern.source}”" if pattern else f"any: {shown(p.source for p in source.patterns)}"
    words = f'pattern: "{source.patterns[0].source}"' if len(source.patterns) == 1 else several
    match source.where:
        case "pair" | "attribute":
            parts = [f"{source.where}: {label or shown(source.names)}"]
        case "field":
            parts = [f"field: {source.names[0]}"]
        case "reader":
            parts = ["reader: title", *([words] if source.patterns else [])]
        case where:
            parts = [f"in: {where}", words]
    return ", ".join([*parts, *([f"add: {source.add}"] if source.add else [])])


def shown(names: Iterator[str] | Sequence[str]) -> str:
    """The first of some names, and … where there are more."""
    all_names = list(names)
    return ", ".join([*all_names[:NAMES_SHOWN], *(["…"] if len(all_names) > NAMES_SHOWN else [])])


def why_nothing(trace: Trace, rule: FieldRule, source: FieldSource) -> Reason:
    """The first condition that failed of a source which gave its field no value."""
    known = trace.known_before(rule)
    raw = next(raw_values(source, trace.views, known), None)
    if raw:
        return unreadable(raw, rule)
    match source.where:
        case "pair":
            return _no_pair(trace, source)
        case "attribute":
            return _no_attribute(trace, source)
        case "field":
            return Reason("no-field", {"field": source.names[0]})
        case "reader":
            return _no_reader_title(trace, source)
        case _:
            return _no_match(trace, source, known)


def unreadable(raw: Value, rule: FieldRule) -> Reason:
    """Words that were found and are not of the field's type."""
    return Reason("unreadable", {"words": quoted(raw.quote), "type": Reason(f"type.{rule.type}")})


def _no_pair(trace: Trace, source: FieldSource) -> Reason:
    page = trace.page
    labels = {bare(page.quote(block.label)).rstrip(":"): block for block in pairs(page) if block.label}
    empty = next((labels[name] for name in source.names if name in labels), None)
    if empty and empty.label:
        return Reason("label-empty", {"label": page.quote(empty.label), "at": empty.label[0]})
    for name in source.names:
        found = re.search(r"\s*".join(map(re.escape, name)) + r"\s*:", page.folded)
        if found:
            return Reason("label-no-pair", {"label": name, "at": found.start()})
    unread = {span[0] for name, span in trace.extracted.labels if name == "other"}
    near = _nearest_label(source.names, [label for label, block in labels.items() if block.span[0] in unread])
    if near:
        return Reason("label-near", {"names": shown(source.names), "near": near, "at": labels[near].span[0]})
    return Reason("no-label", {"names": shown(source.names)})


def _nearest_label(names: Sequence[str], labels: Sequence[str]) -> str | None:
    return next((near[0] for name in names if (near := difflib.get_close_matches(name, labels, 1, ALIKE))), None)


def _no_attribute(trace: Trace, source: FieldSource) -> Reason:
    names = [attribute.name for attribute in trace.page.attributes]
    if not names:
        return Reason("no-attributes")
    return Reason("no-attribute", {"names": shown(source.names), "there": shown(sorted(set(names)))})


def _no_reader_title(trace: Trace, source: FieldSource) -> Reason:
    title = trace.page.title
    if not title:
        return Reason("no-reader-title")
    near = best_miss(source.patterns, fold(title), (0, len(title)))
    params = {"title": quoted(title)}
    return Reason("reader-title", {**params, "why": near_reason(near, fold(title)) if near else Reason("nothing-like")})


def _no_match(trace: Trace, source: FieldSource, known: dict[str, Value]) -> Reason:
    """How near the source's patterns come where it looks, or where else one of them matches."""
    places = list(searched(source.where, trace.views, known))
    if not any(text[start:end].strip() for text, start, end in places):
        return Reason(f"no-{source.where}")
    misses = [(miss, text) for text, *span in places if (miss := best_miss(source.patterns, text, (span[0], span[1])))]
    miss, text = max(misses, key=lambda entry: entry[0].share, default=(None, ""))
    if miss and miss.share >= CLEARLY_NEAR:
        return near_reason(miss, text)
    for pattern in source.patterns:
        found = pattern.search(trace.page.folded)
        if found:
            return elsewhere(trace, source, found.span, known)
    return near_reason(miss, text) if miss and miss.share >= LEAST_NEAR else Reason("nothing-like")


def best_miss(patterns: Sequence[Pattern], text: str, span: Span) -> Miss | None:
    """How far the pattern comes that comes furthest; None where none has parts."""
    misses = [miss for pattern in patterns if (miss := nearest_miss(pattern, text, *span))]
    return max(misses, key=lambda miss: miss.share, default=None)


def near_reason(miss: Miss, text: str) -> Reason:
    """What matched, what was expected beside it, and what stands there."""
    if miss.span is None:
        return Reason("nothing-like")
    start, end = miss.span
    if miss.is_before:
        there, edge = quoted(text[max(start - BESIDE, 0) : start].rpartition("\n")[2]), "found-start"
    else:
        there, edge = quoted(text[end : end + BESIDE].partition("\n")[0]), "found-end"
    found = Reason("found", {"words": there}) if there else Reason(edge)
    params = {"matched": miss.matched, "words": quoted(text[start:end]), "at": start, "expected": miss.expected}
    return Reason("near-before" if miss.is_before else "near", {**params, "found": found})


def elsewhere(trace: Trace, source: FieldSource, span: Span, known: dict[str, Value]) -> Reason:
    """A match outside the place that the source looks in, and where that place is."""
    params = {"words": quoted(trace.page.quote(span)), "at": span[0]}
    return Reason("elsewhere", {**params, "where": source.where, "place": _bounds(trace, source.where, span, known)})


def _bounds(trace: Trace, where: str, span: Span, known: dict[str, Value]) -> Reason:
    kind = next((block.kind for block in trace.page.blocks if _overlap(block, span)), "")
    if kind in ("pair", "clutter") and where in ("front", "body"):
        return Reason(f"place.{kind}")
    end = trace.outline.front_end
    if where == "title":
        title = known.get("title")
        return Reason("place.title", {"title": quoted(title.quote)}) if title else Reason("place.no-title")
    if where in ("heading", "review"):
        return Reason(f"place.{where}")
    if where == "head":
        return Reason("place.head", {"end": next(searched("head", trace.views, known))[2]})
    return Reason(f"place.{where}", {"end": end})


def _overlap(block: Block, span: Span) -> bool:
    return block.span[0] < span[1] and span[0] < block.span[1]


def quoted(words: str) -> str:
    """Words on one line, the end of long ones given up."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
