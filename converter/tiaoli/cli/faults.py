"""The faults of rule files on a terminal: each with its place, its words, and its line with a caret under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tiaoli.cli.table import width
from tiaoli.cli.wording import Words
from tiaoli.errors import Fault
from tiaoli.rulebook.mending import edit_of
from tiaoli.rulebook.wording import in_words

INDENT = "    "
EXCERPT_CELLS = 96
"""How much of a line is shown, in cells of the terminal; of a longer one the part round the caret."""

_PRINTED = {"\t": "    "}


def shown(faults: Sequence[Fault], say: Words) -> str:
    """The faults, those of a file together, and how many there are and can be repaired."""
    blocks = []
    for _, group in groupby(faults, key=lambda fault: fault.place.file):
        blocks.append("\n".join(_fault(fault, say) for fault in group))
    count, files = len(faults), len({fault.place.file for fault in faults})
    remarks = [say("faults.one") if count == 1 else say("faults.count", count=count, files=files)]
    mendable = sum(edit_of(fault) is not None for fault in faults)
    if mendable:
        remarks.append(say("faults.mendable", count=mendable))
    return "\n\n".join([*blocks, "\n".join(remarks)])


def _fault(fault: Fault, say: Words) -> str:
    words = in_words(fault.code, fault.params, say.language)
    lines = [say("faults.fault", place=fault.place, words=_printable(words), code=fault.code)]
    if fault.place.excerpt is not None and fault.place.column is not None:
        lines += [INDENT + line for line in excerpt(fault.place.excerpt, fault.place.column)]
    return "\n".join(lines)


def excerpt(line: str, column: int) -> tuple[str, str]:
    """A line, cut round the column (counted from 1) where it is long, and a caret that stands under that column.

    >>> print("\\n".join(excerpt("甲: [乙，丙]", 6)))
    甲: [乙，丙]
           ^
    """
    at = column - 1
    # A cell holds one character at the most, so what is shown lies within so many of them.
    before = _printable(line[max(at - EXCERPT_CELLS, 0) : at])
    after = _printable(line[at : at + EXCERPT_CELLS])
    half = EXCERPT_CELLS // 2
    room = half if width(after) >= half else EXCERPT_CELLS - width(after)
    if width(before) > room:
        before = "…" + _fitting(before[::-1], room - 1)[::-1]
    room = EXCERPT_CELLS - width(before)
    if width(after) > room:
        after = _fitting(after, room - 1) + "…"
    return before + after, " " * width(before) + "^"


def _fitting(text: str, cells: int) -> str:
    """As much of the text's beginning as fits into so many cells."""
    used = 0
    for at, char in enumerate(text[: cells + 1]):
        used += width(char)
        if used > cells:
            return text[:at]
    return text[:cells]


def _printable(text: str) -> str:
    """The text with tabs as spaces, and what no terminal shows, or obeys, as a mark of one cell."""
    return "".join(_PRINTED.get(char, char) if char.isprintable() or char == "\t" else "·" for char in text)
