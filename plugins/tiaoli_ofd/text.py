"""The characters of a text object, each at its place, put together where they run on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any, NamedTuple

from tiaoli.plugin import Box
from tiaoli_ofd.elements import child, children, number
from tiaoli_ofd.geometry import Matrix, around

ASCENT = 0.86
"""What a Chinese font has of its size above the baseline; the rest is below."""
WIDEST_BLANK = 1.4
"""Of the size: where white space is wider, a form has room for words that are set on their own."""
WIDEST_GAP = 0.6
"""Of the size: where more stands between two characters, they may belong to two columns."""
OFF_LINE = 0.2
"""Of the size: what a character may stand off the line of the one before it."""
PLACEHOLDER, LOST = "¤", "\ufffd"
"""What producers write beside a glyph that has no character, and what Unicode has for it."""
_BREAK = re.compile(r"\s*[\r\n]\s*")
_WIDTHS = {**dict.fromkeys("iljtfrI.,:;'`|!()[]/\\ ", 0.3), **dict.fromkeys("mwMW@%", 0.85)}
"""How wide Western fonts draw letters, of the size, where it is not about the half."""
_WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))
"""Right, down, left, up: a direction of 0, 90, 180, 270 degrees."""


class Glyph(NamedTuple):
    """A character, where it stands, how wide it is, and how far it is to the next, in the units of its object."""

    char: str
    x: float
    y: float
    width: float
    step: tuple[float, float]


class Piece(NamedTuple):
    """Characters that run on along one line of a page, in points."""

    text: str
    box: Box
    size: float
    angle: float
    """How far its characters are turned, clockwise, in degrees."""
    runs_down: bool = False
    """Whether its characters stand one below the other."""


def pieces_of(element: Any, matrix: Matrix) -> Iterator[Piece]:
    """The pieces of a text object; `matrix` takes its own places to those of the page."""
    size = number(element.get("Size")) or 0.0
    turn = _quarters(element, "CharDirection")
    turned = Matrix(_WAYS[turn][0], _WAYS[turn][1], -_WAYS[turn][1], _WAYS[turn][0]).within(matrix)
    angle = (matrix.angle + 90 * turn) % 360
    for line, axis in _lines(element, size):
        corners = []
        for glyph in (line[0], line[-1]):
            x, y = matrix.place(glyph.x, glyph.y)
            box = turned._replace(e=x, f=y).box(0, -ASCENT * size, glyph.width, (1 - ASCENT) * size)
            corners += [box[:2], box[2:]]
        text = "".join(glyph.char for glyph in line)
        yield Piece(text, around(corners), size * matrix.scale, angle, axis not in (None, turn % 2))


def _lines(element: Any, size: float) -> Iterator[tuple[list[Glyph], int | None]]:
    """The glyphs of a text object, parted where one does not stand behind the other, with the axis that they follow."""
    for glyphs in _glyphs(element, size):
        line: list[Glyph] = []
        axis = None
        for glyph in glyphs:
            if line and (follows := _axis(line[-1], size)) is not None and axis in (None, follows):
                axis = follows
            elif line:
                yield from ((words, axis) for words in _words(line, size))
                line, axis = [], None
            line.append(glyph)
        yield from ((words, axis) for words in _words(line, size))


def _words(line: list[Glyph], size: float) -> Iterator[list[Glyph]]:
    """The glyphs of a line without the white space before them, parted where it is wide."""
    words, blank = list[Glyph](), list[Glyph]()
    for glyph in line:
        if glyph.char.isspace():
            blank.append(glyph)
            continue
        if blank and words and abs(glyph.x - blank[0].x) + abs(glyph.y - blank[0].y) > WIDEST_BLANK * size:
            yield words
            words = []
        words += [*(blank if words else ()), glyph]
        blank = []
    if words:
        yield words + blank[:1]


def _axis(glyph: Glyph, size: float) -> int | None:
    """0 where the next glyph stands beside this one, 1 where below or above, None where it is further off."""
    for axis, length in ((0, glyph.width), (1, size)):
        along, across = abs(glyph.step[axis]), abs(glyph.step[1 - axis])
        if across <= OFF_LINE * size and along <= length + WIDEST_GAP * size:
            return axis
    return None


def _glyphs(element: Any, size: float) -> Iterator[list[Glyph]]:
    """The glyphs of each TextCode; one that does not say where it begins does so where the last one did."""
    stretch = number(element.get("HScale")) or 1.0
    way = _WAYS[_quarters(element, "ReadDirection")]
    has_glyphs = child(element, "CGTransform") is not None
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = (old if (new := number(code.get(name))) is None else new for name, old in (("X", x), ("Y", y)))
        at_x, at_y = x, y
        glyphs = []
        across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        has_steps = code.get("DeltaX") or code.get("DeltaY")
        text = _BREAK.sub("", code.text or "")
        for char in text.replace(PLACEHOLDER, LOST) if has_glyphs else text:
            width = _width(char) * size * stretch
            step = (next(across), next(down)) if has_steps else (way[0] * width, way[1] * width)
            glyphs.append(Glyph(char, at_x, at_y, width, step))
            at_x, at_y = at_x + step[0], at_y + step[1]
        yield glyphs


def _quarters(element: Any, name: str) -> int:
    return round((number(element.get(name)) or 0.0) / 90) % 4


def _width(char: str) -> float:
    """How wide a font draws a character, of its size; its own measures are not read."""
    if char in _WIDTHS or char.isascii():
        return _WIDTHS.get(char, 0.67 if char.isupper() else 0.5)
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _deltas(text: str | None) -> Iterator[float]:
    """The steps from character to character, the last without end; `g 3 5` is three times 5."""
    return chain.from_iterable(_spans(text or ""))


def _spans(text: str) -> Iterator[Iterator[float]]:
    tokens = (token[0] for token in re.finditer(r"[^\s,]+", text))
    last = 0.0
    for token in tokens:
        count = 1
        if token in "gG":
            count = int(max(number(next(tokens, None)) or 0, 0))
            token = next(tokens, "")
        last = number(token) or 0.0
        yield repeat(last, count)
    yield repeat(last)
