"""The logical lines of a page: one a paragraph, also where a report stands on one line or is hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from tiaoli.breaks import ends_sentence, split_giant
from tiaoli.diagnostic import Diagnostic
from tiaoli.page import NO_PROSE, Page, Span, trim
from tiaoli.page_numbers import BOUNDED, COUNTED

LONGEST_WRAPPED = 200
"""Nobody wraps at more columns than these."""

LEAST_WRAPPED = 12
"""Fewer lines than these show no width."""

LEAST_SHARE = 0.35
"""At least so many of the lines of a wrapped text are as long as they may be."""

SLACK = 3
"""How much shorter than the width a cut line may be."""

LINK_LENGTH = 30
"""The words of a link in running text are hardly longer than this."""

_STRETCH = re.compile(r"[^\n]+")


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Line:
    """A paragraph or a heading as it stands; `text` is folded, with line breaks inside it joined."""

    span: Span
    text: str
    blocks: tuple[int, ...]
    kind: str
    indent: int = 0
    """How many spaces stand before it on its line."""
    margin: int = 0
    """How many columns these take."""
    place: int = 0
    """The number of its last block among those of the page that are no page numbers."""
    level: int | None = None
    """The level that its format gives it as a heading, from 1."""

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes with 。 or the like, maybe inside quotation marks or brackets."""
        return ends_sentence(self.text)


def logical_lines(page: Page) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The lines of the page's content, in order, and what had to be done to find them."""
    folded = page.folded
    diagnostics: list[Diagnostic] = []
    lines: list[Line] = []
    place = 0
    for index, block in enumerate(page.blocks):
        place += block.reason != "pagination"
        if block.kind in NO_PROSE:
            continue
        if block.kind == "table":
            lines.append(Line(block.span, folded[slice(*block.span)], (index,), "table", place=place))
            continue
        for start, end in _stretches(folded, block.span):
            indent = _indent(folded, start)
            margin = display_width(page.text[start - indent : start]) if indent else 0
            lines.append(
                Line((start, end), folded[start:end], (index,), block.kind, indent, margin, place, block.level)
            )
    wrap = find_wrap(lines)
    lines = _unwrapped(lines, wrap) if wrap else _rejoined(lines)
    if wrap:
        diagnostics.append(Diagnostic("text.hard-wrapped", None, {"width": wrap.width}))
    return tuple(piece for line in lines for piece in _pieces(line, folded)), tuple(diagnostics)


def _pieces(line: Line, folded: str) -> list[Line]:
    """The paragraphs of a line that holds many."""
    if line.kind == "table":
        return [line]
    spans = split_giant(folded, *line.span)
    if len(spans) == 1:
        return [line]
    return [Line(span, folded[slice(*span)].replace("\n", ""), line.blocks, line.kind) for span in spans]


def _indent(folded: str, start: int) -> int:
    line_start = folded.rfind("\n", 0, start) + 1
    return start - line_start if folded[line_start:start].isspace() else 0


def _stretches(folded: str, span: Span) -> list[Span]:
    """The parts of a block between line breaks."""
    found = (trim(folded, *match.span()) for match in _STRETCH.finditer(folded, *span))
    return [part for part in found if part]


_UNBROKEN = re.compile(r"[\dA-Za-z.%‰+-]+[,。、;:]?")
"""What no typesetter breaks; a line before it may be shorter than the others by its length."""
LEAST_RAGGED = 18
LONGEST_RAGGED = 50
LEAST_CUT = 5
_STARTS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.是]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]\D|第.{1,3}[章条节]|—"
)
"""What begins a heading or a paragraph."""
_ALONE = re.compile(r"\d(?:[\d.,—~-]{0,12}\d)?[%‰]?")
_FORMULA = re.compile("[^A-Za-z][A-Z]{1,2}$")
"""What a number may stand below: M2, PM2.5."""
_COUNTED = re.compile(f"年(?!度)|[{COUNTED}、,。;)]|{BOUNDED}|[美港欧]元")
"""What follows a number that belongs to the sentence."""
_OF_DATES = ("年", "月", "日")
LENGTH_OF_YEAR = 4
LEAST_PIECES = 5
_ENDS = frozenset("。!?;:…")
_DATELINE = re.compile(r"(?:—|\(|\d{4} ?年).*会议上\)?$")
"""Behind the whole of it stands the speaker."""
_IS_OPEN = re.compile("[,。;][^。,、;:!?…)”》]+$")
"""A sentence that goes on behind its last mark."""
_CONTINUES = frozenset("。,、;:!?》」』”)]")
_WITHIN = re.compile("[的了着们之]|[万亿元%‰吨]|个?百分点")
"""What begins no paragraph either, but may begin a name: so only behind a line that is long and open."""
_LEADS_ON = frozenset("由从到达至为超约近和与及的")
"""What a long line cannot end with: its number, or what it is said of, has to follow."""
_OPENS = frozenset("《「『“([")


def _rejoined(lines: list[Line]) -> list[Line]:
    """The lines with those made one that a link, a page's end or a number on a line of its own broke."""
    joined: list[Line] = []
    ragged = _is_ragged(lines)
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if joined and (
            _is_broken(joined[-1], line, following, ragged=ragged)
            or _is_beside_number(joined[-1], lines[at - 1], line, following)
        ):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _is_ragged(lines: list[Line]) -> bool:
    """Whether the lines are cut at no one width: they are short, and most of them end within a sentence."""
    prose = [line.text for line in lines if line.kind == "paragraph" and len(line.text) >= LEAST_RAGGED]
    cut = sum(bool(_IS_OPEN.search(text)) and not _STARTS.match(text) for text in prose)
    return cut >= LEAST_CUT and 2 * cut >= len(prose) and max(map(len, prose)) <= LONGEST_RAGGED


def _is_broken(last: Line, line: Line, following: str, *, ragged: bool) -> bool:
    """Whether a line goes on with the one before it.

    No Chinese line begins with 。 or 》 or ends with 《 of its own accord; and the short line before a
    line that begins so is the link itself, so it goes with the unended line before it.
    """
    if not last.kind == line.kind == "paragraph" or line.place - last.place > 1:
        return False
    if line.text[0] in _CONTINUES or last.text[-1] in _OPENS:
        return True
    if last.ends_sentence or last.text[-1] in _CONTINUES:
        return False
    is_page_end = line.blocks[0] - last.blocks[-1] > 1
    if (is_page_end or ragged) and _IS_OPEN.search(last.text) and not _STARTS.match(line.text):
        return True
    is_link = following[:1] in _CONTINUES and len(line.text) <= LINK_LENGTH and line.text[0] != "("
    is_within = is_link or _WITHIN.match(line.text) or last.text[-1] in _LEADS_ON
    return bool(is_within) and (len(last.text) > LINK_LENGTH or last.text[-1].isdigit())


def _is_beside_number(last: Line, before: Line, line: Line, following: str) -> bool:
    """Whether one of two lines is a number alone that the words around it belong to, as viewers of documents copy them:
    增长 / 5 / 个百分点; in a text in such pieces, whether an open sentence goes on."""
    if not last.kind == line.kind == "paragraph" or line.place - last.place > 1 or last.text[-1] in _ENDS:
        return False
    if _ALONE.fullmatch(line.text):
        is_head = _STARTS.match(last.text) and "," not in last.text and len(line.text) != LENGTH_OF_YEAR
        if is_head and following[:1] not in _OF_DATES:
            return False  # 1 may number what stands below the heading
        return bool(_FORMULA.search(last.text)) or (bool(_COUNTED.match(following)) and not last.text[-1].isdigit())
    if _ALONE.fullmatch(before.text):
        is_joined = last is not before or len(before.text) == LENGTH_OF_YEAR
        return is_joined and bool(_COUNTED.match(line.text) or _FORMULA.search(last.text[: -len(before.text)]))
    return len(last.blocks) >= LEAST_PIECES and bool(_IS_OPEN.search(last.text)) and not _STARTS.match(line.text)


def _joined(first: Line, second: Line) -> Line:
    return replace(
        first,
        span=(first.span[0], second.span[1]),
        text=first.text + second.text,
        blocks=first.blocks + second.blocks,
        place=second.place,
    )


@dataclass(frozen=True, slots=True)
class Wrap:
    """How lines were cut by force: at which width, measured how, and whether paragraphs begin indented."""

    width: int
    measure: Callable[[str], int]
    indented: bool

    def is_cut(self, line: Line, following: Line) -> bool:
        """Whether a line is as long as those that were cut, or would be with the number that the next begins with; one
        that is open may be somewhat shorter."""
        number = _UNBROKEN.match(following.text)
        length = _length(line, self.measure)
        slack = SLACK + (number.end() if number else 0)
        if _IS_OPEN.search(line.text):
            slack = max(slack, self.width // 6)
        return self.width - slack <= length <= self.width + 2 * SLACK


def _length(line: Line, measure: Callable[[str], int]) -> int:
    """The length of a line as it is measured, the space before it counted."""
    return measure(line.text) + (line.indent if measure is len else line.margin)


def display_width(text: str) -> int:
    """Columns that the text takes where an ideograph takes two: its bytes in GBK, but for what that does not have."""
    return len(text.encode("gbk", "replace"))


def find_wrap(lines: list[Line]) -> Wrap | None:
    """How the lines were cut, None where they break at paragraphs; by characters or by columns, as more are alike."""
    prose = [line for line in lines if line.kind == "paragraph"]
    if len(prose) < LEAST_WRAPPED:
        return None
    indented = _begins_indented(prose)
    found: list[tuple[int, Wrap]] = []
    for measure, longest, tolerance in ((len, LONGEST_WRAPPED // 2, 1), (display_width, LONGEST_WRAPPED, 2)):
        lengths = [_length(line, measure) for line in prose]
        for width in _wrap_widths(prose, lengths, longest):
            alike = sum(width - tolerance <= length <= width for length in lengths)
            found.append((alike, Wrap(width, measure, indented)))
    return max(found, key=itemgetter(0))[1] if found else None


def _wrap_widths(prose: list[Line], lengths: list[int], longest: int) -> Iterator[int]:
    """The widths at which most lines may have been cut; a few are longer, such as a title or an address."""
    ordered = sorted(lengths)
    for width in dict.fromkeys((*ordered[-3:], ordered[int(0.98 * (len(ordered) - 1))])):
        if not 20 <= width <= longest:
            continue
        near = [line for line, length in zip(prose, lengths, strict=True) if abs(length - width) <= SLACK]
        cut = sum(not line.ends_sentence for line in near)
        if len(near) >= LEAST_SHARE * len(prose) and cut >= 0.7 * len(near):
            yield width


def _begins_indented(prose: list[Line]) -> bool:
    """Whether some lines are indented, most are not, and hardly an indented one follows an open sentence."""
    starts = [at for at, line in enumerate(prose) if line.indent >= 2]
    open_before = sum(at > 0 and not prose[at - 1].ends_sentence and len(prose[at - 1].text) > 30 for at in starts)
    return 0.03 * len(prose) <= len(starts) <= 0.7 * len(prose) and open_before <= 0.2 * len(starts)


def _unwrapped(lines: list[Line], wrap: Wrap) -> list[Line]:
    """The lines with each one that was cut joined to the next; what stands apart on the page stays apart."""
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last and _goes_on(last, line, wrap):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(last: Line, line: Line, wrap: Wrap) -> bool:
    if not last.kind == line.kind == "paragraph" or line.place - last.place > 1 or not wrap.is_cut(last, line):
        return False
    if _DATELINE.match(last.text):
        return False
    return line.indent < 2 if wrap.indented else not last.ends_sentence
