"""The elements of a pattern written as an expression of RE2 over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiaoli.chinese.width import fold
from tiaoli.rulebook.notation import Element, Literal, Optional, Placeholder
from tiaoli.rulebook.placeholders import ANCHORS, AT_THE_END, BESIDE_NUMBERS, NUMERALS, SPACE, VALUES


def write(elements: tuple[Element, ...], before: tuple[Element, ...] = (), behind: tuple[Element, ...] = ()) -> str:
    """The expression for some elements, which stand between others of the same pattern."""
    written = ""
    for at, element in enumerate(elements):
        earlier, rest = (*before, *elements[:at]), (*elements[at + 1 :], *behind)
        gap = r"\s*" if at and not (_is_gap(elements[at - 1]) or _is_gap(element)) else ""
        if isinstance(element, Literal):
            written += gap + write_literal(element.text)
        elif isinstance(element, Placeholder):
            written += gap + _write_placeholder(element, earlier, rest)
        else:
            written += f"(?:{gap}{write(element.parts, earlier, rest)})?"
    return written


def _is_number_next(neighbours: Sequence[Element], step: int) -> bool:
    """Whether the nearest of some neighbours may be a number; `step` is -1 where they stand before, from left to right.

    What may be absent may leave the one beyond it as the nearest.
    """
    for element in neighbours[::step]:
        if not isinstance(element, Optional):
            return isinstance(element, Placeholder) and not element.words and element.kind in NUMERALS
        if _is_number_next(element.parts, step):
            return True
    return False


def _is_gap(element: Element) -> bool:
    return isinstance(element, Placeholder) and not element.captures


def write_literal(text: str) -> str:
    """The expression for characters that must stand there, white space between them or not."""
    return r"\s*".join(text) if text.isalnum() else r"\s*".join(re.escape(char) for char in text)


def _write_words(words: Iterable[str]) -> str:
    """Any of some words, the longest that fits first."""
    kept = sorted({word for raw in words if (word := "".join(fold(raw).split()))}, key=lambda word: (-len(word), word))
    return "|".join(write_literal(word) for word in kept)


def _write_placeholder(element: Placeholder, before: Sequence[Element], behind: Sequence[Element]) -> str:
    if element.words:
        expression = _write_words(element.words)
    elif element.kind in ANCHORS:
        return ANCHORS[element.kind]
    elif element.kind in SPACE:
        return SPACE[element.kind]
    else:
        expression = _write_value(element.kind, before, behind)
    return f"(?P<{element.name}>{expression})" if element.name else f"(?:{expression})"


def _write_value(kind: str, before: Sequence[Element], behind: Sequence[Element]) -> str:
    """What a placeholder matches between its neighbours: a long stretch at the end, no part of a number beside it."""
    ends = all(isinstance(element, Optional) for element in behind)
    if kind in BESIDE_NUMBERS:
        is_behind, is_before = _is_number_next(before, -1), not ends and _is_number_next(behind, 1)
        if is_before:
            return BESIDE_NUMBERS[kind]["between" if is_behind else "before"]
        if is_behind:
            return BESIDE_NUMBERS[kind]["at the end" if ends else "behind"]
    return AT_THE_END.get(kind, VALUES[kind]) if ends else VALUES[kind]
