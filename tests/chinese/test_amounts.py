"""Amounts of money and shares as reports print them; a damaged or inexact one is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.chinese.amounts import Amount, parse_money, parse_percent, parse_quantity


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("983亿元", 98_300_000_000, "CNY"),
        ("1.2万亿元", 1_200_000_000_000, "CNY"),
        ("3,500万元", 35_000_000, "CNY"),
        ("1 234.5 万元", 12_345_000, "CNY"),
        ("５ １ ６ ０ 元", 5160, "CNY"),
        ("五百亿元", 50_000_000_000, "CNY"),
        ("八千九百萬圓", 89_000_000, "CNY"),
        ("人民币三亿元", 300_000_000, "CNY"),
        ("3亿元人民币", 300_000_000, "CNY"),
        ("两千万美元", 20_000_000, "USD"),
        ("4.5亿港元", 450_000_000, "HKD"),
        ("12.5欧元", 12.5, "EUR"),
        ("三百亿日元", 30_000_000_000, "JPY"),
        ("-1.2亿元", -120_000_000, "CNY"),
        ("0.00003万元", 0.3, "CNY"),
    ],
)
def test_money_is_read_in_whole_units_of_its_currency(text: str, value: float, currency: str) -> None:
    assert parse_money(text) == Amount(value, currency)


@pytest.mark.parametrize(
    "text", ["270。", "3000,", "3000,元", "3,50万元", "3,5000万元", "1.2.3亿元", ".5亿元", "5.亿元", "2023 500亿元"]
)
def test_damaged_money_is_never_mended(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize("text", ["70多亿元", "5亿余元", "几十亿元", "五六亿元", "5-8亿元", "三至五亿元", "百亿元"])
def test_money_that_is_no_single_amount_has_no_value(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize("text", ["5亿", "5亿英镑", "元", "", "五亿人"])
def test_words_without_a_known_currency_are_no_money(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5%", 12.5), ("７ ％", 7), ("-0.5%", -0.5), ("0 ．8 ％", 0.8), ("百分之五", 5), ("百分之36.9", 36.9),
        ("百分之三十六點九", 36.9), ("百分之百", 100), ("1.5‰", 0.15), ("千分之三", 0.3), ("万分之一", 0.01),
    ],
)  # fmt: skip
def test_a_share_is_read_in_hundredths(text: str, value: float) -> None:
    assert parse_percent(text) == value


@pytest.mark.parametrize(
    "text", ["5个百分点", "百分之五六", "5-8%", "5%-8%", "15,6%", ".5%", "7.%", "%", "百分之", "五"]
)
def test_what_is_no_single_share_is_none(text: str) -> None:
    assert parse_percent(text) is None


def test_whole_numbers_are_written_without_a_point() -> None:
    read = [parse_quantity("1.50万"), parse_percent("5.0%"), parse_quantity("2.5")]
    assert json.dumps(read) == "[15000, 5, 2.5]"


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_a_share_keeps_its_decimals_to_the_digit(whole: int, thousandths: int) -> None:
    printed = f"{whole}.{thousandths:03}"
    assert parse_percent(f"{printed}‰") == float(f"{whole * 1000 + thousandths}e-4")


@given(st.text("0123456789一二两三十百千万亿点多余几. ,-%‰元美百分之\n", max_size=20))
def test_no_row_of_characters_breaks_the_reading(text: str) -> None:
    money = parse_money(text)
    assert money is None or isinstance(money.value, int | float)
    for value in (parse_percent(text), parse_quantity(text)):
        assert value is None or isinstance(value, int | float)
