"""The faults of one rule file, collected with their places so that its author sees all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from tiaoli.errors import Fault, Place
from tiaoli.rulebook.wording import Phrase, in_words

if TYPE_CHECKING:
    from tiaoli.rulebook.yaml_nodes import Node

MAX_FAULTS = 200
"""How many faults of one file are kept; who made that many mends the first ones first."""


@dataclass(slots=True)
class Faults:
    """What is wrong in one rule file."""

    file: str
    lines: list[str] = field(default_factory=list)
    found: list[Fault] = field(default_factory=list)
    expressions: int = 0
    """How many characters the patterns read so far come to."""

    @property
    def is_full(self) -> bool:
        """Whether there are so many that no more are noted."""
        return len(self.found) >= MAX_FAULTS

    def add(self, code: str, at: Node | tuple[int, int] | None, **params: object) -> None:
        """Notes a fault at a node, at a line and column counted from 1, or at the file as a whole."""
        if self.is_full:
            return
        position = (at.line, at.column) if at is not None and not isinstance(at, tuple) else at
        fault = Fault(code, in_words(code, params, "en"), self._place(position), params)
        if fault not in self.found:
            self.found.append(fault)

    def hint(self, word: str, known: Iterable[str]) -> Phrase | str:
        """A hint for a word that is not among the known ones; empty where no more faults are noted."""
        return "" if self.is_full else nearest(word, known)

    def _place(self, position: tuple[int, int] | None) -> Place:
        if position is None:
            return Place(self.file)
        line, column = position
        excerpt = self.lines[line - 1] if line <= len(self.lines) else None
        return Place(self.file, line, column, excerpt)


MAX_KNOWN = 300
"""How many words are compared with one that is unknown."""

_MAX_WORD, _MAX_LISTED = 60, 40


def nearest(word: str, known: Iterable[str]) -> Phrase:
    """A hint for a word that is not among the known ones."""
    words = [each[:_MAX_WORD] for each in islice(known, MAX_KNOWN)]
    near = difflib.get_close_matches(word[:_MAX_WORD], words, 1, 0.6)
    if near:
        return Phrase("did-you-mean", {"near": near[0]})
    listed = [*words[:_MAX_LISTED], *(["…"] if len(words) > _MAX_LISTED else [])]
    return Phrase("known-are", {"words": ", ".join(listed)}) if words else Phrase("there-are-none")


def quoted(text: str, limit: int = 40) -> str:
    """A word of a file as messages show it."""
    return f"`{text[:limit]}`"
