"""The front matter of a Markdown file: labels and values between two lines of strokes, one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaoli.plugin import Attribute

MOST_LINES = 200

_ENTRY = re.compile(
    r"""["']?([A-Za-z][\w .-]{0,40}|[^\s:：#\x00-\x7f]{2,6})["']?\s*[:：](?:\s+|(?=[^\x00-\x7f])|$)(.*)"""
)
"""A name in Latin letters or a short label: a sentence with a colon is no entry."""
_INNER = re.compile(r"\s*(?:#.*)?$|\s+\S|-\s")
"""What may stand between entries: nothing, a remark, and the further lines of a value."""
_STROKES = frozenset(("---", "..."))
_TITLES = ("title", "标题")
_NAMES = {"date": "pubdate", "published": "pubdate", "publishdate": "pubdate", "source": "contentsource"}
"""Names of site generators, and what the rules for web pages call the same."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries of a front matter, and on which lines they stand: the numbers of the first and behind the last."""

    attributes: tuple[Attribute, ...] = ()
    title: str | None = None
    last: int = 0


def read_front_matter(lines: list[str]) -> FrontMatter:
    """The front matter, read line by line and never as YAML: a value is its words; empty where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return FrontMatter()
    last = next((at for at, line in enumerate(lines[1:MOST_LINES], 1) if line.rstrip() in _STROKES), 0)
    entries = [_ENTRY.match(line) for line in lines[1:last]]
    if not any(entries) or not all(
        entry or _INNER.match(line) for entry, line in zip(entries, lines[1:last], strict=True)
    ):
        return FrontMatter()
    attributes, title = [], None
    for number, entry in enumerate(entries, 2):
        value = entry[2].strip().strip("\"'").strip() if entry else ""
        if entry and value:
            name = entry[1].lower()
            attributes.append(Attribute(_NAMES.get(name, name), value, f"line {number}"))
            title = title or (value if name in _TITLES else None)
    return FrontMatter(tuple(attributes), title, last + 1)
