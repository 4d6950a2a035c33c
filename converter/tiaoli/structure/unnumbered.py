"""Headings without a number: part heads such as 2024年工作回顾, and short lines that head a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.structure.heads import Head
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import paragraph_marker

MAX_LENGTH = 40
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_CLOSED = '。!?;:,、…)]”"'
_NO_HEAD = re.compile(
    r"^(?:[图表]\s*\d|专栏|附[表图件]|注[:释]|来源|资料|责任|单位|联系|\(|\[|《|—|[\d\s.:/-]+$)|摄$|(?:年|月)\d{1,2}日$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A short line that may be a heading, and whether the pack's words for part heads are in it."""

    line: int
    is_part: bool


def unnumbered_heads(
    lines: Sequence[Line], heads: Sequence[Head], first: int, is_part_head: Sequence[bool]
) -> list[Head]:
    """Heads for the short lines that function as one, from line `first` on, each at its level.

    A line is one where it has the words of a part head, or where at least two like it stand between the
    same numbered headings: a single short line without such words is too often a caption or a signature.
    """
    numbered = {head.line for head in heads}
    candidates = [
        Candidate(index, is_part_head[index])
        for index in range(first, len(lines))
        if index not in numbered and _has_shape(lines, index, numbered, part=is_part_head[index])
    ]
    tops = [head for head in heads if head.level == 1 and head.name != "bare"]
    has_parts = any(_restarts(candidate, tops) for candidate in candidates)
    chosen = []
    for candidate in candidates:
        level = _level(candidate, candidates, tops)
        opens = has_parts and candidate is candidates[0] and _last_top(candidate, tops) is None
        fellow = level > 1 and _has_fellow(candidate, candidates, tops)
        if candidate.is_part or fellow or opens or _restarts(candidate, tops):
            chosen.append(_head(candidate.line, lines, level))
    return chosen


def annex_heads(lines: Sequence[Line], heads: Sequence[Head], is_annex: Sequence[bool]) -> list[Head]:
    """Heads of the first level for the lines that open an annex or a glossary, however short they are."""
    numbered = {head.line for head in heads}
    return [_head(at, lines, 1) for at, yes in enumerate(is_annex) if yes and at not in numbered]


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


def _next_top(candidate: Candidate, tops: Sequence[Head]) -> Head | None:
    return next((head for head in tops if head.line > candidate.line), None)


def _last_top(candidate: Candidate, tops: Sequence[Head]) -> Head | None:
    return next((head for head in reversed(tops) if head.line < candidate.line), None)


def _restarts(candidate: Candidate, tops: Sequence[Head]) -> bool:
    """Whether 一、 begins again right behind the line: then it heads a part that holds its own numbering."""
    before, after = _last_top(candidate, tops), _next_top(candidate, tops)
    return bool(before and after and after.number == 1 and after.line - candidate.line <= 6)


def _level(candidate: Candidate, candidates: Sequence[Candidate], tops: Sequence[Head]) -> int:
    """1 where the line divides the document as 一、 does, else the level below."""
    before, after = _last_top(candidate, tops), _next_top(candidate, tops)
    if not tops:
        return 1 if candidate.is_part or not any(other.is_part for other in candidates) else 2
    if before is None or _restarts(candidate, tops):
        return 1
    carried_on = after is not None and before.number is not None and after.number == before.number + 1
    if candidate.is_part and not carried_on and (after is None or after.number == 1):
        return 1
    return 2


def _has_fellow(candidate: Candidate, candidates: Sequence[Candidate], tops: Sequence[Head]) -> bool:
    before, after = _last_top(candidate, tops), _next_top(candidate, tops)
    low = before.line if before else -1
    high = after.line if after else 10**9
    fellows = [other for other in candidates if low < other.line < high and not other.is_part]
    return len(fellows) >= 2


def _head(index: int, lines: Sequence[Line], level: int) -> Head:
    span = lines[index].span
    return Head(index, level, "unnumbered", None, None, span, span[1])
