"""Dates and years as Chinese reports print them, and those that lost characters on the way."""

from __future__ import annotations

import bisect
import datetime
import re
from dataclasses import dataclass

from tiaoli.chinese.numerals import parse_integer
from tiaoli.chinese.width import fold

Span = tuple[int, int]
"""Half-open range of code points."""

_CHINESE_DIGIT = "[〇零O0一二三四五六七八九]"
_YEAR = rf"(?:(?:19|20)[0-9][0-9]|(?:一九|二[〇零O0]){_CHINESE_DIGIT}{{2}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十元])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|(?:[二三]?十|廿)[一二三四五六七八九]|[二三]十|卅一?|[一二三四五六七八九十廿])"
_DIGITS_ONLY = ("(?:19|20)[0-9][0-9]", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])")


def _date_pattern(part: str) -> str:
    """Four shapes of a date; `part` wraps a year, a month or a day, as a group or not."""
    year, month, day = (part.format(piece) for piece in (_YEAR, _MONTH, _DAY))
    plain = [part.format(piece) for piece in _DIGITS_ONLY]
    marked = [rf"\s*{sign}\s*".join(plain) for sign in ("-", "/", r"\.")]
    return "|".join([rf"{year}\s*年\s*{month}\s*月\s*{day}\s*[日号]", *marked])


DATE = f"(?:{_date_pattern('{}')})"
"""A full date on folded text, for `re` and RE2 alike: no groups that capture, no looking around.

It says nothing of what stands beside the date; `find_dates` does.
"""

_DATE_PARTS = re.compile(_date_pattern("({})"))
_SPACED_YEAR = rf"(?:(?:1 ?9|2 ?0) ?[0-9] ?[0-9]|{_YEAR})"
_LONE_YEAR = re.compile(rf"({_SPACED_YEAR})\s*年")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])(?:[0-9]{4}|[0-9]{6})?")
_TIME = re.compile(
    r"[\sT,-]*(?:[(]?(?:星期|周)[一二三四五六日天][)]?)?\s*(?:[上下]午)?\s*"
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}分?(?:[0-9]{1,2}秒)?)?)?\s*"
)
_NUMERAL = "[0-9〇零O一二三四五六七八九十廿卅]"
# Each part is bounded, so that long rows of digits or spaces are passed over in linear time.
_GAP = r"[ \t]{0,4}"
_WITH_YEAR_SIGN = re.compile(
    rf"({_NUMERAL}{{0,6}}){_GAP}年{_GAP}({_NUMERAL}{{0,4}}){_GAP}(月?){_GAP}({_NUMERAL}{{0,4}}){_GAP}日"
)
_WITHOUT_YEAR_SIGN = re.compile(
    r"(?:19|20)[0-9]{2}(?:(?:1[0-2]|0?[1-9])?(?:3[01]|[12][0-9]|0?[1-9])|(?:1[0-2]|0?[1-9])?月[0-9]{0,2})日"
)
_LONGEST = 64
"""No date with weekday, time and zone is longer."""

# After these a date may begin; after any other word 年 is that word's own (去年2月3日).
_BEFORE_DATE = frozenset("于在自至从到")
# With these, 日 begins a word (2月日均) and ends no date.
_AFTER_WORD_OF_DAY = frozenset("均常前本报产益趋渐照新程子夜历用供处接游")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands."""

    value: datetime.date
    span: Span


def find_dates(folded: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """The whole calendar dates of 1900 to 2099 in reading order, never a part of a longer row of digits.

    >>> [str(found.value) for found in find_dates("二〇二四年二月四日,另见2024-02-30。")]
    ['2024-02-04']
    """
    stop = len(folded) if end is None else end
    matches = _DATE_PARTS.finditer(folded, start, stop)
    return [FoundDate(value, match.span()) for match in matches if (value := _value_of(match)) and _stands_alone(match)]


def parse_date(text: str) -> datetime.date | None:
    """The date that the whole of `text` is; a weekday and a time of day may follow, and are left out.

    >>> parse_date("2024-02-04 09:02:33"), parse_date("2024年2月4日14时43分"), parse_date("2024年2月")
    (datetime.date(2024, 2, 4), datetime.date(2024, 2, 4), None)
    """
    folded = fold(text).strip()
    if len(folded) > _LONGEST:
        return None
    match = _COMPACT.fullmatch(folded)
    if match:
        return _value_of(match)
    match = _DATE_PARTS.match(folded)
    if not match or not _TIME.fullmatch(folded, match.end()) or _runs_on(match):
        return None
    return _value_of(match)


def find_damaged_dates(folded: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The stretches that were dates and lost characters in scraping, or name a day that no calendar has.

    A day without a year (2月3日), a span of time (365日) and a year or a month by itself are whole.

    >>> text = "2024年月4日,202423日,去年2月3日"
    >>> [text[a:b] for a, b in find_damaged_dates(text)]
    ['2024年月4日', '202423日']
    """
    stop = len(folded) if end is None else end
    whole = [found.span for found in find_dates(folded, start, stop)]
    spans = [match.span() for match in _WITH_YEAR_SIGN.finditer(folded, start, stop) if _is_damaged(match)]
    spans += [match.span() for match in _WITHOUT_YEAR_SIGN.finditer(folded, start, stop) if _begins_afresh(match)]
    return sorted(span for span in spans if not _is_overlapped(span, whole))


def find_years(folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, Span]]:
    """The years of 1900 to 2099 that 年 or 年度 follows, each with its span through 年.

    >>> find_years("一九五六年至2024年度")
    [(1956, (0, 5)), (2024, (6, 11))]
    """
    matches = _LONE_YEAR.finditer(folded, start, len(folded) if end is None else end)
    return [(_number(match[1].replace(" ", "")), match.span()) for match in matches if _begins_afresh(match)]


def _value_of(match: re.Match[str]) -> datetime.date | None:
    year, month, day = (_number(part) for part in match.groups() if part is not None)
    return _calendar_date(year, month, day)


def _calendar_date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _number(printed: str) -> int:
    return 1 if printed == "元" else parse_integer(printed) or 0


def _stands_alone(match: re.Match[str]) -> bool:
    after = match.string[match.end() : match.end() + 2]
    in_a_number = after[:1] in ("-", "/", ".") and after[1:].isdecimal() and match[0][-1].isdecimal()
    return _begins_afresh(match) and not _runs_on(match) and not in_a_number


def _runs_on(match: re.Match[str]) -> bool:
    return match[0][-1].isdecimal() and match.string[match.end() : match.end() + 1].isdecimal()


def _begins_afresh(match: re.Match[str]) -> bool:
    """Whether no digit runs into the match; a dash may where 年 ends it, as in 2021-2024年."""
    before = match.string[max(match.start() - 2, 0) : match.start()]
    if before[-1:].isdecimal() or (match[0][0] in "一二" and before[-1:] in tuple("〇零一二三四五六七八九十")):
        return False
    joined = before[-1:] in ("-", "/", ".", ",") and before[:-1].isdecimal()
    return not joined or match[0][-1] in "年日号"


def _is_overlapped(span: Span, others: list[Span]) -> bool:
    """Whether one of `others`, sorted and disjoint, shares a character with the span."""
    at = bisect.bisect_right(others, span[0], key=lambda other: other[1])
    return at < len(others) and others[at][0] < span[1]


def _is_damaged(match: re.Match[str]) -> bool:
    year, month, sign, day = match.groups()
    after = match.string[match.end() : match.end() + 1]
    if not day and after in _AFTER_WORD_OF_DAY:
        return False
    if len(year) == 4 and month and sign and day:
        # A day of 1840 is out of the range of find_dates, and whole.
        return _calendar_date(_number(year), _number(month), _number(day)) is None
    if len(year) >= 3:
        return bool(month or sign or day)
    before = match.string[match.start() - 1] if match.start() else ""
    begins = before in _BEFORE_DATE or not before.isalnum()
    return not year and bool(sign) and bool(month or day) and begins


_FIRST_PLAN, _PLAN_YEARS = 1953, 5
_THIRD_PLAN = 1966  # the second plan ended in 1962; three years of adjustment followed


def plan_end(name: str) -> int | None:
    """The last year of a five-year plan such as 十四五; None for anything else.

    >>> plan_end("十四五"), plan_end("第十三个五年")
    (2025, 2020)
    """
    name = name.removeprefix("第").replace("个五年", "五")
    number = parse_integer(name[:-1]) if name.endswith("五") and len(name) > 1 else None
    if number is None or not 1 <= number <= 30:
        return None
    start = _THIRD_PLAN + _PLAN_YEARS * (number - 3) if number >= 3 else _FIRST_PLAN + _PLAN_YEARS * (number - 1)
    return start + _PLAN_YEARS - 1
