"""A page as two flat lists, elements and text runs, so that no depth of nesting costs recursion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tiaoli_html.elements import BLOCKS, HEADINGS, HIDDEN, MUTE, PREFORMATTED, VOID

NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NO_ATTRIBUTES: Mapping[str, str] = {}
DEEP = 256
"""A path longer than this is cut, since paths of all lengths up to n take n * n characters."""


class Element:
    """An element; `parent` and `end` are places in the tree's list, `first` and `last` numbers of lines.

    What holds for all that stands in an element is taken over from its parent: `hidden`, `unheard`
    (aria-hidden), `heading`, and the places of the cell and the list item around it, or -1.
    """

    __slots__ = (
        "at", "attributes", "cell", "depth", "end", "first", "heading", "hidden", "item", "kind", "last", "owner",
        "parent", "tag", "unheard",
    )  # fmt: skip

    def __init__(self, tag: str, attributes: Mapping[str, str], at: int, outer: Element) -> None:
        self.tag = tag
        self.attributes = attributes
        self.at = at
        self.parent = outer.at
        self.owner = outer.owner  # the place of the innermost block element, itself or around it
        self.depth = outer.depth + 1
        self.hidden = outer.hidden
        self.unheard = outer.unheard
        self.heading = outer.heading
        self.cell = outer.cell
        self.item = outer.item


class _Outside(Element):
    """What stands around the outermost elements."""

    def __init__(self) -> None:
        self.at = self.depth = self.cell = self.item = -1
        self.owner = self.kind = 0
        self.hidden = self.unheard = self.heading = False


class Run(NamedTuple):
    """A stretch of text of one line; `owner` is the block element that it stands in, `parent` the innermost."""

    line: int
    text: str
    owner: int
    parent: int
    linked: bool
    hidden: bool


@dataclass
class Tree:
    """Elements in document order, runs of text, and comments with the line they stand before."""

    elements: list[Element] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    script_characters: int = 0
    max_depth: int = 0
    _paths: dict[int, str] = field(default_factory=dict)
    _steps: dict[int, str] = field(default_factory=dict)

    def path(self, at: int) -> str:
        """The path of an element, such as `/html/body/div[2]/p[7]`."""
        chain = []
        while at >= 0 and at not in self._paths:
            chain.append(at)
            at = self.elements[at].parent
        path = self._paths.get(at, "")
        for one in reversed(chain):
            element = self.elements[one]
            if element.depth <= DEEP:
                path = f"{path}/{self._step(one)}"
            elif element.depth == DEEP + 1:
                path = f"{path}//*"
            self._paths[one] = path
        return path

    def _step(self, at: int) -> str:
        """The element's name, with its number among siblings of the name where there are several."""
        if at not in self._steps:
            siblings = self.children(self.elements[at].parent)
            totals: dict[str, int] = {}
            for one in siblings:
                totals[self.elements[one].tag] = totals.get(self.elements[one].tag, 0) + 1
            seen: dict[str, int] = {}
            for one in siblings:
                tag = self.elements[one].tag
                seen[tag] = seen.get(tag, 0) + 1
                self._steps[one] = f"{tag}[{seen[tag]}]" if totals[tag] > 1 else tag
        return self._steps[at]

    def children(self, at: int) -> list[int]:
        """The places of an element's children; of the roots for -1."""
        child, end = at + 1, self.elements[at].end if at >= 0 else len(self.elements)
        found = []
        while child < end:
            found.append(child)
            child = self.elements[child].end
        return found

    def next_sibling(self, at: int) -> int:
        """The place of the element behind this one under the same parent, or -1."""
        element = self.elements[at]
        limit = self.elements[element.parent].end if element.parent >= 0 else len(self.elements)
        return element.end if element.end < limit else -1

    def contains(self, outer: int, inner: int) -> bool:
        """Whether `inner` is `outer` or stands in it."""
        return outer <= inner < self.elements[outer].end


# What the builder has to do for an element, by its tag; 0 for the most of them.
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

    These four methods run for every tag and text of a page, and most of the reader's time is theirs.
    """

    def __init__(self, marks: frozenset[str] = frozenset()) -> None:
        self.tree = Tree()
        self._elements = self.tree.elements
        self._runs = self.tree.runs
        self._marks = marks
        self._top: Element = _Outside()
        self._stack: list[Element] = []
        self._line = 0
        self._mute = 0
        self._links = 0
        self._pre = 0
        self._hidden = False  # of the line that is being written
        self._written = -1  # the line of the last run

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        elements = self._elements
        outer = self._top
        at = len(elements)
        element = Element(tag, attributes or NO_ATTRIBUTES, at, outer)
        elements.append(element)
        self._stack.append(outer)
        self._top = element
        if attributes:
            _hide(element, attributes)
        element.kind = kind = _KINDS.get(tag, 0)
        if kind:
            if kind & _BLOCK:
                self._line += 1
                element.owner = at
                self._pre += kind & _PRE
            elif kind & _BREAK:
                self._line += 1
            elif kind & _LINK:
                self._links += 1
            elif kind & _MUTE:
                self._mute += 1
            if kind & _PLACED:
                _place(element, at)
        element.first = self._line

    def end(self, tag: str) -> None:
        """The innermost open element ends."""
        if not self._stack:
            return
        element = self._top
        self._top = self._stack.pop()
        element.end = len(self._elements)
        element.last = self._line
        kind = element.kind
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

    def close(self) -> Tree:
        """The tree, with what is still open ended."""
        while self._stack:
            self.end("")
        self.tree.max_depth = max((element.depth for element in self._elements), default=-1) + 1
        return self.tree

    def _write(self, text: str) -> None:
        top = self._top
        if text.isspace() or not text:
            if self._written != self._line or not text:
                return
        elif top.hidden != self._hidden:
            self._line += self._written == self._line
            self._hidden = top.hidden
        self._written = self._line
        self._runs.append(Run(self._line, text, top.owner, top.at, self._links > 0, self._hidden))


def _hide(element: Element, attributes: Mapping[str, str]) -> None:
    style = attributes.get("style")
    if style and "none" in style.lower() and NO_DISPLAY.search(style):
        element.hidden = True
    if "hidden" in attributes and element.tag not in VOID:
        element.hidden = True
    if attributes.get("aria-hidden") == "true":
        element.unheard = True


def _place(element: Element, at: int) -> None:
    """Notes what an element makes of its text: a heading, a cell, a list item, hidden."""
    if element.tag in HEADINGS:
        element.heading = True
    elif element.tag in ("td", "th"):
        element.cell, element.item, element.heading = at, -1, False
    elif element.tag == "li":
        element.item = at
    elif element.tag == "table":
        element.cell, element.item = -1, -1
    else:
        element.hidden = True
