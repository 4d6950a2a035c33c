"""An audit: what a sheet holds, how it is drawn, and what the filled one tells."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tiaoli
from tiaoli.errors import UsageError
from tiaoli.source import Source
from tiaoli.workbench.auditing import COLUMNS, check, draw
from tiaoli.workbench.estimation import Judged, allocate, estimate, wilson
from tiaoli.writing.copies import mark_copies
from tiaoli.writing.rows import rows_of
from tiaoli.writing.sheets import read_sheet, write_sheet
from tiaoli.writing.store import Entry, Store, open_store

BODY = """各位代表:
一、2023年工作回顾
全年干得不错。地区生产总值实现{a}亿元,增长{b}%;固定资产投资增长{c}%。社会消费品零售总额{a}.5亿元,增长{c}%。
二、2024年工作安排
今年的预期目标是:地区生产总值增长{b}%左右,一般公共预算收入增长{c}%以上。
"""


def put(store: Store, text: str, uri: str, **given: Any) -> None:
    document = tiaoli.convert(Source(text.encode(), uri=uri, given=given))
    entry = Entry(uri, document.doc_id, document.id, "", document.status, None, 1, 0.0)
    store.put(entry, *rows_of(document))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path / "tiaoli.db", create=True)
    for at, place in enumerate(["璧山区", "铜梁区", "潼南区"]):
        head = f"重庆市{place}2024年政府工作报告\n——2024年1月8日在重庆市{place}第九届人民代表大会第四次会议上\n"
        put(opened, head + BODY.format(a=300 + at, b=4 + at, c=7 + at), f"{place}.txt", url=f"http://{at}.gov.cn/1")
    return opened


def filled(rows: list[list[Any]], folder: Path, right: Any, name: str = "sheet.csv") -> Path:
    """The sheet with `correct` filled by what `right` says of each row's values."""
    at = COLUMNS.index("correct")
    for row in rows[1:]:
        row[at] = right(dict(zip(COLUMNS, row, strict=True)))
    write_sheet(folder / name, rows)
    return folder / name


def test_a_row_says_all_that_is_needed_to_judge_it(store: Store) -> None:
    head, *rows = draw(store, 21)
    assert tuple(head) == COLUMNS
    found = [dict(zip(head, row, strict=True)) for row in rows]
    said = next(each for each in found if each["value"] == 301_000_000_00)
    assert said["sentence"] == "地区生产总值实现301亿元,增长5%;"
    assert (said["document"], said["region"], said["year"]) == ("铜梁区.txt", "重庆市铜梁区", 2023)
    assert (said["source"], said["correct"], said["comment"]) == ("http://1.gov.cn/1", None, None)


def test_the_same_seed_draws_the_same_rows_and_another_seed_others(store: Store) -> None:
    assert draw(store, 10, seed=3) == draw(store, 10, seed=3)
    assert draw(store, 10, seed=3) != draw(store, 10, seed=4)


def test_no_observation_is_drawn_twice_and_none_where_all_are_drawn_is_missing(store: Store) -> None:
    rows = draw(store, 1000)[1:]
    ids = {row[COLUMNS.index("row")] for row in rows}
    assert len(ids) == len(rows) == 21


def test_copies_and_what_a_person_corrected_are_not_drawn(store: Store) -> None:
    put(store, "石桥县2024年政府工作报告\n" + BODY.format(a=1, b=2, c=3), "a.txt")
    put(store, "石桥县2024年政府工作报告\n" + BODY.format(a=1, b=2, c=3), "b.txt")
    mark_copies(store)
    store.change("UPDATE observations SET corrected = 1 WHERE indicator = ?", [("fixed_asset_investment",)])
    documents = Counter(row[0] for row in draw(store, 1000)[1:])
    assert documents == {"璧山区.txt": 6, "铜梁区.txt": 6, "潼南区.txt": 6, "a.txt": 6}


@pytest.mark.parametrize(("count", "strata"), [(1, {"all"}), (8, {"actual", "target"})])
def test_a_small_sample_has_fewer_strata(store: Store, count: int, strata: set[str]) -> None:
    rows = draw(store, count)[1:]
    assert len(rows) == count
    assert {row[COLUMNS.index("stratum")] for row in rows} == strata


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_a_filled_sheet_gives_the_precision_over_all_and_by_indicator(store: Store, tmp_path: Path, name: str) -> None:
    rows = draw(store, 1000)
    path = filled(rows, tmp_path, lambda row: 0 if row["indicator"] == "gdp" and row["kind"] == "target" else 1, name)
    audit = check(store, read_sheet(path))
    assert (audit.whole.judged, audit.whole.right, audit.whole.share) == (21, 18, pytest.approx(18 / 21))
    assert audit.whole.low == pytest.approx(wilson(18 / 21, 21)[0])
    assert audit.indicators["gdp"].share == pytest.approx(6 / 9)
    assert audit.indicators["fixed_asset_investment"].share == 1


def test_doubtful_and_empty_rows_count_neither_for_nor_against(store: Store, tmp_path: Path) -> None:
    marks = iter(["1", "?", "", "是", "错", *["√"] * 16])
    audit = check(store, read_sheet(filled(draw(store, 1000), tmp_path, lambda _: next(marks))))
    assert (audit.whole.judged, audit.whole.right, audit.doubtful, audit.empty) == (19, 18, 1, 1)


def test_a_sheet_of_another_store_is_refused(store: Store, tmp_path: Path) -> None:
    path = filled(draw(store, 5), tmp_path, lambda _: 1)
    other = open_store(tmp_path / "other.db", create=True)
    with pytest.raises(UsageError, match="not of this store: 5 of its rows"):
        check(other, read_sheet(path))


def test_a_sheet_whose_values_have_changed_since_is_refused(store: Store, tmp_path: Path) -> None:
    path = filled(draw(store, 1000), tmp_path, lambda _: 1)
    store.change("UPDATE observations SET value = value + 1 WHERE indicator = ?", [("gdp",)])
    with pytest.raises(UsageError, match=r"something else by now in 9 rows .+ draw another"):
        check(store, read_sheet(path))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("row,doc_id\na,b\n", "lacks the columns indicator, stratum, stratum_size, correct"),
        ("row,doc_id,indicator,stratum,stratum_size,correct\nr,d,gdp,all,3,maybe\n", "row 2: `correct` is maybe"),
        ("row,doc_id,indicator,stratum,stratum_size,correct\nr,d,gdp,all,,1\n", "row 2: `stratum_size` is "),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_with_the_reason(
    store: Store, tmp_path: Path, table: str, why: str
) -> None:
    (tmp_path / "sheet.csv").write_text(table, "utf-8")
    with pytest.raises(UsageError, match=why):
        check(store, read_sheet(tmp_path / "sheet.csv"))


def test_an_unfilled_sheet_and_an_empty_store_are_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no row of the sheet is judged"):
        check(store, read_sheet(filled(draw(store, 5), tmp_path, lambda _: "")))
    with pytest.raises(UsageError, match="no observation to draw"):
        draw(open_store(tmp_path / "empty.db", create=True), 5)


def test_every_stratum_gets_a_row_and_none_more_than_it_has() -> None:
    drawn = allocate({"a": 900, "b": 90, "c": 9, "d": 1}, 40)
    assert drawn == {"a": 35, "b": 3, "c": 1, "d": 1}
    assert allocate({"a": 2, "b": 3}, 100) == {"a": 2, "b": 3}


def test_a_stratum_counts_by_its_size_not_by_its_share_of_the_sample() -> None:
    items = [Judged("large", 90, True)] * 5 + [Judged("small", 10, False)] * 5
    found = estimate(items, {"large": 5, "small": 5})
    assert found
    assert found.share == pytest.approx(0.9)
    assert (found.low, found.high) == pytest.approx(wilson(0.9, 100**2 / (5 * 18**2 + 5 * 2**2)))


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    dice = random.Random(5)
    sizes, shares = {"a": 700, "b": 250, "c": 50}, {"a": 0.97, "b": 0.9, "c": 0.6}
    truth = sum(sizes[name] * shares[name] for name in sizes) / 1000
    drawn = allocate(sizes, 100)
    held = 0
    for _ in range(1000):
        items = [Judged(name, sizes[name], dice.random() < shares[name]) for name in sizes for _ in range(drawn[name])]
        found = estimate(items, drawn)
        assert found
        held += found.low <= truth <= found.high
    assert 930 <= held <= 990
