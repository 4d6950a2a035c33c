"""What the words right beside a number say of its time, before any passage or part of the document does."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.chinese.numerals import parse_integer
from tiaoli.extraction.frames import YEAR
from tiaoli.extraction.subjects import Link

_NEAR = 24
"""How far from a number such words stand, in characters."""
_BASIS = re.compile("(?:多|余|左右|以上)?(?:元)?(?:大关)?的?基础上")
_BASIS_YEAR = re.compile(rf"在(?:(去年|上年)|({YEAR})年)[^,。;]*$")
_AIM = re.compile(
    "(?:左右|以内|以上|以下)?的?(?:省定|年度|全年|年初|既定|预定|确定的?|下达的?|人大批准的?)*(?:预期|控制|调控|计划|工作)*(?:目标|指标|计划)"
)
"""What stands behind a number that was aimed at: 低于3.5%左右的预期目标."""
_AIMS = ("目标", "指标", "计划")
_MEASURED_BY_AIM = re.compile("低于|小于|少于|好于|优于|控制")
_BUDGETED = re.compile(
    "(?:(?:收入|支出|年初|调整|变动|年度|汇总)(?:总)?预算(?:调整)?(?:数|安排|草案)?(?:为|是|安排)?"
    r"|完成(?:年初|调整|变动|年度)?预算(?:调整)?数?\(|由年初(?:预算)?数?(?:安排)?的)$"
)
_BUDGET = re.compile("预算(?:数|安排)?(?:为|是|安排)?:")
_ADJUSTED = re.compile("(?:由年初|预算)[^。;]*调整(?:为|到|至)$")
_CARRIED_OUT = re.compile("完成|执行|实际")
_OF_BUDGETS = ("收入", "支出", "赤字")
_THAN_LAST = re.compile("[比较](?:上年|去年|上一年|上年度)(?:同期|完成|执行|决算)?数?的?$")
_NO_DATE = re.compile(
    "(?:保持|维持|不低于|不高于|不少于|不超过|高于|低于|好于|优于|快于|慢于|超过|达到|恢复到|相当于|参照|巩固|延续)在?$"
)
"""What stands before a year that a number is only measured by: 保持上年水平."""
_PRICES = re.compile("年?(?:的)?(?:不变|可比|当年|现行)?价")
_SAME = re.compile(rf"[比较]({YEAR})年[^()。;]{{0,6}}\((?:[^()。;]{{0,9}},)?下同\)")


_RISE = re.compile("[从由][0-9][^,。;]{0,20}?(?:到|至|为)$")
_RISE_OF_YEARS = re.compile(rf"[从由]{YEAR}年的?[^,。;年]{{1,20}}(?:到|至|为)({YEAR})年")
_FARTHEST = 200
"""How far back the rise stands that others go on from, in characters."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """Kind and what tells it; `year` is printed there, None for the usual one; 上年 is the one before that."""

    kind: str
    evidence: str
    year: str | None = None


def said_beside(text: str, sentence: int, entry: Link) -> Nearby | None:
    """What the words beside a number of the sentence that begins at `sentence` say of its time."""
    if entry.number is None:
        return None
    begin, end = entry.number
    behind = text[end : end + _NEAR]
    before = text[max(sentence, begin - _NEAR) : begin]
    if (
        "基础上" in behind
        and _BASIS.match(behind)
        and (year := _BASIS_YEAR.search(text, max(sentence, begin - 2 * _NEAR), begin))
    ):
        return Nearby("actual", "basis", year[1] or year[2])
    if (
        any(word in behind for word in _AIMS)
        and _AIM.match(behind)
        and _MEASURED_BY_AIM.search(before[before.rfind(",") + 1 :])
    ):
        return Nearby("target", "word:目标")
    if entry.measured.measure != "level":
        return None
    if "年" in before and _THAN_LAST.search(before):
        return Nearby("actual", "from", "上年")
    if any(word in entry.rule.label for word in _OF_BUDGETS) and _is_budgeted(text, sentence, begin, before):
        return Nearby("target", "word:预算")
    return None


def _is_budgeted(text: str, sentence: int, begin: int, before: str) -> bool:
    if _BUDGETED.search(before):
        return True
    said = text[sentence:begin]
    if "预算" not in said and "年初" not in said:
        return False
    listed = _BUDGET.search(said)
    return _ADJUSTED.search(said) is not None or bool(listed and not _CARRIED_OUT.search(said, listed.end()))


def is_dating(text: str, sentence: int, entry: Link) -> bool:
    """Whether the year that was named before a number is that of the number: not where that is only measured by it
    (保持上年水平), stands in prices of it, or is told in a remark that has ended (增长8%(去年为9%),…)."""
    printed, end = entry.cues.years or "", entry.number[0] if entry.number else entry.end
    at = text.rfind(printed, sentence, end)
    if at < 0:
        return True
    if _NO_DATE.search(text, max(sentence, at - 6), at) or _PRICES.match(text, at + len(printed)):
        return False
    opened = text.rfind("(", sentence, at)
    return opened < 0 or text.rfind(")", opened, at) >= 0 or text.find(")", at, end) < 0


def risen_by(text: str, entry: Link) -> str | None:
    """The year that another rise ends with from which that of a number goes on: 产值由2018年的90亿元增加到2022年的99
    亿元;税收由9亿元增加到10亿元."""
    if entry.number is None or not _RISE.search(text, entry.start, entry.number[0]):
        return None
    begin = max(
        *(text.rfind(mark, max(0, entry.start - _FARTHEST), entry.start) for mark in "。\n"), entry.start - _FARTHEST, 0
    )
    others = _RISE_OF_YEARS.findall(text, begin, entry.start)
    return others[-1] if others else None


class SameBase:
    """The years that several growths of a paragraph are measured from, as its first says: 比2012年(下同)增长47.7%."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        """Takes where the paragraphs of a text begin."""
        self._starts = starts
        found = [(match.end(), parse_integer(match[1])) for match in _SAME.finditer(text)] if "下同" in text else []
        self._found = found

    def at(self, place: int) -> int | None:
        """The year that a growth at a place is measured from, None where its paragraph does not say."""
        if not self._found:
            return None
        before = bisect.bisect_right(self._found, place, key=lambda each: each[0]) - 1
        paragraph = self._starts[bisect.bisect_right(self._starts, place) - 1]
        return self._found[before][1] if before >= 0 and self._found[before][0] >= paragraph else None
