"""Observations: every number that a document says of an indicator, with its kind, its year and its words."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from tiaoli.chinese.dates import find_years
from tiaoli.chinese.numerals import parse_integer
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.linking import Link, link
from tiaoli.extraction.places import About
from tiaoli.extraction.prose import Prose, Stretch, read_prose
from tiaoli.extraction.tokens import tokens_of
from tiaoli.extraction.vocabulary import Vocabulary, vocabulary_of
from tiaoli.page import Page
from tiaoli.rulebook.models import Pack
from tiaoli.structure import Section

_END = re.compile(r"[。!?;\n]")
_LONGEST_SENTENCE = 600
"""In characters, so that no text takes more time than its length asks for."""

_REGION_WORD = re.compile("全[市县区省州盟旗国]")
_PLAN_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_SHIFTS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_MANY_YEARS = re.compile(
    "[二两三四五六七八九十]年(?:来|间|累计|共|中)|(?:过去|近)[二两三四五六七八九十]年|五年(?!规划|计划)|本届政府|“?十[一二三四]五”?(?:时期|期间|以来)"
)
_ONE_YEAR = re.compile("(?:19|20)[0-9]{2}年(?!来|以来)|全年|去年|上年|今年|一年来|同比")
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
_AHEAD = re.compile("到20[0-9]{2}(?=年)|“?十[一二三四五]五")
_LOOKED_BACK = 2000
"""How many characters back the year is looked for that several sentences look ahead to."""

_KINDS = {"last_year": "actual", "year_reported": "actual", "this_year": "target", "years_ahead": "target"}
_OPENING = 30
"""How far into a paragraph 五年来 holds for all of it."""

Observation = dict[str, Any]
"""An observation as the schema has it."""


def find_observations(
    page: Page, pack: Pack, sections: Sequence[Section], about: About
) -> tuple[list[Observation], tuple[Diagnostic, ...]]:
    """The observations of a document in reading order, and what is odd about them; none where the pack has no
    indicators."""
    if not pack.indicators:
        return [], ()
    prose = read_prose(page, sections)
    vocabulary = vocabulary_of(pack)
    found: list[Observation] = []
    remarks: list[Diagnostic] = []
    is_own = _own(about)
    memory: dict[str, str] = {}
    last: Stretch | None = None
    for stretch, start, end in _sentences(prose, vocabulary):
        if stretch is not last:
            memory, last = {}, stretch
        tokens = tokens_of(prose.text, start, end, vocabulary)
        for entry in link(prose.text, tokens, is_own, memory):
            observation = _observation(entry, stretch, prose, page, _Time(pack, about.year, stretch, prose.text, start))
            found.append(observation)
            remarks += _out_of_range(entry, observation)
    return found, (*remarks, *_contradictions(found))


def _own(about: About) -> Callable[[str], bool]:
    """Whether 全市, 全县 and the like mean the document's own region as a whole."""
    region = about.region

    def is_own(word: str) -> bool:
        if region and region.level == "country" and "地方" in word:
            return False
        if region is None or not _REGION_WORD.fullmatch(word):
            return True
        return region.level == "country" if word == "全国" else region.name.endswith(word[1])

    return is_own


def _sentences(prose: Prose, vocabulary: Vocabulary) -> Iterator[tuple[Stretch, int, int]]:
    """The sentences that name an indicator."""
    done = 0
    starts = [stretch.span[0] for stretch in prose.stretches]
    ends = list(_ends(prose.text))
    for at in vocabulary.aliases_at(prose.text):
        if at < done:
            continue
        behind = bisect.bisect_right(ends, at)
        start, done = ends[behind - 1] if behind else 0, ends[behind]
        yield prose.stretches[bisect.bisect_right(starts, at) - 1], start, done


def _ends(text: str) -> Iterator[int]:
    """Where sentences end; one that is too long is cut, behind a comma where one stands."""
    at = 0
    for match in _END.finditer(text):
        while match.end() - at > _LONGEST_SENTENCE:
            comma = text.rfind(",", at, at + _LONGEST_SENTENCE)
            at = comma + 1 if comma >= at else at + _LONGEST_SENTENCE
            yield at
        at = match.end()
        yield at


class _Time:
    """What says of a number whether it was achieved or is aimed at, and of which year."""

    def __init__(self, pack: Pack, year: int | None, stretch: Stretch, text: str, start: int) -> None:
        self._year, self._stretch, self._text, self.start = year, stretch, text, start
        role = pack.roles.get(stretch.role or "")
        self._period = role.period if role else None

    def decide(self, entry: Link) -> tuple[str, str, int | None]:
        """Kind, what tells it, and the year."""
        if entry.cues.from_year is not None:
            return "actual", "from", self._named(entry.cues.from_year or None)
        denied = _DENIED.search(self._text, self.start, entry.end)
        if denied:
            return "unknown", f"negation:{denied[0]}", self._usual_year()
        named = self._named(entry.cues.years)
        usual = self._usual_year()
        kind = _KINDS.get(self._period or "")
        if kind == "target" and named is not None and self._year and named < self._year:
            return "actual", f"year:{named}", named
        if kind == "actual" and named is not None and self._year and named > self._year:
            return "target", f"year:{named}", named
        if kind:
            return kind, f"role:{self._stretch.role}", named or usual
        return self._by_words(entry, named or usual)

    def _by_words(self, entry: Link, year: int | None) -> tuple[str, str, int | None]:
        words = self._text[self.start : entry.end]
        if year and self._year and year > self._year:
            return "target", f"year:{year}", year
        for kind, pattern in _TELLING:
            match = pattern.search(words)
            if match:
                return kind, f"word:{match[0]}", year
        if year and self._year and year < self._year:
            return "actual", f"year:{year}", year
        return "unknown", "nothing", year

    def _usual_year(self) -> int | None:
        if self._year is None:
            return None
        headed = [year for year, _ in find_years(self._stretch.heading)]
        if self._period == "last_year":
            return headed[-1] if headed and headed[-1] <= self._year else self._year - 1
        if self._period == "years_ahead":
            return self._year_ahead()
        return self._year

    def _year_ahead(self) -> int | None:
        """The year, or the end of the plan, that was named last before: what lies ahead is to be reached by then."""
        said = self._text[max(0, self.start - _LOOKED_BACK) : self.start]
        found = [
            (match.start(), year) for match in _AHEAD.finditer(said) if (year := self._named(match[0].strip("“到")))
        ]
        return next((year for _, year in reversed(found) if self._year is None or year >= self._year), None)

    def _named(self, printed: str | None) -> int | None:
        if printed is None:
            return None
        if len(printed) == 4 and (year := parse_integer(printed)):
            return year
        if printed in _SHIFTS:
            return self._year + _SHIFTS[printed] if self._year else None
        return next((year for plan, year in _PLAN_ENDS.items() if plan in printed), None)


def _observation(entry: Link, stretch: Stretch, prose: Prose, page: Page, time: _Time) -> Observation:
    kind, evidence, year = time.decide(entry)
    measured, cues = entry.measured, entry.cues
    span = prose.place(entry.start, entry.end)
    base = parse_integer(cues.base) if cues.base and len(cues.base) == 4 else None
    far = base is not None and year is not None and base < year - 1 and measured.measure in ("growth", "difference")
    adds_up = measured.measure in ("growth", "difference") or (entry.rule.flow and measured.measure == "level")
    many = adds_up and cues.years is None and cues.base is None and _spans_years(prose, stretch, time.start, entry)
    return {
        "indicator": entry.rule.name,
        "label": entry.rule.label,
        "measure": measured.measure,
        "value": _plain(measured.value),
        "value_high": _plain(measured.high),
        "unit": measured.unit,
        "statement": measured.statement,
        "bound": measured.bound,
        "kind": kind,
        "kind_evidence": evidence,
        "modal": cues.modal,
        "year": year,
        "period": (base, year) if far else None,
        "averaged": "average" in cues.kinds,
        "cumulative": far or many or ("cumulative" in cues.kinds and _spans_years(prose, stretch, time.start, entry)),
        "scope": entry.scope,
        "compared_with": measured.compared_with,
        "of": cues.of,
        "section": stretch.section,
        "span": span,
        "quote": page.quote(span),
        "number_span": prose.place(*entry.number) if entry.number else None,
        "rule": entry.rule.place,
    }


def _spans_years(prose: Prose, stretch: Stretch, sentence: int, entry: Link) -> bool:
    """Whether several years are spoken of: in the sentence, as the paragraph opens, or in the heading."""
    begin = stretch.span[0]
    opening = prose.text[begin : min(begin + _OPENING, sentence)]
    said = stretch.heading + opening + prose.text[sentence : entry.end]
    many = [match.end() for match in _MANY_YEARS.finditer(said)]
    one = [match.end() for match in _ONE_YEAR.finditer(said)]
    return bool(many) and many[-1] > (one[-1] if one else -1)


def _plain(value: Decimal | None) -> int | float | None:
    """The number as JSON writes it: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _out_of_range(entry: Link, observation: Observation) -> list[Diagnostic]:
    rule = entry.rule.measures.get(entry.measured.measure)
    value = observation["value"]
    if observation["averaged"] or observation["cumulative"]:
        return []
    if rule is None or value is None or rule.low is None or rule.high is None or rule.low <= value <= rule.high:
        return []
    params = {"indicator": entry.rule.name, "value": value, "low": rule.low, "high": rule.high}
    return [Diagnostic("quantity.out-of-range", observation["number_span"], params)]


def _contradictions(found: list[Observation]) -> list[Diagnostic]:
    """Two exact numbers for one thing; both are kept."""
    first: dict[tuple[Any, ...], Observation] = {}
    remarks = []
    for entry in found:
        if (
            entry["value"] is None
            or entry["year"] is None
            or entry["bound"] != "exact"
            or entry["averaged"]
            or entry["cumulative"]
        ):
            continue
        key = tuple(
            entry[name]
            for name in ("indicator", "measure", "unit", "kind", "modal", "year", "scope", "compared_with", "of")
        )
        earlier = first.setdefault(key, entry)
        if abs(earlier["value"] - entry["value"]) > abs(earlier["value"]) * 0.005:
            params = {"indicator": entry["indicator"], "earlier": earlier["value"], "later": entry["value"]}
            remarks.append(Diagnostic("observation.contradiction", entry["span"], params))
    return remarks
