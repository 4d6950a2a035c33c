"""Which elements are clutter by their name: tags, and words of a site's list in class or id."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from tiaoli_html.tree import Element, Tree

_TAGS = {
    "nav": "navigation",
    "header": "navigation",
    "footer": "footer",
    "aside": "related",
    "menu": "navigation",
    "button": "furniture",
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LONG_WORD = 5
"""Words from this length on are also found inside a longer word."""

ClutterWords = tuple[tuple[str, tuple[str, ...]], ...]


def clutter_reasons(tree: Tree, words: ClutterWords, is_large: Callable[[int], bool]) -> list[str | None]:
    """For each element why it, or one around it, is clutter by name; the innermost name wins.

    An element that `is_large`, one with much of the page's prose, is no clutter whatever its name.
    """
    reasons: list[str | None] = []
    for at, element in enumerate(tree.elements):
        own = _reason_of(element, words)
        if own and is_large(at):
            own = None
        reasons.append(own or (reasons[element.parent] if element.parent >= 0 else None))
    return reasons


def _reason_of(element: Element, words: ClutterWords) -> str | None:
    if element.tag in ("html", "body"):
        return None
    reason = _TAGS.get(element.tag)
    if reason or not element.attributes:
        return reason
    name = element.attributes.get("class", "")
    identity = element.attributes.get("id", "")
    return _reason_of_name(f"{name} {identity}"[:300], words) if name or identity else None


@lru_cache(maxsize=4096)
def _reason_of_name(name: str, words: ClutterWords) -> str | None:
    tokens = {token.lower() for token in _WORD.findall(name)} | set(re.split(r"[\s_-]+", name.lower()))
    lowered = name.lower()
    for reason, listed in words:
        if any(word in tokens or (len(word) >= LONG_WORD and word in lowered) for word in listed):
            return reason
    return None
