"""The faults of rule files: their stable codes with the wording of each, and a collector with places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaoli.errors import Fault, Place

if TYPE_CHECKING:
    from tiaoli.rulebook.yaml_nodes import Node

WORDING = {
    "rules.unreadable": "the file could not be opened: {why}",
    "rules.too-large": "the file has {size} bytes, more than the limit of {limit}; split it",
    "rules.too-deep": "this stands more than {limit} levels deep; rule files need far fewer",
    "rules.too-many": "the file holds more than {limit} values; split it",
    "rules.encoding": "the file is not UTF-8: {why}; save it as UTF-8",
    "rules.yaml": "this is not YAML: {why}",
    "rules.tab": "a tab cannot indent YAML; use two spaces",
    "rules.dash": "a dash begins an item of a list only with a space after it; write `- `",
    "rules.unquoted-brace": '{found} has text that begins with {{, which YAML takes for a mapping; put it in "…"',
    "rules.documents": "a file holds one pack; found a second document after ---",
    "rules.empty": "{what} is empty; {expected}",
    "rules.alias": "anchors and aliases (& and *) are not allowed; write the value out, or quote text that begins so",
    "rules.tag": "tags such as {tag} are not allowed; remove it, or quote text that begins with !",
    "rules.full-width-colon": "the full-width colon ： does not end a key; write `: `, a half-width colon and a space",
    "rules.full-width-comma": "{found} contains the full-width comma {comma}, so it is one item; "
    'write `, ` between items, or put the item in "…" if the {comma} belongs to it',
    "rules.full-width-mark": '{found} begins with the full-width mark {mark}; write {half}, or put the text in "…"',
    "rules.curly-quotes": 'the quotes of {found} are curly and would stay in the value; write straight ones: "…"',
    "rules.odd-space": "{found} begins with white space that YAML does not know as such; use plain spaces",
    "rules.duplicate-key": "the key {key} stands here twice, first in line {first}; keep one",
    "rules.unknown-key": "there is no key {key} here; {hint}",
    "rules.missing-key": "the key {key} is missing here",
    "rules.wrong-type": "expected {expected}, found {found}",
    "rules.unknown-value": "{found} is not known here; {hint}",
    "rules.bad-name": "{found} is no name; use lower-case letters, digits and _, beginning with a letter",
    "rules.bad-id": "{found} is no id; use lower-case words joined by points or dashes, such as cn.gov.work-report",
    "rules.bad-version": "{found} is no version; write three numbers such as 1.0.0",
    "rules.language": "this file is written for version {found} of the rule language; this tiaoli knows 1",
    "rules.pattern": "{why}",
    "rules.one-of": "expected exactly one of {keys}; found {found}",
    "rules.unknown-parent": "there is no pack {found} to extend; {hint}",
    "rules.cycle": "the packs extend one another in a circle: {path}",
    "rules.duplicate-id": "the id {id} is already that of {other}; choose another",
}
"""What is said of each fault, by code."""

EXCERPT_LENGTH = 120

MAX_FAULTS = 200
"""How many faults of one file are kept; who made that many mends the first ones first."""


@dataclass(slots=True)
class Faults:
    """What is wrong in one rule file, collected so that its author sees all of it at once."""

    file: str
    lines: list[str] = field(default_factory=list)
    found: list[Fault] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether there are so many that no more are noted."""
        return len(self.found) >= MAX_FAULTS

    def add(self, code: str, at: Node | tuple[int, int] | None, **params: object) -> None:
        """Notes a fault at a node, at a line and column counted from 1, or at the file as a whole."""
        if self.is_full:
            return
        position = (at.line, at.column) if at is not None and not isinstance(at, tuple) else at
        fault = Fault(code, WORDING[code].format_map(params), self._place(position))
        if fault not in self.found:
            self.found.append(fault)

    def _place(self, position: tuple[int, int] | None) -> Place:
        if position is None:
            return Place(self.file)
        line, column = position
        excerpt = self.lines[line - 1].rstrip("\r")[:EXCERPT_LENGTH] if line <= len(self.lines) else None
        return Place(self.file, line, column, excerpt)
