"""Numbers linked to indicators, with what is said of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tiaoli import convert
from tiaoli.document import Document
from tiaoli.extraction.observations import _LONGEST_SENTENCE, _ends

HEAD = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2023年工作回顾\n"


def document(text: str) -> Document:
    return convert((HEAD + text).encode())


def observed(text: str) -> list[tuple[Any, ...]]:
    found = document(text).observations
    return [(entry.indicator, entry.measure, entry.value, entry.bound, entry.year) for entry in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值212亿元,同比下降0.9%以上。",
         [("gdp", "level", 21200000000, "exact", 2023), ("gdp", "growth", -0.9, "at_most", 2023)]),
        ("社会消费品零售总额增长12.6%达92亿元。",
         [("retail_sales", "growth", 12.6, "exact", 2023), ("retail_sales", "level", 9200000000, "exact", 2023)]),
        ("一般公共预算收入、固定资产投资分别增长9%、6%。",
         [("general_public_budget_revenue", "growth", 9, "exact", 2023),
          ("fixed_asset_investment", "growth", 6, "exact", 2023)]),
        ("新增示范企业27家、高新技术企业9家。", [("high_tech_enterprises", "difference", 9, "exact", 2023)]),
        ("高新技术企业、示范企业分别达到21家、160家以上。",
         [("high_tech_enterprises", "level", 21, "at_least", 2023)]),
        ("森林覆盖率由2018年的79%提高到81%。",
         [("forest_coverage", "level", 79, "exact", 2018), ("forest_coverage", "level", 81, "exact", 2023)]),
        ("新增上市公司10家,35家银行完成改制。", [("listed_companies", "difference", 10, "exact", 2023)]),
        ("一般公共预算收入在全省率先突破百亿大关。",
         [("general_public_budget_revenue", "level", 10000000000, "above", 2023)]),
        ("固定资产投资结构优化,增长7%。", []),
    ],
)  # fmt: skip
def test_a_number_is_said_of_the_indicator_that_it_belongs_to(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert observed(text) == expected


def test_words_before_a_name_narrow_it() -> None:
    (entry,) = document("高新区规上工业总产值增长12%。").observations
    assert (entry.indicator, entry.scope) == ("industrial_output", "高新区")


def test_quotes_are_literal_also_where_a_number_is_set_digit_by_digit() -> None:
    made = document("地区 生产总值实现2 1 2亿元。")
    (entry,) = made.observations
    assert entry.value == 21200000000
    assert made.text[slice(*entry.span)] == entry.quote
    assert entry.number_span is not None
    assert made.text[slice(*entry.number_span)] == "2 1 2亿元"


def test_two_numbers_for_one_thing_are_both_kept_with_a_diagnostic() -> None:
    made = document("地区生产总值212亿元。地区生产总值230亿元。")
    assert [entry.value for entry in made.observations] == [21200000000, 23000000000]
    assert "observation.contradiction" in {remark.code for remark in made.diagnostics}


def test_a_value_out_of_its_range_is_kept_with_a_diagnostic() -> None:
    made = document("城镇调查失业率55%。")
    assert [entry.value for entry in made.observations] == [55]
    assert "quantity.out-of-range" in {remark.code for remark in made.diagnostics}


def test_what_was_missed_is_neither_achieved_nor_aimed_at() -> None:
    (entry,) = document("没有实现单位地区生产总值能耗降低4%的目标。").observations
    assert (entry.kind, entry.kind_evidence) == ("unknown", "negation:没有实现")


def test_an_endless_sentence_is_cut_behind_commas() -> None:
    text = "地区生产总值增长7%、规上工业增加值,固定资产投资" * 500
    edges = [0, *_ends(text + "。")]
    assert max(last - first for first, last in pairwise(edges)) <= _LONGEST_SENTENCE
    assert all(text[edge - 1] == "," for edge in edges[1:-1])
