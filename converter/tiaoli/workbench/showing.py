"""A pack after inheritance, written out as YAML with where each of its parts comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tiaoli.rulebook.entries import Entry, Items, Origin
from tiaoli.rulebook.inheritance import Heir
from tiaoli.rulebook.patterns import Pattern
from tiaoli.workbench.yaml_lines import Flow, flow, scalar

INDENT = "  "
_NOT_SHOWN = ("extends", "override", "disable", "tests")
"""What has done its work once a pack has inherited, and what is no rule."""


def show(heir: Heir) -> str:
    """The pack as one YAML file that inherits nothing; behind each rule stands `# id:line` of where it was written."""
    lines: list[str] = []
    for key, value in heir.entry.items():
        if key not in _NOT_SHOWN and value is not None:
            lines += _entry(key, value, heir.entry.origins[key], depth=0)
    return "\n".join(lines)


def _entry(key: str, value: Any, origin: Origin, *, depth: int) -> Iterator[str]:
    """A key with its value: rules and what is above them on lines of their own, what is within a rule on one.

    `origin` is that of the key down to a rule, and that of the rule for all within it.
    """
    pad = INDENT * depth
    if isinstance(value, Entry) and depth < 2:
        yield f"{pad}{scalar(key)}:" + (f"  # {origin}" if depth else "")
        for name, inner in value.items():
            if inner is not None:
                yield from _entry(name, inner, origin if depth else value.origins[name], depth=depth + 1)
    elif isinstance(value, Items) and (depth == 0 or _is_mixed(value, origin) or _holds_entries(value)):
        yield f"{pad}{scalar(key)}:"
        for item, place in value.pairs():
            note = f"  # {place}" if depth == 0 or place.id != origin.id else ""
            yield f"{pad}{INDENT}- {_flow(item)}{note}"
    else:
        note = f"  # {origin}" if depth == 1 else ""
        yield f"{pad}{scalar(key)}: {_flow(value)}{note}"


def _is_mixed(items: Items, origin: Origin) -> bool:
    return any(place.id != origin.id for place in items.origins)


def _holds_entries(items: Items) -> bool:
    return any(isinstance(item, Entry) for item in items)


def _flow(value: Any) -> str:
    return flow(_plain(value))


def _plain(value: Any) -> Flow:
    """A value with its patterns as they are written; a raw expression is said to be one, once."""
    match value:
        case Pattern():
            return {"regex": value.source} if value.is_regex else value.source
        case dict():
            said = {key: _plain(item) for key, item in value.items() if item is not None}
            return {**said, "regex": value["regex"].source} if isinstance(value.get("regex"), Pattern) else said
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value  # type: ignore[no-any-return]  # text, a number or a truth
