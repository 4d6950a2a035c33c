"""YAML as nodes that know their line and column, without the parts of YAML that surprise people.

Scalars keep their literal text: `no`, `0731` and `12:30` are what they look like, and whoever asks for
a number or a truth value reads the text as one. Aliases, tags and deep nesting are refused while reading,
so that a small file stays small. What a Chinese keyboard types in place of YAML's own marks is a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.keyboard import add_syntax_fault, check_keyboard
from tiaoli.rulebook.wording import Phrase

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML, so that lines are counted as its marks count them."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value of a YAML file: text, a list of nodes, or a mapping of keys to nodes in their order."""

    kind: str  # text | list | map
    line: int  # from 1
    column: int  # from 1
    text: str = ""
    is_plain: bool = True  # text without quotes
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Node, Node]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return self.kind == "text" and self.is_plain and not self.text

    def in_words(self) -> str | Phrase:
        """What it is, for a message."""
        if self.kind == "text":
            return Phrase("nothing") if self.is_empty else f"`{self.text[:40]}`"
        return Phrase("a-list" if self.kind == "list" else "a-mapping")


class _UnreadableError(Exception):
    """What makes reading on pointless; the fault is noted already."""


def read_nodes(data: bytes, faults: Faults) -> Node | None:
    """The root of a YAML file, or None where a fault kept it from being read; faults are noted."""
    if len(data) > MAX_BYTES:
        faults.add("rules.too-large", None, size=len(data), limit=MAX_BYTES)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add("rules.encoding", (data.count(b"\n", 0, error.start) + 1, 1), why=error.reason)
        return None
    faults.lines = LINE_BREAK.split(text)
    try:
        root = _Builder(text, faults).build()
    except _UnreadableError:
        return None
    except yaml.YAMLError as error:
        add_syntax_fault(error, text, faults)
        return None
    if root is None or root.is_empty:
        faults.add("rules.empty-file", (1, 1))
        return None
    return root


class _Builder:
    """Makes nodes of the events of PyYAML's parser, which never expands or constructs anything."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.faults = faults
        self.next_event = _Loader(text).get_event  # one call an event, where yaml.parse() makes three
        self.count = 0

    def build(self) -> Node | None:
        root: Node | None = None
        while not isinstance(event := self.next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop("rules.documents", event)
                root = self._node(self.next_event(), depth=1, in_flow_list=False)
        return root

    def _stop(self, code: str, event: Any, **params: object) -> None:
        self.faults.add(code, (event.start_mark.line + 1, event.start_mark.column + 1), **params)
        raise _UnreadableError

    def _node(self, event: Any, *, depth: int, in_flow_list: bool) -> Node:
        self.count += 1
        if depth > MAX_DEPTH:
            self._stop("rules.too-deep", event, limit=MAX_DEPTH)
        if self.count > MAX_NODES:
            self._stop("rules.too-many", event, limit=MAX_NODES)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._stop("rules.alias", event)
        if event.tag is not None:
            self._stop("rules.tag", event, tag=event.tag)
        mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            is_plain = event.style is None or event.style == ""
            node = Node("text", mark.line + 1, mark.column + 1, event.value, is_plain)
            if is_plain:
                check_keyboard(event, self.faults, in_flow_list=in_flow_list)
            return node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Node("list", mark.line + 1, mark.column + 1)
            while not isinstance(event_in := self.next_event(), yaml.SequenceEndEvent):
                node.items.append(self._node(event_in, depth=depth + 1, in_flow_list=bool(event.flow_style)))
            return node
        node = Node("map", mark.line + 1, mark.column + 1)
        while not isinstance(key_event := self.next_event(), yaml.MappingEndEvent):
            key = self._node(key_event, depth=depth + 1, in_flow_list=False)
            node.entries.append((key, self._node(self.next_event(), depth=depth + 1, in_flow_list=False)))
        return node
