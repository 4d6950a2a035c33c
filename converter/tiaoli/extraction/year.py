"""The year a report is for, where no other rule could say it: from the years its review speaks of."""

from __future__ import annotations

from dataclasses import replace

from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.fields import raw_values
from tiaoli.extraction.values import Value, read_year
from tiaoli.extraction.views import Views
from tiaoli.rulebook.models import Pack

_NOT_THE_YEAR_ITSELF = "到至比较从自由在"
"""Words before a year that make it one that is compared with, or that is still to come."""


def find_year(views: Views, values: dict[str, Value], pack: Pack) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """The year found by the pack's other sources; else what its `review` sources make of the latest year that
    the document's first part states figures for, with a remark."""
    rule = pack.fields.get("year")
    if rule is None or "year" in values:
        return values.get("year"), ()
    for at, source in enumerate(rule.sources):
        if source.where == "review":
            stated = [read for raw in raw_values(source, views, values) if (read := _stated(raw, views))]
            if stated:
                latest = max(stated, key=lambda value: (value.value, -(value.span or (0, 0))[0]))
                found = replace(latest, value=latest.value + source.add, rule=rule.place, source=at)
                params = {"year": found.value, "found": latest.quote}
                return found, (Diagnostic("metadata.year-from-body", latest.span, params),)
    return None, ()


def _stated(raw: Value, views: Views) -> Value | None:
    before = views.page.folded[raw.span[0] - 1] if raw.span and raw.span[0] else ""
    return None if before in _NOT_THE_YEAR_ITSELF and before else read_year(raw, views.page.folded)
