"""Names in a pack that have to be those of other rules, its parents' included."""

from __future__ import annotations

from tiaoli.rulebook.entries import Entry
from tiaoli.rulebook.faults import Faults, quoted

STRUCTURAL_ROLES = ("preamble", "closing", "annex")
"""Roles that the structure of a document gives, whatever the pack."""


def check_references(own: Entry, merged: Entry, faults: Faults) -> None:
    """Notes roles and fields that a file's own rules name and nothing defines."""
    roles = dict.fromkeys([*(merged.get("roles") or {}), *STRUCTURAL_ROLES])
    fields = dict.fromkeys(merged.get("fields") or {})
    for rule in (own.get("roles") or {}).values():
        _check(rule, "follows", roles, "rules.unknown-role", faults)
    for rule in (own.get("records") or {}).values():
        _check(rule, "in_role", roles, "rules.unknown-role", faults)
    for rule in (own.get("fields") or {}).values():
        for source in (rule.get("from") or ()) if isinstance(rule, Entry) else ():
            _check(source, "field", fields, "rules.unknown-field", faults)


def _check(rule: Entry | None, key: str, known: dict[str, None], code: str, faults: Faults) -> None:
    if not isinstance(rule, Entry) or not rule.get(key):
        return
    node = rule.at(key)
    for item in node.items or [node]:
        if item.kind == "text" and item.text and item.text not in known:
            faults.add(code, item, found=quoted(item.text), hint=faults.hint(item.text, known))
