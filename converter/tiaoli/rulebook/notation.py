"""The notation of patterns, read into elements: literal text, placeholders and optional parts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.rulebook.placeholders import KINDS, PARTS, VALUES

MAX_LENGTH = 500
"""The longest pattern, in characters."""

MAX_DEPTH = 5
"""How deep optional parts may stand in one another."""

_PLACEHOLDER = re.compile(r"\{\s*(?:([^\s{}:?]+)\s*:)?\s*([^\s{}:?]+)\s*\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that must stand there; white space between them does not matter."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch of a known kind, captured under `name` where it has one."""

    kind: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that may be absent."""

    parts: tuple[Element, ...]


Element = Literal | Placeholder | Optional


class PatternError(ValueError):
    """A pattern that cannot be read; `position` counts its characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        """A fault at a position in the pattern's source."""
        super().__init__(f"{message}, at character {position + 1} of the pattern")
        self.reason = message
        self.position = position


def parse_pattern(source: str) -> tuple[Element, ...]:
    """The elements of a pattern; raises PatternError where its notation is broken."""
    if len(source) > MAX_LENGTH:
        raise PatternError(f"a pattern has at most {MAX_LENGTH} characters, this one has {len(source)}", MAX_LENGTH)
    folded = fold(source)
    if "{" not in folded and "}" not in folded and (words := "".join(folded.split())):
        return (Literal(words),)
    elements = _Parser(folded).parse()
    if not any(_is_needed(element) for element in elements):
        raise PatternError("a pattern needs a word or a value that is not optional", 0)
    return _with_names(elements)


def walk(elements: tuple[Element, ...]) -> Iterator[Literal | Placeholder]:
    """Every literal and placeholder in order, those of optional parts too."""
    for element in elements:
        if isinstance(element, Optional):
            yield from walk(element.parts)
        else:
            yield element


def _is_needed(element: Element) -> bool:
    return isinstance(element, Literal) or (isinstance(element, Placeholder) and element.kind in VALUES)


class _Parser:
    """Reads a folded pattern from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
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
            raise PatternError("this optional part is not closed; expected }", opened_at)
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
            raise PatternError("this } closes nothing; write }} for the character itself", self.at)
        if char == "{":
            return None
        self.at += 1
        return char.strip()

    def _take_braces(self, depth: int) -> Element:
        opened_at = self.at
        if self.source.startswith("{?", self.at):
            if depth >= MAX_DEPTH:
                raise PatternError(f"optional parts stand more than {MAX_DEPTH} deep in one another", opened_at)
            self.at += 2
            parts = self._parse_parts(opened_at=opened_at, depth=depth + 1)
            if not any(_is_needed(part) for part in parts):
                raise PatternError("this optional part holds nothing that could be there or not", opened_at)
            return Optional(parts)
        match = _PLACEHOLDER.match(self.source, self.at)
        if not match:
            raise PatternError(
                "expected a placeholder such as {date} or {value:date}, or {?…} round an optional part; "
                "write {{ for the character itself",
                opened_at,
            )
        self.at = match.end()
        return self._placeholder(match)

    def _placeholder(self, match: re.Match[str]) -> Placeholder:
        name, kind = match.groups()
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, 1)
            hint = f"did you mean {{{near[0]}}}?" if near else f"known are {', '.join(KINDS)}"
            raise PatternError(f"there is no placeholder {{{kind}}}; {hint}", match.start(2))
        for part in PARTS.get(kind, ()):
            self._claim(part, match.start(2))
        if name is None:
            return Placeholder(kind, None)
        if not _NAME.fullmatch(name):
            raise PatternError(f"{name} is no name; use letters, digits and _", match.start(1))
        if kind not in VALUES:
            raise PatternError(f"{{{kind}}} has no value, so it takes no name", match.start(1))
        self._claim(name, match.start(1))
        return Placeholder(kind, name)

    def _claim(self, name: str, position: int) -> None:
        if name in self.names:
            raise PatternError(f"the name {name} stands twice in this pattern", position)
        self.names.add(name)


def _with_names(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """The elements with unnamed placeholders named for their kind, where only one could bear that name."""
    placeholders = [element for element in walk(elements) if isinstance(element, Placeholder)]
    labels = [element.name or element.kind for element in placeholders]

    def named(element: Element) -> Element:
        if isinstance(element, Optional):
            return Optional(tuple(named(part) for part in element.parts))
        if (
            isinstance(element, Placeholder)
            and element.kind in VALUES
            and labels.count(element.name or element.kind) == 1
        ):
            return Placeholder(element.kind, element.name or element.kind)
        return element

    return tuple(named(element) for element in elements)
