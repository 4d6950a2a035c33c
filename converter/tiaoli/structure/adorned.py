"""Headings between ornaments: 【2019年工作回顾】, ★二、工作安排★, and part heads before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tiaoli.rulebook.patterns import Patterns
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import MarkerSet

LONGEST = 60
_BEFORE = "[《★☆*◆◇●■□▲△※#_=~"
_BEHIND = "]》★☆*◆◇●■□▲△※#_=~"
_PAIRS = {"[": "]", "《": "》"}
_LEADS_ON = re.compile("[,、;]|(?:[是为]|如下|目标|要求|任务|措施)$")
"""What stands before a colon that a list follows, and in no heading."""


def without_ornaments(lines: Sequence[Line], folded: str, markers: MarkerSet, part_heads: Patterns) -> list[Line]:
    """The lines with those that are headings between their ornaments, or before a colon, bare of these."""
    return [_bare(line, folded, markers, part_heads) for line in lines]


def _bare(line: Line, folded: str, markers: MarkerSet, part_heads: Patterns) -> Line:
    text = line.text
    if not (text[0] in _BEFORE or text[-1] == ":") or len(text) > LONGEST or line.kind == "table":
        return line
    words = text.lstrip(_BEFORE + " ").rstrip(_BEHIND + " :")
    at = folded.find(words, *line.span) if words else -1
    if at < 0 or (text[-1] == ":" and _LEADS_ON.search(words)):
        return line
    inner = (at, at + len(words))
    closes = _PAIRS.get(text[0], text[0])
    is_numbered = text[0] in _BEFORE and text[-1] == closes and markers.at(folded, *inner)
    return replace(line, span=inner, text=words) if is_numbered or part_heads.found_in(words) else line
