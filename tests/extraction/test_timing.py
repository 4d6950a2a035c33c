"""Of which year numbers are, and whether achieved or aimed at, in documents of other kinds than reports."""

from __future__ import annotations

import pytest

from tiaoli import convert
from tiaoli.extraction.horizon import horizon_of

JOBS = "城镇新增就业2万人"


def said(title: str, body: str, number: str = "开政发〔2021〕7号") -> list[tuple[str, int | None]]:
    """Kind and year of the numbers of a document."""
    text = f"开化县人民政府关于{title}\n{number}\n各乡镇人民政府:\n现将有关事项通知如下,请认真组织实施。\n{body}\n"
    return [(entry.kind, entry.year) for entry in convert(text.encode()).observations]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("开化县茶产业发展三年行动计划(2021-2023年)", 2023),
        ("开化县人民政府关于印发《开化县茶产业发展规划(2021年—2025年)》的通知", 2025),
        ("开化县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", 2025),
        ("开化县“十三五”旅游发展规划", 2020),
        ("开化县人民政府关于下达2021年国民经济和社会发展计划的通知", 2021),
        ("开化县人民政府关于做好2021年春耕生产工作的通知", None),
        ("开化县2020年工作总结和2021年工作安排", None),
        ("开化县茶产业发展规划", None),
    ],
)
def test_the_year_that_a_title_plans_for(title: str, year: int | None) -> None:
    assert horizon_of(title) == year


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"一、稳住就业\n{JOBS}。", ("target", 2023)),
        (f"一、稳住就业\n完成{JOBS}。", ("target", 2023)),
        (f"一、稳住就业\n去年,全县{JOBS}。", ("actual", 2020)),
        (f"一、稳住就业\n2020年,全县{JOBS}。", ("actual", 2020)),
    ],
)
def test_what_the_title_plans_for_is_aimed_at(body: str, expected: tuple[str, int]) -> None:
    assert said("印发开化县稳就业三年行动计划(2021-2023年)的通知", body) == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"“十四五”期间,全县{JOBS}。", [("target", 2025)]),
        (f"“十三五”期间,全县{JOBS}。", [("actual", 2020)]),
        (f"今后五年,全县{JOBS}。", [("target", 2025)]),
        (f"近三年,全县{JOBS}。", [("actual", 2020)]),
        ("森林覆盖率由2010年的70%提高到2020年的80%。", [("actual", 2010), ("actual", 2020)]),
        ("2015年至2020年,森林覆盖率从70%提高到80%。", [("actual", 2015), ("actual", 2020)]),
        ("到2025年,森林覆盖率达到82%。", [("target", 2025)]),
    ],
)
def test_spans_of_years_tell_the_kind_where_no_role_does(words: str, expected: list[tuple[str, int]]) -> None:
    assert said("加强就业和生态工作的意见", f"一、统一思想\n{words}") == expected


def test_what_was_planned_for_a_year_that_is_over_stays_planned() -> None:
    words = "2020年计划城镇新增就业2万人。计划生育工作扎实,2020年人口自然增长率3‰。"
    assert said("加强就业和生态工作的意见", f"一、统一思想\n{words}") == [("target", 2020), ("actual", 2020)]
