"""Records: the rows of an analyst's own tables, one for each match of a rule's patterns in the body.

A rule is tried on units of the body: sections (their own paragraphs, without what stands below them), paragraphs,
sentences or list items. Within a unit, of matches of several patterns that share characters the leftmost is kept,
of those that begin together the longest, of those that are equal the one whose pattern stands first in the rule.
A column with patterns of its own takes the first of their matches in the unit, chosen in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tiaoli.chinese.regions import Region, find_mentions, resolve
from tiaoli.chinese.sentences import find_sentences
from tiaoli.extraction.numbering import walk_numbered
from tiaoli.extraction.values import Value, read_value
from tiaoli.extraction.views import only
from tiaoli.page import Page, Span
from tiaoli.rulebook.models import ColumnRule, Pack, RecordRule
from tiaoli.rulebook.patterns import Found, Pattern
from tiaoli.structure import Paragraph, Section

# (1) and 1. where the pack has no such headings; dashes and 一是 are markers of any paragraph.
_ITEM = re.compile(r"\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,3}(?:、|[.)](?![0-9]))")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a record: its section's id, the words that matched, and each column's value and place.

    A value is None where its words are absent (then its span is None too) or cannot be read as the column's type.
    """

    section: str
    span: Span
    quote: str
    rule: str
    values: dict[str, Any]
    spans: dict[str, Span | None]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the document when its records are read: short names of places are those of its region."""

    year: int | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    section: str
    role: str | None
    span: Span


def find_records(
    page: Page, pack: Pack, sections: Sequence[Section], about: About = About()
) -> dict[str, tuple[Row, ...]]:
    """The rows of every record rule of the pack, in reading order; empty where nothing matched."""
    if not pack.records:
        return {}
    numbered = list(walk_numbered(sections))
    prose = only(page.folded, sorted(part.span for _, section in numbered for part in section.paragraphs))
    units = {each: list(_units(each, numbered, page)) for each in {rule.each for rule in pack.records.values()}}
    return {name: tuple(_rows(rule, units[rule.each], prose, page, about)) for name, rule in pack.records.items()}


def _units(each: str, numbered: Iterable[tuple[str, Section]], page: Page) -> Iterator[_Unit]:
    """The units of a kind; a paragraph's own role counts before its section's."""
    for number, section in numbered:
        if each == "section" and section.paragraphs:
            yield _Unit(number, section.role, (section.paragraphs[0].span[0], section.paragraphs[-1].span[1]))
            continue
        for paragraph in section.paragraphs if each != "section" else ():
            if each != "item" or _is_item(paragraph, page):
                role = paragraph.role or section.role
                spans = _sentences(paragraph, page) if each == "sentence" else (paragraph.span,)
                yield from (_Unit(number, role, span) for span in spans)


def _is_item(paragraph: Paragraph, page: Page) -> bool:
    return (
        paragraph.marker is not None
        or any(page.blocks[at].kind == "item" for at in paragraph.blocks)
        or bool(_ITEM.match(page.folded, *paragraph.span))
    )


def _sentences(paragraph: Paragraph, page: Page) -> Iterator[Span]:
    """The sentences of a paragraph; in a table each row is at least one."""
    in_table = any(page.blocks[at].kind == "table" for at in paragraph.blocks)
    return find_sentences(page.folded, *paragraph.span, by_line=in_table)


def _rows(rule: RecordRule, units: Iterable[_Unit], prose: str, page: Page, about: About) -> Iterator[Row]:
    columns = rule.columns or tuple(ColumnRule(name) for name in _group_names(rule.patterns))
    for unit in units:
        if rule.in_role and unit.role not in rule.in_role:
            continue
        matches = _matches(rule.patterns, prose, unit.span)
        if not matches:
            continue
        searched = {column.name: _searched(column, prose, unit.span) for column in columns if column.patterns}
        for match in matches:
            cells = {column: searched.get(column.name, match.groups.get(column.name)) for column in columns}
            read = {column.name: _read(column, span, page, about) for column, span in cells.items()}
            values = {name: value for name, (value, _) in read.items()}
            spans = {name: span for name, (_, span) in read.items()}
            yield Row(unit.section, match.span, page.quote(match.span), rule.place, values, spans)


def _group_names(patterns: Iterable[Pattern]) -> list[str]:
    return list(dict.fromkeys(name for pattern in patterns for name in pattern.names))


def _matches(patterns: Sequence[Pattern], prose: str, span: Span) -> list[Found]:
    """The matches of several patterns in a unit, none sharing a character with another."""
    found = [match for pattern in patterns for match in pattern.find_all(prose, *span)]
    if len(patterns) == 1:
        return found
    kept: list[Found] = []
    for match in sorted(found, key=lambda match: (match.span[0], -match.span[1])):
        if not kept or kept[-1].span[1] <= match.span[0]:
            kept.append(match)
    return kept


def _searched(column: ColumnRule, prose: str, span: Span) -> Span | None:
    """What a column's own patterns find first in a unit: the group `value`, else the whole match."""
    found = [match for pattern in column.patterns if (match := pattern.search(prose, *span))]
    first = min(found, key=lambda match: (match.span[0], -match.span[1]), default=None)
    return first.groups.get("value", first.span) if first else None


def _read(column: ColumnRule, span: Span | None, page: Page, about: About) -> tuple[Any, Span | None]:
    """The typed value of a stretch, with the part of it that it was read from."""
    if span is None:
        return None, None
    if column.type == "region":
        return _read_region(span, page, about)
    read = read_value(Value(None, span, page.quote(span)), column.type, page.folded)
    return (read.value, read.span) if read else (None, span)


def _read_region(span: Span, page: Page, about: About) -> tuple[dict[str, str | None], Span]:
    """The place with its official name and code where one alone fits, within the document's region first; as
    printed and without a code otherwise."""
    mention = next(iter(find_mentions(page.folded, *span, year=about.year)), None)
    place = mention.span if mention else span
    printed = page.folded[slice(*place)]
    for within in (about.region, None) if about.region else (None,):
        fitting = resolve(printed, year=about.year, within=within)
        if len(fitting) == 1:
            return {"name": fitting[0].name, "adcode": fitting[0].adcode}, place
    return {"name": "".join(page.quote(place).split()), "adcode": None}, place
