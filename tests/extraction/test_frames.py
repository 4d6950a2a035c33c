"""Passages that speak of several years at once."""

from __future__ import annotations

import pytest

from tiaoli import convert

HEAD = "开化县2026年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n"
JOBS = "城镇新增就业2万人。"


def said(body: str) -> tuple[str, int | None, bool]:
    """Kind, year, and whether the number of jobs is that of several years."""
    found = convert((HEAD + body).encode()).observations
    (jobs,) = (entry for entry in found if entry.indicator == "urban_new_jobs")
    return jobs.kind, jobs.year, jobs.cumulative


@pytest.mark.parametrize(
    ("body", "many"),
    [
        ("一、2025年工作回顾\n" + JOBS, False),
        ("一、过去五年工作回顾\n" + JOBS, True),
        ("一、2025年和“十四五”时期工作回顾\n" + JOBS, False),
        ("一、2025年和“十四五”时期工作回顾\n五年来,我们稳步前行。\n" + JOBS, True),
        ("一、工作回顾\n五年来,我们稳步前行:\n——民生更实。" + JOBS, True),
        ("一、工作回顾\n五年来,我们稳步前行。2025年,全县经济平稳。" + JOBS, False),
        ("一、2025年工作回顾\n初步预计,2025年财政收入9亿元。" + JOBS, False),
        ("一、工作回顾\n居民收入年均增长7%。" + JOBS, True),
        ("一、2025年工作回顾\n落实就业三年行动。" + JOBS, False),
        ("一、2025年工作回顾\n学前三年毛入园率98%。" + JOBS, False),
        ("一、2025年工作回顾\n粮食连续五年丰收。" + JOBS, False),
        ("一、2025年工作回顾\n园区运行两年," + JOBS, False),
        ("一、2025年工作回顾\n“十四五”累计投资9亿元。" + JOBS, True),
        ("一、2025年工作回顾\n2020年以来,公园增加9个。" + JOBS, False),
        ("一、2025年工作回顾\n贷款利率降至十年来最低," + JOBS, False),
    ],
)
def test_a_sum_is_that_of_as_many_years_as_its_passage_speaks_of(body: str, many: bool) -> None:
    assert said(body) == ("actual", 2025, many)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、2026年重点工作\n" + JOBS, ("target", 2026, False)),
        ("一、“十五五”时期主要目标\n" + JOBS, ("target", 2030, True)),
        ("一、主要目标任务\n编制了《纲要(草案)》。" + JOBS, ("target", 2030, True)),
        ("一、“十五五”时期主要目标\n过去五年,我们砥砺前行。" + JOBS, ("actual", 2025, True)),
        ("一、“十五五”时期主要目标\n五年来,民生改善。" + JOBS, ("actual", 2025, True)),
        ("一、2025年工作回顾和2026年工作安排\n" + JOBS, ("actual", 2025, False)),
        ("一、2025年工作回顾\n抓好就业。\n二、工作安排\n(一)巩固脱贫成果\n" + JOBS, ("target", 2026, False)),
        ("一、2026年重点工作\n过去一年,我们砥砺前行。" + JOBS, ("actual", 2025, False)),
        ("一、2025年工作回顾\n今后五年," + JOBS, ("target", 2030, True)),
    ],
)
def test_a_passage_that_looks_back_or_ahead_goes_before_its_part(body: str, expected: tuple[str, int, bool]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    "passage",
    [
        "过去五年,我们砥砺前行。2025年总量比2020年增加9亿元。",
        "“十四五”时期是极不平凡的五年。居民收入年均增长7%。",
        "五年砥砺奋进,桥建了九座。",
        "“十四五”胜利收官。\n——民生更实。",
        "我们编制了“十五五”规划纲要(草案)。\n这五年,桥建了九座。",
    ],
)
def test_a_part_that_looks_back_before_it_looks_ahead_tells_what_was_achieved(passage: str) -> None:
    for heading in ("“十四五”时期发展成就和“十五五”时期主要目标任务", "“十四五”主要成就和“十五五”奋斗目标"):
        assert said(f"一、{heading}\n{passage}{JOBS}")[:2] == ("actual", 2025)


@pytest.mark.parametrize(
    "passage",
    [
        "过去五年,桥建了九座。“十五五”时期,我们再建九座。",
        "过去五年,桥建了九座。\n“十五五”时期是关键时期。",
        "过去五年,桥建了九座。\n根据第十五个五年规划的建议,我们明确了目标。",
        "过去五年,桥建了九座。\n我们编制了规划纲要(草案)。\n主要目标是:",
        "过去五年,桥建了九座。2030年,",
    ],
)
def test_behind_the_turn_it_tells_what_is_aimed_at(passage: str) -> None:
    assert said(f"一、“十四五”主要成就和“十五五”奋斗目标\n{passage}{JOBS}")[:2] == ("target", 2030)


def test_a_level_beside_its_average_growth_is_that_of_one_year() -> None:
    body = "一、过去五年工作回顾\n固定资产投资30亿元,年均增长9%。累计完成固定资产投资120亿元。"
    found = convert((HEAD + body).encode()).observations
    assert [(entry.measure, entry.averaged, entry.cumulative) for entry in found] == [
        ("level", False, False),
        ("growth", True, False),
        ("level", False, True),
    ]


def test_the_ends_of_a_rise_are_no_sums_but_the_rise_is_that_of_all_years() -> None:
    found = convert((HEAD + "一、过去五年工作回顾\n发电量由20亿度增加到25亿度,增长25%。").encode()).observations
    assert [(entry.measure, entry.cumulative) for entry in found] == [
        ("level", False),
        ("level", False),
        ("growth", True),
    ]


def test_what_a_number_rose_from_is_of_the_year_before_those_that_are_spoken_of() -> None:
    found = convert((HEAD + "一、工作回顾\n五年来,森林覆盖率从60%提高到66%。").encode()).observations
    assert [(entry.value, entry.year) for entry in found] == [(60, 2020), (66, 2025)]


def test_a_change_against_a_named_year_goes_on_over_the_comma() -> None:
    found = convert((HEAD + "一、工作回顾\n化学需氧量比2020年下降9%,单位生产总值能耗下降14%。").encode()).observations
    assert [(entry.value, entry.cumulative, entry.period) for entry in found] == [
        (-9, True, (2020, 2025)),
        (-14, True, (2020, 2025)),
    ]


def investments(body: str) -> list[tuple[int | None, bool, tuple[int, int] | None]]:
    """Year, whether cumulative, and span of years of all numbers but averages."""
    found = convert((HEAD + "一、2025年工作回顾\n" + body).encode()).observations
    return [(entry.year, entry.cumulative, entry.period) for entry in found if not entry.averaged]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“十四五”期间,完成固定资产投资90亿元,年均增长9%。", [(2025, True, (2021, 2025))]),
        ("“九五”期间,全县累计完成固定资产投资9亿元。", [(2000, True, (1996, 2000))]),
        ("九五计划期间,全县完成固定资产投资9亿元。", [(2000, True, (1996, 2000))]),
        ("2021年至2025年完成固定资产投资90亿元。", [(2025, True, (2021, 2025))]),
        ("2025年,粮食总产量9万吨,五年完成固定资产投资90亿元。", [(2025, False, None), (2025, True, (2021, 2025))]),
        ("五年完成固定资产投资90亿元,其中2025年完成20亿元。", [(2025, True, (2021, 2025)), (2025, False, None)]),
        ("2025年完成固定资产投资20亿元。", [(2025, False, None)]),
        ("一百九五项工程完成固定资产投资20亿元。", [(2025, False, None)]),
        ("十五年完成造林9万亩。", [(2025, False, None)]),
        ("连续五年完成固定资产投资90亿元。", [(2025, False, None)]),
    ],
)
def test_the_sum_of_several_years_has_their_span(
    words: str, expected: list[tuple[int | None, bool, tuple[int, int] | None]]
) -> None:
    assert investments(words) == expected


@pytest.mark.parametrize(
    ("words", "summed"),
    [
        ("这五年,民生改善。财政支出90亿元,七成用于民生。", True),
        ("这五年,民生改善。\n财政支出90亿元,七成用于民生。", True),
        ("(一)这五年,民生改善\n财政支出90亿元,七成用于民生。", True),
        ("这五年,民生改善。财政支出突破90亿元。", False),
        ("综合实力增强。财政支出90亿元。", False),
    ],
)
def test_what_is_told_each_year_is_a_sum_where_its_paragraph_is_of_several(words: str, summed: bool) -> None:
    found = convert((HEAD + "一、过去五年工作回顾\n" + words).encode()).observations
    assert [entry.cumulative for entry in found] == [summed]


def test_an_average_has_the_span_of_its_years() -> None:
    found = convert((HEAD + "一、工作回顾\n“十三五”期间,地区生产总值年均增长7%。").encode()).observations
    assert [(entry.averaged, entry.year, entry.period) for entry in found] == [(True, 2020, (2016, 2020))]


@pytest.mark.parametrize(
    "words",
    [
        "固定资产投资五年累计完成90亿元。财政总收入9亿元。",
        "财政收入实现三年翻番。财政总收入9亿元,增长9%。",
        "累计完成固定资产投资90亿元,是前五年的2.7倍;财政总收入9亿元。",
        "五年来,全县财力持续壮大。财政总收入突破9亿元,港口货物吞吐量达到3万吨。",
        "地区生产总值增长9.6%,两年平均增长4.7%。",
        "地区生产总值增长8.1%,三年平均增长5.1%。",
    ],
)
def test_a_phrase_of_several_years_leaves_other_numbers_those_of_one(words: str) -> None:
    found = convert((HEAD + "一、2025年工作回顾\n" + words).encode()).observations
    others = [entry for entry in found if not entry.averaged and entry.statement is None and entry.unit]
    assert not any(entry.cumulative for entry in others if entry.indicator != "fixed_asset_investment")


GOAL = "到2030年,产业更强,地区生产总值年均增长6%。"


@pytest.mark.parametrize(
    ("body", "year"),
    [
        (GOAL + JOBS, 2030),
        (GOAL + "\n——民生更实。" + JOBS, 2030),
        ("到2030年,主要目标是:\n——产业更强。\n——民生更实。" + JOBS, 2030),
        (GOAL + "\n——产业更强。\n抓好民生。" + JOBS, 2026),
        (GOAL + "\n抓好民生。" + JOBS, 2026),
        (GOAL + "\n(二)重点任务\n——民生更实。" + JOBS, 2026),
        (GOAL + "今年," + JOBS, 2026),
        ("产业更强,到2030年,地区生产总值达到9亿元。" + JOBS, 2026),
        ("到2026年,产业更强。" + JOBS, 2026),
    ],
)
def test_a_year_that_a_paragraph_begins_with_is_that_of_all_of_it(body: str, year: int) -> None:
    assert said("一、2026年重点工作\n" + body)[:2] == ("target", year)
