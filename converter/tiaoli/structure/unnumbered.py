"""Headings without a number: part heads such as 2024年工作回顾, and short lines that head a passage."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tiaoli.structure.heads import Head
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import paragraph_marker

MAX_LENGTH = 40
LEAST_FELLOWS = 2
NEAR = 6
"""So many lines behind a part head, at the most, its own numbering begins."""

_WORDS = re.compile(r"[\u4e00-\u9fff]")
_CLOSED = '。!?;:,、…)]”"'
_NO_HEAD = re.compile(
    r"^(?:[图表]\s*\d|专栏|附[表图件]|注[:释]|来源|资料|责任|单位|联系|\(|\[|《|—|[\d\s.:/-]+$)|摄$|(?:年|月)\d{1,2}日$"
)

_ANNEXED = re.compile("附|名词|注|解释|说明|资料来源")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A short line that may be a heading, whether the pack's words for part heads are in it, and which heads
    of the first level stand before and behind it."""

    line: int
    is_part: bool
    before: Head | None
    after: Head | None

    @property
    def restarts(self) -> bool:
        """Whether 一、 begins again right behind the line: then it heads a part that holds its own numbering."""
        return bool(self.before and self.after and self.after.number == 1 and self.after.line - self.line <= NEAR)

    @property
    def stretch(self) -> tuple[int, int]:
        """The lines of the heads around it, by which it has its fellows."""
        return (self.before.line if self.before else -1, self.after.line if self.after else -1)


def unnumbered_heads(
    lines: Sequence[Line], heads: Sequence[Head], first: int, is_part_head: Sequence[bool]
) -> list[Head]:
    """Heads for the short lines that function as one, from line `first` on, each at its level.

    A line is one where it has the words of a part head, or where at least two like it stand between the
    same numbered headings: a single short line without such words is too often a caption or a signature.
    """
    candidates = _candidates(lines, heads, first, is_part_head)
    has_tops = any(head.level == 1 and head.name != "bare" for head in heads)
    has_parts = any(candidate.restarts for candidate in candidates)
    names_parts = any(candidate.is_part for candidate in candidates)
    fellows = Counter(candidate.stretch for candidate in candidates if not candidate.is_part)
    chosen = []
    for candidate in candidates:
        level = _level(candidate) if has_tops else 1 if candidate.is_part or not names_parts else 2
        opens = has_parts and candidate is candidates[0] and candidate.before is None
        fellow = level > 1 and fellows[candidate.stretch] >= LEAST_FELLOWS
        if candidate.is_part or fellow or opens or candidate.restarts:
            chosen.append(_head(candidate.line, lines, level))
    return chosen


def _candidates(
    lines: Sequence[Line], heads: Sequence[Head], first: int, is_part_head: Sequence[bool]
) -> list[Candidate]:
    numbered = {head.line for head in heads}
    tops = [head for head in heads if head.level == 1 and head.name != "bare"]
    places = [head.line for head in tops]
    found = []
    for index in range(first, len(lines)):
        if index not in numbered and _has_shape(lines, index, numbered, part=is_part_head[index]):
            at = bisect(places, index)
            before, after = tops[at - 1] if at else None, tops[at] if at < len(tops) else None
            found.append(Candidate(index, is_part_head[index], before, after))
    return found


def annex_heads(lines: Sequence[Line], heads: Sequence[Head], is_annex: Sequence[bool]) -> list[Head]:
    """Heads of the first level for the lines that open an annex or a glossary, however short they are."""
    numbered = {head.line for head in heads}
    return [_head(at, lines, 1) for at, yes in enumerate(is_annex) if yes and at not in numbered]


def lists_within(
    lines: Sequence[Line], heads: Sequence[Head], is_annex: Sequence[bool], is_part_head: Sequence[bool]
) -> list[int]:
    """The lines that would open an annex, but behind which the document goes on: with 三、 after 二、, or with the head
    of a part, where the line does not say that it is annexed."""
    tops = [head for head in heads if head.level == 1 and head.number is not None]
    places = [head.line for head in tops]
    opened = [at for at, yes in enumerate(is_annex) if yes]
    found = []
    for line, following in pairwise([*opened, len(lines)]):
        at = bisect(places, line)
        goes_on = 0 < at < len(tops) and _carries_on(tops[at - 1], tops[at])
        if goes_on or (not _ANNEXED.search(lines[line].text) and any(is_part_head[line + 1 : following])):
            found.append(line)
    return found


def _carries_on(before: Head, after: Head) -> bool:
    return before.name == after.name and after.number == (before.number or 0) + 1


def _has_shape(lines: Sequence[Line], index: int, numbered: set[int], *, part: bool) -> bool:
    line = lines[index]
    text = line.text
    if line.kind == "table" or len(text) > MAX_LENGTH or len(_WORDS.findall(text)) < 4 or text[-1] in _CLOSED:
        return False
    if "。" in text or ";" in text or _NO_HEAD.search(text) or paragraph_marker(text):
        return False
    return _has_text_after(lines, index, numbered) and (part or _stands_free(lines, index, numbered))


def _has_text_after(lines: Sequence[Line], index: int, numbered: set[int]) -> bool:
    if index + 1 >= len(lines):
        return False
    return (
        index + 1 in numbered
        or len(lines[index + 1].text) > MAX_LENGTH
        or lines[index + 1].ends_sentence
        or _short(lines, index + 1)
    )


def _short(lines: Sequence[Line], index: int) -> bool:
    """A second short line may be a sub-head under a part head, if text follows it."""
    line = lines[index]
    return 4 <= len(line.text) <= MAX_LENGTH and index + 1 < len(lines) and len(lines[index + 1].text) > MAX_LENGTH


def _stands_free(lines: Sequence[Line], index: int, numbered: set[int]) -> bool:
    if index == 0:
        return True
    before = lines[index - 1]
    return before.ends_sentence or index - 1 in numbered or len(before.text) > 60 or before.text[-1] in ":;"


def _level(candidate: Candidate) -> int:
    """1 where the line divides the document as 一、 does, else the level below."""
    before, after = candidate.before, candidate.after
    if before is None or candidate.restarts:
        return 1
    carried_on = after is not None and before.number is not None and after.number == before.number + 1
    return 1 if candidate.is_part and not carried_on and (after is None or after.number == 1) else 2


def _head(index: int, lines: Sequence[Line], level: int) -> Head:
    span = lines[index].span
    return Head(index, level, "unnumbered", None, None, span, span[1])
