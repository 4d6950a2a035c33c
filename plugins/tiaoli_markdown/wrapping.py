"""Whether the lines of a file were cut at a width by its editor, so that a line break in it means nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

LEAST_LINES = 5
"""Fewer lines than these show no width."""

LEAST_WIDTH, MOST_WIDTH = 16, 100
SLACK = 3
"""How much shorter than the width a cut line may be: no line begins with a comma, and no number is parted."""

LEAST_SHARE = 0.75
MOST_ENDED = 0.4
"""Of lines that are cut at a width most are as long as it, and few happen to end with their sentence."""

_ENDED = re.compile(r"[。！？；：.!?;:]\W*$")
_BEGINS = re.compile(r"\s{2}|\u3000|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|——")


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which lines were cut, and how it was measured."""

    width: float
    measure: Callable[[str], float]

    def joins(self, line: str, following: str) -> bool:
        """Whether a line goes on in the next one."""
        return self.measure(line) >= self.width - SLACK and not _BEGINS.match(following)


def find_wrap(tokens: Sequence[Token]) -> Wrap | None:
    """How the lines were cut; None where each is a paragraph of its own, as mostly in Chinese."""
    paragraphs = (token.content.split("\n") for token in tokens if token.type == "inline")
    broken = [line.rstrip() for lines in paragraphs for line in lines[:-1]]
    if len(broken) < LEAST_LINES:
        return None
    for measure in (len, _ideographs):
        lengths = sorted(map(measure, broken))
        width = lengths[int(0.98 * (len(lengths) - 1))]
        near = [line for line in broken if measure(line) >= width - SLACK]
        ended = sum(bool(_ENDED.search(line)) for line in near)
        if (
            LEAST_WIDTH <= width <= MOST_WIDTH
            and lengths[-1] <= width + SLACK
            and len(near) >= LEAST_SHARE * len(broken)
            and ended <= MOST_ENDED * len(near)
        ):
            return Wrap(width, measure)
    return None


def _ideographs(text: str) -> float:
    """The width of a line in ideographs; other characters are half as wide."""
    return sum(1 if char > "\u2e80" else 0.5 for char in text)
