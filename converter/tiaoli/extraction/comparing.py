"""Comparisons with several others at once: `分别高于全国、全省2.9、1.4个百分点`, `比全省、全市分别高2和1.3个百分点`,
`高于全国0.8、全省2.1个百分点`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tiaoli.page import Span

_PLACE = "(?:全[国省市区州盟]|自治区|[省市]平均)(?:平均水平|平均|水平)?"
_PLACES = f"{_PLACE}(?:[、和与及]?{_PLACE})+"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = "(?:个?百分点|个)?"
_NUMBERS = f"{_NUMBER}{_UNIT}(?:[、和与及]{_NUMBER}{_UNIT})+"
_THAN = "高于|快于|好于|优于|高出|低于|慢于"
_SHAPES = (
    re.compile(f"(?P<than>{_THAN})(?P<places>{_PLACES})(?P<numbers>{_NUMBERS})(?<=百分点)"),
    re.compile(f"[比较](?P<places>{_PLACES})(?:分别)?(?P<than>[高快低慢])[出于]?(?P<numbers>{_NUMBERS})(?<=百分点)"),
    re.compile(
        f"(?P<than>{_THAN})(?P<pairs>{_PLACE}{_NUMBER}{_UNIT}(?:[、和与及]{_PLACE}{_NUMBER}{_UNIT})+)(?<=百分点)"
    ),
)
_EACH_NUMBER = re.compile(_NUMBER)
_LESS = ("低", "慢")


@dataclass(frozen=True, slots=True)
class Comparison:
    """With whom, by how many percentage points (less than 0 where it is less), and where the number stands."""

    other: str
    points: Decimal
    number: Span


def comparisons_at(text: str, start: int) -> list[Comparison]:
    """The comparisons with several others that begin at `start`, from left to right; none where there are not as many
    as numbers."""
    for shape in _SHAPES:
        match = shape.match(text, start)
        if match is None:
            continue
        groups = match.re.groupindex
        places = re.findall(_PLACE, match["pairs" if "pairs" in groups else "places"])
        begin, end = match.span("pairs" if "pairs" in groups else "numbers")
        numbers = [found.span() for found in _EACH_NUMBER.finditer(text, begin, end)]
        if len(places) == len(numbers):
            sign = -1 if match["than"].startswith(_LESS) else 1
            return [
                Comparison(place, sign * Decimal(text[slice(*span)]), span)
                for place, span in zip(places, numbers, strict=True)
            ]
    return []
