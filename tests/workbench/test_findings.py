"""What a document has of records and observations, as a test asks for them."""

from __future__ import annotations

from typing import Any

import pytest

import tiaoli
from tiaoli.document import ObservationFacts, RecordFacts
from tiaoli.workbench.findings import find


def row(name: str, amount: object, quote: str) -> RecordFacts:
    values = {"name": name, "amount": amount}
    return RecordFacts(section="1", span=(0, 1), quote=quote, rule="x.pack#records.projects", values=values, spans={})


ROWS = (
    row("云溪大桥", {"value": 50000, "unit": "CNY"}, "建成云溪大桥"),
    row("县医院", None, "建成县医院"),
)
GROWTH = ObservationFacts(
    indicator="gdp", label="地区生产总值", measure="growth", value=5.0, unit="percent", bound="about", kind="target",
    year=2025, section="1", span=(0, 4), quote="增长5%", number_span=(2, 4), rule="x#indicators.gdp",
)  # fmt: skip
DOCUMENT = tiaoli.convert("一、重点工作\n建成云溪大桥、县医院。\n".encode(), uri="a.txt").model_copy(
    update={"records": {"projects": ROWS}, "observations": (GROWTH,)}
)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"record": "projects"}, True),
        ({"record": "projects", "name": "云溪 大桥", "amount": 50000}, True),
        ({"record": "projects", "name": "县医院", "amount": 50000}, False),
        ({"record": "projects", "quote": "建成县医院"}, True),
        ({"record": "projects", "count": 2}, True),
        ({"record": "projects", "count": 0}, False),
        ({"record": "projects", "name": "县医院", "count": 1}, True),
        ({"record": "roads", "count": 0}, True),
        ({"indicator": "gdp", "measure": "growth", "value": 5, "bound": "about", "kind": "target"}, True),
        ({"indicator": "gdp", "value": 6}, False),
        ({"indicator": "cpi"}, False),
    ],
    ids=str,
)
def test_rows_and_observations_are_compared_with_what_is_said(said: dict[str, Any], holds: bool) -> None:
    assert find(said, DOCUMENT).holds is holds


def test_what_there_is_of_an_indicator_is_shown_with_what_was_asked() -> None:
    shown = find({"indicator": "gdp", "kind": "actual"}, DOCUMENT).params
    assert shown == {"count": 1, "rows": "{measure: growth, value: 5.0, unit: percent, indicator: gdp, kind: target}"}
