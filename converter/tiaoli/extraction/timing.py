"""Of which year, or of how many years, a number speaks; whether it was achieved or is aimed at.

Reports speak in frames: `五年来,…` opens a passage whose sums and growths are those of five years, until
`2025年,…` or a new part opens another. A phrase in the clause itself goes before the sentence's, that before the
paragraph's, that before the heading's.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tiaoli.chinese.dates import find_years
from tiaoli.chinese.numerals import parse_integer
from tiaoli.extraction.linking import Link
from tiaoli.extraction.prose import Prose, Stretch
from tiaoli.rulebook.models import Pack

_PLAN_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_PLAN_YEARS = 5
_SHIFTS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_NUMERALS = {
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}

_FRAME = re.compile(
    r"(?P<many>(?:这|过去|过去的|近|今后|未来)?(?P<count>[二两三四五六七八九十]|(?<![0-9.])[2-6])年"
    r"(?=来|间|累计|共|中|里|[,,、:]|年?均|平均|增长|翻|新增|增加|提高|下降|建成|完成|实现|引进|我们|全|投入|的)"
    r"|(?:这|过去|过去的|近)[二两三四五六七八九十2-6]年"
    r"|本届政府(?=任期|五年|以来|的五年|组成以来|成立以来|工作的?五年|履职以来|履职的?五年)"
    r"|(?P<since>(?:19|20)[0-9]{2})年以来"
    r"|“?(?P<plan>十[一二三四五]五)”?(?:规划)?(?=时期|期间|以来|五年|累计|共|新增|建成|完成|实现|引进|发展|各项))"
    r"|(?P<one>(?:19|20)[0-9]{2}年(?!以?来|[前后])|全年|去年|上年|今年|(?:过去的?|这)?一年来?|同比)"
)
_BY_THE_WAY = re.compile(
    "(?P<year>(?:19|20)[0-9]{2})年|(?:年均|五年平均)(?:分别|实际)?(?:增|递增|提高|下降|减少)|(?:比|较|与)[“”十一二三四五]{3,5}(?:末|时期)"
)
_OPENING = 30
"""How far into a paragraph or a sentence a phrase holds for all of it."""
_ITEM = re.compile("—|[一二三四五六七八九十]是")
"""What the paragraphs of a list begin with, for all of which that holds which stands before them: `五年来,…:——…`."""
_BEHIND_US = ("这", "过去")
_YEARS_BEFORE = re.compile("[比是较](?:前|上)一?个?[三四五]年|[比是较]上届")
_FIRST_CLAUSE = re.compile("[^,。;!?\n]*")

_AHEAD = re.compile("到(20[0-9]{2})(?=年)|“?(十[一二三四五]五)|(?:今后|未来)(五)年")
_TELLING = (
    ("actual", re.compile("完成了|实现了|比上年|已经|去年|达到了|增长了|超额完成")),
    (
        "target",
        re.compile(
            "目标|力争|确保|预期|争取|计划|要求|到(?:20|19|一九|二〇)[0-9〇一二三四五六七八九]{2}年|预定|将|规划"
        ),
    ),
    ("actual", re.compile("完成|同比|累计|增长|比(?:19|20|一九)|较上年")),
)
"""Words that tell what was achieved from what is aimed at, where no role does; the first that stands there counts."""
_DENIED = re.compile("(?:没有|没能|未能|未)(?:如期)?(?:实现|完成|达到|达成)")

_KINDS = {"last_year": "actual", "year_reported": "actual", "this_year": "target", "years_ahead": "target"}


@dataclass(frozen=True, slots=True)
class Frame:
    """How many years a passage speaks of, and the year before the first of them; None where that is not told.
    `past` says that they lie behind."""

    years: int | None
    base: int | None = None
    past: bool = False

    @property
    def many(self) -> bool:
        """Whether it speaks of several years at once."""
        return self.years != 1


@dataclass(frozen=True, slots=True)
class Said:
    """When an observation holds: achieved or aimed at, what tells it, the year, whether the passage speaks of several
    years at once, whether the year lies beyond the document's own, and the year that the number is compared with."""

    kind: str
    evidence: str
    year: int | None
    many: bool
    ahead: bool = False
    base: int | None = None


class Timing:
    """Tells of the links of one document what time they speak of."""

    def __init__(self, pack: Pack, year: int | None, prose: Prose, ends: Sequence[int]) -> None:
        """Takes the year that the document is for, None where it is not known, and where the prose's sentences end."""
        self._pack, self._year, self._prose = pack, year, prose
        self._sentences, self._frames = self._framed(ends)

    def _framed(self, ends: Sequence[int]) -> tuple[list[int], list[Frame | None]]:
        """Where the sentences begin, and the frame that each stands in."""
        starts: list[int] = []
        frames: list[Frame | None] = []
        standing: Frame | None = None
        frame: Frame | None = None
        before: Stretch | None = None
        for stretch in self._prose.stretches:
            if _ITEM.match(self._prose.text, stretch.span[0]) and before and before.part == stretch.part:
                standing = standing if _ITEM.match(self._prose.text, before.span[0]) else frame
            if before is None or before.part != stretch.part:
                standing = self._agreed(stretch.above)
            if before is None or before.section != stretch.section:
                standing = self._agreed(stretch.heading) or (
                    self._agreed(stretch.above) if _FRAME.search(stretch.above) else standing
                )
            begin, end = stretch.span
            inner = ends[bisect.bisect_right(ends, begin) : bisect.bisect_left(ends, end)]
            opening = self._prose.text[begin : min(end, inner[0] if inner else end, begin + _OPENING)]
            frame = standing = self._last(opening, lasting=True) or standing
            for start, stop in zip((begin, *inner), (*inner, end), strict=True):
                frame = self._last(_clause(self._prose.text, start), lasting=True) or frame
                starts.append(start)
                frames.append(frame)
                frame = self._left_by(start, stop, frame)
            before = stretch
        return starts, frames

    def _last(self, words: str, *, lasting: bool = False) -> Frame | None:
        """The frame of the last phrase that tells one; where it is to last over sentences, not 2008年以来."""
        found = None
        for match in _FRAME.finditer(words):
            if not (lasting and match["since"]):
                found = match
        return self._frame(found) if found else None

    def _left_by(self, start: int, stop: int, frame: Frame | None) -> Frame | None:
        """The frame that a sentence leaves to those behind it where it names the year, or what is so a year on average,
        by the way: `初步预计,2017年…增长8.3%。规上工业增加值增长10.8%`."""
        found = list(_BY_THE_WAY.finditer(self._prose.text, start, stop))
        if any(not match["year"] for match in found):
            return frame if frame and frame.many else Frame(None)
        if any(self._year and int(match["year"]) == self._year - 1 for match in found):
            return Frame(1)
        return frame

    def _agreed(self, heading: str) -> Frame | None:
        """The frame of a heading; None where it names several, as one that reviews both a year and a plan does."""
        frames = [self._frame(match) for match in _FRAME.finditer(heading)]
        return frames[0] if frames and len({frame.many for frame in frames}) == 1 else None

    def _frame(self, match: re.Match[str]) -> Frame:
        if match["one"]:
            return Frame(1)
        if match["plan"]:
            end = _PLAN_ENDS[match["plan"]]
            return Frame(_PLAN_YEARS, end - _PLAN_YEARS, past=bool(self._year and end < self._year))
        if match["since"]:
            return Frame(None, int(match["since"]))
        numeral = next((char for char in match["many"] if char in _NUMERALS), None)
        past = match["many"].startswith(_BEHIND_US)
        if numeral is None or self._year is None:
            return Frame(None, past=past)
        return Frame(_NUMERALS[numeral], self._year - 1 - _NUMERALS[numeral], past)

    def of(self, entry: Link, stretch: Stretch, sentence: int) -> Said:
        """The time that a link of the sentence that begins at `sentence` speaks of."""
        return replace(self._of(entry, stretch, sentence), base=self._named(entry.cues.base))

    def _of(self, entry: Link, stretch: Stretch, sentence: int) -> Said:
        frame = self._last(self._prose.text[sentence : entry.end])
        if frame is None:
            frame = self._frames[bisect.bisect_right(self._sentences, sentence) - 1]
        many = (frame is not None and frame.many) or self._is_sum_of_years(entry)
        if entry.cues.from_year is not None:
            year = self._named(entry.cues.from_year) if entry.cues.from_year else frame.base if frame else None
            return Said("actual", "from", year, many)
        role = self._pack.roles.get(stretch.role or "")
        period = role.period if role else None
        words = self._prose.text[sentence : entry.end]
        usual = self._usual_year(stretch, period, sentence)
        denied = _DENIED.search(words)
        if denied:
            return Said("unknown", f"negation:{denied[0]}", usual, many)
        named = self._named(entry.cues.years)
        if frame and frame.past and _KINDS.get(period or "") == "target" and self._year and named is None:
            return Said("actual", "past", self._year - 1, many)
        kind, evidence, year = self._kind(period, stretch.role, named, usual, words)
        return Said(kind, evidence, year, many, bool(year and self._year and year > self._year))

    def _is_sum_of_years(self, entry: Link) -> bool:
        """Whether 累计 stands before a number, and a comparison with the five years before behind it."""
        behind = _FIRST_CLAUSE.match(self._prose.text, entry.end + 1, entry.end + _OPENING)
        return "cumulative" in entry.cues.kinds and bool(behind and _YEARS_BEFORE.search(behind[0]))

    def _kind(
        self, period: str | None, role: str | None, named: int | None, usual: int | None, words: str
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
        for kind, pattern in _TELLING:
            match = pattern.search(words)
            if match:
                return kind, f"word:{match[0]}", year
        if year and self._year and year < self._year:
            return "actual", f"year:{year}", year
        return "unknown", "nothing", year

    def _usual_year(self, stretch: Stretch, period: str | None, sentence: int) -> int | None:
        if self._year is None:
            return None
        if period == "last_year":
            headed = [year for year, _ in find_years(stretch.heading)]
            return headed[-1] if headed and headed[-1] <= self._year else self._year - 1
        if period == "years_ahead":
            return self._year_ahead(stretch, sentence)
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
            return _PLAN_ENDS[match[2]]
        return self._year + _PLAN_YEARS - 1 if self._year else None  # 今后五年 begin with this one

    def _named(self, printed: str | None) -> int | None:
        if printed is None:
            return None
        if len(printed) == 4 and (year := parse_integer(printed)):
            return year
        if printed in _SHIFTS:
            return self._year + _SHIFTS[printed] if self._year else None
        return next((year for plan, year in _PLAN_ENDS.items() if plan in printed), None)


def _clause(text: str, start: int) -> str:
    """The first clause of a sentence, as far as it counts as its opening."""
    match = _FIRST_CLAUSE.match(text, start, start + _OPENING)
    return match[0] if match else ""
