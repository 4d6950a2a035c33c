"""What the ledger says of a stretch: which heading, paragraph or value it is part of, or why it was dropped."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from tiaoli.clutter import knowing_rule
from tiaoli.extraction.extracted import LONG_LINE
from tiaoli.page import Block, Span
from tiaoli.rulebook.models import ClutterRule
from tiaoli.rulebook.pack_file import bare
from tiaoli.structure.markers import marker_set
from tiaoli.workbench.reasons import Finding, Reason
from tiaoli.workbench.source_reasons import quoted, shown
from tiaoli.workbench.trace import Trace

LIKE_A_HEADING = 40
"""A line longer than this does not look like a heading."""


def explain_owners(trace: Trace, span: Span) -> list[Finding]:
    """Each owner of a stretch in reading order, with what made it that."""
    owners = dict.fromkeys(owner for start, end, owner in trace.claims if start < span[1] and end > span[0])
    return [found for owner in owners for found in _explained(trace, owner, span)]


def _explained(trace: Trace, owner: str, span: Span) -> Iterator[Finding]:
    kind, _, name = owner.partition(":")
    if kind == "label" and name == "other":
        yield _unread_label(trace, span)
    elif kind == "dropped":
        dropped = _dropped(trace, name, span)
        yield dropped
        kind = dropped.reason.code
    else:
        section, _, number = name.rpartition(".") if kind == "paragraph" else (name, "", "0")
        yield Finding(Reason(f"owner.{kind}", {"name": section, "number": int(number) + 1}))
    if kind in ("paragraph", "dropped.front", "dropped.unclaimed"):
        yield from _no_heading(trace, span)


def _unread_label(trace: Trace, span: Span) -> Finding:
    """A label that no field reads, and the nearest that one does."""
    words = next(
        (
            trace.page.quote(b.label)
            for b in trace.page.blocks
            if b.label and b.span[0] < span[1] and span[0] < b.span[1]
        ),
        "",
    )
    label = bare(words).rstrip(":")
    known = {
        name: rule
        for rule in trace.pack.fields.values()
        for source in rule.sources
        if source.where == "pair"
        for name in source.names
    }
    near = difflib.get_close_matches(label, known, 1, 0.5)
    if not near:
        return Finding(Reason("owner.label-other", {"label": label}))
    rule = known[near[0]]
    reason = Reason("owner.label-near", {"label": label, "near": near[0], "field": rule.name})
    return Finding(reason, trace.place_of(rule, f"fields.{rule.name}"))


def _dropped(trace: Trace, why: str, span: Span) -> Finding:
    blocks = trace.page.blocks
    at = next((at for at, block in enumerate(blocks) if block.span[0] < span[1] and span[0] < block.span[1]), None)
    if at is None:
        return Finding(Reason("dropped.unclaimed"))
    if blocks[at].kind == "pair":
        return Finding(Reason("dropped.pair"))
    if blocks[at].kind != "clutter":
        return Finding(Reason("dropped.front", {"limit": LONG_LINE}))
    return _clutter(trace, at, why)


def _clutter(trace: Trace, at: int, why: str) -> Finding:
    """The rule of the site that knows a dropped line, or what else dropped it."""
    block, rules = trace.page.blocks[at], [rule for rule in trace.site.clutter if rule.reason == why]
    rule = knowing_rule(trace.page, block, rules)
    if rule:
        return _by_rule(trace, rule, block)
    for before in reversed(trace.page.blocks[:at]):
        if before.reason != why:
            break
        rule = knowing_rule(trace.page, before, [rule for rule in rules if rule.rest])
        if rule:
            params = {"words": quoted(trace.page.quote(before.span)), "at": before.span[0]}
            return Finding(Reason("dropped.rest", params), trace.place_of(rule, f"clutter.{why}"))
    if why == "duplicate":
        return Finding(Reason("dropped.duplicate"))
    words = next((words for reason, words in trace.site.clutter_classes if reason == why), ())
    node = Reason("dropped.node", {"node": block.node}) if block.node else Reason("dropped.no-node")
    return Finding(Reason("dropped.markup", {"reason": why, "node": node, "words": shown(words)}))


def _by_rule(trace: Trace, rule: ClutterRule, block: Block) -> Finding:
    line = trace.page.folded[slice(*block.span)]
    pattern = next((pattern for pattern in rule.patterns if pattern.search(line)), None)
    words = quoted(line) if bare(line) in rule.exact or pattern is None else pattern.source
    params = {"reason": rule.reason, "zone": rule.zone, "words": words}
    return Finding(Reason("dropped.rule", params), trace.place_of(rule, f"clutter.{rule.reason}"))


def _no_heading(trace: Trace, span: Span) -> Iterator[Finding]:
    """Why a line that looks like a heading was not taken for one, as far as that can be known."""
    start, end = trace.line_around(span)
    line = trace.page.folded[start:end].strip()
    if trace.page.folded[start : span[0]].strip() or not line:
        return
    marker = marker_set(trace.pack.headings).at(
        trace.page.folded, end - len(trace.page.folded[start:end].lstrip()), end
    )
    if marker:
        rule = next(rule for rule in trace.pack.headings if rule.name == marker.name)
        origin = trace.pack.origins.get(f"headings.{rule.name}")
        place = trace.place(origin.id, origin.line, f"headings.{rule.name}") if origin else None
        params = {"marker": trace.page.quote(marker.span), "sample": rule.sample, "level": rule.level}
        yield Finding(Reason("heading.not-taken", params), place)
    elif len(line) <= LIKE_A_HEADING and line[-1] not in "。!?;:":
        samples = shown(list(dict.fromkeys(rule.sample for rule in trace.pack.headings)))
        yield Finding(Reason("heading.no-sample", {"samples": samples, "count": len(trace.pack.part_heads)}))
