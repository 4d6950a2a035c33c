"""Which patterns can match only where another does anyway, and which run over a page without a word to look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tiaoli.rulebook.notation import Element, Literal, Optional, PatternError, Placeholder, parse_pattern
from tiaoli.rulebook.patterns import Pattern, compile_pattern

MAX_ALTERNATIVES = 200
"""How many patterns with placeholders, or branches of one regex, may be tried on one stretch of text."""

_MAX_WORD = 60
_OPEN = ("any", "line", "document_title", "office", "person", "region")
"""Placeholders that can begin at nearly every character."""

_NO_LITERAL = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?[^:)]*?[:>)]|\{[0-9,]*\}|[\u3400-\u9fffA-Za-z0-9][?*]|[()|.^$+*?]"
)


@lru_cache(maxsize=4096)
def elements(pattern: Pattern) -> tuple[Element, ...]:
    """What a pattern is made of; empty for a regex, and for one with words of its rule's own."""
    try:
        if compile_pattern(pattern.source).expression == pattern.expression:
            return parse_pattern(pattern.source)
    except PatternError:
        pass
    return ()


def word(pattern: Pattern) -> str | None:
    """The word that is all of a pattern, None where there is more to it."""
    parts = elements(pattern)
    return parts[0].text if len(parts) == 1 and isinstance(parts[0], Literal) else None


def words(patterns: Iterable[Pattern]) -> dict[str, str]:
    """The patterns that are words, as they are compared, each with its source."""
    return {found: pattern.source for pattern in patterns if (found := word(pattern))}


def covering(pattern: Pattern, others: Mapping[str, str]) -> str | None:
    """The source of a word that is found wherever the pattern matches, None where none of the words is."""
    for part in elements(pattern):
        text = part.text[:_MAX_WORD] if isinstance(part, Literal) else ""
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                if text[start:end] in others:
                    return others[text[start:end]]
    return None


def needless(patterns: Iterable[Pattern]) -> Iterator[tuple[Pattern, str]]:
    """The patterns of a list, any of which may match, that another makes needless, with the source of that one."""
    listed = list(patterns)
    known = words(listed)
    seen: dict[str, str] = {}
    for pattern in listed:
        others = {other: source for other, source in known.items() if other != word(pattern)}
        again = seen.setdefault(pattern.expression, pattern.source)
        if again is not pattern.source or (again := covering(pattern, others) or pattern.source) is not pattern.source:
            yield pattern, again


def why_slow(pattern: Pattern) -> str | None:
    """Why a pattern costs too much on a long text: `start`, `literal` or `branches`; None where it does not."""
    parts = parse_pattern(pattern.source, dict(pattern.words)) if pattern.words else elements(pattern)
    if not parts:
        return _why_slow_regex(pattern.expression)
    if pattern.is_plain:
        return None
    if isinstance(parts[0], Optional) or (isinstance(parts[0], Placeholder) and parts[0].kind in _OPEN):
        return "start"
    has_words = any(isinstance(part, Placeholder) and part.words for part in parts)
    return None if pattern.required or has_words else "literal"


def _why_slow_regex(expression: str) -> str | None:
    if expression.count("|") > MAX_ALTERNATIVES:
        return "branches"
    if expression.startswith((".*", ".+", "(.*", "(.+", "[^")):
        return "start"
    return None if _NO_LITERAL.sub("", expression).strip() else "literal"
