"""The logical lines of a page: one a paragraph, also where a report stands on one line or is hard-wrapped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tiaoli.diagnostic import Diagnostic
from tiaoli.page import Page, Span, trim

GIANT = 1500
"""A line longer than this may hold a whole report; nobody writes such a paragraph."""

LINK_LENGTH = 30
"""The words of a link in running text are hardly longer than this."""

SENTENCE_END = "。!?…"
_BREAK = re.compile(r"[^\S\n]+")
_STRETCH = re.compile(r"[^\n]+")
_CLOSERS = "\"'”’)]》」』"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a heading as it stands; `text` is folded, with line breaks inside it joined."""

    span: Span
    text: str
    blocks: tuple[int, ...]
    kind: str

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes with 。 or the like, maybe inside quotation marks or brackets."""
        return ends_sentence(self.text)


def ends_sentence(text: str) -> bool:
    """Whether the text closes with 。 or the like, maybe inside quotation marks or brackets."""
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in SENTENCE_END


def logical_lines(page: Page) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The lines of the page's content, in order, and what had to be done to find them."""
    folded = page.folded
    diagnostics: list[Diagnostic] = []
    lines: list[Line] = []
    for index, block in enumerate(page.blocks):
        if block.kind in ("clutter", "pair"):
            continue
        if block.kind == "table":
            lines.append(Line(block.span, folded[slice(*block.span)], (index,), "table"))
            continue
        for start, end in _stretches(folded, block.span):
            pieces = _split_giant(folded, start, end) if end - start > GIANT else [(start, end)]
            if len(pieces) > 1:
                diagnostics.append(Diagnostic("text.one-line", (start, end), {"length": end - start}))
            lines += [Line(span, folded[slice(*span)], (index,), block.kind) for span in pieces]
    lines = _rejoined(lines)
    width = wrap_width(lines)
    if width:
        lines = _unwrapped(lines, folded, width)
        diagnostics.append(Diagnostic("text.hard-wrapped", None, {"width": width}))
    return tuple(lines), tuple(diagnostics)


def _stretches(folded: str, span: Span) -> list[Span]:
    """The parts of a block between line breaks."""
    found = (trim(folded, *match.span()) for match in _STRETCH.finditer(folded, *span))
    return [part for part in found if part]


def _split_giant(folded: str, start: int, end: int) -> list[Span]:
    """The paragraphs of a line that holds many, broken at white space where that mostly ends sentences."""
    breaks = list(_BREAK.finditer(folded, start, end))
    after_sentence = sum(folded[match.start() - 1] in SENTENCE_END + ":" + _CLOSERS for match in breaks)
    if not breaks or after_sentence < 0.5 * len(breaks):
        breaks = [match for match in breaks if folded[match.start() - 1] in SENTENCE_END]
    breaks = [match for match in breaks if not _inside_name(folded, *match.span())]
    edges = [start, *(edge for match in breaks for edge in match.span()), end]
    return [span for span in zip(edges[::2], edges[1::2], strict=True) if span[0] < span[1]]


_CONTINUES = frozenset("。,、;:!?》」』”)]")
_OPENS = frozenset("《「『“([")


def _inside_name(folded: str, start: int, end: int) -> bool:
    """Whether the white space stands between two lone characters, as in a name of two: 王 强."""
    return folded[start - 2 : start - 1].isspace() and folded[end + 1 : end + 2].isspace()


def _rejoined(lines: list[Line]) -> list[Line]:
    """The lines with those made one that a link in mid-sentence broke.

    No Chinese line begins with 。 or 》 or ends with 《 of its own accord; and the short line before a
    line that begins so is the link itself, so it goes with the unended line before it.
    """
    joined: list[Line] = []
    for at, line in enumerate(lines):
        last = joined[-1] if joined else None
        following = lines[at + 1].text[0] if at + 1 < len(lines) else ""
        is_link = following in _CONTINUES and len(line.text) <= LINK_LENGTH and line.text[0] != "("
        if (
            last
            and last.kind == line.kind == "paragraph"
            and line.blocks[0] - last.blocks[-1] <= 1
            and (
                line.text[0] in _CONTINUES
                or last.text[-1] in _OPENS
                or (is_link and not last.ends_sentence and len(last.text) > LINK_LENGTH)
            )
        ):
            joined[-1] = _joined(last, line)
        else:
            joined.append(line)
    return joined


def _joined(first: Line, second: Line) -> Line:
    return Line((first.span[0], second.span[1]), first.text + second.text, first.blocks + second.blocks, first.kind)


def wrap_width(lines: list[Line]) -> int | None:
    """The width at which the lines were cut by force, None where they break at paragraphs."""
    lengths = [len(line.text) for line in lines if line.kind == "paragraph"]
    if len(lengths) < 12:
        return None
    width, _ = max(Counter(lengths).items(), key=lambda item: (item[1], item[0]))
    near = [line for line in lines if line.kind == "paragraph" and width - 3 <= len(line.text) <= width + 1]
    longer = sum(length > width + 1 for length in lengths)
    cut = sum(not line.ends_sentence for line in near)
    wrapped = 20 <= width <= 100 and len(near) >= 0.5 * len(lengths) and longer <= 0.02 * len(lengths)
    return width if wrapped and cut >= 0.7 * len(near) else None


def _unwrapped(lines: list[Line], folded: str, width: int) -> list[Line]:
    """The lines with each one that was cut joined to the next."""
    joined: list[Line] = []
    was_cut = False
    for line in lines:
        if joined and was_cut and line.kind == joined[-1].kind == "paragraph":
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
        was_cut = width - 3 <= len(line.text) and not line.ends_sentence
    return joined
