"""The panel of targets: which report a cell rests on, what its status is, and whether a target was met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from stores import BRIDGE, WILLOW, new_store, put_document, put_rows, report

from tiaoli.rulebook.packs import load_library
from tiaoli.writing.columns import TARGETS, tables
from tiaoli.writing.exports.table import targets_table
from tiaoli.writing.panel import SetAside, set_aside
from tiaoli.writing.store import Store, open_store

WORK, PLAN = "government_work_report", "development_plan_report"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(tmp_path)) as opened:
        yield opened


def panel(store: Store, *indicators: str) -> list[dict[str, Any]]:
    table = targets_table(store, indicators)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.read()]


def put_report(
    store: Store, year: int, *said: dict[str, Any], doc_id: str = "", adcode: str = "990101", role: str = "plan",
    **facts: Any,
) -> None:  # fmt: skip
    """A report of a region with observations, each of them in a section of the role that it names."""
    roles = {each.get("role", role) for each in said} | {role}
    put_rows(
        store,
        doc_id or f"{adcode}-{year}",
        documents=[
            {"adcode": adcode, "region": "石桥县", "level": "county", "year": year, "document_type": WORK,
             "status": "ok", "characters": 9000, "truncated": False, **facts}
        ],
        sections=[{"section_id": role, "role": role, "state": "full"} for role in roles],
        observations=[
            {"indicator": "gdp", "label": "地区生产总值", "measure": "growth", "unit": "%", "bound": "exact",
             "averaged": False, "cumulative": False, "report_year": year, "section_id": each.get("role", role),
             "span_start": at, **each}
            for at, each in enumerate(said)
        ],
    )  # fmt: skip


def target(year: int, value: float | None, bound: str = "exact", **facts: Any) -> dict[str, Any]:
    return {"kind": "target", "year": year, "value": value, "bound": bound, "role": "plan", **facts}


def actual(year: int, value: float, bound: str = "exact", **facts: Any) -> dict[str, Any]:
    return {"kind": "actual", "year": year, "value": value, "bound": bound, "role": "review", **facts}


def test_two_counties_over_three_years_have_every_status(store: Store) -> None:
    put_document(store, report(BRIDGE, 2021, "全县地区生产总值增长6.1%。", "全县地区生产总值增长8%。"))
    put_document(store, report(BRIDGE, 2022, "全县地区生产总值增长8.5%。", "全县地区生产总值增长8%左右。"))
    put_document(store, report(BRIDGE, 2023, "全县地区生产总值增长7.9%。", "全县地区生产总值保持两位数增长。"))
    put_document(store, report(WILLOW, 2021, "修好了三座桥。", "社会消费品零售总额增长9%以上。"))
    put_document(store, report(WILLOW, 2023, "全县地区生产总值增长5.5%。", None))

    found = {
        (row["region"], row["year"]): (row["status"], row["target"], row["actual"], row["met"])
        for row in panel(store, "gdp")
    }
    assert found == {
        (BRIDGE.name, 2021): ("stated", 8.0, 8.5, True),
        (BRIDGE.name, 2022): ("stated", 8.0, 7.9, None),
        (BRIDGE.name, 2023): ("stated without a number", None, None, None),
        (WILLOW.name, 2021): ("absent", None, None, None),
        (WILLOW.name, 2022): ("no document", None, 5.5, None),
        (WILLOW.name, 2023): ("document truncated", None, None, None),
    }


def test_a_cell_says_its_words_and_the_documents_that_hold_them(store: Store) -> None:
    first = report(BRIDGE, 2021, "修好了三座桥。", "确保全县地区生产总值增长8%以上。")
    second = report(BRIDGE, 2022, "全县地区生产总值增长8.5%。", "再修两座桥。")
    for document in (first, second):
        put_document(store, document)

    (row, _) = panel(store, "gdp")
    assert (row["target_doc_id"], row["actual_doc_id"]) == (first.doc_id, second.doc_id)
    assert "地区生产总值增长8%" in row["target_quote"]
    assert row["actual_quote"] == "地区生产总值增长8.5%"
    assert (row["modal"], row["hard"], row["bound"], row["label"], row["unit"]) == (
        "确保", True, "at_least", "地区生产总值", "%",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "aim", "came", "met"),
    [
        ("gdp", (6, "exact"), (6, "exact"), True),
        ("gdp", (6, "exact"), (5.9, "exact"), False),
        ("gdp", (6, "at_least"), (6.2, "exact"), True),
        ("gdp", (6, "about"), (6.2, "exact"), None),
        ("gdp", (6, "above"), (6, "exact"), None),
        ("gdp", (6, "above"), (6, "above"), True),
        ("gdp", (6, "below"), (5, "exact"), None),
        ("gdp", (6, "exact"), (6, "about"), None),
        ("gdp", (6, "exact"), (7, "at_least"), True),
        ("gdp", (6, "exact"), (5, "at_least"), None),
        ("gdp", (6, "exact"), (5, "below"), False),
        ("energy_intensity", (-3, "at_most"), (-3.5, "exact"), True),
        ("energy_intensity", (-3, "at_most"), (-2, "exact"), False),
        ("energy_intensity", (-3, "exact"), (-3.2, "exact"), True),
        ("urban_unemployment_rate", (5.5, "below"), (5.2, "exact"), True),
        ("cpi", (3, "at_most"), (2, "exact"), True),
        ("cpi", (3, "at_most"), (3.4, "exact"), False),
        ("cpi", (3, "exact"), (2, "exact"), None),
        ("an_indicator_of_ones_own", (3, "exact"), (4, "exact"), None),
        ("an_indicator_of_ones_own", (3, "at_least"), (4, "exact"), True),
    ],
)
def test_whether_a_target_was_met_follows_from_bounds_and_from_what_is_better(
    store: Store, indicator: str, aim: tuple[float, str], came: tuple[float, str], met: bool | None
) -> None:
    put_report(store, 2021, target(2021, *aim, indicator=indicator))
    put_report(store, 2022, actual(2021, *came, indicator=indicator))

    assert panel(store)[0]["met"] is met


@pytest.mark.parametrize(
    ("indicator", "came", "met"),
    [
        ("gdp", 5.2, True),
        ("gdp", 4.9, False),
        ("gdp", 6.0, True),
        ("pm25", 5.2, True),
        ("pm25", 6.0, False),
        ("cpi", 5.2, None),
    ],
)
def test_a_range_is_met_at_its_nearer_end(store: Store, indicator: str, came: float, met: bool | None) -> None:
    put_report(store, 2021, target(2021, 5, "between", value_high=5.5, indicator=indicator))
    put_report(store, 2022, actual(2021, came, indicator=indicator))

    assert panel(store)[0]["met"] is met


@pytest.mark.parametrize(("came", "met"), [(39_000, True), (11_000, False), (188_000, None), (9_000, None)])
def test_what_there_is_in_all_is_not_judged_by_what_was_to_be_added(
    store: Store, came: float, met: bool | None
) -> None:
    put_report(store, 2021, target(2021, 20_000, measure="level", indicator="charging_piles"))
    put_report(store, 2022, actual(2021, came, measure="level", indicator="charging_piles"))

    assert panel(store)[0]["met"] is met


def test_a_rank_is_not_judged_as_a_quantity_is(store: Store) -> None:
    put_report(store, 2021, target(2021, 3, measure="rank"))
    put_report(store, 2022, actual(2021, 4, measure="rank"))

    assert panel(store)[0]["met"] is None


@pytest.mark.parametrize(
    "other",
    [{"scope": "高新区"}, {"compared_with": "全省"}, {"averaged": True}, {"cumulative": True}, {"period_from": 2021},
     {"year": 2025}, {"year": None}, {"kind": "unknown"}],
)  # fmt: skip
def test_a_number_of_others_or_of_several_years_is_no_target(store: Store, other: dict[str, Any]) -> None:
    put_report(store, 2021, {**target(2021, 9), **other}, target(2021, 6))

    (row,) = panel(store)
    assert (row["target"], row["target_contradicted"]) == (6, False)


def test_a_target_in_dollars_is_not_held_against_a_sum_in_yuan(store: Store) -> None:
    put_report(store, 2021, target(2021, 1e9, unit="USD", measure="level"))
    put_report(store, 2022, actual(2021, 7e9, unit="CNY", measure="level"))

    assert (panel(store)[0]["actual"], panel(store)[0]["met"]) == (None, None)


def test_of_two_targets_the_part_that_lists_them_wins_and_the_other_is_told(store: Store) -> None:
    put_report(store, 2021, target(2021, 7), target(2021, 6, role="targets"))

    (row,) = panel(store)
    assert (row["target"], row["target_contradicted"]) == (6, True)


def test_a_number_wins_over_words(store: Store) -> None:
    put_report(store, 2021, target(2021, None, statement="stable", role="targets"), target(2021, 6))

    (row,) = panel(store)
    assert (row["target"], row["status"]) == (6, "stated")


def test_a_plan_report_fills_in_where_the_work_report_is_silent(store: Store) -> None:
    put_report(store, 2021, target(2021, 6))
    put_report(
        store, 2021, target(2021, 5), target(2021, 9, indicator="retail_sales"), doc_id="plan", document_type=PLAN
    )

    found = {row["indicator"]: (row["target"], row["target_document_type"]) for row in panel(store)}
    assert found == {"gdp": (6, WORK), "retail_sales": (9, PLAN)}


def test_a_plan_report_alone_leaves_the_work_report_missing(store: Store) -> None:
    put_report(store, 2021, target(2021, 6))
    put_report(store, 2022, target(2022, 9, indicator="retail_sales"), document_type=PLAN)

    found = {row["indicator"]: row["status"] for row in panel(store) if row["year"] == 2022}
    assert found == {"gdp": "no document", "retail_sales": "stated"}


@pytest.mark.parametrize(
    "worse",
    [{"status": "partial"}, {"truncated": True}, {"role": "review"}, {"characters": 8000}, {"status": "failed"}],
)
def test_of_two_versions_of_a_report_the_more_complete_one_is_taken(store: Store, worse: dict[str, Any]) -> None:
    put_report(store, 2021, target(2021, 6))
    put_report(store, 2021, target(2021, 5), doc_id="a copy", **worse)

    (row,) = panel(store)
    assert row["target"] == 6
    assert set_aside(store.connection) == SetAside(versions=int(worse != {"status": "failed"}), unplaced=0)


def test_a_report_without_a_region_is_told(store: Store) -> None:
    put_report(store, 2021, target(2021, 6), adcode="990102")
    put_rows(store, "lost", documents=[{"document_type": WORK, "status": "ok", "year": 2021}])

    assert len(panel(store)) == 1
    assert set_aside(store.connection) == SetAside(versions=0, unplaced=1)


def test_the_view_of_the_store_is_the_panel(store: Store, tmp_path: Path) -> None:
    put_report(store, 2021, target(2021, 6))
    put_report(store, 2022, actual(2021, 6.5))
    rows = [tuple(row.values()) for row in panel(store)]

    with closing(open_store(tmp_path)) as reader:
        found = reader.connection.execute(f"SELECT * FROM {TARGETS}")
        assert [each[0] for each in found.description] == [column.name for column in tables()[TARGETS]]
        assert [tuple(row) for row in found] == rows


def test_every_indicator_that_is_better_one_way_is_an_indicator_of_the_rules() -> None:
    ways = yaml.safe_load((resources.files("tiaoli.writing") / "better.yaml").read_text("utf-8"))
    known = {name for pack in load_library().packs for name in pack.indicators}
    assert {name for names in ways.values() for name in names} <= known
    assert set(ways["high"]).isdisjoint(ways["low"])
