"""Headings without a number that the document's format itself calls headings, such as by a style of Word's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tiaoli.structure.heads import LONG_TITLE, Head
from tiaoli.structure.lines import Line

SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的).{0,12}[:!,]")


def first_styled(lines: Sequence[Line]) -> int:
    """Index of the first heading by format, the number of lines where there is none; the first line is the title."""
    return next((at for at, line in enumerate(lines) if at and _is_heading(line)), len(lines))


def styled_heads(lines: Sequence[Line], heads: Sequence[Head], first: int) -> list[Head]:
    """Heads for the lines from `first` on that are headings by format and have no number.

    Their levels are counted so that numbered headings of the same format stand where their numbers put them.
    Where only other lines are numbered, format says nothing about the document's own levels: there are none.
    """
    numbered = {head.line for head in heads}
    found = [at for at in range(first, len(lines)) if at not in numbered and _is_heading(lines[at])]
    shifts = Counter(head.level - level for head in heads if (level := lines[head.line].level) is not None)
    if not found or (heads and not shifts):
        return []
    shift = shifts.most_common(1)[0][0] if shifts else 1 - min(lines[at].level or 1 for at in found)
    return [_head(at, lines[at], max(1, (lines[at].level or 1) + shift)) for at in found]


def _is_heading(line: Line) -> bool:
    """Whether a line is a heading by format and looks like one: authors give whole paragraphs such a style too."""
    is_short = len(line.text) <= LONG_TITLE and not line.ends_sentence
    return line.level is not None and is_short and not SALUTATION.match(line.text)


def _head(at: int, line: Line, level: int) -> Head:
    return Head(at, level, "unnumbered", None, None, line.span, line.span[1])
