"""The years that a document is for and told in, as its title says."""

from __future__ import annotations

import re

from tiaoli.chinese.dates import find_years, plan_end
from tiaoli.chinese.width import squeeze
from tiaoli.extraction.frames import THROUGH, YEAR

_SPAN = re.compile(rf"{YEAR}年?{THROUGH}({YEAR})年")
_PLAN = re.compile("(?<![一二三四五六七八九])(十[一二三四五]五|十五|[六七八九]五)|第(十?[一二三四五六七八九十])个五年")
_OF_A_PLAN = re.compile(
    '(?:计划|规划|纲要|方案|要点|安排|目标|任务)(?:[(][^()]*[)])*[》”"]?(?:[(][^()]*[)])?(?:的(?:通知|决定|批复|函|意见))?$'
)
_LOOKING_BACK = re.compile("总结|回顾|情况|成就")


def horizon_of(title: str) -> int | None:
    """The last year that a title says it plans for; None where it plans for none, or looks back as well.

    >>> horizon_of("开化县制造业三年行动计划(2023-2025年)"), horizon_of("开化县2024年工作总结和2025年工作安排")
    (2025, None)
    """
    folded = squeeze(title)
    return aims_of(title) if _OF_A_PLAN.search(folded) and not _LOOKING_BACK.search(folded) else None


def aims_of(title: str) -> int | None:
    """The last year that a title names, which the aims of its text are of where that says nothing else.

    >>> aims_of("关于做好2024年粮食生产工作的意见"), aims_of("开化县“十四五”旅游发展规划")
    (2024, 2025)
    """
    folded = squeeze(title)
    spans = [years for match in _SPAN.finditer(folded) for years, _ in find_years(match[1] + "年")]
    if spans:
        return spans[-1]
    plan = _PLAN.search(folded)
    if plan:
        return plan_end(plan[1] or plan[2] + "五")
    years = [year for year, _ in find_years(folded)]
    return years[-1] if years else None


def is_settled(title: str, year: int) -> bool:
    """Whether a document of a year gives that year's final accounts, and so is told in the next.

    >>> is_settled("关于开化县2023年财政决算的报告", 2023), is_settled("2022年决算和2023年上半年预算执行情况", 2023)
    (True, False)
    """
    folded = squeeze(title)
    return "决算" in folded and "预算" not in folded and [found for found, _ in find_years(folded)] == [year]
