"""Metadata and fields: the sources of each rule tried in order, the first value kept with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.chinese.dates import find_damaged_dates, find_dates, find_years, parse_date, plan_end
from tiaoli.chinese.numerals import parse_integer, parse_number
from tiaoli.chinese.width import fold
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.views import Views, pairs
from tiaoli.page import Span, trim
from tiaoli.rulebook.models import FieldRule, FieldSource, Pack
from tiaoli.rulebook.patterns import Pattern

_SPACE = re.compile(r"\s+")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIST = re.compile(r"[;,、\s]+")
_EDGES = " \n\t—-_|:;,"


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


@dataclass(frozen=True, slots=True)
class Found:
    """All values that a pack's field rules gave, and what was odd on the way."""

    values: dict[str, Value]
    labels: tuple[tuple[str, Span], ...]
    diagnostics: tuple[Diagnostic, ...]


def find_fields(views: Views, pack: Pack) -> Found:
    """The value of every field rule of the pack but the regions, which need all the others first."""
    values: dict[str, Value] = {}
    diagnostics: list[Diagnostic] = []
    for rule in pack.fields.values():
        if rule.type != "region":
            found = next(_values(rule, views, values), None)
            if found:
                values[rule.name] = found
    if "date" not in values:
        diagnostics += _damaged_dates(views)
    return Found(values, tuple(_labels(views, pack)), tuple(diagnostics))


def _values(rule: FieldRule, views: Views, known: dict[str, Value]) -> Iterator[Value]:
    for at, source in enumerate(rule.sources):
        if source.where == "review":
            continue  # the year's last resort, see year.py
        for raw in raw_values(source, views, known):
            read = read_value(raw, rule.type, views)
            if read is not None:
                moved = read.value + source.add if source.add and isinstance(read.value, int) else read.value
                yield replace(read, value=moved, rule=rule.place, source=at)


def read_value(raw: Value, wanted: str, views: Views) -> Value | None:
    """The value that the words of a stretch have as the wanted type; None where they cannot be read as such."""
    return _READ[wanted](raw, views.page.folded)


def raw_values(source: FieldSource, views: Views, known: dict[str, Value]) -> Iterator[Value]:
    """Each stretch that the source points at, in order, with its words not yet read as a type."""
    page = views.page
    match source.where:
        case "attribute":
            for attribute in page.attributes:
                if attribute.name.lower() in source.names and attribute.value.strip():
                    yield Value(None, None, attribute.value.strip(), attribute.node)
        case "pair":
            wanted = [_squeezed(name) for name in source.names]
            for name in wanted:
                for block in pairs(page):
                    if block.value and block.label and _squeezed(page.folded[slice(*block.label)]) == name:
                        yield Value(None, block.value, page.quote(block.value), block.node, label=block.label)
        case "field":
            yield from (known[name] for name in source.names if name in known)
        case "reader":
            title = fold(page.title or "")
            if page.title and (not source.patterns or any(pattern.search(title) for pattern in source.patterns)):
                yield _in_text(page.title, views)
        case where:
            yield from _matches(source, views, known, where)


def _in_text(words: str, views: Views) -> Value:
    """Words that the reader gave, with their place in the text: in the content if they stand there."""
    text = views.page.text
    inside = (text.find(words, *block.span) for block in views.page.content)
    at = next((at for at in inside if at >= 0), text.find(words))
    return Value(None, (at, at + len(words)) if at >= 0 else None, words)


def _matches(source: FieldSource, views: Views, known: dict[str, Value], where: str) -> Iterator[Value]:
    for text, start, end in searched(where, views, known):
        for pattern in source.patterns:
            for found in pattern.find_all(text, start, end):
                span = trim(text, *found.groups.get("value", found.span))
                if span and span[1] <= len(views.page.text):
                    groups = tuple(found.groups.items())
                    yield Value(None, span, views.page.quote(span), groups=groups, pattern=pattern, match=found.span)


def searched(where: str, views: Views, known: dict[str, Value]) -> Iterator[tuple[str, int, int]]:
    """The stretches that a rule looks at by its `in`, each as a text with the page's offsets, its start and end."""
    if where == "front":
        yield views.front, 0, len(views.front)
    elif where == "title":
        title = known.get("title")
        if title and title.span:
            yield views.page.folded, *title.span
    elif where == "heading":
        for span in views.headings:
            yield views.page.folded, *span
    elif where == "review":
        sections = [section for section in views.outline.sections if section.level > 0] or views.outline.sections
        yield from ((views.page.folded, *section.span) for section in sections[:1])
    elif where == "head":
        yield views.page.folded, 0, views.outline.front_end + 400
    elif where == "body":
        yield views.body, views.outline.front_end, len(views.body)


def _read_text(raw: Value, folded: str) -> Value | None:
    if raw.span is not None:
        start, end = raw.span
        while start < end and folded[start] in _EDGES:
            start += 1
        while start < end and folded[end - 1] in _EDGES:
            end -= 1
        raw = replace(raw, span=(start, end), quote=raw.quote[start - raw.span[0] : end - raw.span[0]])
    text = _clean(raw.quote)
    return replace(raw, value=text) if text else None


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
    number = parse_number(fold(raw.quote).strip())
    return replace(raw, value=number) if number is not None else None


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
    "list": _read_list,
    "meeting": _read_meeting,
}


def _clean(text: str) -> str:
    """The words on one line: breaks within them are the page's, not theirs."""
    joined = "".join(part.strip() for part in text.split("\n"))
    return _SPACE.sub(" ", joined).strip()


def _squeezed(text: str) -> str:
    return _SPACE.sub("", fold(text)).rstrip(":")


def _labels(views: Views, pack: Pack) -> Iterator[tuple[str, Span]]:
    """The labels of the page's pairs with their colons, each with the field that reads it, or `other`."""
    readers = {
        _squeezed(name): rule.name
        for rule in pack.fields.values()
        for source in rule.sources
        if source.where == "pair"
        for name in source.names
    }
    for block in pairs(views.page):
        if block.label:
            end = block.value[0] if block.value and block.value[0] > block.label[0] else block.label[1]
            name = readers.get(_squeezed(views.page.folded[slice(*block.label)]), "other")
            yield name, (block.span[0], end)


def _damaged_dates(views: Views) -> list[Diagnostic]:
    """Datelines that lost characters: reported, never mended by guessing."""
    return [
        Diagnostic("metadata.damaged-date", span, {"found": views.page.quote(span)})
        for span in find_damaged_dates(views.front, 0, len(views.front))
    ]
