"""Tables of contents: headings that stand together at the top and again, with their text, further down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaoli.structure.heads import Head
from tiaoli.structure.lines import Line

_WORD = re.compile(r"^目\s*[录次]$")
_PAGE_NUMBER = re.compile(r"\t\d+$")  # where a word processor draws the dots, they are no text
_LEADERS = re.compile(r"[.·…_]{2,}\(?\d*\)?$|\.+\d+$|\(\d{1,3}\)$")
_WIDTH = re.compile(r"\s+")
LEAST_ENTRIES = 3
LONGEST_ENTRY = 60


def find_contents(heads: Sequence[Head], lines: Sequence[Line], folded: str) -> tuple[range, list[Head]]:
    """The lines of a table of contents (an empty range where there is none) and its entries.

    It is a run of headings without text between them near the top, of which at least half of the first
    level come again later with titles that begin alike.
    """
    for first, last in _bare_runs(heads, lines):
        entries = list(heads[first:last])
        later = heads[last:]
        tops = [entry for entry in entries if entry.level == min(e.level for e in entries)]
        met = sum(any(is_announced(entry, head, folded) for head in later) for entry in tops)
        if len(entries) >= LEAST_ENTRIES and later and met * 2 >= min(len(tops), 2):
            start = entries[0].line
            if start and _WORD.match(lines[start - 1].text):
                start -= 1
            return range(start, entries[-1].line + 1), entries
    return range(0), []


def _bare_runs(heads: Sequence[Head], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of headings on consecutive lines, none with text behind it, in the first half of the page.

    A run starts with a number 1 and ends where the numbering of its first level begins again: there the
    body starts.
    """
    runs, at = [], 0
    while at < len(heads):
        end = at + 1
        top = heads[at]
        while (
            end < len(heads)
            and heads[end].line == heads[end - 1].line + 1
            and _is_entry(heads[end - 1], lines)
            and not (heads[end].name == top.name and heads[end].number == top.number)
        ):
            end += 1
        if end - at >= LEAST_ENTRIES and top.number == 1 and top.line <= len(lines) // 2:
            runs.append((at, end))
        at = end
    return runs


def _is_entry(head: Head, lines: Sequence[Line]) -> bool:
    """A short heading with no text behind it and no mark that ends a sentence."""
    line = lines[head.line]
    return head.body >= line.span[1] and len(line.text) <= LONGEST_ENTRY and not line.ends_sentence


def is_announced(entry: Head, head: Head, folded: str) -> bool:
    """Whether a heading of the body is the one that an entry of the contents announces."""
    if entry.name != head.name or entry.number != head.number:
        return False
    announced, title = bare_title(entry, folded), bare_title(head, folded)
    return bool(announced) and (title.startswith(announced) or (announced.startswith(title) and len(title) >= 4))


def bare_title(head: Head, folded: str) -> str:
    """The title without white space, dot leaders and page number."""
    if head.title is None:
        return ""
    text = _WIDTH.sub("", _PAGE_NUMBER.sub("", folded[slice(*head.title)]))
    leaders = _LEADERS.search(text)
    return text[: leaders.start()] if leaders else text
