"""Of how many years a passage speaks.

Reports speak in frames: `五年来,…` opens a passage whose sums and growths are those of five years, until `2025年,…` or
a new part opens another. A phrase in the clause itself goes before the sentence's, that before the paragraph's, that
before the heading's.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tiaoli.chinese.numerals import parse_integer
from tiaoli.extraction.places import About
from tiaoli.extraction.prose import Prose

PLAN_ENDS = {
    "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030,
    "十五": 2005, "九五": 2000, "八五": 1995, "七五": 1990, "六五": 1985,
}  # fmt: skip
"""The last year of each five-year plan; a name that holds another stands before it."""
PLAN_YEARS = 5
OPENING = 30
"""How far into a paragraph or a sentence a phrase holds for all of it, in characters."""

_NUMERALS = dict(zip("23456二两三四五六七八九十", (2, 3, 4, 5, 6, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
YEAR = "(?:(?:19|20)[0-9]{2}|(?:一九|二[〇零O0])[〇零O0一二三四五六七八九]{2})"
"""A year in the digits of either script, in folded text, without the 年 behind it."""
THROUGH = "(?:[-—~]{1,2}|至|到)"
"""What stands between the first and the last of several years."""
_YEAR = f"{YEAR}年"
OLD_PLANS = (
    "(?:(?<=“)(?:十五|[六七八九]五)(?=”)"
    "|(?<![〇零一二三四五六七八九十0-9])(?:十五|[六七八九]五)(?=(?:计划)?(?:时期|期间)))"
)
"""The plans whose names may as well be numbers, but not in quotation marks or before such words."""
_FRAME = re.compile(
    # What a phrase begins with is looked for first, as most characters begin none.
    r"(?=[1-6一二两三四五六七八九十本这过今近未去上全同纲“])(?:"
    rf"(?P<first>{YEAR})年?{THROUGH}(?P<to>{YEAR})年(?!的)"
    rf"|(?P<one>{_YEAR}(?!以?来|[前后])|全年|去年|上年|今年|(?:过去的?|这)?一年来?(?!一[个度次])|同比)"
    r"|(?P<since>(?:19|20)[0-9]{2})年以来"
    r"|(?P<many>(?:这|过去的?|近|今后|未来)?(?<![〇零一二三四五六七八九十百0-9.第续隔满超])(?<!学前)(?<!为期)(?<!运行)(?<!历时)(?<!从这)(?<!从近)(?<!从)(?<![比是较为][前上])(?P<count>[二两三四五六七八九十]|[2-6])年"
    r"(?!.{0,6}(?:行动|计划|规划|方案|工程|攻坚|纲要)|制|级|期|以[上内前后]|[内后前生]|毛入|任务|目标|[一1]遇|多|平均|以?来的?(?:最|新|首|[高低])|首次|新[高低]|最[高低好佳大])"
    r"|本届政府(?=任期|五年|以来|的五年|组成以来|成立以来|工作的?五年|履职以来|履职的?五年))"
    rf"|“?(?P<plan>十[一二三四五]五|{OLD_PLANS})”?(?:规划|计划)?(?=时期|期间|以来|五年|累计|共|新增|建成|完成|实现|引进|发展|各项)"
    r"|(?P<draft>纲要[(]?草案))"
)
_HINT = re.compile("[年五届纲比]")
"""What every phrase above has one of: looked for first, as most clauses have none."""
_BY_THE_WAY = re.compile(
    rf"(?P<year>{_YEAR})|(?:年均|五年平均)(?:分别|实际)?(?:增|递增|提高|下降|减少)|(?<!每人)每年(?![0-9度])"
    "|(?:比|较|与)[“”十一二三四五]{3,5}(?:末|时期)"
)
_TIME = re.compile("[年五届纲比十今未]")
"""What every phrase has one of that tells a frame, for its sentence or for those behind it."""
_GOAL = re.compile(f"—*(?:力争)?[到至]({YEAR})年[末底前]?")
_ITEM = re.compile("—|[一二三四五六七八九十]是")
"""What the paragraphs of a list begin with, for all of which that holds which stands before them: `五年来,…:——…`."""
_OF_ITS_CLAUSE = re.compile("累计|共|完成|实现|新增|建成|引进|再?翻|平均")
"""What stands behind a number of years that no more than its own clause is of: 固定资产投资五年累计完成90亿元."""
_COMPARED = tuple("比较与是为")
"""What stands before a plan that is no more than compared with."""
_BEHIND_US = ("这", "过去")
_AHEAD_OF_US = ("今后", "未来")
_LOOKING_BACK = re.compile("^(?!.*(?:巩固|拓展|扩大|转化)).*(?:成就|成果|成绩|回顾|历程)")
"""What a heading says of a part that looks back before it looks ahead: “十四五”主要成就和“十五五”奋斗目标."""
_TURNED_FOR_GOOD = re.compile("五年规划的?建议|纲要[(]?草案")
_TURNED = re.compile(f"今后|未来|{_TURNED_FOR_GOOD.pattern}")
"""What a passage speaks of that looked back and now looks ahead: 过去五年,…。我们编制了“十五五”规划纲要草案,提出…."""
_FIRST_CLAUSE = re.compile("[^,。;!?\n]*")


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Frame:
    """How many years a passage speaks of, and the year before the first of them; None where that is not told.
    `past` says that they lie behind, `future` that they lie ahead; `first` is the first of them where that is named,
    from which then rises what rises, `named` a single year."""

    years: int | None
    base: int | None = None
    past: bool = False
    future: bool = False
    first: int | None = None
    named: int | None = None

    @property
    def many(self) -> bool:
        """Whether it speaks of several years at once."""
        return self.years != 1

    @property
    def end(self) -> int | None:
        """The last of the years."""
        return self.base + self.years if self.base is not None and self.years is not None else None

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last of the years, where they are told."""
        return (self.base + 1, self.end) if self.base is not None and self.end is not None else None


class Frames:
    """The frames of a document's passages; those of a paragraph's sentences are looked for when they are asked for."""

    def __init__(self, prose: Prose, ends: Sequence[int], about: About) -> None:
        """Takes where the prose's sentences end, and what is known of the document, of which its year counts."""
        self._text, self._ends, self._year = prose.text, ends, about.year
        self._is_early = about.told_in != about.year
        self._stretches = prose.stretches
        self._begins = [stretch.span[0] for stretch in prose.stretches]
        self._walked: dict[int, list[Frame | None]] = {}
        self._goals = list(self._find_goals())
        self._standing: list[Frame | None] = []
        self._opened: list[bool] = []
        standing, led = None, ""
        for at, stretch in enumerate(prose.stretches):
            begin, end = stretch.span
            first = ends[bisect.bisect_right(ends, begin)]
            opening = min(end, first, begin + OPENING)
            said = self._last(begin, opening, lasting=True)
            opened = said is not None and said.many
            self._opened.append(opened or led == stretch.section or self._is_sentence(stretch.heading))
            led = stretch.section if opened and first >= end - 1 else ""  # 这五年,民生福祉得到新改善。
            standing = _within(self._stands(at, standing), said)
            self._standing.append(standing)

    def at(self, sentence: int, end: int) -> tuple[Frame | None, bool]:
        """The frame that holds at `end` of the sentence that begins at `sentence`, None where nothing tells it, and
        whether the sentence itself does, or its paragraph or that which leads to it begins with
        several years."""
        at = bisect.bisect_right(self._begins, sentence) - 1
        place = bisect.bisect_right(self._ends, sentence) - bisect.bisect_right(self._ends, self._begins[at])
        own = self._last(sentence, end)
        return _within(self._walk(at)[place], own), own is not None or self._opened[at]

    def _is_sentence(self, heading: str) -> bool:
        """Whether a heading says something of several years: 这五年,民生福祉得到新改善."""
        clause, comma, _ = heading.partition(",")
        said = self._agreed(clause) if comma else None
        return said is not None and said.many

    def _stands(self, at: int, standing: Frame | None) -> Frame | None:
        """The frame that a paragraph begins in, by that of the one before it and the one that was left at its end."""
        stretch, before = self._stretches[at], self._stretches[at - 1] if at else None
        if before is None or before.part != stretch.part:
            standing = self._agreed(stretch.above)
        elif self._is_first_item(at) and self._goals[at] is None:
            standing = self._walk(at - 1)[-1]
        if before is not None and before.section == stretch.section:
            return _turned(standing, _TURNED_FOR_GOOD.search(self._text, *before.span))
        said = self._agreed(stretch.heading) or (
            self._agreed(stretch.above) if _FRAME.search(stretch.above) else standing
        )
        return said or (Frame(1, past=True) if _LOOKING_BACK.search(stretch.heading) else None)

    def _is_first_item(self, at: int) -> bool:
        begins = (self._begins[at], self._begins[at - 1])
        return [_ITEM.match(self._text, begin) is not None for begin in begins] == [True, False]

    def _find_goals(self) -> Iterator[Frame | None]:
        """For each paragraph the year ahead that it begins with, or the paragraph before the list that it is an item
        of: all of it is to be reached by then (到2030年,桥更多。城镇化率达到70%)."""
        goal: Frame | None = None
        section = ""
        for stretch in self._stretches:
            match = _GOAL.match(self._text, *stretch.span)
            year = parse_integer(match[1]) if match else None
            if year and self._year and year > self._year:
                goal = Frame(1, year - 1, future=True)
            elif match or section != stretch.section or not _ITEM.match(self._text, stretch.span[0]):
                goal = None
            section = stretch.section
            yield goal

    def _begun(self, at: int) -> Frame | None:
        """The frame of a paragraph's first sentence: its goal, unless the passage has that as its last year."""
        goal, standing = self._goals[at], self._standing[at]
        return standing if goal is None or (standing and standing.end == goal.end) else goal

    def _walk(self, at: int) -> list[Frame | None]:
        """The frame of each sentence of a paragraph, and behind them the one that the last leaves."""
        if at not in self._walked:
            begin, end = self._stretches[at].span
            inner = self._ends[bisect.bisect_right(self._ends, begin) : bisect.bisect_left(self._ends, end)]
            frame = self._begun(at)
            frames = self._walked[at] = []
            for start, stop in pairwise((begin, *inner, end)):
                if not _TIME.search(self._text, start, stop):
                    frames.append(frame)
                    continue
                frame = _within(frame, self._last(start, start + len(clause_at(self._text, start)), lasting=True))
                frames.append(frame)
                frame = self._left_by(start, stop, frame)
            frames.append(frame)
        return self._walked[at]

    def _left_by(self, start: int, stop: int, frame: Frame | None) -> Frame | None:
        """The frame that a sentence leaves to those behind it where it names the year, or what is so a year on average,
        by the way: `初步预计,2017年…增长8.3%。规上工业增加值增长10.8%`."""
        frame = _turned(frame, _TURNED.search(self._text, start, stop))
        if "年" not in self._text[start:stop] and "十" not in self._text[start:stop]:
            return frame
        found = list(_BY_THE_WAY.finditer(self._text, start, stop))
        if any(not match["year"] for match in found):
            return frame if frame and (frame.many or frame.end) else _within(frame, Frame(None))
        if any(self._year and parse_integer(match["year"][:-1]) == self._year - 1 for match in found):
            return _within(frame, Frame(1))
        return frame

    def _last(self, start: int, end: int, *, lasting: bool = False) -> Frame | None:
        """The frame of the last phrase of a stretch that tells one; not of 2008年以来 or of
        2007—2008年 where it lasts over sentences."""
        if not _HINT.search(self._text, start, end):
            return None
        frame = None
        for match in _FRAME.finditer(self._text, start, end):
            if not (lasting and _is_passing(match)):
                frame = _within(frame, self._frame(match))  # “十四五”时期是很不平凡的五年
        return frame

    def _agreed(self, heading: str) -> Frame | None:
        """The frame of a heading; None where it names several, as one that reviews both a year and a plan does."""
        frames = [self._frame(match) for match in _FRAME.finditer(heading)]
        return frames[0] if frames and len({frame.many for frame in frames}) == 1 else None

    def _frame(self, match: re.Match[str]) -> Frame:
        if match["to"]:
            first, last = parse_integer(match["first"]) or 0, parse_integer(match["to"]) or 0
            return Frame(last - first + 1, first - 1, first=first)
        if match["one"]:
            year = parse_integer(match["one"][:-1]) if match["one"][-1] == "年" else None
            ahead = (match["one"] == "今年" and not self._is_early) or bool(year and self._year and year >= self._year)
            return Frame(1, past=match["one"].startswith(_BEHIND_US[1]), future=ahead, named=year)
        if match["plan"]:
            if match.string[match.start() - 1 : match.start()] in _COMPARED:
                return Frame(PLAN_YEARS)
            plan = self._plan(PLAN_ENDS[match["plan"]])
            plan.past = plan.past or match.string.startswith("以来", match.end())
            return plan
        if match["draft"]:
            return self._plan(next((end for end in PLAN_ENDS.values() if end - PLAN_YEARS + 1 == self._year), None))
        if match["since"]:
            return Frame(None, int(match["since"]))
        past = match["many"].startswith(_BEHIND_US) or match.string.startswith(("来", "以来", "间"), match.end())
        future = match["many"].startswith(_AHEAD_OF_US)
        count = _NUMERALS.get(match["count"])
        if count is None or self._year is None:
            return Frame(None, past=past)
        return Frame(count, self._year - 1 - (0 if future else count), past, future)

    def _plan(self, end: int | None) -> Frame:
        if end is None or self._year is None:
            return Frame(PLAN_YEARS, end and end - PLAN_YEARS)
        return Frame(PLAN_YEARS, end - PLAN_YEARS, end < self._year, end - PLAN_YEARS >= self._year - 1)


def _is_passing(match: re.Match[str]) -> bool:
    """Whether a phrase holds for its own clause at most: 2008年以来, 2007—2008年, 五年累计完成, but not 五年来."""
    if match["since"] or match["to"]:
        return True
    bare = match["many"] and match.end("count") - match.start() == 1
    return bool(bare and _OF_ITS_CLAUSE.match(match.string, match.end()))


def _within(passage: Frame | None, said: Frame | None) -> Frame | None:
    """The frame that a phrase tells within a passage: its years lie behind where those of the passage do, unless they
    lie ahead: `过去五年,…。2025年总量比2020年增加7400亿元。工业增加值超8000亿元`."""
    if said and passage and not passage.many and said.named and said.named == passage.end:
        return passage  # 到2030年
    if said and passage and passage.past and not said.future:
        return Frame(said.years, said.base, past=True, first=said.first)
    return said or passage


def _turned(frame: Frame | None, turn: re.Match[str] | None) -> Frame | None:
    """The frame behind what may turn from what was to what is to be."""
    return Frame(frame.years, frame.base) if frame and frame.past and turn else frame


def clause_at(text: str, start: int) -> str:
    """The first clause of what begins at `start`, as far as it counts as its opening."""
    match = _FIRST_CLAUSE.match(text, start, start + OPENING)
    return match[0] if match else ""
