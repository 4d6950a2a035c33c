import datetime
import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.chinese.dates import DATE, find_damaged_dates, find_dates, find_years, parse_date
from tiaoli.chinese.numerals import to_chinese
from tiaoli.chinese.width import fold

SHAPES = [
    "2024年2月4日", "2024 年 2 月 4 日", "2024年02月04日", "2024-02-04", "2024/2/4", "2024.02.04", "２０２４年２月４日",
    "二○二四年二月四日", "二〇二四年二月四日", "二零二四年二月四日", "二OO四年元月十一日", "一九五六年六月三十日",
]  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_a_date_of_every_shape_is_found_whole(text: str) -> None:
    folded = fold(f"会议于{text}在礼堂开幕。")
    assert [found.span for found in find_dates(folded)] == [(3, 3 + len(text))]


@pytest.mark.parametrize("text", SHAPES)
def test_both_engines_match_every_shape_with_the_pattern(text: str) -> None:
    assert re.fullmatch(DATE, fold(text))
    assert re2.fullmatch(DATE, fold(text))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二○二六年一月二十七日", datetime.date(2026, 1, 27)),
        ("2024-02-04 09:02:33", datetime.date(2024, 2, 4)),
        ("2024-02-04-09:02:33", datetime.date(2024, 2, 4)),
        ("2024-02-04T09:02:33+08:00", datetime.date(2024, 2, 4)),
        ("2024年2月4日14时43分", datetime.date(2024, 2, 4)),
        ("2024年2月4日 星期日", datetime.date(2024, 2, 4)),
        ("20240204", datetime.date(2024, 2, 4)),
        ("二〇〇八年元月三十一日", datetime.date(2008, 1, 31)),
    ],
)
def test_a_text_that_is_a_date_is_parsed(text: str, date: datetime.date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "2024年2月", "2024-02-30", "2024-02-045", "于2024年2月4日", "2024年2月4日召开", "1899-01-01"]
)
def test_a_text_that_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["000014349/2018-00222", "010-2024-02-04", "12024年2月4日", "2024-02-045", "2024.1.10.2", "2023年2月29日"]
)
def test_longer_rows_of_digits_hold_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "202423日",
        "2024年月4日",
        "2024年2月日",
        "2024年13月4日",
        "年2月3日",
        "20242月3日",
        "二〇二四年月四日",
        "2023年2月30日",
    ],
)  # fmt: skip
def test_a_date_that_lost_characters_is_reported_whole(text: str) -> None:
    assert find_damaged_dates(f"会议于{text}召开") == [(3, 3 + len(text))]


@pytest.mark.parametrize(
    "text",
    [
        *SHAPES, "2月3日", "3日", "23日", "365日", "2000日", "2023年", "2023年2月", "2024年日均", "2024年2月日均",
        "一年365日", "去年2月3日", "2024年2月3日至5日", "年 月 日", "24年2月4日", "1840年6月28日",
    ],
)  # fmt: skip
def test_what_is_whole_is_not_reported_as_damaged(text: str) -> None:
    assert find_damaged_dates(fold(f"共{text}左右")) == []


def test_a_search_stays_within_its_bounds() -> None:
    text = "2024年2月4日,2025年3月5日"
    assert [found.span for found in find_dates(text, 10)] == [(10, 19)]
    assert find_years(text, 0, 9) == [(2024, (0, 5))]


def test_years_in_digits_and_in_chinese_are_found() -> None:
    folded = fold("一九五六年、二○二四年和2025年度,不是12025年")
    assert [year for year, _ in find_years(folded)] == [1956, 2024, 2025]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.text("报告于,。在 \n", max_size=5))
def test_the_span_of_a_found_date_parses_to_it(date: datetime.date, before: str) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(date.year))
    for text in (
        f"{date.year}年{date.month}月{date.day}日",
        f"{date.year} 年{date.month:02} 月 {date.day:02}日",
        date.isoformat(),
        f"{year}年{to_chinese(date.month)}月{to_chinese(date.day)}日",
    ):
        (found,) = find_dates(before + text)
        assert found.value == date
        assert parse_date((before + text)[found.span[0] : found.span[1]]) == date
        assert find_damaged_dates(before + text) == []


@given(st.text(alphabet="0123456789年月日-/. 〇一二十号至", max_size=30))
def test_every_span_lies_in_the_text_and_whole_dates_are_never_damaged(text: str) -> None:
    whole = [found.span for found in find_dates(text)]
    damaged = find_damaged_dates(text)
    assert all(0 <= start < end <= len(text) for start, end in whole + damaged)
    assert all(end <= a or b <= start for start, end in whole for a, b in damaged)


@pytest.mark.parametrize(
    "text", ["2" * 200_000, "2024" * 50_000, " " * 200_000, "2024年" * 40_000, "2024年2月日" * 20_000]
)
@pytest.mark.timeout(30)
def test_long_rows_are_passed_over_in_linear_time(text: str) -> None:
    find_dates(text), find_damaged_dates(text), find_years(text), parse_date(text)
