"""Quantities in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tiaoli.chinese.quantities import PART, find_quantities
from tiaoli.chinese.units import load_dimensions
from tiaoli.chinese.width import fold


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "more"),
    [
        ("完成983.5亿元", "98350000000", None, "元", False),
        ("增长5%—5.5%", "5", "5.5", "%", False),
        ("５０万－６０万吨", "500000", "600000", "吨", False),
        ("5-8亿元", "500000000", "800000000", "元", False),
        ("5-8多亿元", "500000000", "800000000", "元", False),
        ("突破千亿大关", "100000000000", None, "大关", False),
        ("1000多亿元", "100000000000", None, "元", True),
        ("350余家", "350", None, "家", True),
        ("一万五千亿元", "1500000000000", None, "元", False),
        ("百分之六点五", "6.5", None, "%", False),
        ("1.7亿千瓦时", "170000000", None, "千瓦时", False),
        ("12,345户", "12345", None, "户", False),
        ("5 1 6 0人", "5160", None, "人", False),
        ("1万6千多户", "16000", None, "户", True),
        ("2亿3500万元", "235000000", None, "元", False),
        ("1千2百万人", "12000000", None, "人", False),
        ("七千亿斤到八千亿斤", "700000000000", "800000000000", "斤", False),
        ("百分之五到百分之六", "5", "6", "%", False),
        ("超过六成半。", "65", None, "%", False),
        ("缩小至2.06：1。", "2.06", None, ":1", False),
        ("2.9∶1缩小", "2.9", None, "∶1", False),
        ("PM浓度降至28μg/m3:", "28", None, "μg/m3", False),
    ],
)
def test_a_quantity_is_read_whole(text: str, value: str, high: str | None, unit: str, more: bool) -> None:
    (found,) = find_quantities(fold(text))
    assert found.value == Decimal(value)
    assert found.high == (Decimal(high) if high else None)
    assert (found.unit, found.more) == (unit, more)


@pytest.mark.parametrize("text", ["3,50万元", "增长.5%", "1.2.3%", "8%—5%", "5万3万元", "八亩到五亩"])
def test_a_damaged_quantity_has_no_value(text: str) -> None:
    assert [found.value for found in find_quantities(fold(text))] == [None]


@pytest.mark.parametrize("text", ["2023年", "2月3日", "第14届", "一批项目", "十分重要", "三成果", "一成不变"])
def test_years_days_and_plain_words_are_no_quantities(text: str) -> None:
    assert list(find_quantities(text)) == []


def test_the_ends_of_a_rise_are_no_range() -> None:
    rise = [(found.value, found.high, found.span) for found in find_quantities("由三千元到五千元")]
    assert rise == [(3000, None, (1, 4)), (5000, None, (5, 8))]
    assert [found.value for found in find_quantities("从百分之九到百分之六")] == [9, 6]


@pytest.mark.parametrize("sign", [":", "∶", "︰"])
def test_three_numbers_that_make_up_a_hundred_are_parts_of_a_whole(sign: str) -> None:
    text = f"调整为{sign.join(('14.8', '39.9', '45.4'))},2016年"
    assert [(found.value, found.unit, text[slice(*found.span)]) for found in find_quantities(text)] == [
        (Decimal("14.8"), PART, "14.8"),
        (Decimal("39.9"), PART, "39.9"),
        (Decimal("45.4"), PART, "45.4"),
    ]


@pytest.mark.parametrize("text", ["3:2:1", "10:45:60", "08:30:00", "1:19:30:50", "20.5:30", "40:60"])
def test_other_numbers_between_colons_are_no_parts_of_a_whole(text: str) -> None:
    assert PART not in {found.unit for found in find_quantities(text)}


def test_every_unit_of_a_dimension_says_how_many_of_its_base_unit_it_is() -> None:
    dimensions = load_dimensions()
    assert dimensions["mass"].units["斤"] == Decimal("0.0005")
    assert dimensions["area"].units["公顷"] == 15
    assert dimensions["money"].currencies["美元"] == "USD"
    assert all(factor > 0 for dimension in dimensions.values() for factor in dimension.units.values())
