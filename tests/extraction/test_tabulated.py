"""Numbers of indicators in tables."""

from __future__ import annotations

from typing import Any

import pytest

from tiaoli import convert

COMMUNIQUE = "开化县2023年国民经济和社会发展统计公报"
REPORT = "开化县2024年政府工作报告"
PROSE = "初步核算,全县经济平稳运行,结构持续优化,发展质量稳步提升,人民生活继续改善,社会大局保持稳定。"


def observed(title: str, heading: str, table: str) -> list[tuple[Any, ...]]:
    """What a page with one table says; a row is a line of the table, its cells parted by strokes, `a*2` is two wide."""
    rows = "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in table.strip().splitlines())
    found = convert(page_of(title, f"<p>{heading}</p><p>{PROSE}</p><table>{rows}</table>"), uri="a.html")
    return [(each.indicator, each.measure, each.value, each.unit, each.kind, each.year) for each in found.observations]


def page_of(title: str, body: str) -> bytes:
    """A page, not all of whose text is in the table."""
    return f"<html><title>{title}</title><body><h1>{title}</h1>{body}<p>{PROSE}</p></body></html>".encode()


def _cell(text: str) -> str:
    words, _, columns = text.partition("*")
    return f'<td colspan="{columns or 1}">{words}</td>'


def test_the_row_names_the_indicator_and_the_column_says_what_its_numbers_are() -> None:
    table = """
        指标|单位|绝对数|比上年增长(%)
        地区生产总值|亿元|1,023.6|6.3
        其中:第一产业增加值|亿元|120.5|4.1
        固定资产投资|亿元|458.9|-3.2
        城镇化率|%|62.5|0.8
        2.粮食产量(万吨)|吨|53.4|…
    """
    assert observed(COMMUNIQUE, "一、综合", table) == [
        ("gdp", "level", 102360000000, "CNY", "actual", 2023),
        ("gdp", "growth", 6.3, "%", "actual", 2023),
        ("primary_value_added", "level", 12050000000, "CNY", "actual", 2023),
        ("primary_value_added", "growth", 4.1, "%", "actual", 2023),
        ("fixed_asset_investment", "level", 45890000000, "CNY", "actual", 2023),
        ("fixed_asset_investment", "growth", -3.2, "%", "actual", 2023),
        ("urbanization_rate", "level", 62.5, "%", "actual", 2023),
        ("grain_output", "level", 534000, "t", "actual", 2023),
    ]


def test_heads_of_two_rows_tell_what_was_achieved_from_what_is_aimed_at() -> None:
    table = """
        2024年主要指标*5
        指标|2023年完成*2|2024年目标*2
        |总量(亿元)|增速(%)|总量(亿元)|增速(%)
        社会消费品零售总额|330|-1.5|350|6
    """
    assert observed(REPORT, "二、2024年工作安排", table) == [
        ("retail_sales", "level", 33000000000, "CNY", "actual", 2023),
        ("retail_sales", "growth", -1.5, "%", "actual", 2023),
        ("retail_sales", "level", 35000000000, "CNY", "target", 2024),
        ("retail_sales", "growth", 6, "%", "target", 2024),
    ]


def test_a_growth_is_of_the_year_of_the_level_before_it() -> None:
    table = """
        类别|指标|单位|2023年|增长(%)|2024年目标|增长(%)
        发展|进出口总额|亿元|20|5|22|7
        发展|地区生产总值增速|%|6.3||6.5|
    """
    assert observed(REPORT, "二、2024年工作安排", table) == [
        ("trade_total", "level", 2000000000, "CNY", "actual", 2023),
        ("trade_total", "growth", 5, "%", "actual", 2023),
        ("trade_total", "level", 2200000000, "CNY", "target", 2024),
        ("trade_total", "growth", 7, "%", "target", 2024),
        ("gdp", "growth", 6.3, "%", "actual", 2023),
        ("gdp", "growth", 6.5, "%", "target", 2024),
    ]


def test_an_indicator_may_be_named_by_its_growth_and_a_growth_be_one_of_several_years() -> None:
    table = """
        指标|属性|2025年|2030年|年均增长(%)
        地区生产总值增长(%)|预期性|5.1|5|
        单位生产总值能耗降低(%)|约束性|3|4|
        研发经费投入(亿元)|预期性|12|20|10
    """
    assert observed("开化县2026年政府工作报告", "二、“十五五”时期主要目标", table) == [
        ("gdp", "growth", 5.1, "%", "actual", 2025),
        ("gdp", "growth", 5, "%", "target", 2030),
        ("energy_intensity", "growth", -3, "%", "actual", 2025),
        ("energy_intensity", "growth", -4, "%", "target", 2030),
        ("rd_expenditure", "level", 1200000000, "CNY", "actual", 2025),
        ("rd_expenditure", "level", 2000000000, "CNY", "target", 2030),
        ("rd_expenditure", "growth", 10, "%", "target", 2030),
    ]


def test_a_cell_may_hold_its_unit_and_what_bounds_it() -> None:
    table = "指标|数值*2\n|2023年|2024年目标\n地区生产总值增速|6.2%|6.5%左右\n城镇新增就业|1.2万人|1万人以上"
    found = observed(REPORT, "二、2024年工作安排", table)
    assert [(value, kind) for _, _, value, _, kind, _ in found] == [
        (6.2, "actual"),
        (6.5, "target"),
        (12000, "actual"),
        (10000, "target"),
    ]


def test_what_the_columns_count_makes_of_a_product_an_indicator() -> None:
    table = "产品名称|单位|产量|比上年增长(%)\n粮食|万吨|5|1\n布|米|9|2"
    assert observed(COMMUNIQUE, "一、综合", table) == [
        ("grain_output", "level", 50000, "t", "actual", 2023),
        ("grain_output", "growth", 1, "%", "actual", 2023),
    ]
    assert observed(COMMUNIQUE, "一、综合", "品种|单位|产量|产值(亿元)\n粮食|万吨|5|1\n布|米|9|2") == []


def test_a_growth_against_a_named_year_is_one_only_against_the_year_before() -> None:
    table = "指标|单位|2023年|比2022年增长(%)|比2019年增长(%)\n进出口总额|亿元|2|5|30\n粮食产量|吨|534|1|9"
    assert observed(COMMUNIQUE, "一、综合", table) == [
        ("trade_total", "level", 200000000, "CNY", "actual", 2023),
        ("trade_total", "growth", 5, "%", "actual", 2023),
        ("grain_output", "level", 534, "t", "actual", 2023),
        ("grain_output", "growth", 1, "%", "actual", 2023),
    ]


def test_a_number_is_quoted_with_the_name_of_its_row() -> None:
    rows = "<tr><td>粮食产量</td><td>吨</td><td>534</td></tr><tr><td>进出口总额</td><td>亿元</td><td>2</td></tr>"
    table = f"<table><tr><td>指标</td><td>单位</td><td>绝对数</td></tr>{rows}</table>"
    document = convert(page_of(COMMUNIQUE, f"<p>{PROSE}</p>{table}"), uri="a.html")
    grain, trade = document.observations
    assert (grain.quote, trade.quote) == ("粮食产量\t吨\t534", "进出口总额\t亿元\t2")
    assert grain.number_span is not None
    assert document.text[slice(*grain.number_span)] == "534"
    assert grain.kind_evidence == "table:绝对数"


@pytest.mark.parametrize(
    "table",
    [
        "县区|地区生产总值(亿元)|增长(%)\n甲县|100|5\n乙县|120|6",
        "项目|占比|完成进度\n固定资产投资|100%|95%\n税收收入|80%|96%",
        "指标|单位|比上年增加\n固定资产投资|亿元|12\n进出口总额|亿元|3",
        "指标|单位|比上年增长(亿元)\n固定资产投资|亿元|12\n进出口总额|亿元|3",
        "指标|单位|绝对数\n高新区固定资产投资|亿元|12\n神秘产量|吨|3",
        "指标|单位|排名\n固定资产投资|亿元|12\n进出口总额|亿元|3",
        "指标|分项|2023年(亿元)\n固定资产投资|水利|12\n进出口总额|纺织|3",
        "指标|单位|绝对数\n固定资产投资|吨|12\n粮食产量|亿元|3",
    ],
)
def test_where_row_or_column_says_less_or_more_nothing_is_read(table: str) -> None:
    assert observed(COMMUNIQUE, "一、综合", table) == []


@pytest.mark.parametrize("caption", ["表2 高新区主要指标", "2023年各县区主要指标"])
def test_a_table_of_parts_of_the_region_is_not_read(caption: str) -> None:
    table = "指标|单位|绝对数\n进出口总额|亿元|2\n粮食产量|吨|534"
    assert observed(COMMUNIQUE, "一、综合", f"{caption}*3\n{table}") == []
    rows = (
        "<tr><td>指标</td><td>绝对数(吨)</td></tr><tr><td>粮食产量</td><td>534</td></tr><tr><td>麦</td><td>5</td></tr>"
    )
    for line, expected in ((caption, 0), ("表2 主要指标", 1)):
        page = page_of(COMMUNIQUE, f"<p>{PROSE}</p><p>{line}</p><table>{rows}</table>")
        assert len(convert(page, uri="a.html").observations) == expected


def test_tables_of_half_a_year_are_not_read() -> None:
    table = "指标|单位|绝对数\n进出口总额|亿元|2\n粮食产量|吨|534"
    assert observed("开化县2023年上半年国民经济和社会发展统计公报", "一、综合", table) == []


def test_where_nothing_else_tells_the_year_only_columns_that_name_it_are_read() -> None:
    table = "指标|单位|绝对数|2025年\n进出口总额|亿元|2|3\n粮食产量|吨|534|600"
    assert observed("开化县经济手册", "一、综合", table) == [
        ("trade_total", "level", 300000000, "CNY", "actual", 2025),
        ("grain_output", "level", 600, "t", "actual", 2025),
    ]
