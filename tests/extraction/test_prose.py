"""What of a document is read for numbers: its paragraphs, and the headings that say one."""

from __future__ import annotations

from typing import Any

import pytest

from tiaoli import convert

HEAD = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2023年工作回顾\n"


def observed(text: str) -> list[tuple[Any, ...]]:
    """Indicator, value, section and words of each number."""
    found = convert((HEAD + text).encode()).observations
    return [(entry.indicator, entry.value, entry.section, entry.quote) for entry in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(一)固定资产投资增长7%。\n(二)城镇新增就业2300人。任务全面完成。\n",
            [
                ("fixed_asset_investment", 7, "1.1", "固定资产投资增长7%"),
                ("urban_new_jobs", 2300, "1.2", "城镇新增就业2300人"),
            ],
        ),
        (
            "1.一般公共预算收入完成21亿元。税收占比71%。\n2.出口增长4%\n外贸平稳。\n",
            [
                ("general_public_budget_revenue", 2100000000, "1.1", "一般公共预算收入完成21亿元"),
                ("tax_ratio", 71, "1.1", "税收占比71%"),
                ("exports", 4, "1.2", "出口增长4%"),
            ],
        ),
        ("(一)2023年固定资产投资。\n工作平稳。\n", []),
        ("(一)抓好2件实事。\n固定资产投资增长7%。\n", [("fixed_asset_investment", 7, "1.1", "固定资产投资增长7%")]),
    ],
    ids=["whole statements", "run into their text", "a year is no number", "the text alone"],
)
def test_headings_that_say_a_number_are_read_for_it(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert observed(text) == expected


def test_what_only_the_contents_say_is_not_read() -> None:
    contents = "目录\n一、出口增长4%\n二、投资增长7%\n三、就业增加\n"
    found = convert((contents + HEAD + "工作平稳。\n二、投资增长\n工作平稳。\n").encode()).observations
    assert not found


@pytest.mark.parametrize("sign", ["●", "■ ", "◆", "▲", "★★", "☆", "※", "✓", "√", "□", "○", "◇", "* ", "\uf06c", "• "])
def test_the_sign_before_an_item_of_a_list_is_no_part_of_what_it_says(sign: str) -> None:
    found = convert(f"{HEAD}{sign}固定资产投资增长7%。{sign}出口增长4%。\n".encode()).observations
    assert [(entry.indicator, entry.scope) for entry in found] == [("fixed_asset_investment", None), ("exports", None)]


def test_a_sign_within_a_sentence_and_a_zero_are_part_of_it() -> None:
    found = convert(f"{HEAD}○七年5★级酒店16家,出口增长4%。\n".encode()).observations
    assert [entry.quote for entry in found] == ["出口增长4%"]
    assert convert(f"{HEAD}●石桥镇出口增长4%。\n".encode()).observations[0].scope == "石桥镇"


@pytest.mark.parametrize(
    "page_end",
    ["\n3\n", "\n\n 3 \n\n", "\n- 3 -\n", "\n第3页\n", "(下转第二版)\n(上接第一版)", "\n(下转第二版)\n"],
)
def test_a_sentence_goes_on_behind_the_end_of_a_page(page_end: str) -> None:
    text = f"全县修桥铺路,一般公共预算收入4.6{page_end}亿元,出口增长4%。\n"
    document = convert((HEAD + text).encode(), uri="a.txt")
    assert [(entry.indicator, entry.value) for entry in document.observations] == [
        ("general_public_budget_revenue", 460000000),
        ("exports", 4),
    ]
    assert [paragraph.text for paragraph in document.sections[1].paragraphs] == [
        "全县修桥铺路,一般公共预算收入4.6亿元,出口增长4%。"
    ]
    assert any(owner == "dropped:pagination" for _, _, owner in document.claims)


def test_each_number_on_a_line_of_its_own_is_read_in_its_sentence() -> None:
    assert [found[:2] for found in observed("完成出口总额\n12\n亿元,增长\n5%\n,进口增长\n3.5\n个百分点以上。\n")] == [
        ("exports", 1200000000),
        ("exports", 5),
    ]


def test_a_number_that_a_line_break_divides_is_one() -> None:
    lines = ["全县修桥铺路的里程比上年增加了三十多公里,一般公共预算收入完成1" + "2.6亿元,群众都说路好走了。"] * 14
    wrapped = "\n".join(line[at : at + 33] for line in lines for at in range(0, len(line), 33))
    assert {found[1] for found in observed(wrapped)} == {1260000000}
