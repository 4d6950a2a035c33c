"""Packs against one another: one that is never chosen, and what a child says that changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.models import Condition, IndicatorRule, Pack
from tiaoli.rulebook.yaml_nodes import read_nodes
from tiaoli.workbench.covering import covering, words

_WIDER = {"title": ("title",), "head": ("head", "body"), "body": ("body",)}
"""The places in which a word stands that stands in a place: the head is the beginning of the body."""


def never_chosen(pack: Pack, packs: Iterable[Pack]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Why no document could get a pack: a code and its parameters for each reason."""
    if pack.abstract:
        return
    rules = pack.applies_to
    if not pack.fallback and not rules.must and not rules.should:
        yield "not-applied", {}
    for at, condition in enumerate(rules.must):
        forbidden = next((other for other in rules.must_not if _excludes(other, condition)), None)
        if forbidden:
            yield "contradiction", {"must": at + 1, "must_not": rules.must_not.index(forbidden) + 1}
    winner = next((other for other in packs if _always_beats(other, pack)), None)
    if winner:
        yield "outdone", {"winner": f"`{winner.id}`"}


def _excludes(forbidden: Condition, asked: Condition) -> bool:
    """Whether what is asked cannot be there without what is forbidden."""
    known = words(forbidden.patterns)
    same = {pattern.expression for pattern in forbidden.patterns}
    return forbidden.where in _WIDER[asked.where] and all(
        pattern.expression in same or covering(pattern, known) for pattern in asked.patterns
    )


def _always_beats(other: Pack, pack: Pack) -> bool:
    """Whether another pack fits wherever this one does, and always goes before it.

    One that extends it does so on purpose.
    """
    if other is pack or other.abstract or other.fallback or pack.fallback or not pack.applies_to.must:
        return False
    if pack.id in other.ancestors or other.id in pack.ancestors:
        return False
    same_musts = _keys(other.applies_to.must) == _keys(pack.applies_to.must)
    if not same_musts or not _keys(other.applies_to.must_not) <= _keys(pack.applies_to.must_not):
        return False
    same_should = _keys(other.applies_to.should) == _keys(pack.applies_to.should)
    return other.id < pack.id and (same_should or not other.applies_to.should)


def _keys(conditions: Iterable[Condition]) -> set[tuple[str, frozenset[str]]]:
    return {(each.where, frozenset(pattern.expression for pattern in each.patterns)) for each in conditions}


def idle_overrides(pack: Pack, parents: Sequence[Pack]) -> Iterator[tuple[str, int]]:
    """The paths that a pack overrides, with their lines, where its rule is that of its parent all the same."""
    lines = _overridden(pack)
    for path, line in lines.items():
        own = _rule_at(pack, path)
        origin = pack.origins.get(".".join(path.split(".")[:2]))
        theirs = next((rule for parent in parents if (rule := _rule_at(parent, path)) is not None), None)
        if own is not None and own == theirs and (origin is None or origin.id != pack.id):
            yield path, line


def _overridden(pack: Pack) -> dict[str, int]:
    """The paths under `override` in the pack's file, each with its line."""
    file = Path(pack.path)
    if not pack.ancestors or not file.is_file():
        return {}
    root = read_nodes(file.read_bytes(), Faults(pack.path))
    changes = next((value for key, value in root.entries if key.text == "override"), None) if root else None
    return {key.text: key.line for key, _ in changes.entries} if changes else {}


def _rule_at(pack: Pack, path: str) -> Any:
    """The rule that a path leads into, without where it stands; None where there is none."""
    section, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    value: Any = getattr(pack, section, None)
    if section == "headings":
        return next((rule for rule in pack.headings if rule.name == name), None)
    if isinstance(value, dict):
        value = value.get(name)
    elif name:
        value = getattr(value, name, None)
    return replace(value, line=0, origin="") if hasattr(value, "origin") else value


def apart_ranges(pack: Pack, parents: Sequence[Pack]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The measures of a pack's indicators whose range holds no value that a parent's range holds."""
    for name, rule in pack.indicators.items():
        for parent in parents:
            if name in parent.indicators:
                yield from _apart(rule, parent.indicators[name], parent.id)


def _apart(rule: IndicatorRule, theirs: IndicatorRule, parent: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure, mine in rule.measures.items():
        other = theirs.measures.get(measure)
        if other is None or mine.low is None or mine.high is None or other.low is None or other.high is None:
            continue
        if mine.low > other.high or mine.high < other.low:
            params = {"mine": f"{mine.low:g}–{mine.high:g}", "other": f"{other.low:g}–{other.high:g}"}
            yield f"indicators.{rule.name}.{measure}.range", {**params, "parent": f"`{parent}`"}
