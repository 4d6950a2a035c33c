"""Headings that are sentences: short ones, each on a line of its own, before the paragraph that it sums up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tiaoli.structure.heads import Head
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import paragraph_marker

LONGEST = 45
LEAST_TEXT = 80
"""A paragraph that a sentence heads has at least so many characters, and more than one sentence."""
LEAST_FELLOWS = 3
_STOP = "。"


def lead_heads(lines: Sequence[Line], heads: Sequence[Head], first: int) -> list[Head]:
    """Heads for the sentences that head the paragraphs of a passage, a level below the heading above them.

    At least three of them have to stand between two headings, and most of what stands between the first and the last
    of them has to be headed so: single short sentences are paragraphs.
    """
    ordered = sorted(heads, key=lambda head: head.start)
    edges = [(head.line, head.level) for head in ordered] + [(len(lines), 0)]
    found: list[Head] = []
    for (line, level), (end, _) in pairwise(edges):
        leads = list(_leads(lines, max(line + 1, first), end))
        if len(leads) >= LEAST_FELLOWS and 2 * len(leads) >= 0.75 * (leads[-1] + 2 - leads[0]):
            found += [_head(at, lines[at], level + 1) for at in leads]
    return found


def _leads(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    """The lines of a passage that are short sentences with a paragraph behind them."""
    return (at for at in range(start, end - 1) if _is_lead(lines[at].text) and _is_text(lines[at + 1]))


def _is_lead(text: str) -> bool:
    one_sentence = len(text) <= LONGEST and text.endswith(_STOP) and text.count(_STOP) == 1
    return one_sentence and not any(mark in text for mark in ";:!?") and not paragraph_marker(text)


def _is_text(line: Line) -> bool:
    return line.kind == "paragraph" and len(line.text) >= LEAST_TEXT and line.text.count(_STOP) > 1


def _head(at: int, line: Line, level: int) -> Head:
    start, end = line.span
    return Head(at, level, "unnumbered", None, None, (start, end - len(_STOP)), end)
