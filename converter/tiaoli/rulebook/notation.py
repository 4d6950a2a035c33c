"""The notation of patterns, read into elements: literal text, placeholders and optional parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.placeholders import KINDS, PARTS, VALUES
from tiaoli.rulebook.wording import Phrase

MAX_LENGTH = 500
"""The longest pattern, in characters."""

NO_WORDS: Mapping[str, tuple[str, ...]] = {}

MAX_DEPTH = 5
"""How deep optional parts may stand in one another."""

_PLACEHOLDER = re.compile(r"\{\s*(?:([^\s{}:?]+)\s*:)?\s*([^\s{}:?]+)\s*\}")
_ALTERNATIVES = re.compile("[|/、,]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that must stand there; white space between them does not matter."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch of a known kind, or any of a rule's own `words`, captured under `name` where it has one."""

    kind: str
    name: str | None
    words: tuple[str, ...] = ()

    @property
    def captures(self) -> bool:
        """Whether it stands for a value, not for a place or for white space."""
        return bool(self.words) or self.kind in VALUES


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that may be absent."""

    parts: tuple[Element, ...]


Element = Literal | Placeholder | Optional


class PatternError(ValueError):
    """A pattern that cannot be read: why, and the position in its source, counted from 0."""

    def __init__(self, fault: str, position: int, **params: object) -> None:
        """A fault by its name among the phrases of `messages.yaml`, at a position in the pattern's source."""
        self.phrase = Phrase(f"pattern.{fault}", params)
        self.position = position
        super().__init__(f"{self.phrase}, at character {position + 1} of the pattern")


def parse_pattern(source: str, words: Mapping[str, tuple[str, ...]] = NO_WORDS) -> tuple[Element, ...]:
    """The elements of a pattern, which may use placeholders that stand for some words.

    Raises PatternError where its notation is broken.
    """
    if len(source) > MAX_LENGTH:
        raise PatternError("too-long", MAX_LENGTH, limit=MAX_LENGTH, length=len(source))
    folded = fold(source)
    if "{" not in folded and "}" not in folded and (literal := "".join(folded.split())):
        return (Literal(literal),)
    elements = _Parser(folded, words).parse()
    if not any(_is_needed(element) for element in elements):
        raise PatternError("nothing-needed", 0)
    return _with_names(elements)


def walk(elements: tuple[Element, ...]) -> Iterator[Literal | Placeholder]:
    """Every literal and placeholder in order, those of optional parts too."""
    for element in elements:
        if isinstance(element, Optional):
            yield from walk(element.parts)
        else:
            yield element


def _is_needed(element: Element) -> bool:
    return isinstance(element, Literal) or (isinstance(element, Placeholder) and element.captures)


class _Parser:
    """Reads a folded pattern from left to right."""

    def __init__(self, source: str, words: Mapping[str, tuple[str, ...]]) -> None:
        self.source = source
        self.words = words
        self.at = 0
        self.names: set[str] = set()

    def parse(self) -> tuple[Element, ...]:
        return self._parse_parts(opened_at=None, depth=0)

    def _parse_parts(self, *, opened_at: int | None, depth: int) -> tuple[Element, ...]:
        parts: list[Element] = []
        text = ""
        while self.at < len(self.source):
            literal = self._take_literal(inside=opened_at is not None)
            if literal is not None:
                text += literal
                continue
            parts += [Literal(text)] if text else []
            text = ""
            if self.source[self.at] == "}":
                self.at += 1
                return tuple(parts)
            parts.append(self._take_braces(depth))
        if opened_at is not None:
            raise PatternError("unclosed", opened_at)
        return (*parts, Literal(text)) if text else tuple(parts)

    def _take_literal(self, *, inside: bool) -> str | None:
        """The next literal character, "" for white space, None where braces begin or an optional part ends."""
        char, pair = self.source[self.at], self.source[self.at : self.at + 2]
        if char == "}" and inside:
            return None
        if pair in ("{{", "}}"):
            self.at += 2
            return char
        if char == "}":
            raise PatternError("stray-brace", self.at)
        if char == "{":
            return None
        self.at += 1
        return char.strip()

    def _take_braces(self, depth: int) -> Element:
        opened_at = self.at
        if self.source.startswith("{?", self.at):
            if depth >= MAX_DEPTH:
                raise PatternError("too-deep", opened_at, limit=MAX_DEPTH)
            self.at += 2
            parts = self._parse_parts(opened_at=opened_at, depth=depth + 1)
            if not any(_is_needed(part) for part in parts):
                raise PatternError("empty-option", opened_at)
            return Optional(parts)
        match = _PLACEHOLDER.match(self.source, self.at)
        if not match:
            raise PatternError("no-placeholder", opened_at)
        self.at = match.end()
        return self._placeholder(match)

    def _placeholder(self, match: re.Match[str]) -> Placeholder:
        name, kind = match.groups()
        if _ALTERNATIVES.search(kind):
            listed = ", ".join(word for word in _ALTERNATIVES.split(kind) if word)
            raise PatternError("alternatives", match.start(2), kind=kind, words=listed)
        if kind not in KINDS and kind not in self.words:
            hint = nearest(f"{{{kind}}}", [f"{{{each}}}" for each in (*KINDS, *self.words)])
            raise PatternError("unknown-placeholder", match.start(2), kind=kind, hint=hint)
        if kind in self.words and not any(fold(word).strip() for word in self.words[kind]):
            raise PatternError("no-words", match.start(2), kind=kind)
        for part in PARTS.get(kind, ()):
            self._claim(part, match.start(2))
        words = self.words.get(kind, ())
        if name is None:
            return Placeholder(kind, None, words)
        if not _NAME.fullmatch(name):
            raise PatternError("bad-name", match.start(1), name=name)
        if kind not in VALUES and not words:
            raise PatternError("no-value", match.start(1), kind=kind)
        self._claim(name, match.start(1))
        return Placeholder(kind, name, words)

    def _claim(self, name: str, position: int) -> None:
        if name in self.names:
            raise PatternError("twice", position, name=name)
        self.names.add(name)


def _with_names(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """The elements with unnamed placeholders named for their kind, where only one could bear that name."""
    placeholders = [element for element in walk(elements) if isinstance(element, Placeholder)]
    labels = [element.name or element.kind for element in placeholders]

    def named(element: Element) -> Element:
        if isinstance(element, Optional):
            return Optional(tuple(named(part) for part in element.parts))
        if isinstance(element, Placeholder) and element.captures and labels.count(element.name or element.kind) == 1:
            return Placeholder(element.kind, element.name or element.kind, element.words)
        return element

    return tuple(named(element) for element in elements)
