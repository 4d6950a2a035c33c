"""What a pack made of a page: its values, its region, its sections with ids, and the rest of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.attention import Attention, count_topics
from tiaoli.extraction.fields import find_fields
from tiaoli.extraction.horizon import aims_of, horizon_of, is_settled
from tiaoli.extraction.numbering import walk_numbered
from tiaoli.extraction.observations import Observation, find_observations
from tiaoli.extraction.places import About, find_places
from tiaoli.extraction.records import Row, find_records
from tiaoli.extraction.region import FoundRegion, find_region
from tiaoli.extraction.roles import assign_roles
from tiaoli.extraction.tokens import part_of_year_in
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import Views
from tiaoli.extraction.year import find_year
from tiaoli.page import Page, Span
from tiaoli.rulebook.models import Pack
from tiaoli.structure import Outline, Paragraph, Section

LONG_LINE = 30
"""A line of the front matter longer than this is kept as a paragraph where no value stands in it."""

LEAST_REPEATED = 4
"""Fewer characters than these stand in any title by chance."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Extracted:
    """All that is known of a page once a pack was applied; `front` holds the lines that became metadata and
    the short ones beside them."""

    page: Page
    pack: Pack
    values: dict[str, Value]
    labels: tuple[tuple[str, Span], ...]
    region: FoundRegion | None
    sections: tuple[Section, ...]
    contents: tuple[Span, ...]
    front: tuple[Span, ...]
    observations: list[Observation]
    records: dict[str, tuple[Row, ...]]
    attention: Attention | None
    diagnostics: tuple[Diagnostic, ...]

    def walk(self) -> Iterator[tuple[str, Section]]:
        """Every section with its id, in reading order."""
        yield from walk_numbered(self.sections)


def extract(page: Page, pack: Pack, outline: Outline, *, topics: bool = False) -> Extracted:
    """The page under the pack: fields first, then year and region, which need them, then roles, observations, records.

    `topics` asks for the counts of the pack's dictionaries, which take longer than all else.
    """
    views = Views(page, outline)
    found = find_fields(views, pack)
    year, year_remarks = find_year(views, found.values, pack)
    region, region_remarks = find_region(views, pack, found.values, year.value if year else None)
    values = {**found.values, **({"year": year} if year else {})}
    title = str(values["title"].value) if "title" in values else ""
    about = About(
        year.value if year else None,
        region.region if region else None,
        part_of_year_in(title),
        _told_in(values) if year else None,
        horizon_of(title),
        aims_of(title),
    )
    values |= find_places(views, pack, values, about)
    sections, front = without_front(outline, values, page)
    if year and is_settled(title, year.value):
        about = replace(about, year=year.value + 1, told_in=year.value + 1)
    sections = assign_roles(sections, page, pack, about.year)
    observations, oddities = find_observations(page, pack, sections, about)
    return Extracted(
        page=page,
        pack=pack,
        values=values,
        labels=found.labels,
        region=region,
        sections=sections,
        contents=outline.contents,
        front=tuple(front),
        observations=observations,
        records=find_records(page, pack, sections, about),
        attention=count_topics(pack, sections) if topics else None,
        diagnostics=(
            *page.diagnostics,
            *outline.diagnostics,
            *found.diagnostics,
            *year_remarks,
            *region_remarks,
            *oddities,
        ),
    )


def _told_in(values: dict[str, Value]) -> int:
    """The year that a document of a known year calls this one: the year before where it was delivered in that."""
    year: int = values["year"].value
    date = values.get("date")
    return year - 1 if date is not None and str(date.value).startswith(str(year - 1)) else year


def without_front(outline: Outline, values: dict[str, Value], page: Page) -> tuple[tuple[Section, ...], list[Span]]:
    """The sections without the front matter that became metadata, and the spans of that front matter."""
    if not outline.sections:
        return outline.sections, []
    claimed = [value.span for value in values.values() if value.span]
    preamble = outline.sections[0]
    kept: list[Paragraph] = []
    front: list[Span] = []
    for paragraph in preamble.paragraphs:
        start, end = paragraph.span
        touched = any(a < end and b > start for a, b in claimed)
        repeated = value_with(page.quote(paragraph.span), values) is not None
        short = bool(claimed) and end - start <= LONG_LINE and page.folded[end - 1] not in "。!?:"
        if start < outline.front_end and (touched or repeated or short):
            front.append(paragraph.span)
        else:
            kept.append(paragraph)
    start = kept[0].span[0] if kept else preamble.span[1]
    preamble = replace(preamble, paragraphs=tuple(kept), span=(start, preamble.span[1]))
    return (preamble, *outline.sections[1:]), front


def value_with(words: str, values: dict[str, Value]) -> str | None:
    """The field whose value holds these words, as a title printed again above the text."""
    bare = _SPACE.sub("", words)
    if len(bare) < LEAST_REPEATED:
        return None
    return next((name for name, value in values.items() if bare in _SPACE.sub("", value.quote)), None)
