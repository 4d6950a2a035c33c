"""Versions of packs, and the ranges of them that `extends` may ask for."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

Version = tuple[int, int, int]

_BOUND = re.compile(r"\s*,?\s*(>=|<=|==|=|>|<|\^)?\s*([0-9]{1,9}(?:\.[0-9]{1,9}){0,2})")
_NUMBER = re.compile(r"[0-9]{1,9}")
_COMPARE: dict[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "=": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parent by its id, and the versions that will do."""

    id: str
    bounds: tuple[tuple[str, Version], ...]
    range: str

    def allows(self, version: str) -> bool:
        """Whether a version lies within every bound."""
        found = parse_version(version)
        return all(_holds(sign, found, bound) for sign, bound in self.bounds)


def parse_version(text: str) -> Version:
    """The three numbers of a version; those left out are 0.

    >>> parse_version("1.2")
    (1, 2, 0)
    """
    numbers = [int(part) for part in text.split(".")[:3] if _NUMBER.fullmatch(part)]
    return (*numbers, 0, 0, 0)[:3]  # type: ignore[return-value]  # three at least, cut to three


def parse_wanted(text: str) -> Wanted | None:
    """What an item of `extends` asks for, None where it is written wrongly.

    >>> parse_wanted("cn.gov.base >=1.0 <2").bounds
    (('>=', (1, 0, 0)), ('<', (2, 0, 0)))
    """
    # White space counts once, so that no row of it is tried in many ways.
    name, _, rest = " ".join(text.split()).partition(" ")
    bounds = []
    at = 0
    while rest[at:].strip():
        match = _BOUND.match(rest, at)
        if not match:
            return None
        bounds.append((match[1] or "==", parse_version(match[2])))
        at = match.end()
    return Wanted(name, tuple(bounds), rest.strip())


def _holds(sign: str, found: Version, bound: Version) -> bool:
    if sign == "^":
        return found >= bound and found[0] == bound[0]
    return _COMPARE[sign](found, bound)
