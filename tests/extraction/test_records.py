"""An analyst's own tables: which units are searched, which match wins, what a row holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiaoli
from tiaoli.document import Document, RecordFacts
from tiaoli.testing import document_faults

PACK = """
rules: 1
id: my.tables
version: 1.0.0
title: 测试
headings:
  part: {level: 1, sample: "一、"}
  item: {level: 2, sample: "(一)"}
roles:
  review: {period: last_year, heading: [工作回顾]}
  plan: {period: this_year, heading: [工作安排]}
  problems: {paragraphs: [困难在于]}
fields:
  title: {from: [{in: front, pattern: "{start}{any}报告{end}"}]}
  year: {type: year, from: [{in: title, pattern: "{value:year}年"}]}
  region: {type: region, from: [{field: title}]}
records:
"""

TEXT = """云南省玉溪市2025年工作报告
各位代表:
现在报告工作。
一、2024年工作回顾
甲公路总投资3亿元。乙公路总投资两千万元；
困难在于丙公路总投资70多亿元。
二、2025年工作安排
开工丁公路，总投资5-8亿元。
(一)把路修好
一是新建戊公路，总投资1.2亿美元。
——新建己公路。
(1)新建庚公路。
"""


@pytest.fixture
def convert(tmp_path: Path) -> Any:
    """Converts a text with some record rules: convert(rules, text)."""

    def run(records: str, text: str = TEXT) -> Document:
        lines = "".join(f"  {line}\n" for line in records.strip("\n").split("\n"))
        (tmp_path / "pack.yaml").write_text(PACK + lines, "utf-8")
        document = tiaoli.convert(text.encode(), rules=[tmp_path], pack="my.tables")
        assert document_faults(document) == []
        return document

    return run


def quotes(rows: tuple[RecordFacts, ...]) -> list[str]:
    return [row.quote for row in rows]


MONEY = 'roads: {each: sentence, pattern: "总投资{sum:money}", columns: {sum: {type: money}}}'


def test_a_row_has_its_words_its_section_its_rule_and_typed_values(convert: Any) -> None:
    document = convert(MONEY)
    first = document.records["roads"][0]
    assert (first.quote, first.section, first.rule) == ("总投资3亿元", "1", "my.tables#records.roads")
    assert document.text[slice(*first.span)] == "总投资3亿元"
    assert first.values == {"sum": {"value": 300_000_000, "unit": "CNY"}}
    assert document.text[slice(*first.spans["sum"])] == "3亿元"


def test_words_that_are_no_value_of_the_type_keep_their_place_without_a_value(convert: Any) -> None:
    document = convert(MONEY)
    inexact = [row for row in document.records["roads"] if row.values["sum"] is None]
    assert [document.text[slice(*row.spans["sum"])] for row in inexact] == ["70多亿元", "5-8亿元"]


def test_a_rule_that_matches_nothing_gives_no_rows(convert: Any) -> None:
    assert convert("ports: {each: section, any: [码头]}").records == {"ports": ()}


def test_a_pack_without_rules_for_records_gives_no_tables() -> None:
    assert tiaoli.convert(TEXT.encode()).records == {}


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        ("[review]", ["甲公路", "乙公路"]),
        ("[problems]", ["丙公路"]),
        ("[plan]", ["丁公路", "戊公路", "己公路", "庚公路"]),
        ("[review, problems]", ["甲公路", "乙公路", "丙公路"]),
    ],
)
def test_a_paragraphs_own_role_counts_before_its_sections(convert: Any, roles: str, found: list[str]) -> None:
    words = "words: {which: [甲, 乙, 丙, 丁, 戊, 己, 庚]}"
    rule = f'roads: {{each: paragraph, in_role: {roles}, pattern: "{{which}}公路", {words}}}'
    assert quotes(convert(rule).records["roads"]) == found


@pytest.mark.parametrize(
    ("each", "found"),
    [
        ("section", ["甲公路总投资3亿元。乙公路总投资两千万元；\n困难在于丙公路"]),
        ("paragraph", ["甲公路总投资3亿元。乙公路"]),
        ("sentence", []),
        ("item", []),
    ],
)
def test_a_match_stays_within_its_unit(convert: Any, each: str, found: list[str]) -> None:
    rule = rf'roads: {{each: {each}, regex: "甲公路[\\s\\S]*公路"}}'
    assert quotes(convert(rule).records["roads"]) == found


def test_items_are_the_paragraphs_with_a_marker(convert: Any) -> None:
    rows = convert('items: {each: item, pattern: "新建{any}公路"}').records["items"]
    assert quotes(rows) == ["新建戊公路", "新建己公路", "新建庚公路"]
    assert {row.section for row in rows} == {"2.1"}


def test_items_of_a_page_are_its_list_elements(convert: Any) -> None:
    items = "<ul><li>新建甲路。</li><li>新建乙路。</li></ul>"
    page = f"<html><body><p>一、工作安排</p><p>新建两条路。</p>{items}</body></html>"
    rows = convert('items: {each: item, pattern: "新建{any}路"}', page).records["items"]
    assert quotes(rows) == ["新建甲路", "新建乙路"]


def test_headings_are_not_searched(convert: Any) -> None:
    assert convert("heads: {each: section, any: [工作回顾, 把路修好]}").records == {"heads": ()}


def test_a_section_is_searched_without_those_below_it(convert: Any) -> None:
    rows = convert("roads: {each: section, any: [总投资]}").records["roads"]
    assert [row.section for row in rows] == ["1", "1", "1", "2", "2.1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("[公路, 甲公路]", ["甲公路", "公路", "公路"]),
        ("[甲公, 甲公路总投]", ["甲公路总投"]),
        ("[甲公路, 公路总投资]", ["甲公路", "公路总投资", "公路总投资"]),
    ],
    ids=["leftmost", "longest", "leftmost before longest"],
)
def test_of_overlapping_matches_the_leftmost_then_the_longest_is_kept(
    convert: Any, words: str, found: list[str]
) -> None:
    rule = f"roads: {{each: paragraph, in_role: [review, problems], any: {words}}}"
    assert quotes(convert(rule).records["roads"]) == found


def test_of_equal_matches_the_pattern_that_stands_first_names_the_groups(convert: Any) -> None:
    (row,) = convert('roads: {each: section, any: ["甲公路总投资{a:money}", "甲公路总投资{b:money}"]}').records["roads"]
    assert row.values == {"a": "3亿元", "b": None}
    assert row.spans["b"] is None


def test_without_columns_every_group_is_a_column_of_text(convert: Any) -> None:
    (row,) = convert('roads: {each: sentence, pattern: "{verb:any}戊公路，总投资{sum:money}"}').records["roads"]
    assert row.values == {"verb": "一是新建", "sum": "1.2亿美元"}


def test_a_column_with_patterns_of_its_own_searches_the_whole_unit(convert: Any) -> None:
    rule = """
roads:
  each: paragraph
  pattern: "总投资{sum:money}"
  columns:
    sum: {type: money}
    name: {pattern: "新建{value:any}，"}
    word: {any: [公路, 戊公路, 投资]}
"""
    document = convert(rule)
    row = document.records["roads"][-1]
    assert row.values == {"sum": {"value": 120_000_000, "unit": "USD"}, "name": "戊公路", "word": "戊公路"}
    assert row.spans["name"] is not None
    assert row.spans["name"][1] <= row.span[0]


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("date", "2025年3月1日起", "2025-03-01"),
        ("year", "二〇二五年", 2025),
        ("number", "约1,200公里", 1200),
        ("number", "三点五", 3.5),
        ("percent", "8.5%", 8.5),
        ("person", "王 明", "王明"),
        ("list", "甲、乙", ["甲", "乙"]),
        ("region", "峨山县内", {"name": "云南省玉溪市峨山彝族自治县", "adcode": "530426"}),
        ("region", "新区一带", {"name": "新区一带", "adcode": None}),
    ],
)
def test_a_column_is_read_as_its_type(convert: Any, kind: str, words: str, value: Any) -> None:
    rule = f'facts: {{each: paragraph, pattern: "记录为{{it:line}}", columns: {{it: {{type: {kind}}}}}}}'
    document = convert(rule, f"云南省玉溪市2025年工作报告\n一、工作回顾\n记录为{words}\n")
    (row,) = json.loads(document.to_json())["records"]["facts"]
    assert row["values"]["it"] == value


def test_each_row_of_a_table_is_a_sentence_of_its_own(convert: Any) -> None:
    page = (
        "<html><body><p>一、工作安排</p><table><tr><td>甲路</td><td>总投资</td><td>3亿元</td></tr>"
        "<tr><td>乙路</td><td>总投资</td><td>5亿元</td></tr></table></body></html>"
    )
    columns = "{sum: {type: money}, name: {any: [甲路, 乙路]}}"
    rule = f'roads: {{each: sentence, pattern: "总投资{{sum:money}}", columns: {columns}}}'
    assert [row.values["name"] for row in convert(rule, page).records["roads"]] == ["甲路", "乙路"]


def test_rows_stand_one_a_line_and_read_back(convert: Any) -> None:
    document = convert(MONEY)
    data = document.to_json()
    assert sum(line.startswith(b'  {"section":') for line in data.split(b"\n")) == len(document.records["roads"])
    assert Document.from_json(data).records == document.records


@pytest.mark.timeout(30)
def test_many_rows_in_one_unit_take_linear_time(convert: Any) -> None:
    rows = convert(MONEY.replace("sentence", "section"), "一、工作安排\n" + "总投资5亿元的" * 5000).records["roads"]
    assert len(rows) == 5000


PIECES = st.sampled_from(
    [*"甲乙路。；，\n 　", "总投资", "3亿元", "70多", "5-8", "一、", "(一)", "一是", "——", "12.5%", "<", "​"]
)


@settings(deadline=None)  # the first text pays for loading the rules
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_the_text_rows_are_literal_and_in_reading_order(tmp_path_factory: Any, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "records"
    folder.mkdir(exist_ok=True)
    rules = "".join(
        f'  {each}: {{each: {each}, any: ["{{a:any}}路", "总投资{{b:money}}", "{{c:percent}}"], '
        "columns: {a: {}, b: {type: money}, c: {type: percent}, d: {type: number, pattern: '{number}'}}}\n"
        for each in ("section", "paragraph", "sentence", "item")
    )
    (folder / "pack.yaml").write_text(PACK + rules, "utf-8")
    document = tiaoli.convert(f"报告\n{text}".encode(), rules=[folder], pack="my.tables")
    assert document_faults(document) == []
    assert list(document.records) == ["section", "paragraph", "sentence", "item"]
