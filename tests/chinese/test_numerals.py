from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.chinese.numerals import parse_integer, parse_number, to_chinese


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("１２", 12), ("12,345", 12345), ("1,234,567", 1234567), ("-5", -5),
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("两千", 2000), ("两千零一十", 2010),
        ("三万五千", 35000), ("三万五", 35000), ("一百五", 150), ("一万五千亿", 1_500_000_000_000),
        ("三万亿", 3_000_000_000_000), ("二兆", 2_000_000_000_000), ("一亿零三", 100_000_003),
        ("二○二三", 2023), ("二〇二三", 2023), ("二零二三", 2023), ("二OO八", 2008), ("一九五六", 1956),
        ("廿五", 25), ("卅", 30), ("卅一", 31), ("壹佰贰拾叁", 123), ("玖仟萬", 90_000_000),
        ("①", 1), ("⑳", 20), ("㉑", 21), ("⑴", 1), ("㈠", 1), ("㈩", 10), ("Ⅰ", 1), ("Ⅱ", 2), ("Ⅲ", 3), ("Ⅻ", 12),
        ("3万", 30_000), ("零", 0), ("〇", 0),
    ],
)  # fmt: skip
def test_a_numeral_of_every_kind_is_read(text: str, number: int) -> None:
    assert parse_integer(text) == number


@pytest.mark.parametrize(
    "text", ["", "O", "百", "万", "1,23", "12,34,567", "十百", "百分之五", "几十", "一十千", "第三"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("三点五", Decimal("3.5")), ("5.25", Decimal("5.25")), ("一点二万", 12_000), ("1.5万亿", 1_500_000_000_000)],
)
def test_a_fraction_is_kept_to_the_digit(text: str, number: Decimal | int) -> None:
    assert parse_number(text) == number


def test_a_fraction_is_no_integer() -> None:
    assert parse_integer("3.5") is None


@pytest.mark.parametrize(
    ("number", "text"), [(0, "零"), (3, "三"), (10, "十"), (12, "十二"), (105, "一百零五"), (-2, "负二")]
)
def test_numbers_are_written_as_headings_count(number: int, text: str) -> None:
    assert to_chinese(number) == text


@given(st.integers(0, 99_999_999))
def test_a_written_number_reads_back(number: int) -> None:
    assert parse_integer(to_chinese(number)) == number


@given(st.text(alphabet="一二三十百千万亿〇零点两0123456789,.-廿", max_size=12))
def test_no_row_of_numerals_breaks_the_parser(text: str) -> None:
    number = parse_number(text)
    assert number is None or isinstance(number, int | Decimal)
