"""Metadata and fields: the sources of each rule tried in order, the first value kept with its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import attrgetter

from tiaoli.chinese.dates import find_damaged_dates, find_dates
from tiaoli.chinese.width import fold, squeeze, squeeze_label
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.values import Value, read_value
from tiaoli.extraction.views import Views, pairs
from tiaoli.page import Span, trim
from tiaoli.rulebook.models import FieldRule, FieldSource, Pack

_VALUE = attrgetter("value")
_NOTHING = frozenset({"无", "暂无", "无文号", "/", "-", "--", "—", "——"})
"""What stands in a table of metadata where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Found:
    """All values that a pack's field rules gave, and what was odd on the way."""

    values: dict[str, Value]
    labels: tuple[tuple[str, Span], ...]
    diagnostics: tuple[Diagnostic, ...]


def find_fields(views: Views, pack: Pack) -> Found:
    """The value of every field rule of the pack but those of type region, which need all the others first."""
    values: dict[str, Value] = {}
    diagnostics: list[Diagnostic] = []
    for rule in pack.fields.values():
        if rule.type != "region":
            found = _best(rule, _values(rule, views, values))
            if found:
                values[rule.name] = found
    if "date" not in values:
        diagnostics += _damaged_dates(views)
    elif "published" in values and values["published"].span == values["date"].span:
        del values["published"]  # that it was delivered on a day does not say when the page was made
    return Found(values, tuple(_labels(views, pack)), tuple(diagnostics))


def _best(rule: FieldRule, given: Iterator[Value]) -> Value | None:
    """The first value; of meetings the one by its full name, of years in headings the latest, as what is planned stands
    in headings like those of what was done (2022年主要工作, 2023年主要工作)."""
    if rule.type == "meeting":
        return min(given, key=_is_short, default=None)
    first = next(given, None)
    if first is None or first.source is None or rule.type != "year":
        return first
    source = rule.sources[first.source]
    if source.where != "heading" or source.add:
        return first
    return max((first, *takewhile(lambda other: other.source == first.source, given)), key=_VALUE)


def _is_short(meeting: Value) -> bool:
    """Whether a meeting is called by its short name, 县十七届人大三次会议: the full one goes before it."""
    return "人民代表大会" not in meeting.value["name"]


def _values(rule: FieldRule, views: Views, known: dict[str, Value]) -> Iterator[Value]:
    for at, source in enumerate(rule.sources):
        if source.where == "review":
            continue  # the year's last resort, see year.py
        for raw in raw_values(source, views, known):
            read = read_value(raw, rule.type, views.page.folded)
            if read is not None:
                moved = read.value + source.add if source.add and isinstance(read.value, (int, float)) else read.value
                yield replace(read, value=moved, rule=rule.place, source=at)


def raw_values(source: FieldSource, views: Views, known: dict[str, Value]) -> Iterator[Value]:
    """Each stretch that the source points at, in order, with its words not yet read as a type."""
    page = views.page
    match source.where:
        case "attribute":
            for attribute in page.attributes:
                if attribute.name.lower() in source.names and attribute.value.strip():
                    yield Value(None, None, attribute.value.strip(), attribute.node)
        case "pair":
            for name in source.names:
                for block in views.labelled.get(name, ()):
                    if block.value and squeeze(page.folded[slice(*block.value)]) not in _NOTHING:
                        yield Value(None, block.value, page.quote(block.value), block.node, label=block.label)
        case "field":
            yield from (known[name] for name in source.names if name in known)
        case "reader":
            title = fold(page.title or "")
            found = next((found for pattern in source.patterns if (found := pattern.search(title))), None)
            if page.title and (found or not source.patterns):
                words = found.groups.get("value", (0, len(title))) if found else (0, len(title))
                yield _in_text(page.title[slice(*words)], views)
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
                if span and "\n" in text[slice(*span)]:
                    span = _behind_clutter(span, views)
                if span and span[1] <= len(views.page.text):
                    groups = tuple(found.groups.items())
                    yield Value(None, span, views.page.quote(span), groups=groups, pattern=pattern, match=found.span)


def _behind_clutter(span: Span, views: Views) -> Span:
    """Words over several lines without what stands before a line between them that is no part of the document."""
    dropped = [block.span[1] for block in views.page.blocks if block.kind == "clutter" and block.span[0] < span[1]]
    start = max((end for end in dropped if span[0] < end < span[1]), default=span[0])
    start, end = trim(views.page.folded, start, span[1]) or span
    day = next(iter(find_dates(views.page.folded, start, end)), None)
    if day and day.span[0] == start and views.page.folded[day.span[1] : day.span[1] + 1] == "\n":
        return trim(views.page.folded, day.span[1], end) or span  # of the letter that goes with the report
    return start, end


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


def _labels(views: Views, pack: Pack) -> Iterator[tuple[str, Span]]:
    """The labels of the page's pairs with their colons, each with the field that reads it, or `other`."""
    readers = {
        name: rule.name
        for rule in pack.fields.values()
        for source in rule.sources
        if source.where == "pair"
        for name in source.names
    }
    for block in pairs(views.page):
        if block.label:
            end = block.value[0] if block.value and block.value[0] > block.label[0] else block.label[1]
            name = readers.get(squeeze_label(views.page.folded[slice(*block.label)]), "other")
            yield name, (block.span[0], end)


def _damaged_dates(views: Views) -> list[Diagnostic]:
    """Datelines that lost characters: reported, never mended by guessing."""
    return [
        Diagnostic("metadata.damaged-date", span, {"found": views.page.quote(span)})
        for span in find_damaged_dates(views.front, 0, len(views.front))
    ]
