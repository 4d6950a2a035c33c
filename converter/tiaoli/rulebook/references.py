"""Names in a pack that have to be those of other rules, its parents' included."""

from __future__ import annotations

from tiaoli.rulebook.entries import Entry
from tiaoli.rulebook.faults import Faults, nearest

STRUCTURAL_ROLES = ("preamble", "closing", "annex")
"""Roles that the structure of a document gives, whatever the pack."""


def check_references(own: Entry, merged: Entry, faults: Faults) -> None:
    """Notes roles and fields that a file's own rules name and nothing defines."""
    roles = [*(merged.get("roles") or {}), *STRUCTURAL_ROLES]
    for rule in (own.get("roles") or {}).values():
        _check(rule, "follows", roles, "rules.unknown-role", faults)
    for rule in (own.get("records") or {}).values():
        _check(rule, "in_role", roles, "rules.unknown-role", faults)
    for rule in (own.get("fields") or {}).values():
        for source in (rule.get("from") or ()) if isinstance(rule, Entry) else ():
            _check(source, "field", list(merged.get("fields") or {}), "rules.unknown-field", faults)


def _check(rule: Entry | None, key: str, known: list[str], code: str, faults: Faults) -> None:
    if not isinstance(rule, Entry) or not rule.get(key):
        return
    node = rule.at(key)
    for item in node.items or [node]:
        if item.text not in known:
            faults.add(code, item, found=f"`{item.text[:40]}`", hint=nearest(item.text[:40], known))
