"""Of which year a number speaks, and whether it was achieved or is aimed at."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tiaoli.chinese.dates import find_years
from tiaoli.chinese.numerals import parse_integer
from tiaoli.extraction.frames import OLD_PLANS, OPENING, PLAN_ENDS, PLAN_YEARS, THROUGH, YEAR, Frame, Frames, clause_at
from tiaoli.extraction.nearby import SameBase, is_dating, risen_by, said_beside
from tiaoli.extraction.places import About
from tiaoli.extraction.prose import Prose, Stretch
from tiaoli.extraction.subjects import Link
from tiaoli.extraction.tokens import is_among
from tiaoli.rulebook.models import Pack

_LEADING_YEAR = re.compile(
    r"[—\"“]*(?:[^,。;]{0,8},)?(?:预计|截至|力争)?(?:全国|全[省市县区州盟旗]|到|至)?"
    rf"(?:({YEAR})(?=年(?!以?来|[前后比较]))|“?((?:十[一二三四五]五|[六七八九]五)”?(?:期末|末|时期末)))"
)
_SHIFTS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_YEARS_BEFORE = re.compile("[比是较](?:前|上)一?个?[三四五]年|[比是较]上届")
_SUM_OF = re.compile(
    rf"(?:{YEAR}年?{THROUGH}{YEAR}年间?|(?<![第续连每隔满一二三四五六七八九十])[二两三四五六十]年[来间]?"
    f"|(?:十[一二三四五]五|{OLD_PLANS})”?(?:计划)?(?:时期|期间|以来)?)"
    ",?[^,。;:0-9]{0,8}(?:累计|共|合计|完成|实现|实际|利用|引进|投入)[^,。;:0-9]{0,8}$"
)
"""What stands before a name the number of which is the sum of the years: 五年完成全社会, “九五”期间,全县累计完成."""
_MARKS = re.compile("[,、;]")
_NEAR = 40
"""How far before a name such words begin, in characters."""
_BESIDE_ITS_MEAN = re.compile("[,、;](?:比(?:19|20)[0-9]{2}年增长[0-9.]+%,)?两年(?:平均|年均)")
"""What stands behind a growth that is one of the last year: 增长9.6%,两年平均增长4.7%."""
_AHEAD = re.compile(
    f"到(20[0-9]{{2}})(?=年)|“?(十[一二三四五]五|{OLD_PLANS})(?!”?(?:规划|计划|时期)?的?(?:开局|开篇|起步|收官|第[一二三四]年))"
    "|(?:今后|未来)(五)年"
)
"""What tells by when something is to be reached; that a year is the first of a plan does not."""
_NO_PART = "".join(f"(?<!{said}{year})" for said in ("占", "完成") for year in ("", "年", "年度", "全年"))
"""What stands before a plan that something is a part of, and so was achieved: 占年计划的41%."""
_DONE = ("actual", re.compile("完成了|实现了|比上年|已经|去年|达到了|增长了|超额完成"))
_AIMS = f"{_NO_PART}目标|预期|{_NO_PART}计划(?!生育)|要求|预定"
_AIMED = ("target", re.compile(f"{_AIMS}|力争|确保|争取|到{YEAR}年(?!的)|将|规划"))
_AIMED_THEN = ("target", re.compile(_AIMS))
"""What tells that a number of a year that is over was aimed at, unlike 由2010年的50.9%提高到2015年的55.3%."""
_AS_A_RULE = ("actual", re.compile("完成|同比|累计|增长|比(?:19|20|一九)|较上年"))
"""Words that tell what was achieved from what is aimed at, where no role does; the first that stands there counts."""
_IN_POLICIES = ("actual", re.compile("(?<![前要须应])完成|同比|较上年"))
"""What tells the last of it where documents say what is to be done: there, what grows may as well be to grow."""
_IN_PLANS = ("actual", re.compile("同比|较上年"))
"""The same where the title says for when: there, what is completed may as well be to be."""
_ACHIEVED = re.compile("完成|同比|比上年|较上年|达到了|实现了")
"""With one of these, a part of a sentence has no aim of that which the sentence begins with."""
_FARTHEST = 2000
"""How far back the beginning of a sentence is looked for that semicolons divide, in characters."""
_HALF_A_YEAR = re.compile("上半年|季度|1[-—~至]1?[0-9]月")
_REMARK = re.compile(r"\([^()]*\)")
_DENIED = re.compile("(?:没有|没能|未能|未)(?:如期)?(?:实现|完成|达到|达成)")

_KINDS = {"last_year": "actual", "year_reported": "actual", "this_year": "target", "years_ahead": "target"}


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Said:
    """When an observation holds: achieved or aimed at, what tells it, the year, whether the passage speaks of several
    years at once, whether the year lies beyond the document's own, and the year that the number is compared with.
    `span` are the first and the last of several years; `beside` says that its sentence or paragraph names them,
    `summed` that the number is their sum, `single` that it is of the last of them alone."""

    kind: str
    evidence: str
    year: int | None
    many: bool
    ahead: bool
    base: int | None
    span: tuple[int, int] | None = None
    beside: bool = False
    summed: bool = False
    single: bool = False


class Timing:
    """Tells of the links of one document what time they speak of."""

    def __init__(self, pack: Pack, about: About, prose: Prose, ends: Sequence[int]) -> None:
        """Takes what is known of the document, of which its year counts, and where the prose's sentences end."""
        self._pack, self._year, self._prose, self._ends = pack, about.year, prose, ends
        self._told_in, self._horizon = about.told_in, about.horizon
        is_over = about.aims is not None and about.year is not None and about.aims < about.year
        self._aims = None if is_over else about.aims
        self._is_of_half_a_year = about.part_of_year is not None
        self._frames = Frames(prose, ends, about)
        self._same_base = SameBase(prose.text, [stretch.span[0] for stretch in prose.stretches])

    def of(self, entry: Link, stretch: Stretch, sentence: int) -> Said:
        """The time that a link of the sentence that begins at `sentence` speaks of."""
        frame, beside = self._frames.at(sentence, entry.end)
        text = self._prose.text
        summed = self._is_summed(entry, sentence)
        many = (frame is not None and frame.many) or summed or self._is_sum_of_years(entry)
        kind, evidence, year = self._when(entry, stretch, sentence, frame)
        ahead = bool(year and self._year and year > self._year)
        span = frame.span if frame and many and frame.end == year else None
        single = _BESIDE_ITS_MEAN.match(text, entry.end) is not None
        return Said(kind, evidence, year, many, ahead, self._base(entry), span, beside, summed, single)

    def _base(self, entry: Link) -> int | None:
        """The year that a number is compared with."""
        alone = entry.measured.measure != "growth" or "compare" in entry.cues.kinds or "average" in entry.cues.kinds
        return self._named(entry.cues.base) or (None if alone else self._same_base.at(entry.end))

    def _is_summed(self, entry: Link, sentence: int) -> bool:
        """Whether what stands before a name says that the number right behind it is the sum of several years."""
        text = self._prose.text
        before = text[max(sentence, entry.start - _NEAR) : entry.start]
        if entry.number is None or not ("年" in before or "五" in before):
            return False
        return not _MARKS.search(text, entry.start, entry.number[0]) and _SUM_OF.search(before) is not None

    def _when(self, entry: Link, stretch: Stretch, sentence: int, frame: Frame | None) -> tuple[str, str, int | None]:
        """Kind, what tells it, and the year."""
        role = self._pack.roles.get(stretch.role or "")
        period = (role.period if role else None) or self._always
        words = self._prose.text[sentence : entry.end]
        usual = self._usual_year(stretch, period, sentence)
        printed = entry.cues.years
        if printed and not is_dating(self._prose.text, sentence, entry):
            leading = _LEADING_YEAR.match(self._prose.text, sentence)
            printed = (leading[1] or leading[2]) if leading and leading[1] != printed else None
        near = said_beside(self._prose.text, sentence, entry)
        if "上年" in (entry.cues.from_year, near and near.evidence == "from" and near.year):
            # the one before that which is spoken of, unlike 去年
            spoken_of = self._named(printed) or usual
            return "actual", "from", spoken_of and spoken_of - 1
        if near:
            return near.kind, near.evidence, self._named(near.year) or self._named(printed) or usual
        if entry.cues.from_year is not None:
            before = self._year and self._year - 1 if period == "this_year" else None  # 补助标准由320元提高到380元
            return "actual", "from", self._risen_from(entry, frame) or before
        denied = _DENIED.search(_REMARK.sub("", words) if "(" in words else words)
        if denied:
            return "unknown", f"negation:{denied[0]}", usual
        named = self._named(printed or self._carried(sentence) or risen_by(self._prose.text, entry))
        if frame and named is None and self._year and period:
            ended = frame.end is not None and frame.end < self._year - 1
            if ended or (frame.past and _KINDS.get(period) == "target"):
                return "actual", "past", frame.end if ended else self._year - 1
            lasts = bool(frame.end and frame.end > self._year and _KINDS.get(period) == "target")
            if frame.end and (frame.future or lasts):
                return "target", f"role:{stretch.role}" if period == "years_ahead" else "future", frame.end
        if frame and named is None and not period and (time := self._time_of(frame)):
            return time
        return self._kind(period, stretch.role, named, usual, words, sentence)

    def _risen_from(self, entry: Link, frame: Frame | None) -> int | None:
        """The year of what a number rose from: 从2018年到2023年,森林覆盖率从60%提高到66%."""
        named = self._named(entry.cues.from_year)
        if frame and frame.first and named in (None, frame.end):
            return frame.first
        return named or self._named(entry.cues.base) or (frame.base if frame else None)

    def _time_of(self, frame: Frame) -> tuple[str, str, int] | None:
        """Kind, what tells it, and year of several years that are named where no role does: “十三五”期间,今后五年."""
        if (
            frame.end is None
            or self._year is None
            or frame.end == self._year
            or (frame.past and frame.end > self._year)
        ):
            return None
        return ("actual", "past", frame.end) if frame.end < self._year else ("target", "future", frame.end)

    def _leading(self, at: int) -> str:
        """How the sentence begins of which a part behind a semicolon begins at `at`: 主要预期目标是:…;…."""
        text = self._prose.text
        begin = at
        while text[begin - 1 : begin] == ";" and at - begin <= _FARTHEST:
            begin = self._part_before(begin)
        return text[begin : begin + OPENING] if begin < at else ""

    def _part_before(self, at: int) -> int:
        """Where the sentence, or the part of one, begins that ends at `at`."""
        behind = bisect.bisect_left(self._ends, at)
        return self._ends[behind - 1] if behind else 0

    def _carried(self, sentence: int) -> str | None:
        """The year that the part before a semicolon or before 其中 began with, as it holds for what follows: 1979年油料
        产量644万吨;肉类产量1062万吨."""
        text, at = self._prose.text, sentence
        while sentence - at <= _FARTHEST and (text[at - 1 : at] == ";" or is_among(text, at)):
            at = self._part_before(at)
            match = _LEADING_YEAR.match(text, at)
            if match:
                return match[1] or match[2]
        return None

    def _is_sum_of_years(self, entry: Link) -> bool:
        """Whether 累计 stands before a number, and a comparison with the five years before behind it."""
        if "cumulative" not in entry.cues.kinds:
            return False
        return _YEARS_BEFORE.search(clause_at(self._prose.text, entry.end + 1)) is not None

    def _kind(
        self, period: str | None, role: str | None, named: int | None, usual: int | None, words: str, sentence: int
    ) -> tuple[str, str, int | None]:
        """Kind, what tells it, and the year."""
        kind = _KINDS.get(period or "")
        if kind == "target" and named is not None and self._year and named < self._year:
            return "actual", f"year:{named}", named
        if kind == "actual" and named is not None and self._year and named > self._year:
            return "target", f"year:{named}", named
        year = named or usual
        if kind:
            return kind, f"role:{role}", year
        if year and self._year and year > self._year:
            return "target", f"year:{year}", year
        aimed = _AIMED_THEN if named and self._year and named < self._year else _AIMED
        for kind, pattern in (_DONE, aimed, self._done_else):
            match = pattern.search(words)
            if match is None and kind == "target" and not _ACHIEVED.search(words):
                match = pattern.search(self._leading(sentence))
            if match:
                # A whole year's figures are told in the next; half a year's name the half.
                before = kind == "actual" and named is None and usual == self._year and self._reports_back
                return kind, f"word:{match[0]}", usual - 1 if before and usual else year
        if year and self._year and year < self._year:
            return "actual", f"year:{year}", year
        if self._plans:
            return "target", "title", named or self._horizon
        return "unknown", "nothing", year

    @cached_property
    def _always(self) -> str | None:
        """The period of all that documents of this kind say, before their first heading too: a communiqué's is its
        year."""
        periods = {role.period for role in self._pack.roles.values() if role.period}
        return "year_reported" if periods == {"year_reported"} else None

    @property
    def _plans(self) -> bool:
        """Whether the title says that all is to be done by a year that is not over."""
        return self._horizon is not None and (self._year is None or self._horizon >= self._year)

    @cached_property
    def _done_else(self) -> tuple[str, re.Pattern[str]]:
        """The words that tell what was achieved where no others do, by what documents of this kind are for."""
        if self._plans:
            return _IN_PLANS
        periods = {role.period for role in self._pack.roles.values()}
        reports = self._pack.fallback or "years_ahead" not in periods or periods & {"this_year", "year_reported"}
        return _AS_A_RULE if reports else _IN_POLICIES

    @cached_property
    def _reports_back(self) -> bool:
        """Whether documents of this kind report on the year before their own."""
        return {"last_year", "this_year"} <= {role.period for role in self._pack.roles.values()}

    def _usual_year(self, stretch: Stretch, period: str | None, sentence: int) -> int | None:
        if period == "years_ahead":
            return self._year_ahead(stretch, sentence) or (None if self._reports_back else self._aims)
        if self._year is None:
            return None
        if period == "last_year":
            years = _years_in(stretch.heading) or _years_in(stretch.above)
            headed = [year for year in years if year <= self._year]
            if self._is_of_half_a_year or _HALF_A_YEAR.search(stretch.heading):
                return (headed or [self._year])[-1]  # 上半年工作回顾
            before = [year for year in headed if year < self._year]  # 2023年工作回顾和2024年工作部署
            return (before or headed or [self._year - 1])[-1]
        return self._year

    def _year_ahead(self, stretch: Stretch, sentence: int) -> int | None:
        """The year, or the end of the plan, that the part named last before, or that its heading names: what lies
        ahead is to be reached by then."""
        at = bisect.bisect_left(self._ahead, (sentence + 1,))
        begins = stretch.part_start
        for start, year in reversed(self._ahead[:at]):
            if start < begins:
                break
            if self._year is None or year >= self._year:
                return year
        heads = [self._goal(match) for match in _AHEAD.finditer(stretch.above + stretch.heading)]
        return next((year for year in reversed(heads) if year), None)

    @cached_property
    def _ahead(self) -> list[tuple[int, int]]:
        """Where years are named that something is to be reached by, and which."""
        found = ((match.start(), self._goal(match)) for match in _AHEAD.finditer(self._prose.text))
        return [(start, year) for start, year in found if year]

    def _goal(self, match: re.Match[str]) -> int | None:
        if match[1]:
            return int(match[1])
        if match[2]:
            return PLAN_ENDS[match[2]]
        return self._year + PLAN_YEARS - 1 if self._year else None  # 今后五年 begin with this one

    def _named(self, printed: str | None) -> int | None:
        if not printed:
            return None
        if len(printed) == 4 and (year := parse_integer(printed)):
            return year
        if printed in _SHIFTS:
            return self._told_in + _SHIFTS[printed] if self._told_in else None
        return next((year for plan, year in PLAN_ENDS.items() if plan in printed), None)


@lru_cache(maxsize=64)
def _years_in(heading: str) -> tuple[int, ...]:
    """The years that a heading names: asked for each number below it."""
    return tuple(year for year, _ in find_years(heading))
