"""Markers of headings (一、 (一) 1. (1)) and of paragraphs (一是, ——), learnt from samples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tiaoli.chinese.numerals import parse_integer
from tiaoli.chinese.width import fold
from tiaoli.page import Span
from tiaoli.rulebook.models import HeadingRule

_NUMERALS = {
    "一": r"[一二三四五六七八九十百千〇零]{1,7}",
    "1": r"\d{1,3}",
    "①": r"[①-⑳]",
    "Ⅰ": r"[Ⅰ-Ⅻ]",
}
_SINGLE = {"(一)": "[㈠-㈩]", "1.": "[⒈-⒛]", "(1)": "[⑴-⒇]"}
"""Numerals that hold their brackets or point."""
# Behind these a numeral is one of several, or has decimals: 一、二、三产业, 一、二季度, 1.5万户.
# A year may follow: 1.2023年工作回顾.
_ENUMERATED = {"一": "(?! ?[一二三四五六七八九十](?:、|季度|产业|[级线类期等层]))", "1": r"(?!\d(?!\d{3}年))"}
# A dash or a numeral with 是 marks a paragraph of its own, never a heading (GB/T 9704 knows no such level).
_PARAGRAPH = re.compile(
    r"—{1,4}(?=[^\d—])"
    r"|(?:第?[一二三四五六七八九十]{1,3}(?:是|要|则))"
    r"|第[一二三四五六七八九十]{1,3}[,、:]"
    r"|(?:首先|其次|再次|最后)[,、:]"
    r"|[①-⑳]"
)
_OPENING = re.compile(
    r"(?:\d{4}|[一二][〇一九八][〇一二三四五六七八九]{2})年|过去|去年|今年|今后|[一五]年来|当前|我们|本届|新一届|做好|面对"
    '|各位|随着|按照|根据|[“"]?十[一二三四五]五[”"]?(?:时期|期间|以来)|初步核算|预计'
)
"""What a sentence begins with behind a title that lost its mark."""
_SAYS_MORE = re.compile(r"[,。]|\d[%‰亿万元]")
_PART_OPENING = re.compile(
    r"(?:\d{4}|[一二][〇一九八][〇一二三四五六七八九]{2})年|过去|今后|本届|[“\"]?十[一二三四五]五"
)
LONGEST_CLAUSE = 200
_BEFORE_PART = re.compile(rf"[。!?;…”』」\"]\s{{0,3}}(?={_PART_OPENING.pattern})")
"""What stands before that within a line."""
LEAST_TITLE = 4
"""A title before which a marker is glued has at least so many characters."""

_BEFORE_MIDLINE = ':。!?…”"』」) '


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it stands in the text; `number` is its numeral's value."""

    name: str
    level: int
    number: int
    span: Span
    has_title: bool = True


class MarkerSet:
    """The heading markers of one pack, compiled to one expression."""

    def __init__(self, rules: tuple[HeadingRule, ...]) -> None:
        self._rules = {f"m{at}": rule for at, rule in enumerate(rules)}
        self._ends = {rule.name: _title_ends(rule.title_ends_with) for rule in rules if rule.title_ends_with}
        self._part_ends = [self._ends[rule.name] for rule in rules if rule.level == 1 and rule.name in self._ends]
        alternatives = "|".join(f"(?P<{key}>{_expression(rule.sample)})" for key, rule in self._rules.items())
        self._any = re.compile(alternatives or r"(?!)")
        # A class of characters is looked for much faster than what it stands before.
        self._midline = re.compile(rf"[{re.escape(_BEFORE_MIDLINE)}](?={alternatives or '(?!)'})")

    def title_end(self, name: str, folded: str, start: int, end: int, *, surely: bool, alone: bool) -> int | None:
        """Where a title of the named rule ends by its words, for one that runs into its text without a mark.

        Where it may as well be whole, not `surely` too long, what follows has to begin as a sentence does, and on a
        line that it begins (`alone`) to say more than a title.
        """
        pattern = self._ends.get(name)
        match = pattern.match(folded, start, end) if pattern else None
        if match is None or surely:
            return match.end() if match else None
        opens = folded[match.end() : match.end() + 1] == " " or _OPENING.match(folded, match.end())
        says_more = not alone or _SAYS_MORE.search(folded, match.end(), min(end, match.end() + LONGEST_CLAUSE))
        return match.end() if opens and says_more else None

    def unmarked(self, folded: str, start: int, end: int) -> Iterator[Span]:
        """Heads without a marker in a line, behind a sentence and before one: 。2023年工作安排2023年是开局之年."""
        openings = [mark.end() for mark in _BEFORE_PART.finditer(folded, start, end)]
        for opening in [start, *openings] if _PART_OPENING.match(folded, start, end) else openings:
            for pattern in self._part_ends:
                match = pattern.match(folded, opening, end)
                if match and "," not in match[0] and self._opens(folded, match.end(), end):
                    yield match.span()

    def _opens(self, folded: str, at: int, end: int) -> bool:
        """Whether a sentence or a marker begins here, or white space stands before one."""
        inked = at + 1 if folded[at : at + 1] == " " else at
        return inked < end and bool(inked > at or _OPENING.match(folded, at) or self._any.match(folded, at))

    def at(self, folded: str, start: int, end: int) -> Marker | None:
        """The marker that begins at `start`, if any."""
        match = self._any.match(folded, start, end)
        return self._marker(match) if match else None

    def inside(self, folded: str, start: int, end: int) -> Iterator[Marker]:
        """Markers further on in a line, behind the end of a sentence or white space."""
        done = start
        for match in self._midline.finditer(folded, start, end):
            if match.end() >= done:
                done = match.end(match.lastgroup or 0)
                marker = self._marker(match)
                if marker:
                    yield marker

    def begun_inside(self, level: int, folded: str, start: int, end: int) -> Marker | None:
        """The marker that begins a level below `level` within a title: (一) in `工作安排(一)总体要求`."""
        for match in self._any.finditer(folded, start + LEAST_TITLE, end):
            marker = self._marker(match)
            if marker and marker.number == 1 and marker.level > level and folded[match.start() - 1] not in "第、":
                return marker
        return None

    def _marker(self, match: re.Match[str]) -> Marker | None:
        group = match.lastgroup or ""
        rule = self._rules[group]
        number = parse_integer(_digits(match[group], rule.sample))
        return Marker(rule.name, rule.level, number, match.span(group), rule.has_title) if number is not None else None


@cache
def marker_set(rules: tuple[HeadingRule, ...]) -> MarkerSet:
    """The compiled markers of some heading rules."""
    return MarkerSet(rules)


def paragraph_marker(text: str) -> str | None:
    """The marker that a folded paragraph begins with, such as 一是 or ——.

    >>> paragraph_marker("一是深入推进新型工业化。")
    '一是'
    """
    match = _PARAGRAPH.match(text)
    return match[0] if match else None


def ordinal(marker: str | None) -> int | None:
    """The number of a paragraph marker such as 三是; None for dashes and words."""
    return parse_integer(marker.strip("第是要则,、:")) if marker else None


def _split(sample: str) -> tuple[str, str, str]:
    folded = fold(sample)
    for numeral in _NUMERALS:
        before, found, after = folded.partition(numeral)
        if found:
            return before, numeral, after
    raise ValueError(f"heading sample {sample!r} holds none of the numerals {' '.join(_NUMERALS)}")


def _title_ends(words: tuple[str, ...]) -> re.Pattern[str]:
    """A title up to one of the words, not where it goes on with another of them or with 和, 与, 的."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"[^。!?;\n]{{2,36}}?(?:{either})(?!{either}|[和与及暨、,的])")


@cache
def _expression(sample: str) -> str:
    """The expression for every marker of the sample's kind: other numerals, other widths, inner spaces.

    The comma of 一、 and the point of 1. stand for each other, as they do in print; behind a digit's point
    no digit may follow, or 1.5 would be a heading, and behind 一、 no 二、. ㈠ is as good as (一).
    """
    before, numeral, after = _split(sample)
    ending = "".join(r"[、.]" if char in "、." else re.escape(char) for char in after)
    guard = _ENUMERATED.get(numeral, "") if after in (".", "、") else ""
    tail = "、?" if after == ")" else ""
    single = rf"|{_SINGLE[sample]}" if sample in _SINGLE else ""
    opening = rf"{re.escape(before)}\s?" if before else ""
    return rf"(?:{opening}{_NUMERALS[numeral]}\s?{ending}{tail}{guard}{single})"


def _digits(text: str, sample: str) -> str:
    if len(text) == 1:
        return unicodedata.normalize("NFKC", text).strip("().")
    before, _, after = _split(sample)
    return text.strip("、. ").removeprefix(before).removesuffix(after).strip("、. ")
