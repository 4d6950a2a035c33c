"""What is asked of an element of OFD: by local names, since producers differ in prefix and namespace."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_SEPARATORS = re.compile(r"[\s,]+")
_LARGEST = 1e6
"""A kilometre in millimetres; what is larger is no place on a page."""


def local_name(element: Any) -> str:
    """The name without a prefix or namespace; empty for a processing instruction."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that name; none where there is no element."""
    return (child for child in (() if element is None else element) if local_name(child) == name)


def child(element: Any, *path: str) -> Any:
    """The first descendant along a path of names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Any) -> str:
    """The text in an element, without white space at its ends; empty where there is no element."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None) -> float | None:
    """A finite number that a page has room for, or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _LARGEST else None


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """As many numbers as a box or a matrix has, or None where they are not all there."""
    found = [number(token) for token in _SEPARATORS.split((text or "").strip(), count)[:count]]
    values = tuple(value for value in found if value is not None)
    return values if len(values) == count else None


def is_true(text: str | None, *, default: bool) -> bool:
    """A boolean attribute."""
    word = (text or "").strip().lower()
    return word in ("true", "1") if word else default
