"""Numbers with a unit, and the words that they are said of."""

from __future__ import annotations

import pytest

from tiaoli.workbench.mentions import find_mentions


def found_in(text: str) -> list[tuple[str, str]]:
    return [(mention.phrase, mention.unit) for mention in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("粮食产量达到50万吨。", [("粮食产量", "吨")]),
        ("全年实现粮食产量50万吨。", [("粮食产量", "吨")]),
        ("城镇新增就业1.2万人。", [("城镇新增就业", "人")]),
        ("规上工业增加值增长6.5%左右。", [("规上工业增加值", "%")]),
        ("地区生产总值(GDP)达983亿元,同比增长6%。", [("地区生产总值", "元"), ("地区生产总值", "%")]),
        ("森林覆盖率由57%提高到 58.2 %。", [("森林覆盖率", "%"), ("森林覆盖率", "%")]),
        ("粮食产量三百二十万吨,比上年增长百分之五。", [("粮食产量", "吨"), ("粮食产量", "%")]),
        ("电力装机五百千瓦。", [("电力装机", "千瓦")]),
        ("人口自然增长率3‰。", [("人口自然增长率", "‰")]),
    ],
)
def test_a_number_has_the_words_before_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text) == expected


def test_what_was_built_is_not_what_was_spoken_of_before() -> None:
    assert found_in("地区生产总值增长6%,建成35个项目。") == [("地区生产总值", "%"), ("", "个")]


def test_nothing_is_carried_over_from_another_sentence() -> None:
    assert found_in("工业投资平稳。增长6%。") == [("", "%")]


@pytest.mark.parametrize("text", ["2024年1月3日召开。", "第3项任务。", "推广5G应用。", "三农工作。"])
def test_dates_ordinals_and_names_are_no_mentions(text: str) -> None:
    assert found_in(text) == []


def test_the_span_is_that_of_number_and_unit() -> None:
    text = "粮食产量达到50万吨。"
    (mention,) = find_mentions(text)

    assert text[slice(*mention.span)] == "50万吨"


@pytest.mark.parametrize("unit", ["1,", "一", "9", "((((", "增长", "粮食产量"])
@pytest.mark.timeout(30)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    list(find_mentions(unit * 50_000))
