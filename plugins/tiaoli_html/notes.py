"""Finds footnotes: what an in-page link of a mark, such as `[1]`, leads to and leads back from, to a mark set above
the line at the least."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaoli_html.elements import HEADINGS
from tiaoli_html.tree import Tree

_MARK = re.compile(r"[\[(（〔【［]?\s*(?:注\s*\d*|\d{1,3}|[①-⑳㉑-㉟㊱-㊿]|[ivx]{1,5}|[a-z]|\*{1,3})\s*[\])）〕】］]?")
_ROLES = frozenset(("doc-footnote", "doc-endnote"))
"""Roles of https://www.w3.org/TR/dpub-aria-1.0/."""


def find_footnotes(tree: Tree) -> frozenset[int]:
    """The elements that hold a footnote each."""
    found: set[int] = set()
    for at in sorted(at for role in _ROLES for at in tree.by_value("role").get(role, ())):
        if at not in found:
            found.update(range(at, tree.ends[at]))  # what stands in a note is of it
    inner = list(_inner_links(tree))
    if not inner:
        return frozenset(found)
    texts = _texts(tree, frozenset(at for at, _ in inner))
    marked = {target for at, target in inner if _MARK.fullmatch(texts.get(at, "").strip())}
    raised = _raised_names(tree)
    for at, target in inner:
        attributes = tree.attributes[at]
        holder = tree.owners[at]
        item = tree.places[holder].item
        names = {attributes.get("name"), attributes.get("id")}
        for one in {holder, item} - {-1}:
            if tree.tags[one] not in HEADINGS and (
                target in raised or tree.attributes[one].get("id") in marked or not names.isdisjoint(marked)
            ):
                found.add(one)
    if not found:
        return frozenset()
    return frozenset(found - _referring(tree, found))


def _inner_links(tree: Tree) -> Iterator[tuple[int, str]]:
    """Each link to a place on the page, and the name of that place."""
    for at in tree.all_of("a"):
        target = tree.attributes[at].get("href", "")
        if target[:1] == "#" and len(target) > 1:
            yield at, target[1:]


def _raised_names(tree: Tree) -> frozenset[str]:
    """The names of the marks that are set above the line."""
    places = {at for mark in tree.all_of("sup") for at in range(mark, tree.ends[mark])}
    return frozenset(name for at in places for key in ("id", "name") if (name := tree.attributes[at].get(key)))


def _texts(tree: Tree, links: frozenset[int]) -> dict[int, str]:
    """The words of some links."""
    texts: dict[int, str] = {}
    for _, text, _, parent, is_linked, _ in tree.runs:
        at = parent if is_linked else -1
        while at >= 0 and tree.tags[at] != "a":
            at = tree.parents[at]
        if at in links:
            texts[at] = texts.get(at, "") + text
    return texts


def _referring(tree: Tree, found: set[int]) -> set[int]:
    """Of the elements found those that stand before what they lead to: text with a mark, not its note.

    In Word's pages mark and note are links to each other, each with a name of its own.
    """
    names: dict[str, int] = {}
    for at, attributes in tree.attributed:
        for key in ("id", "name"):
            name = attributes.get(key)
            if name:
                names.setdefault(name, at)
    referring = set()
    for at, target in _inner_links(tree):
        holder = tree.owners[at]
        item = tree.places[holder].item
        if names.get(target, -1) > at:
            referring |= {holder, item} & found
    return referring
