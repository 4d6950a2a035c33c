"""Reading nodes as values of an expected shape; what does not fit is a fault, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from tiaoli.rulebook.aliases import Alias, read_alias
from tiaoli.rulebook.entries import Entry, Items, Origin
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.notation import PatternError
from tiaoli.rulebook.patterns import Pattern, compile_pattern, compile_regex
from tiaoli.rulebook.shapes import (
    AliasText,
    AnyPattern,
    Choice,
    Integer,
    Key,
    Labelled,
    ListOf,
    Mapping,
    Named,
    Number,
    PatternText,
    Plain,
    Raw,
    RegexText,
    Shape,
    Text,
    Truth,
)  # fmt: skip
from tiaoli.rulebook.wording import Phrase
from tiaoli.rulebook.yaml_nodes import Node

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DASH = re.compile("-[^\\s-]")
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_MEASURED = re.compile(rf"{_NUMBER.pattern}(?:e\+?[0-9]{{1,2}})?")

MAX_EXPRESSIONS = 2_000_000
"""The most characters that the patterns of one file may come to with their words written out."""

Words = dict[str, tuple[str, ...]]
"""The placeholders that a rule defines itself: a name, and the words any of which it stands for."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Reads the nodes of one file, which bears the id `owner`, and notes what is wrong with them."""

    faults: Faults
    owner: str = ""
    words: Words = field(default_factory=dict)

    def read(self, node: Node, shape: Shape) -> Any:
        """The value of a node, None where it is faulty.

        A mapping is an `Entry`, a list an `Items`, text a string, a pattern a `Pattern`.
        """
        return _READERS[type(shape)](self, node, shape)

    def origin(self, node: Node) -> Origin:
        """Where a node of this file stands."""
        return Origin(self.owner, node.line)

    def _text(self, node: Node, shape: Shape) -> str | None:
        return node.text if self._is(node, "text", "text") else None

    def _choice(self, node: Node, shape: Choice) -> str | None:
        text = self._text(node, shape)
        if text is not None and text not in shape.words:
            hint = self.faults.hint(text, shape.words)
            self.faults.add("rules.unknown-value", node, found=f"`{text[:40]}`", hint=hint)
            return None
        return text

    def _integer(self, node: Node, shape: Integer) -> int | None:
        if node.kind == "text" and _INTEGER.fullmatch(node.text) and shape.low <= int(node.text) <= shape.high:
            return int(node.text)
        expected = Phrase("expected.integer", {"low": shape.low, "high": shape.high})
        self.faults.add("rules.wrong-type", node, expected=expected, found=node.in_words())
        return None

    def _number(self, node: Node, shape: Shape) -> float | None:
        if node.kind == "text" and _MEASURED.fullmatch(node.text):
            return float(node.text)
        self.faults.add("rules.wrong-type", node, expected=Phrase("expected.number"), found=node.in_words())
        return None

    def _truth(self, node: Node, shape: Shape) -> bool | None:
        # Nothing else counts, since `no` and `off` are words as well.
        if node.kind == "text" and node.text in ("true", "false"):
            return node.text == "true"
        self.faults.add("rules.wrong-type", node, expected=Phrase("expected.truth"), found=node.in_words())
        return None

    def _list(self, node: Node, shape: ListOf) -> Items:
        if node.kind == "text" and node.is_plain and _DASH.match(node.text):
            self._add_dashes(node)
            return Items.of(())
        if not self._is(node, "list", "list"):
            return Items.of(())
        if shape.length is not None and len(node.items) != shape.length:
            expected = Phrase("expected.items", {"count": shape.length})
            self.faults.add("rules.wrong-type", node, expected=expected, found=f"{len(node.items)}")
            return Items.of(())
        read = ((self.read(item, shape.item), self.origin(item)) for item in node.items)
        items = Items.of(pair for pair in read if pair[0] is not None)
        return Items.of(()) if shape.length is not None and len(items) != shape.length else items

    def _add_dashes(self, node: Node) -> None:
        """Notes each dash of a list of which no dash has its space, so that it is one text."""
        for at in range(node.line, len(self.faults.lines) + 1):
            line = self.faults.lines[at - 1]
            start = len(line) - len(line.lstrip(" ")) if at > node.line else node.column - 1
            if not _DASH.match(line, start):
                return
            self.faults.add("rules.dash", (at, start + 1))

    def _mapping(self, node: Node, shape: Mapping) -> Entry:
        """The known keys with their values; those that are unknown, twice there or missing are faults."""
        entry = Entry(node, self.origin(node))
        entries = self._entries(node)
        if node.kind != "map":
            return entry
        checker = self._knowing(entries, shape)
        for name, (key, value) in entries.items():
            inner = shape.shape_of(name) or shape.others
            if inner is None:
                self.faults.add(
                    "rules.unknown-key", key, key=f"`{name[:40]}`", hint=self.faults.hint(name, shape.names)
                )
            else:
                entry.put(name, checker.read(value, inner), self.origin(key))
        self.check_presence(node, entries, shape)
        return entry

    def _knowing(self, entries: dict[str, tuple[Node, Node]], shape: Mapping) -> Checker:
        """A checker that knows the words that the mapping defines for its own patterns."""
        words = shape.shape_of("words")
        if words is None or "words" not in entries:
            return self
        silent = Checker(Faults(self.faults.file), self.owner)  # what is wrong with them is noted in their turn
        read = silent.read(entries["words"][1], words)
        return Checker(self.faults, self.owner, {**self.words, **read})

    def check_presence(self, node: Node, entries: Collection[str], shape: Mapping) -> None:
        """Notes the keys of a mapping that have to be there and are not."""
        for key in shape.keys:
            if key.required and key.name not in entries:
                self.faults.add("rules.missing-key", node, key=f"`{key.name}`")
        if not shape.others and any(shape.shape_of(name) is None for name in entries):
            return  # a key that is not known is most likely the one that would be missed
        there = [name for name in shape.one_of if name in entries]
        if shape.one_of and entries and len(there) != 1:
            self.one_of(node, shape.one_of, there)
        is_said = bool(entries) or not any(key.required for key in shape.keys)
        if shape.any_of and is_said and not any(name in entries for name in shape.any_of):
            self.faults.add("rules.any-of", node, keys=_either(shape.any_of))

    def one_of(self, node: Node, keys: Collection[str], there: Collection[str]) -> None:
        """Notes that several keys, or none, stand where there has to be one."""
        found = " + ".join(f"`{name}`" for name in there) or Phrase("nothing")
        self.faults.add("rules.one-of", node, keys=_either(keys), found=found)

    def _free(self, node: Node, shape: Named | Labelled) -> Entry:
        entry = Entry(node, self.origin(node))
        for name, (key, value) in self._entries(node).items():
            if isinstance(shape, Named) and not _NAME.fullmatch(name):
                self.faults.add("rules.bad-name", key, found=key.in_words())
                continue
            label = self._spelt(key) if isinstance(shape, Labelled) and shape.by_alias else name
            read = self.read(value, shape.value)
            if label is not None:
                entry.put(label, read, self.origin(key))
        return entry

    def _entries(self, node: Node) -> dict[str, tuple[Node, Node]]:
        """Key and value of each entry of a mapping, by the key's text."""
        if not self._is(node, "map", "mapping"):
            return {}
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in node.entries:
            if key.kind != "text":
                self.faults.add("rules.wrong-type", key, expected=Phrase("expected.key"), found=key.in_words())
            elif key.text in found:
                self.faults.add("rules.duplicate-key", key, key=f"`{key.text[:40]}`", first=found[key.text][0].line)
            else:
                found[key.text] = (key, value)
        return found

    def _any_pattern(self, node: Node, shape: Shape) -> Pattern | None:
        if node.kind != "map":
            return self._pattern(node, shape)
        if self._lacks_quotes(node):
            return None
        regex: Pattern | None = self._mapping(node, _REGEX).get("regex")
        return regex

    def _lacks_quotes(self, node: Node) -> bool:
        """Whether a mapping is text in braces without its quotes, which is noted."""
        looks_so = node.kind == "map" and len(node.entries) == 1 and node.entries[0][1].is_empty
        if looks_so and node.entries[0][0].text != "regex":
            self.faults.add("rules.unquoted-brace", node, found=Phrase("this"))
            return True
        return False

    def _alias(self, node: Node, shape: Shape) -> Alias | None:
        if self._lacks_quotes(node) or not self._is(node, "text", "text"):
            return None
        return self._spelt(node)

    def _spelt(self, node: Node) -> Alias | None:
        """The alias that a text writes."""
        if self.faults.expressions > MAX_EXPRESSIONS:
            return None
        try:
            alias = read_alias(node.text, self.words)
        except PatternError as error:
            self.faults.add("rules.pattern", node, why=error.phrase, position=error.position + 1)
            return None
        self._count(sum(map(len, alias.spellings)), node)
        return alias

    def _count(self, length: int, node: Node) -> None:
        """Adds to what the patterns of the file come to; that they have become too long is noted."""
        self.faults.expressions += length
        if self.faults.expressions > MAX_EXPRESSIONS:
            self.faults.add("rules.too-long", node, limit=MAX_EXPRESSIONS)

    def _pattern(self, node: Node, shape: Shape) -> Pattern | None:
        text = self._text(node, shape)
        if not text:
            return None
        if self.faults.expressions > MAX_EXPRESSIONS:
            return None
        try:
            pattern = compile_regex(text) if isinstance(shape, RegexText) else compile_pattern(text, self.words)
            self._count(len(pattern.expression), node)
            return pattern
        except PatternError as error:
            self.faults.add("rules.pattern", node, why=error.phrase, position=error.position + 1)
            return None

    def _is(self, node: Node, kind: str, expected: str) -> bool:
        if node.is_empty:
            self.faults.add("rules.empty-value", node, expected=Phrase(f"expected.{expected}"))
            return False
        if node.kind != kind:
            self.faults.add("rules.wrong-type", node, expected=Phrase(f"expected.{expected}"), found=node.in_words())
            return False
        return True


def plain(node: Node) -> Any:
    """A node as plain values: numbers, truths and nothing read as such, mappings as dicts, lists as lists."""
    if node.kind == "list":
        return [plain(item) for item in node.items]
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.entries}
    if node.is_plain:
        if node.text in ("true", "false"):
            return node.text == "true"
        if node.text in ("null", "~", ""):
            return None
        if _NUMBER.fullmatch(node.text) and (node.text == "0" or not node.text.startswith("0") or "." in node.text):
            return float(node.text) if "." in node.text else int(node.text)
    return node.text


def _either(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


_REGEX = Mapping("regex", (Key("regex", RegexText(), required=True),))

_READERS: dict[type, Callable[[Checker, Node, Any], Any]] = {
    Text: Checker._text,
    Choice: Checker._choice,
    Integer: Checker._integer,
    Number: Checker._number,
    Truth: Checker._truth,
    PatternText: Checker._pattern,
    RegexText: Checker._pattern,
    AnyPattern: Checker._any_pattern,
    AliasText: Checker._alias,
    ListOf: Checker._list,
    Mapping: Checker._mapping,
    Named: Checker._free,
    Labelled: Checker._free,
    Raw: lambda _, node, __: node,
    Plain: lambda _, node, __: plain(node),
}
