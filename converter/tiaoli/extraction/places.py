"""Places that fields and columns name: each with its official name and code where one region alone fits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tiaoli.chinese.regions import Region, find_mentions, resolve
from tiaoli.chinese.width import fold
from tiaoli.extraction.fields import raw_values
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import Views
from tiaoli.page import Span
from tiaoli.rulebook.models import FieldRule, Pack

Place = dict[str, str | None]
"""`name` and `adcode`."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the document when its places are read: short names are those of its region. `part_of_year` is
    the half or quarter that its title says it reports on; `told_in` the year that 今年 is, which for a report of
    December is not the one it is for; `horizon` the year that its title says it plans for, `aims` the last that
    this names."""

    year: int | None = None
    region: Region | None = None
    part_of_year: str | None = None
    told_in: int | None = None
    horizon: int | None = None
    aims: int | None = None


def find_places(views: Views, pack: Pack, values: dict[str, Value], about: About) -> dict[str, Value]:
    """The values of the fields of type region, without the document's own region."""
    rules = [rule for rule in pack.fields.values() if rule.type == "region" and rule.name != "region"]
    return {rule.name: found for rule in rules if (found := _find(rule, views, values, about))}


def _find(rule: FieldRule, views: Views, values: dict[str, Value], about: About) -> Value | None:
    for at, source in enumerate(rule.sources):
        for raw in raw_values(source, views, values):
            if raw.span is None:
                place, _ = read_place(fold(raw.quote), (0, len(raw.quote)), about)
                return replace(raw, value=place, rule=rule.place, source=at)
            place, span = read_place(views.page.folded, raw.span, about)
            return replace(raw, value=place, span=span, quote=views.page.quote(span), rule=rule.place, source=at)
    return None


def read_place(folded: str, span: Span, about: About) -> tuple[Place, Span]:
    """The first place that a stretch names, and where; as printed and without a code where not one alone fits.

    The document's region is looked through first. A stretch without a known place is the place.
    """
    mention = next(iter(find_mentions(folded, *span, year=about.year)), None)
    start, end = mention.span if mention else span
    printed = folded[start:end]
    for within in (about.region, None) if about.region else (None,):
        fitting = resolve(printed, year=about.year, within=within)
        if len(fitting) == 1:
            return {"name": fitting[0].name, "adcode": fitting[0].adcode}, (start, end)
    return {"name": "".join(printed.split()), "adcode": None}, (start, end)
