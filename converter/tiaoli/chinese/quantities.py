"""Quantities as Chinese reports print them: a number or a range with its unit, found in running text.

The text is folded and squeezed (`chinese.width.squeeze`); a space that is left between two digits sets them apart.
A quantity is taken whole or not at all: what lost characters (`3,50万元`, `7.%`) is found, and says that it is damaged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from tiaoli.chinese.numerals import DIGITS, parse_number
from tiaoli.chinese.units import load_dimensions

Span = tuple[int, int]
"""Half-open range of code points."""

_CHINESE = "".join(char for char in DIGITS if char not in "0OoΟО")
# 千瓦时, 千克 and 百分点 are units.
_SCALE = "(?:[十万亿兆]|百(?!分)|千(?![瓦克米]))"
_DIGITS = r"[0-9](?:[0-9,. ]*[0-9])?"
_CHINESE_NUMBER = rf"(?:[{_CHINESE}半]|{_SCALE})(?:[{_CHINESE}]|{_SCALE})*(?:点[{_CHINESE}]+{_SCALE}*)?"
_MIXED = re.compile(rf"([0-9]{{1,4}})({_SCALE}+)")
_WELL_FORMED = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BY_SPACE = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?|[0-9](?: [0-9])+")
_MILESTONES = ("元大关", "大关", "台阶", "关口", "元台阶")
_CALENDAR = ("年", "月", "日", "号", "时", "届", "世纪", "周年", "个月", "个季度", "分钟", "小时", "后", "岁以")
_FRACTIONS = {"百分之": "%", "千分之": "‰"}
_APPROXIMATE = "多余几"
_PART_OF_ALL = r"([0-9]{1,2}(?:\.[0-9]{1,2})?)%?"
_DIVISION = re.compile(rf"{_PART_OF_ALL}(?P<sign>[:∶︰]){_PART_OF_ALL}(?P=sign){_PART_OF_ALL}(?!\.?[0-9]|[:∶︰])")
_ROUNDED = Decimal("0.3")
"""By how much three parts that were rounded may miss a hundred."""

BETWEEN_PARTS = frozenset(":∶︰")
PART = "∶"
"""The unit of numbers that divide a whole among three, in percent: 三次产业结构为14.8∶39.9∶45.3."""


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Quantity:
    """A number with its unit. `value` is None where the number is damaged; `high` is the upper end of a range.

    `unit` is the printed unit, folded; empty where none is printed, `大关` where a number such as 千亿大关 leaves it to
    what is spoken of, `PART` where three numbers divide a whole. `more` says that 多 or 余 makes it more than it says.
    """

    span: Span
    value: Decimal | None
    unit: str
    high: Decimal | None = None
    more: bool = False


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of a stretch, from left to right; years, days, sessions and hours are none.

    >>> [(found.unit, found.value, found.high) for found in find_quantities("2023年完成983.5亿元,增长5%-5.5%")]
    [('元', Decimal('98350000000.0'), None), ('%', Decimal('5'), Decimal('5.5'))]
    """
    done = start
    for match in _expression().finditer(text, start, len(text) if end is None else end):
        if match.start() < done:
            continue
        if text[match.end() : match.end() + 1] in BETWEEN_PARTS and (parts := _division(text, match.start())):
            yield from parts
            done = parts[-1].span[1]
            continue
        mixed, digits, calendar = match.group("mixed", "first", "calendar")
        if digits:
            if not calendar:
                yield _read_digits(match)
        elif mixed:
            yield _read_mixed(match)
        elif _is_rise(match):
            yield from _rise(match)
        else:
            yield _read_chinese(match)


def _division(text: str, start: int) -> list[Quantity]:
    """The three numbers that begin here and divide a whole; none where these do not."""
    match = _DIVISION.match(text, start)
    parts = [Quantity(match.span(each), Decimal(match[each]), PART) for each in (1, 3, 4)] if match else []
    whole = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    return parts if abs(whole - 100) <= _ROUNDED else []


def _is_rise(match: re.Match[str]) -> bool:
    """Whether what looks like a range tells of a rise or a fall: 从三千元到五千元."""
    return bool(match["high"] or match["high2"]) and match.string[match.start() - 1 : match.start()] in (
        "从",
        "由",
        "自",
    )


def _rise(match: re.Match[str]) -> Iterator[Quantity]:
    unit = _FRACTIONS[match["fraction"]] if match["fraction"] else match["unit2"]
    end = "high" if match["high"] else "high2"
    middle = max(match.string.rfind(mark, match.start(), match.start(end)) for mark in "到至")
    yield Quantity((match.start(), middle), _number(match["of"] or match["chinese"], "")[0], unit)
    yield Quantity((middle + 1, match.end()), _number(match[end], "")[0], unit)


def _read_mixed(match: re.Match[str]) -> Quantity:
    """One that has digits before each of several scales, as it is said: 1万6千, 3亿5千万, 1千2百万."""
    value, section = 0, 0
    inner = outer = 10**16  # no scale comes behind a lower one
    for digits, scale in _MIXED.findall(match["mixed"]):
        within = _factor_of(scale.rstrip("万亿兆"))
        beyond = _factor_of(scale) // within
        if within >= inner or beyond >= outer:
            return Quantity(match.span(), None, match["unit3"] or "")
        section, inner = section + int(digits) * within, within
        if beyond > 1:
            value, section, inner, outer = value + section * beyond, 0, 10**16, beyond
    return Quantity(match.span(), Decimal(value + section), match["unit3"] or "", None, bool(match["more3"]))


def _read_digits(match: re.Match[str]) -> Quantity:
    printed, scale, approximate, second_printed, unit = match.group("first", "scale", "more", "second", "unit")
    first, more = _number(printed, scale or "")
    if second_printed is None:
        return Quantity(match.span(), first, unit or "", None, more or bool(approximate))
    scale2 = match["scale2"] or ""
    second, _ = _number(second_printed, scale2)
    if first is not None and scale2 and not scale and not match["unit1"]:
        first *= _scale(scale2)[0]  # 5-8亿元
    if first is None or second is None or first >= second:
        return Quantity(match.span(), None, unit or "")
    return Quantity(match.span(), first, unit or "", second)


def _read_chinese(match: re.Match[str]) -> Quantity:
    if match["tenths"]:
        return Quantity(match.span(), Decimal(10 * DIGITS[match["tenths"]] + 5 * bool(match["half"])), "%")
    unit = _FRACTIONS[match["fraction"]] if match["fraction"] else match["unit2"]
    printed = match["of"] or match["chinese"]
    value = Decimal(100) if match["fraction"] and printed == "百" else _number(printed, "")[0]
    top = match["high"] or match["high2"]
    if top is None:
        return Quantity(match.span(), value, unit, None, bool(match["more2"]))
    high = _number(top, "")[0]
    if value is None or high is None or value >= high:
        return Quantity(match.span(), None, unit)
    return Quantity(match.span(), value, unit, high)


def _number(printed: str, scale: str) -> tuple[Decimal | None, bool]:
    """The number, and whether 多 or 余 stands in its scale; None where it is damaged or none."""
    factor, more = _scale(scale)
    if printed[0] in "0123456789":
        if " " in printed and _BY_SPACE.fullmatch(printed):
            printed = printed.replace(" ", "")
        if not _WELL_FORMED.fullmatch(printed):
            return None, more
        return Decimal(printed.replace(",", "")) * factor, more
    if printed[0] == "半":
        return (Decimal("0.5") * factor if len(printed) == 1 else None), more
    if printed[0] in "百千万亿":
        printed = "一" + printed
    number = parse_number(printed)
    return (None if number is None else Decimal(number) * factor), more


_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}


@lru_cache(maxsize=256)
def _scale(scale: str) -> tuple[Decimal, bool]:
    """By how much a scale multiplies, and whether 多 or 余 stands in it."""
    exact = "".join(char for char in scale if char in _FACTORS)
    return Decimal(_factor_of(exact)), exact != scale


def _factor_of(scale: str) -> int:
    return math.prod(_FACTORS[char] for char in scale)


@cache
def _expression() -> re.Pattern[str]:
    units = {unit for dimension in load_dimensions().values() for unit in (*dimension.units, *dimension.currencies)}
    printed = sorted(units | set(_MILESTONES), key=lambda word: (-len(word), word))
    # The 1 of 2.06:1 is a number of its own, and no part of another.
    unit = "|".join(re.escape(word) + ("(?![0-9.:∶︰])" if word[-1] == "1" else "") for word in printed)
    calendar = "|".join(sorted(_CALENDAR, key=len, reverse=True))
    scale = rf"[{_APPROXIMATE}]?{_SCALE}+[{_APPROXIMATE}]?"
    digits = (
        rf"(?P<first>{_DIGITS}|\.[0-9]+)(?P<scale>{scale})?(?P<more>[{_APPROXIMATE}])?"
        rf"(?:(?P<unit1>%|个?百分点|亿元|万元|元)?[-~—至到]{{1,2}}(?P<second>{_DIGITS})(?P<scale2>{scale})?)?"
        rf"(?:(?P<unit>{unit})|(?P<calendar>{calendar}))?"
    )
    part = rf"[0-9]{{1,4}}{_SCALE}{{1,2}}"
    mixed = rf"(?P<mixed>{part}(?:{part})+)(?P<more3>[{_APPROXIMATE}])?(?P<unit3>{unit})?"
    # Chinese numerals stand in half the words there are: only with a unit behind them are they quantities.
    # 从三千元到五千元 are two, 三千元到五千元 is a range.
    chinese = (
        rf"(?P<fraction>百分之|千分之)(?P<of>{_CHINESE_NUMBER}|{_DIGITS})"
        rf"(?:[到至](?P=fraction)?(?P<high>{_CHINESE_NUMBER}))?"
        rf"|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?(?=[多以左,。;:、!?)\n]|$)"
        rf"|(?P<chinese>{_CHINESE_NUMBER})(?P<more2>[{_APPROXIMATE}])?(?P<unit2>{unit})"
        rf"(?:[到至](?P<high2>{_CHINESE_NUMBER})(?P=unit2))?"
    )
    # What every alternative begins with is looked for first, as most characters begin none.
    return re.compile(f"(?=[0-9.{_CHINESE}半十百千万亿兆])(?:{mixed}|{digits}|{chinese})")
