"""A page as flat lists, elements and text runs, so that no depth of nesting costs recursion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tiaoli_html.elements import BLOCKS, HEADINGS, HIDDEN, MUTE, PREFORMATTED, VOID

NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
MOST_ELEMENTS = 2_000_000
"""Elements that a tree takes, in half a gigabyte for each million; a page of a hundred thousand is rare."""

DEEP = 256
"""A path longer than this is cut, since paths of all lengths up to n take n * n characters."""


class Place(NamedTuple):
    """What holds for all that stands in an element: elements share their parent's where they change nothing.

    `cell` and `item` are the innermost cell and list item, or -1; `unheard` is aria-hidden.
    """

    cell: int = -1
    item: int = -1
    hidden: bool = False
    unheard: bool = False
    heading: bool = False


_OUTSIDE = Place()


Run = tuple[int, str, int, int, bool, bool]
"""A stretch of text of one line: the line's number, the text, its block element and innermost element, whether it
stands in a link, whether it is hidden. A plain tuple, since a named one takes six times as long to make."""


@dataclass
class Tree:
    """Elements in document order, one place in each of eight lists; runs of text; comments with the line they
    stand before. `parents`, `ends` and `owners` are places in these lists, the last of the innermost block element
    that each is or stands in; `firsts` and `lasts` are numbers of lines."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Mapping[str, str]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    script_characters: int = 0
    passed_over: int = 0
    """How many elements there were beyond the most; their text is in the runs, each block of it a line."""
    has_unheard: bool = False
    _paths: dict[int, str] = field(default_factory=lambda: {-1: ""})
    _steps: dict[int, str] = field(default_factory=dict)
    _by_value: dict[str, Mapping[str, list[int]]] = field(default_factory=dict)

    @cached_property
    def by_tag(self) -> Mapping[str, list[int]]:
        """The places of the elements of each tag, in order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, tag in enumerate(self.tags):
            found[tag].append(at)
        return dict(found)

    @cached_property
    def attributed(self) -> Sequence[tuple[int, Mapping[str, str]]]:
        """The places of the elements that have attributes, and these."""
        return [(at, attributes) for at, attributes in enumerate(self.attributes) if attributes]

    def by_value(self, attribute: str) -> Mapping[str, list[int]]:
        """The places of the elements that have an attribute, by its value, in order."""
        if attribute not in self._by_value:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for at, attributes in self.attributed:
                if attribute in attributes:
                    found[attributes[attribute]].append(at)
            self._by_value[attribute] = dict(found)
        return self._by_value[attribute]

    def is_deeper_than(self, levels: int) -> bool:
        """Whether elements nest in more levels; where so few elements hold others, nothing need be counted."""
        if len(set(self.parents)) <= levels:
            return False
        depths: list[int] = []
        for parent in self.parents:
            depths.append(depths[parent] + 1 if parent >= 0 else 1)
        return max(depths) > levels

    def all_of(self, tag: str) -> list[int]:
        """The places of the elements of a tag, in order."""
        return self.by_tag.get(tag, [])

    def path(self, at: int) -> str:
        """The path of an element, such as `/html/body/div[2]/p[7]`."""
        paths, parents, steps, chain = self._paths, self.parents, self._steps, []
        while at not in paths:
            chain.append(at)
            at = parents[at]
        path = paths[at]
        for at in reversed(chain):
            if at not in steps:
                self._step_below(parents[at])
            if len(path) < 2 * DEEP or path.count("/") < DEEP:
                path = f"{path}/{steps[at]}"
            elif not path.endswith("//*"):
                path = f"{path}//*"
            paths[at] = path
        return path

    def _step_below(self, parent: int) -> None:
        """Names the elements right under one, or those at the top for -1, with a number where several have a name."""
        tags, ends, steps = self.tags, self.ends, self._steps
        at, last = parent + 1, ends[parent] if parent >= 0 else len(ends)
        if ends[at] == last:
            steps[at] = tags[at]
            return
        named: defaultdict[str, list[int]] = defaultdict(list)
        while at < last:
            named[tags[at]].append(at)
            at = ends[at]
        for tag, places in named.items():
            if len(places) == 1:
                steps[places[0]] = tag
            else:
                steps.update((at, f"{tag}[{number}]") for number, at in enumerate(places, 1))

    def next_sibling(self, at: int) -> int:
        """The place of the element behind this one under the same parent, or -1."""
        parent, end = self.parents[at], self.ends[at]
        limit = self.ends[parent] if parent >= 0 else len(self.ends)
        return end if end < limit else -1

    def contains(self, outer: int, inner: int) -> bool:
        """Whether `inner` is `outer` or stands in it."""
        return outer <= inner < self.ends[outer]


# What the builder has to do for an element, by its tag; nothing for the most of them.
_BLOCK, _BREAK, _LINK, _MUTE, _PRE, _PLACED = 1, 2, 4, 8, 16, 32
_KINDS: dict[str, int] = {}
for _kind, _tags in (
    (_BLOCK, BLOCKS), (_BREAK, {"br"}), (_LINK, {"a"}), (_MUTE, MUTE), (_PRE, PREFORMATTED & BLOCKS),
    (_PLACED, HEADINGS | HIDDEN | {"td", "th", "li", "table"}),
):  # fmt: skip
    for _tag in _tags:
        _KINDS[_tag] = _KINDS.get(_tag, 0) | _kind


class TreeBuilder:
    """Takes a parser's events; `marks` are comments that begin a new line.

    These methods run for every tag and text of a page and took half of the reader's time, so they are written
    for speed: lists in place of objects, one look-up by tag, no calls for what most elements do not need.
    """

    __slots__ = (
        "_attributes", "_beyond", "_ends", "_firsts", "_hidden", "_lasts", "_line", "_links", "_marks", "_most",
        "_mute", "_owner", "_owners", "_parents", "_place", "_places", "_pre", "_runs", "_tags", "_top", "_written",
        "tree",
    )  # fmt: skip

    def __init__(self, marks: frozenset[str] = frozenset(), most: int = MOST_ELEMENTS) -> None:
        tree = self.tree = Tree()
        self._tags, self._attributes, self._parents = tree.tags, tree.attributes, tree.parents
        self._ends, self._firsts, self._lasts = tree.ends, tree.firsts, tree.lasts
        self._owners, self._places, self._runs = tree.owners, tree.places, tree.runs
        self._marks = marks
        self._most = most
        self._beyond = 0  # open elements that are not in the tree
        self._top = -1
        self._owner = 0
        self._place = _OUTSIDE
        self._line = 0
        self._mute = 0
        self._links = 0
        self._pre = 0
        self._hidden = False  # of the line that is being written
        self._written = -1  # the line of the last run

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        at = len(self._tags)
        if at >= self._most:
            self._pass_over(tag, 1)
            return
        self._tags.append(tag)
        self._parents.append(self._top)
        self._top = at
        self._ends.append(0)
        self._lasts.append(0)
        kind = _KINDS.get(tag)
        place = self._place
        if kind:
            if kind & _BLOCK:
                self._line += 1
                self._owner = at
                if kind > _BLOCK:
                    place = _placed(tag, at, place) if kind & _PLACED else place
                    self._pre += kind & _PRE
            elif kind & _LINK:
                self._links += 1
            elif kind & _BREAK:
                self._line += 1
            elif kind & _MUTE:
                self._mute += 1
            elif kind & _PLACED:
                place = _placed(tag, at, place)
        if attributes and (
            ("style" in attributes and "none" in attributes["style"].lower())
            or "hidden" in attributes
            or "aria-hidden" in attributes
        ):
            place = _hidden(tag, attributes, place)
            self.tree.has_unheard |= place.unheard
        self._attributes.append(attributes)
        self._place = place
        self._owners.append(self._owner)
        self._places.append(place)
        self._firsts.append(self._line)

    def end(self, tag: str) -> None:
        """The innermost open element ends."""
        if self._beyond:
            self._pass_over(tag, -1)
            return
        at = self._top
        if at < 0:
            return
        self._ends[at] = len(self._tags)
        self._lasts[at] = self._line
        outer = self._top = self._parents[at]
        if outer >= 0:
            self._place, self._owner = self._places[outer], self._owners[outer]
        else:
            self._place, self._owner = _OUTSIDE, 0
        kind = _KINDS.get(self._tags[at])
        if kind:
            if kind & _BLOCK:
                self._line += 1
                self._pre -= kind & _PRE
            elif kind & _LINK:
                self._links -= 1
            elif kind & _MUTE:
                self._mute -= 1

    def data(self, text: str) -> None:
        """Text, whole or a part of it."""
        if self._mute:
            self.tree.script_characters += len(text)
        elif text.isspace() and not self._pre:
            if self._written == self._line:
                self._run(text)
        elif self._pre and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                self._line += number > 0
                self._write(line)
        else:
            self._write(text)

    def comment(self, text: str) -> None:
        """A comment."""
        if text.strip() in self._marks:
            self._line += 1
            self.tree.comments.append((self._line, text.strip()))

    def close(self) -> None:
        """The end of the markup, which parsers announce."""

    def take(self) -> Tree:
        """The tree, with what is still open ended. The builder lets go of it, and is as new.

        A parser and its target hold each other, and with them everything that the target holds, until Python next
        searches for circles of references.
        """
        self._beyond = 0
        while self._top >= 0:
            self.end("")
        tree = self.tree
        TreeBuilder.__init__(self)
        return tree

    def _pass_over(self, tag: str, step: int) -> None:
        """The start or the end of an element beyond the most: nothing is kept of it but its text, in lines."""
        self._beyond += step
        self.tree.passed_over += step > 0
        kind = _KINDS.get(tag, 0)
        self._line += kind & (_BLOCK | _BREAK) > 0
        self._mute += step * (kind & _MUTE)

    def _write(self, text: str) -> None:
        place = self._place
        if text.isspace() or not text:
            if self._written != self._line or not text:
                return
        elif place.hidden != self._hidden:
            self._line += self._written == self._line
            self._hidden = place.hidden
        self._written = self._line
        self._run(text)

    def _run(self, text: str) -> None:
        self._runs.append((self._line, text, self._owner, self._top, self._links > 0, self._hidden))


def _hidden(tag: str, attributes: Mapping[str, str], place: Place) -> Place:
    """The place of an element that its own attributes may hide from eye or ear."""
    style = attributes.get("style")
    if (style and NO_DISPLAY.search(style)) or ("hidden" in attributes and tag not in VOID):
        place = place._replace(hidden=True)
    return place._replace(unheard=True) if attributes.get("aria-hidden") == "true" else place


def _placed(tag: str, at: int, place: Place) -> Place:
    """The place of an element that makes its text a heading, a cell, a list item, or hides it."""
    if tag in HEADINGS:
        return place._replace(heading=True)
    if tag in ("td", "th"):
        return Place(at, -1, place.hidden, place.unheard)
    if tag == "li":
        return Place(place.cell, at, place.hidden, place.unheard, place.heading)
    if tag == "table":
        return Place(-1, -1, place.hidden, place.unheard, place.heading)
    return place._replace(hidden=True)
