"""Whether a number is that of several years at once: a sum, or a growth from one end of them to the other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tiaoli.extraction.assigning import CURRENCIES
from tiaoli.extraction.subjects import Link
from tiaoli.extraction.timing import Said

_CHANGES = ("growth", "difference")
_STOCKS = ("余额", "债务", "资产")
"""What the names of amounts of money have that are what there is, not what comes in a year."""
_YEARLY = (
    "收入", "支出", "进口", "进出口", "保费", "零售", "利润", "吞吐量", "业务量", "电量", "授权量", "申请量", "成交额",
)  # fmt: skip
"""What the names of amounts have that are told of each year."""
_LEAST_YEARS = Decimal("1.8")
"""How often a growth over two years holds the average at least, with what rounding leaves."""


def is_far(entry: Link, said: Said) -> bool:
    """Whether a change is one against a year that is named and lies further back than the year before."""
    return (
        entry.measured.measure in _CHANGES
        and said.base is not None
        and said.year is not None
        and said.base < said.year - 1
    )


def is_cumulative(entry: Link, said: Said, beside: Sequence[Link]) -> bool:
    """Whether a number is that of several years; `beside` are all links of its sentence, from left to right."""
    measure, cues = entry.measured.measure, entry.cues
    if cues.is_averaged(measure) or said.single:
        return False
    if said.summed and measure == "level" and entry.rule.flow and not _is_rise(entry, beside):
        return True
    if measure == "level" and "successive" in cues.kinds:
        return True  # 相继跨越千亿元、两千亿元: no year's
    if measure == "growth" and "running" in cues.kinds:
        return True
    adds_up = measure in _CHANGES or (entry.rule.flow and measure == "level" and not _is_rise(entry, beside))
    many = adds_up and said.many and cues.years is None and cues.base is None and not _is_of_the_last(entry, said)
    summed = "cumulative" in cues.kinds and (said.many or said.ahead or _is_second(entry, beside))
    by_then = measure in _CHANGES and said.ahead and cues.years is None and cues.base is None
    if is_far(entry, said) or many or summed or by_then:
        return not _is_of_one_year(entry, beside)
    return _is_of_many_years(entry, beside)


def _is_of_the_last(entry: Link, said: Said) -> bool:
    """Whether a level in a passage on several years is the last one's: what is told anew each year is where its sum is
    not spoken of (五年来,…。财政收入达到9亿元)."""
    if entry.measured.measure != "level" or not any(word in entry.rule.label for word in _YEARLY):
        return False
    return not said.beside or entry.cues.reached or entry.measured.bound in ("above", "below")


def _fellows(entry: Link, beside: Sequence[Link]) -> list[Link]:
    return [other for other in beside if other is not entry and other.rule is entry.rule]


def _is_rise(entry: Link, beside: Sequence[Link]) -> bool:
    """Whether a level is one end of a rise: `由2030亿度增加到2560亿度`."""
    return any(link.cues.from_year is not None for link in (entry, *_fellows(entry, beside)))


def _is_second(entry: Link, beside: Sequence[Link]) -> bool:
    """Whether another number of the same kind stands before it: `建成8.9万亩、累计达到120万亩`."""
    measure = entry.measured.measure
    counts_money = (
        measure == "level"
        and entry.measured.unit in CURRENCIES
        and not any(word in entry.rule.label for word in _STOCKS)
    )
    return (entry.rule.flow or counts_money) and any(
        other.start <= entry.start and other.end < entry.end and other.measured.measure == measure
        for other in _fellows(entry, beside)
    )


def _is_of_one_year(entry: Link, beside: Sequence[Link]) -> bool:
    """Whether a level is that of one year, in a passage on several: how it grew, or its sum, stands beside it
    (`投资556亿元,年均增长13.6%`)."""
    if entry.measured.measure != "level" or "cumulative" in entry.cues.kinds:
        return False
    return any(
        other.cues.base or "cumulative" in other.cues.kinds or other.measured.measure in _CHANGES
        for other in _fellows(entry, beside)
    )


def _is_of_many_years(entry: Link, beside: Sequence[Link]) -> bool:
    """Whether a change is that of several years: how much that is a year stands behind it (`增加159元,年均增长6%`)."""
    if entry.measured.measure not in _CHANGES or "compare" in entry.cues.kinds or entry.cues.base:
        return False
    return any(
        other.start >= entry.start
        and other.end > entry.end
        and other.cues.is_averaged(other.measured.measure)
        and _is_several_times(entry, other)
        for other in _fellows(entry, beside)
    )


def _is_several_times(entry: Link, average: Link) -> bool:
    """Whether a growth can be one of years of which each has the average, unlike `增长8.1%,两年平均增长5.1%`."""
    whole, each = entry.measured, average.measured
    if whole.unit != each.unit or whole.value is None or each.value is None:
        return True
    return abs(whole.value) >= _LEAST_YEARS * abs(each.value)
