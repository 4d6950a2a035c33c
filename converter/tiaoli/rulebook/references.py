"""Names in a pack that have to be those of other rules, its parents' included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tiaoli.rulebook.entries import Entry
from tiaoli.rulebook.faults import Faults, quoted
from tiaoli.rulebook.yaml_nodes import Node

STRUCTURAL_ROLES = ("preamble", "closing", "annex")
"""Roles that the structure of a document gives, whatever the pack."""


_GIVING = ("add", "add_first", "set")
"""What of a change gives a rule something that it had not."""


def check_references(own: Entry, merged: Entry, faults: Faults) -> None:
    """Notes roles and fields that a file's own rules, or what it overrides, name and nothing defines."""
    roles = dict.fromkeys([*(merged.get("roles") or {}), *STRUCTURAL_ROLES])
    fields = dict.fromkeys(merged.get("fields") or {})
    for rule in (own.get("roles") or {}).values():
        _check(_nodes(rule, "follows"), roles, "rules.unknown-role", faults)
    for rule in (own.get("records") or {}).values():
        _check(_nodes(rule, "in_role"), roles, "rules.unknown-role", faults)
    for rule in (own.get("fields") or {}).values():
        for source in (rule.get("from") or ()) if isinstance(rule, Entry) else ():
            _check(_nodes(source, "field"), fields, "rules.unknown-field", faults)
    for path, change in (own.get("override") or {}).items():
        section, *rest = path.split(".")
        for node in (change.get(way) for way in _GIVING) if isinstance(change, Entry) else ():
            if node and section in ("roles", "records"):
                _check(_named(node, rest, ("follows", "in_role")), roles, "rules.unknown-role", faults)
            elif node and section == "fields":
                _check(_named(node, rest, ("field",)), fields, "rules.unknown-field", faults)


def check_joint(own: Entry, merged: Entry, faults: Faults) -> None:
    """Notes indicators that a file's own `joint`, or what it overrides there, names and nothing defines."""
    indicators = dict.fromkeys(merged.get("indicators") or {})
    if own.get("joint"):
        _check(_under(own.at("joint")), indicators, "rules.unknown-indicator", faults)
    for path, change in (own.get("override") or {}).items():
        for node in (change.get(way) for way in _GIVING) if isinstance(change, Entry) else ():
            if node and path.partition(".")[0] == "joint":
                _check(_under(node), indicators, "rules.unknown-indicator", faults)


def _under(node: Node) -> Iterator[Node]:
    """The names that a node holds, under whatever keys."""
    if node.kind == "map":
        for _, value in node.entries:
            yield from _under(value)
    else:
        yield from _texts(node)


def _nodes(rule: Entry | None, key: str) -> list[Node]:
    return _texts(rule.at(key)) if isinstance(rule, Entry) and rule.get(key) else []


def _named(node: Node, path: Sequence[str], keys: Sequence[str]) -> Iterator[Node]:
    """The names that stand under one of the keys within a node, which itself stands at a path."""
    if path and path[-1] in keys:
        yield from _texts(node)
    for item in node.items:
        yield from _named(item, (), keys)
    for key, value in node.entries:
        yield from _named(value, (key.text,), keys)


def _texts(node: Node) -> list[Node]:
    return [item for item in node.items or [node] if item.kind == "text" and item.text]


def _check(nodes: Iterable[Node], known: dict[str, None], code: str, faults: Faults) -> None:
    for node in nodes:
        if node.text not in known:
            faults.add(code, node, found=quoted(node.text), hint=faults.hint(node.text, known))
