"""From runs to lines: what stands on one baseline is joined, with a space only where the page means one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tiaoli.paged.sheet import Box, Run, around

MOST_OPEN = 4
"""Lines that a run is compared with; more do not stand at one height."""
TWICE = 0.25
"""Runs of the same words that stand within this part of their size are one run that was printed twice."""
WORD_GAP = 0.15
"""Between Western letters a gap of this part of the size is a space."""
WIDE_GAP = 0.9
"""Between Chinese characters a gap of this part of the size may be one."""
TABULAR_GAP = 2.0
"""One of so many sizes parts columns."""

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\u200b]+")
_WESTERN = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff]")
_SPACE = re.compile(r"\s+")
_SPACED_WORD = re.compile(r"[^\s!-~](?:\s+[^\s!-~])+")
_SPACED_WORDS = re.compile(r"(?<!\S)(?<![!-~]\s)[^\s!-~](?:\s[^\s!-~])+(?!\S)(?!\s[!-~])")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline."""

    text: str
    box: Box
    size: float
    """That of most of its characters."""
    is_tabular: bool = False
    """Whether its words stand in columns, so that it is no line of a paragraph."""


def cleaned(runs: Iterable[Run]) -> list[Run]:
    """The runs that hold ink, each once, without control characters."""
    kept: list[Run] = []
    seen: dict[str, list[Box]] = defaultdict(list)
    for run in runs:
        text = _BREAKS.sub(_plain_space, run.text)
        if not text.strip():
            continue
        size = max(run.size, 1.0)
        places = seen[text]
        if not any(_is_near(place, run.box, TWICE * size) for place in places[-MOST_OPEN:]):
            places.append(run.box)
            kept.append(run if (text, size) == (run.text, run.size) else replace(run, text=text, size=size))
    return kept


def _plain_space(match: re.Match[str]) -> str:
    return "".join(char for char in match[0] if char in " \u3000\u00a0") or (" " if match[0].isspace() else "")


def _is_near(first: Box, second: Box, distance: float) -> bool:
    return all(abs(one - other) <= distance for one, other in zip(first, second, strict=True))


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs by the height at which they stand, from the top; those of a row from left to right.

    A run stands in the row that it shares most of its height with, so that raised figures stand in their line.
    """
    rows: list[list[Run]] = []
    heights: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: (run.box[3], run.box[0])):
        shares = [(_shared(heights[at], run.box), at) for at in range(max(0, len(rows) - MOST_OPEN), len(rows))]
        share, at = max(shares, default=(0.0, 0))
        if share >= 0.5:
            rows[at].append(run)
            if run.box[3] - run.box[1] > heights[at][1] - heights[at][0]:
                heights[at] = (run.box[1], run.box[3])  # the tallest run is the row's, not a raised figure
        else:
            rows.append([run])
            heights.append((run.box[1], run.box[3]))
    order = sorted(range(len(rows)), key=lambda at: heights[at][1])
    return [sorted(rows[at], key=lambda run: run.box[0]) for at in order]


def _shared(height: tuple[float, float], box: Box) -> float:
    """How much of the lower of two heights lies in the other."""
    common = min(height[1], box[3]) - max(height[0], box[1])
    return common / max(min(height[1] - height[0], box[3] - box[1]), 0.1)


def line_of(runs: Sequence[Run]) -> Line:
    """One line of runs from left to right."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text.strip())
    size = max(sizes, key=lambda size: (sizes[size], size))
    tall = [run.box for run in runs if run.size >= 0.8 * size] or [run.box for run in runs]
    left, _, right, _ = around(run.box for run in runs)
    box = left, min(box[1] for box in tall), right, max(box[3] for box in tall)
    text, widest = _joined(runs, size)
    return Line(text, box, size, is_tabular=widest > TABULAR_GAP * size)


def _joined(runs: Sequence[Run], size: float) -> tuple[str, float]:
    """The words of runs from left to right, and the widest gap that is a space among them."""
    gaps = [max(0.0, after.box[0] - before.box[2]) for before, after in pairwise(runs)]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    parts, widest = [runs[0].text], 0.0
    for gap, before, after in zip(gaps, runs, runs[1:], strict=False):
        if _is_space(gap, usual, size, before, after):
            widest = max(widest, gap)
            if not (before.text[-1].isspace() or after.text[0].isspace()):
                parts.append(" ")
        parts.append(after.text)
    text = "".join(parts).strip()
    plain = without_letterspacing(text)
    return plain, widest if plain == text else 0.0


def _is_space(gap: float, usual: float, size: float, before: Run, after: Run) -> bool:
    """Whether a gap is a space: one between Chinese characters stands out from the others of its line."""
    if _WESTERN.match(before.text[-1]) and _WESTERN.match(after.text[0]):
        return gap > WORD_GAP * min(before.size, after.size)
    return gap > WIDE_GAP * size and gap > 2.5 * usual


def without_letterspacing(text: str) -> str:
    """The text without the spaces inside words whose characters are set apart.

    >>> without_letterspacing("通　　知"), without_letterspacing("县　长　　李　明")
    ('通知', '县长　　李明')
    """
    if _SPACED_WORD.fullmatch(text) and len(set(map(len, _SPACE.findall(text)))) == 1:
        return _SPACE.sub("", text)
    return _SPACED_WORDS.sub(lambda word: _SPACE.sub("", word[0]), text)
