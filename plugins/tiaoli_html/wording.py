"""Which elements are clutter by their name: tags, roles, and words of a site's list in class or id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from tiaoli_html.tree import Tree

_TAGS = {
    "nav": "navigation",
    "header": "navigation",
    "footer": "footer",
    "aside": "related",
    "menu": "navigation",
    "button": "furniture",
    "dialog": "furniture",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "tablist": "navigation",
    "search": "furniture",
    "toolbar": "furniture",
    "dialog": "furniture",
    "alertdialog": "furniture",
    "tooltip": "furniture",
    "button": "furniture",
    "complementary": "related",
    "contentinfo": "footer",
}
"""Roles of WAI-ARIA, https://www.w3.org/TR/wai-aria-1.2/#role_definitions, that never hold a document."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PART = re.compile(r"[\s_-]+")
LONG_WORD = 5
"""Words from this length on are also found inside a longer word."""

LONGEST_NAME = 300
MANY_NAMES = 20_000
"""Names that are remembered, since pages of one site share them."""

ClutterWords = tuple[tuple[str, tuple[str, ...]], ...]


def name_reasons(tree: Tree, words: ClutterWords) -> dict[int, str]:
    """Why elements are clutter by their own name, whatever stands around them; the others are not in it.

    A tag counts before a role, a role before words of class and id together.
    """
    names, found = _names(words), {}
    for classes, places in tree.by_value("class").items():
        reason = names.reason(classes)
        if reason:
            found.update(dict.fromkeys(places, reason))
    for identity, places in tree.by_value("id").items():
        for at in places:
            classes = tree.attributes[at].get("class", "")
            reason = names.reason(f"{classes} {identity}" if classes else identity)
            if reason:
                found[at] = reason
    for role, places in tree.by_value("role").items():
        if role in _ROLES:
            found.update(dict.fromkeys(places, _ROLES[role]))
    for tag, reason in _TAGS.items():
        found.update(dict.fromkeys(tree.all_of(tag), reason))
    for at in (*tree.all_of("html"), *tree.all_of("body")):
        found.pop(at, None)
    return found


def clutter_reasons(tree: Tree, own: Mapping[int, str], is_large: Callable[[int], bool]) -> list[str | None]:
    """For each element why it, or one around it, is clutter by name; the innermost name wins.

    An element that `is_large`, one with much of the page's prose, is no clutter whatever its name.
    """
    reasons: list[str | None] = [None] * (len(tree.tags) + 1)  # one more, which -1 is the place of
    small = 0  # where an element ends that is not large: what stands in it is not either
    for at in sorted(own):
        if at < small or not is_large(at):
            reasons[at] = own[at]
            small = max(small, tree.ends[at])
    for at, parent in enumerate(tree.parents):
        reasons[at] = reasons[at] or reasons[parent]
    return reasons


class ClutterNames:
    """Names of elements told apart by a site's words, each name once."""

    def __init__(self, words: ClutterWords) -> None:
        self._reasons: dict[str, str] = {}
        for reason, listed in words:
            for word in listed:
                self._reasons.setdefault(word, reason)
        self._ranks = {reason: rank for rank, (reason, _) in reversed(list(enumerate(words)))}
        long = sorted((word for word in self._reasons if len(word) >= LONG_WORD), key=len, reverse=True)
        self._long = re.compile("|".join(map(re.escape, long))) if long else None
        self._known: dict[str, str | None] = {}

    def reason(self, name: str) -> str | None:
        """Why an element of this class and id is clutter; the reason that the site lists first, if several."""
        try:
            return self._known[name]
        except KeyError:
            if len(self._known) >= MANY_NAMES:
                self._known.clear()
            found = self._known[name] = self._reason(name[:LONGEST_NAME])
            return found

    def _reason(self, name: str) -> str | None:
        lowered = name.lower()
        tokens = {token.lower() for token in _WORD.findall(name)}.union(_PART.split(lowered))
        found = {self._reasons[token] for token in tokens if token in self._reasons}
        if self._long:
            found.update(self._reasons[word] for word in self._long.findall(lowered))
        return min(found, key=lambda reason: self._ranks[reason], default=None)


@lru_cache(maxsize=16)
def _names(words: ClutterWords) -> ClutterNames:
    """The names of a site's words, kept from page to page."""
    return ClutterNames(words)
