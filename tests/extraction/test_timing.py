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


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("做好2022年粮食生产工作的意见", 2022),
        ("印发“十四五”就业规划的通知", 2025),
        ("总结2020年工作经验的意见", None),
        ("稳定就业的意见", None),
    ],
)
def test_aims_without_a_year_are_of_that_of_the_title(title: str, year: int | None) -> None:
    assert said(title, f"一、目标任务\n{JOBS}。") == [("target", year)]


def test_aims_of_years_ahead_are_not_of_the_year_that_a_report_is_for() -> None:
    assert reported("新一届政府工作思路", f"{JOBS}。") == [("target", None)]


def test_a_change_by_a_year_ahead_is_that_of_all_years_till_then() -> None:
    text = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2024年工作安排\n"
    words = "到2030年,产业更强。地区生产总值增长50%,年均增长6%,财政收入9亿元。\n今年,地区生产总值增长6%。"
    found = convert((text + words).encode()).observations
    assert [(entry.year, entry.cumulative) for entry in found] == [
        (2030, True),
        (2030, False),
        (2030, False),
        (2024, False),
    ]


def test_what_was_planned_for_a_year_that_is_over_stays_planned() -> None:
    words = "2020年计划城镇新增就业2万人。计划生育工作扎实,2020年人口自然增长率3‰。"
    assert said("加强就业和生态工作的意见", f"一、统一思想\n{words}") == [("target", 2020), ("actual", 2020)]


REPORT = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n"


def reported(heading: str, words: str) -> list[tuple[str, int | None]]:
    """Kind and year of the numbers of a part of the report of 2024."""
    found = convert(f"{REPORT}一、{heading}\n{words}".encode()).observations
    return [(entry.kind, entry.year) for entry in found if entry.statement is None]


AIMED, DONE = ("target", 2024), ("actual", 2023)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"财政收入保持上年水平,{JOBS}以上。", [AIMED]),
        (f"进出口总额不低于去年,{JOBS}。", [AIMED]),
        (f"从这两年的情况看,形势向好。{JOBS}。", [AIMED]),
        (f"固定资产投资增长8%(去年为9%),{JOBS}。", [AIMED, DONE, AIMED]),
        ("在去年城镇新增就业2万人的基础上,今年城镇新增就业3万人。", [DONE, AIMED]),
        ("地区生产总值在2020年突破90亿元的基础上,预计2025年达到99亿元。", [("actual", 2020), ("target", 2025)]),
        (f"去年全县{JOBS}。", [DONE]),
        (f"过去两年,全县{JOBS}。", [DONE]),
        ("到2025年,按2020年价格计算的地区生产总值达到99亿元。", [("target", 2025)]),
        ("预计2025年地区生产总值99亿元;城镇新增就业2万人。", [("target", 2025), ("target", 2025)]),
        ("到“十四五”期末,森林覆盖率80%;城镇化率达到60%。", [("target", 2025), ("target", 2025)]),
    ],
)
def test_a_year_that_others_are_measured_by_dates_no_aim(words: str, expected: list[tuple[str, int]]) -> None:
    assert reported("2024年工作安排", words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("居民消费价格上涨2.5%,低于3.5%左右的预期目标。", [DONE, ("target", 2023)]),
        ("城镇登记失业率3.2%,控制在4.5%的控制目标以内。", [DONE, ("target", 2023)]),
        ("财政收入50亿元,完成预算(49亿元)的102%。", [DONE, ("target", 2023)]),
        ("财政收入年初预算49亿元,实际完成50亿元。", [("target", 2023), DONE]),
        ("年初预算为:财政收入49亿元(税收收入30亿元)。", [("target", 2023)] * 2),
        ("财政收入由年初的49亿元调整为51亿元。", [("target", 2023)] * 2),
        ("税收收入30亿元,比上年28亿元增长7%。", [DONE, ("actual", 2022), DONE]),
        ("一般公共预算收入50亿元,为预算的102%。", [DONE]),
        ("低保对象由年初的4900人减少到4800人,城镇登记失业率3.2%。", [DONE]),
        ("二O二一年财政收入9亿元,二0二二年财政收入10亿元。", [("actual", 2021), ("actual", 2022)]),
    ],
)
def test_what_was_aimed_at_or_came_before_is_no_result_of_the_year(words: str, expected: list[tuple[str, int]]) -> None:
    assert reported("2023年工作回顾", words) == expected


def test_the_base_of_a_growth_holds_below_where_it_is_said_to() -> None:
    words = "地区生产总值比2020年(下同)增长19%;固定资产投资增长25%,财政收入同比增长9%。\n工业投资增长8%。"
    found = convert(f"{REPORT}一、2023年工作回顾\n{words}".encode()).observations
    spans = [(2020, 2023), (2020, 2023), None, None]
    assert [(entry.period, entry.cumulative) for entry in found] == [(span, span is not None) for span in spans]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("森林覆盖率由2018年的70%提高到2022年的75%;城镇化率由50%提高到55%。", [2018, 2022, 2018, 2022]),
        ("从2018年到2022年,森林覆盖率从70%提高到75%。", [2018, 2022]),
        ("与2018年相比,森林覆盖率从70%提高到75%。", [2018, 2023]),
        ("森林覆盖率由2018年的70%提高到2022年的75%。城镇化率由50%提高到55%。", [2018, 2022, 2018, 2023]),
        ("森林覆盖率由2018年的70%提高到2022年的75%;城镇化率55%。", [2018, 2022, 2023]),
    ],
)
def test_a_rise_goes_on_from_year_to_year_as_the_one_before_it(words: str, years: list[int]) -> None:
    assert [year for _, year in reported("2023年工作回顾", words)] == years
