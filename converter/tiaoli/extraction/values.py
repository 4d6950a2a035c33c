"""Values with the words they came from, read as the type that a rule asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.chinese.amounts import parse_money, parse_percent, parse_quantity
from tiaoli.chinese.dates import find_dates, find_years, parse_date, plan_end
from tiaoli.chinese.numerals import parse_integer
from tiaoli.chinese.width import fold, squeeze
from tiaoli.page import Span
from tiaoli.rulebook.patterns import Pattern, compile_pattern

_SPACE = re.compile(r"\s+")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIST = re.compile(r"[;,、\s]+")
_EDGES = " \n\t—-_|:;,"
_NUMBER, _MONEY, _PERCENT = (compile_pattern(f"{{{kind}}}") for kind in ("number", "money", "percent"))


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the words it came from; `span` is None for an attribute of the markup."""

    value: Any
    span: Span | None
    quote: str
    node: str | None = None
    rule: str = ""
    label: Span | None = None
    groups: tuple[tuple[str, Span], ...] = ()
    pattern: Pattern | None = None
    """The pattern that found it."""
    match: Span | None = None
    """All that the pattern matched, of which the value is a part."""
    source: int | None = None
    """Which source of its rule gave it, counted from 0; None where none of them did."""


def read_value(raw: Value, kind: str, folded: str) -> Value | None:
    """The value that the words of `raw`, a stretch of the folded text, hold as a value of the kind; None where
    they hold none.

    Dates and amounts keep the part of the words that they are read from. A region is read by `region.py`.
    """
    return _READ[kind](raw, folded)


def _read_text(raw: Value, folded: str) -> Value | None:
    if raw.span is not None:
        start, end = raw.span[0], _end_of_first(folded, *raw.span)
        while start < end and folded[start] in _EDGES:
            start += 1
        while start < end and folded[end - 1] in _EDGES:
            end -= 1
        raw = replace(raw, span=(start, end), quote=raw.quote[start - raw.span[0] : end - raw.span[0]])
    text = _clean(raw.quote)
    return replace(raw, value=text) if text else None


def _end_of_first(folded: str, start: int, end: int) -> int:
    """Where words over several lines end: before their last line where an earlier one says the same, as where a title
    stands twice (2024年某县政府工作报告(全文), 政府工作报告)."""
    words = folded[start:end]
    last = squeeze(words.rpartition("\n")[2])
    at = start
    for line in words.split("\n")[:-1]:
        at += len(line) + 1
        if last in squeeze(line):
            return at - 1
    return end


def _read_person(raw: Value, folded: str) -> Value | None:
    name = _SPACE.sub("", raw.quote)
    return replace(raw, value=name) if name else None


def _read_date(raw: Value, folded: str) -> Value | None:
    if raw.span is None:
        day = parse_date(raw.quote)
        return replace(raw, value=day.isoformat()) if day else None
    dates = find_dates(folded, *raw.span)
    if not dates:
        return None
    span = dates[0].span
    start = raw.span[0]
    return replace(raw, value=dates[0].value.isoformat(), span=span, quote=raw.quote[span[0] - start : span[1] - start])


def read_year(raw: Value, folded: str) -> Value | None:
    """The value read as a year: 2024, 二〇二四, the last year of a plan such as 十四五; None for anything else."""
    if isinstance(raw.value, str) and raw.value[:4].isdigit():
        return replace(raw, value=int(raw.value[:4]))
    text = fold(raw.quote)
    text = _SPACE.sub("", text)
    named = next((year for year, _ in find_years(text, 0, len(text))), None)
    digits = _FOUR_DIGITS.search(text)
    year = plan_end(text) or parse_integer(text) or named or (int(digits[0]) if digits else None)
    return replace(raw, value=year) if year and 1900 <= year <= 2100 else None


def _read_number(raw: Value, folded: str) -> Value | None:
    return _read_amount(raw, folded, _NUMBER, parse_quantity)


def _read_percent(raw: Value, folded: str) -> Value | None:
    return _read_amount(raw, folded, _PERCENT, parse_percent)


def _read_money(raw: Value, folded: str) -> Value | None:
    read = _read_amount(raw, folded, _MONEY, parse_money)
    return replace(read, value={"value": read.value.value, "unit": read.value.currency}) if read else None


def _read_amount(raw: Value, folded: str, printed: Pattern, parse: Callable[[str], Any]) -> Value | None:
    """What is printed first in the words; a later one never stands in for a first one that is damaged."""
    found = printed.search(folded, *raw.span) if raw.span else printed.search(fold(raw.quote))
    if found is None:
        return None
    value = parse((folded if raw.span else raw.quote)[slice(*found.span)])
    if value is None:
        return None
    start, end = found.span
    if raw.span is None:
        return replace(raw, value=value)
    at = raw.span[0]
    return replace(raw, value=value, span=found.span, quote=raw.quote[start - at : end - at])


def _read_list(raw: Value, folded: str) -> Value | None:
    items = [item for item in _LIST.split(fold(raw.quote)) if item]
    return replace(raw, value=tuple(items)) if items else None


def _read_meeting(raw: Value, folded: str) -> Value | None:
    numbers = {name: parse_integer(_SPACE.sub("", folded[slice(*span)])) for name, span in raw.groups}
    name = _SPACE.sub("", raw.quote)
    return replace(raw, value={"name": name, "congress": numbers.get("congress"), "session": numbers.get("session")})


_READ: dict[str, Callable[[Value, str], Value | None]] = {
    "text": _read_text,
    "office": _read_text,
    "person": _read_person,
    "date": _read_date,
    "year": read_year,
    "number": _read_number,
    "money": _read_money,
    "percent": _read_percent,
    "list": _read_list,
    "meeting": _read_meeting,
}


def _clean(text: str) -> str:
    """The words on one line: breaks within them are the page's, not theirs."""
    joined = "".join(part.strip() for part in text.split("\n"))
    return _SPACE.sub(" ", joined).strip()
