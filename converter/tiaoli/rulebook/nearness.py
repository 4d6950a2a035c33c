"""How near a pattern came to a text in which it does not match: as far as its parts match from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.rulebook.notation import Element, Literal, Optional, Placeholder, parse_pattern
from tiaoli.rulebook.patterns import Found, Pattern, Span, pattern_of
from tiaoli.rulebook.placeholders import AT_THE_END

SLIGHT, HALF = 0.25, 0.5
"""What a part weighs that matches nearly everywhere, and what a single character does; all others weigh 1."""

LEAST_OF_WORDS = 0.5
"""A word of which less than this share stands there is not said to have begun."""


@dataclass(frozen=True, slots=True)
class Miss:
    """How far a pattern came: what of it matches, as the pattern writes it, where, and what it asks for next to that.

    Where nothing of it matches, `matched` is empty and `span` None. `parts` and `of` count its parts without those
    that may be absent, `share` weighs them.
    """

    matched: str
    span: Span | None
    expected: str
    parts: int
    of: int
    share: float
    is_before: bool = False
    """Whether what it asks for should have stood before what matches, not behind it."""


def nearest_miss(pattern: Pattern, folded: str, start: int = 0, end: int | None = None) -> Miss | None:
    """How far a pattern comes that does not match in a stretch.

    It is read from the left; where not even its first part that tells anything matches, the part of it further on
    that comes furthest counts. None for one that matches, and for a raw expression, which has no parts.
    """
    if pattern.is_regex:
        return None
    stretch = (start, len(folded) if end is None else end)
    elements = parse_pattern(pattern.source, dict(pattern.words))
    runs = [_run(elements, 0, folded, stretch)]
    if runs[0].found is None:
        runs += [_run(elements, at, folded, stretch) for at in range(1, len(elements)) if _weight(elements[at]) == 1]
    best = max(runs, key=lambda run: run.share)
    return best.miss() if best.end < len(elements) or best.first else None


@dataclass(frozen=True, slots=True)
class _Run:
    """Elements of a pattern from `first` to `end` and the beginning of the next, with the match of them all."""

    elements: tuple[Element, ...]
    first: int
    end: int
    failing: int
    found: Found | None
    begun: str = ""

    @property
    def held(self) -> tuple[Element, ...]:
        more = (Literal(self.begun),) if self.begun else ()
        return (*self.elements[self.first : self.end], *more) if self.found else ()

    @property
    def share(self) -> float:
        if self.found is None:
            return 0.0
        following = self.elements[self.end] if self.begun else None
        part = len(self.begun) / len(following.text) if isinstance(following, Literal) else 0.0
        return (sum(map(_weight, self.elements[self.first : self.end])) + part) / sum(map(_weight, self.elements))

    def miss(self) -> Miss:
        is_before = self.found is not None and self.first > 0
        asked = self.elements[: self.first] if is_before else self.elements[self.end : self.failing + 1]
        return Miss(
            matched=written(self.held),
            span=self.found.span if self.found else None,
            expected=_expected(asked, self.begun),
            parts=sum(not isinstance(part, Optional) for part in self.held),
            of=sum(not isinstance(part, Optional) for part in self.elements),
            share=self.share,
            is_before=is_before,
        )


def _run(elements: tuple[Element, ...], first: int, folded: str, stretch: Span) -> _Run:
    """The longest run of elements from `first` on that matches."""
    rest = elements[first:]
    # Places in a line and white space are no match by themselves: they stand before the first part that is.
    count = next((at for at, element in enumerate(rest) if _has_ink(element)), len(rest))
    found = None
    while count < len(rest) and (further := _search(rest[: count + 1], folded, stretch)):
        count, found = count + 1, further
    failing = count
    count, found, begun = _begun(rest, count, found, folded, stretch)
    if not begun:
        count, found = _without_loose_end(rest, count, found, folded, stretch)
    return _Run(elements, first, first + count, first + failing, found, begun)


def written(elements: Sequence[Element]) -> str:
    """Some elements in the notation of patterns."""
    return "".join(map(_written, elements))


def _written(element: Element) -> str:
    match element:
        case Literal(text=text):
            return text.replace("{", "{{").replace("}", "}}")
        case Optional(parts=parts):
            return f"{{?{written(parts)}}}"
        case Placeholder(kind=kind, name=name):
            return f"{{{kind}}}" if name in (None, kind) else f"{{{name}:{kind}}}"


def _search(elements: tuple[Element, ...], folded: str, stretch: Span) -> Found | None:
    """The first match of the first elements of a pattern."""
    return pattern_of(elements, written(elements)).search(folded, *stretch)


def _begun(
    elements: tuple[Element, ...], count: int, found: Found | None, folded: str, stretch: Span
) -> tuple[int, Found | None, str]:
    """The match grown over the characters with which the next literal begins there, and these characters."""
    following = elements[count] if count < len(elements) else None
    if not isinstance(following, Literal):
        return count, found, ""
    begun = ""
    for size in range(1, len(following.text)):
        further = _search((*elements[:count], Literal(following.text[:size])), folded, stretch)
        if further is None:
            break
        if size >= LEAST_OF_WORDS * len(following.text):
            found, begun = further, following.text[:size]
    return count, found, begun


def _without_loose_end(
    elements: tuple[Element, ...], count: int, found: Found | None, folded: str, stretch: Span
) -> tuple[int, Found | None]:
    """The match without what would match whatever stands there: it says nothing of where the pattern stopped."""
    kept = count
    while kept and _is_loose(elements[kept - 1]):
        kept -= 1
    if not any(map(_tells, elements[:kept])):
        return 0, None
    return (kept, found) if kept == count else (kept, _search(elements[:kept], folded, stretch))


def _expected(elements: Sequence[Element], begun: str) -> str:
    needed = [element for element in elements if not isinstance(element, Optional)]
    if begun and needed and isinstance(needed[0], Literal):
        needed[0] = Literal(needed[0].text[len(begun) :])
    return written(needed)


def _weight(element: Element) -> float:
    if isinstance(element, Optional):
        return 0.0
    if isinstance(element, Literal) and len(element.text) == 1:
        return HALF
    if isinstance(element, Placeholder) and element.kind in ("person", "full_name"):
        return HALF  # any two to four characters look like a name
    return 1.0 if _tells(element) else SLIGHT


def _has_ink(element: Element) -> bool:
    return isinstance(element, Literal) or (isinstance(element, Placeholder) and element.captures)


def _tells(element: Element) -> bool:
    """Whether a match of the element says something: not a place in a line, white space, or any characters."""
    if isinstance(element, Placeholder):
        return element.captures and (bool(element.words) or element.kind not in _LOOSE)
    return isinstance(element, Literal)


def _is_loose(element: Element) -> bool:
    return isinstance(element, Optional) or (isinstance(element, Placeholder) and element.kind in _LOOSE)


_LOOSE = (*AT_THE_END, "line", "n", "digits")
"""Placeholders that match whatever characters, or whatever numeral, stand there."""
