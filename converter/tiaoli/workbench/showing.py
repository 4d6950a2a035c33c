"""A pack after inheritance, written out as YAML with where each of its parts comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tiaoli.rulebook.entries import Entry, Items, Origin
from tiaoli.rulebook.inheritance import Heir
from tiaoli.rulebook.patterns import Pattern

INDENT = "  "
_NOT_SHOWN = ("extends", "override", "disable", "tests")
"""What has done its work once a pack has inherited, and what is no rule."""

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w.\-\u4e00-\u9fff]*")
_WORDS_OF_YAML = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


def show(heir: Heir) -> str:
    """The pack as one YAML file that inherits nothing; behind each rule stands `# id:line` of where it was written."""
    lines: list[str] = []
    for key, value in heir.entry.items():
        if key not in _NOT_SHOWN and value is not None:
            lines += _entry(key, value, heir.entry.origins[key], depth=0)
    return "\n".join(lines)


def scalar(text: str) -> str:
    """Text as YAML reads it back, in quotes wherever it might be taken for anything else."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _entry(key: str, value: Any, origin: Origin, *, depth: int) -> Iterator[str]:
    """A key with its value: rules and what is above them on lines of their own, what is within a rule on one.

    `origin` is that of the key down to a rule, and that of the rule for all within it.
    """
    pad = INDENT * depth
    if isinstance(value, Entry) and depth < 2:
        yield f"{pad}{key}:" + (f"  # {origin}" if depth else "")
        for name, inner in value.items():
            if inner is not None:
                yield from _entry(name, inner, origin if depth else value.origins[name], depth=depth + 1)
    elif isinstance(value, Items) and (depth == 0 or _is_mixed(value, origin) or _holds_entries(value)):
        yield f"{pad}{key}:"
        for item, place in value.pairs():
            note = f"  # {place}" if depth == 0 or place.id != origin.id else ""
            yield f"{pad}{INDENT}- {_flow(item)}{note}"
    else:
        note = f"  # {origin}" if depth == 1 else ""
        yield f"{pad}{key}: {_flow(value)}{note}"


def _is_mixed(items: Items, origin: Origin) -> bool:
    return any(place.id != origin.id for place in items.origins)


def _holds_entries(items: Items) -> bool:
    return any(isinstance(item, Entry) for item in items)


def _flow(value: Any) -> str:
    """A value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}"
        case Pattern():
            return f"{{regex: {scalar(value.source)}}}" if value.is_regex else scalar(value.source)
        case dict():
            inner = ", ".join(f"{scalar(key)}: {_under(key, item)}" for key, item in value.items() if item is not None)
            return f"{{{inner}}}"
        case tuple():
            return f"[{', '.join(_flow(item) for item in value)}]"
        case _:
            return scalar(str(value))


def _under(key: str, value: Any) -> str:
    """A value as it stands under a key, which may say already that it is a raw expression."""
    return scalar(value.source) if key == "regex" and isinstance(value, Pattern) else _flow(value)
