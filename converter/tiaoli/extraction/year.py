"""The year a report is for, where no field rule could say it: from the years its review speaks of."""

from __future__ import annotations

from collections import Counter

from tiaoli.chinese.dates import find_years
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.fields import Value
from tiaoli.extraction.views import Views
from tiaoli.rulebook.models import Pack

LEAST_MENTIONS = 2


def find_year(views: Views, values: dict[str, Value], pack: Pack) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """The year found by rule; else, where the rule's last source is the `review`, the year after the latest
    of those that the document's first part names often."""
    if "year" in values:
        return values["year"], ()
    rule = pack.fields.get("year")
    sections = [section for section in views.outline.sections if section.level > 0] or list(views.outline.sections)
    if rule is None or not any(source.where == "review" for source in rule.sources) or not sections:
        return None, ()
    start, end = sections[0].span
    years = find_years(views.page.folded, start, end)
    counts = Counter(year for year, _ in years)
    if not counts:
        return None, ()
    often = max(counts.values())
    if often < LEAST_MENTIONS:
        return None, ()
    year = max(year for year, count in counts.items() if count * 2 >= often)
    span = next(span for found, span in years if found == year)
    quote = views.page.quote(span)
    remark = Diagnostic("metadata.year-from-body", span, {"year": year + 1, "found": quote})
    return Value(year + 1, span, quote, rule=rule.place), (remark,)
