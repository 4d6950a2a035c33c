"""Reading nodes as values of an expected type; what does not fit is a fault, and reading goes on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.patterns import Pattern, Patterns, compile_pattern, compile_regex
from tiaoli.rulebook.yaml_nodes import Node

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Checker:
    """Reads the nodes of one file and notes what is wrong with them."""

    faults: Faults

    def mapping(self, node: Node | None, allowed: Collection[str], required: Collection[str] = ()) -> dict[str, Node]:
        """The entries of a mapping by key; keys that are unknown, twice there or missing are faults."""
        entries = self.entries(node)
        if node is None or node.kind != "map":
            return {}
        known = {}
        for name, (key, value) in entries.items():
            if name in allowed:
                known[name] = value
            else:
                self.faults.add("rules.unknown-key", key, key=f"`{name[:40]}`", hint=self._hint(name, allowed))
        for name in required:
            if name not in entries:
                self.faults.add("rules.missing-key", node, key=f"`{name}`")
        return known

    def entries(self, node: Node | None) -> dict[str, tuple[Node, Node]]:
        """Key and value of each entry of a mapping, by the key's text."""
        if node is None or not self._is(node, "map", "a mapping of keys to values (`key: value`)"):
            return {}
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in node.entries:
            if key.kind != "text":
                self.faults.add("rules.wrong-type", key, expected="a key", found=key.in_words())
            elif key.text in found:
                self.faults.add("rules.duplicate-key", key, key=f"`{key.text[:40]}`", first=found[key.text][0].line)
            else:
                found[key.text] = (key, value)
        return found

    def named(self, node: Node | None) -> dict[str, Node]:
        """The entries of a mapping whose keys are names that the author chose."""
        named = {}
        for name, (key, value) in self.entries(node).items():
            if _NAME.fullmatch(name):
                named[name] = value
            else:
                self.faults.add("rules.bad-name", key, found=key.in_words())
        return named

    def items(self, node: Node | None) -> list[Node]:
        """The items of a list; one value without a list is a fault."""
        if node is None:
            return []
        return node.items if self._is(node, "list", "a list, such as [one, two]") else []

    def text(self, node: Node | None, default: str = "") -> str:
        """The literal text of a node, whatever YAML would make of it."""
        if node is None:
            return default
        return node.text if self._is(node, "text", "text") else default

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(text for item in self.items(node) if (text := self.text(item)))

    def choice(self, node: Node | None, choices: Collection[str], default: str) -> str:
        """One of some words."""
        text = self.text(node)
        if node is None or not text:
            return default
        if text not in choices:
            self.faults.add("rules.unknown-value", node, found=f"`{text[:40]}`", hint=self._hint(text, choices))
            return default
        return text

    def integer(self, node: Node | None, default: int, *, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        if node is None:
            return default
        if node.kind == "text" and _INTEGER.fullmatch(node.text) and low <= int(node.text) <= high:
            return int(node.text)
        expected = f"a whole number from {low} to {high} in half-width digits"
        self.faults.add("rules.wrong-type", node, expected=expected, found=node.in_words())
        return default

    def truth(self, node: Node | None) -> bool:
        """`true` or `false`; nothing else, since `no` and `off` are words as well."""
        if node is None:
            return False
        if node.kind == "text" and node.text in ("true", "false"):
            return node.text == "true"
        self.faults.add("rules.wrong-type", node, expected="true or false", found=node.in_words())
        return False

    def patterns(self, node: Node | None) -> Patterns:
        """The patterns of a list, each a text or `{regex: …}`."""
        return Patterns(pattern for item in self.items(node) if (pattern := self.pattern(item)))

    def pattern(self, node: Node) -> Pattern | None:
        """The pattern that a node writes, None where it is faulty."""
        if node.kind == "map":
            looks_like_placeholder = len(node.entries) == 1 and node.entries[0][1].is_empty
            if looks_like_placeholder and node.entries[0][0].text != "regex":
                self.faults.add("rules.unquoted-brace", node, found="this item")
                return None
            regex = self.mapping(node, ("regex",), ("regex",)).get("regex")
            return self.compiled(regex, compile_regex) if regex else None
        return self.compiled(node, compile_pattern)

    def compiled(self, node: Node, compile_text: Callable[[str], Pattern]) -> Pattern | None:
        """The node's text compiled; what is wrong with it is a fault at its place."""
        text = self.text(node)
        if not text:
            return None
        try:
            return compile_text(text)
        except ValueError as error:
            self.faults.add("rules.pattern", node, why=str(error))
            return None

    def _hint(self, word: str, known: Collection[str]) -> str:
        return "" if self.faults.is_full else nearest(word[:40], known)

    def _is(self, node: Node, kind: str, expected: str) -> bool:
        if node.is_empty:
            self.faults.add("rules.empty", node, what="the value", expected=f"expected {expected}")
            return False
        if node.kind != kind:
            self.faults.add("rules.wrong-type", node, expected=expected, found=node.in_words())
            return False
        return True


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not among the known ones."""
    words = list(known)
    near = difflib.get_close_matches(word, words, 1, 0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known are {', '.join(words)}" if words else "there are none"
