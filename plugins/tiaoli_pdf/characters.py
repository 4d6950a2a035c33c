"""The characters of a page: what each is, and where it stands."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from tiaoli.plugin import Box

UNSEEN_MODES = (3, 7)
"""Text rendering modes (ISO 32000-1, 9.3.6) that print nothing."""

_RADICALS = dict(
    zip(
        "⺎⺒⺓⺝⺟⺠⺩⺬⺯⺶⺻⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀巳幺月母民王示糸羊聿虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that fonts name in place of the characters that look the same, and that Unicode does not map to them."""

_SHAPES = (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB07))
"""Other radicals, compatibility ideographs and ligatures, which Unicode maps to plain characters."""
_PLAIN = {
    **_RADICALS,
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _SHAPES},
    **dict.fromkeys("\x02\ufffe\xad", "-"),  # what pdfium puts for a hyphen at the end of a line
    "\0": "",
}


class Character(NamedTuple):
    """A character in the page's own coordinates: points from its bottom left corner."""

    text: str
    box: Box
    """Left, bottom, right and top, from where it begins to where the next one may."""
    baseline: tuple[float, float]
    size: float
    angle: int | None
    """In which its line runs, counter-clockwise; None where that is not along a side of the page."""
    owner: int
    """The text object that it belongs to."""
    is_printed: bool


def characters_of(text_page: Any) -> Iterator[Character]:
    """The characters of a page in the order of the file, without those that pdfium makes up."""
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    owner, scale, is_printed, angle = -1, 1.0, True, None
    for at in range(pdfium.FPDFText_CountChars(text_page)):
        if pdfium.FPDFText_IsGenerated(text_page, at) == 1:
            continue
        is_unknown = pdfium.FPDFText_HasUnicodeMapError(text_page, at) == 1
        text = "\ufffd" if is_unknown else plain(pdfium.FPDFText_GetUnicode(text_page, at))
        pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        text_object = pdfium.FPDFText_GetTextObject(text_page, at)
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        if address != owner:
            owner, scale = address, _scale(text_object) if address else 1.0
            is_printed = not address or pdfium.FPDFTextObj_GetTextRenderMode(text_object) not in UNSEEN_MODES
            angle = _angle(pdfium.FPDFText_GetCharAngle(text_page, at))
        place = (box.left, box.bottom, box.right, box.top)
        size = pdfium.FPDFText_GetFontSize(text_page, at) * scale
        if text and all(map(math.isfinite, (*place, x.value, y.value, size))):
            yield Character(text, place, (x.value, y.value), size, angle, owner, is_printed)


def plain(code: int) -> str:
    """The character of a code as it is usually written; nothing for NUL.

    >>> plain(0x2F2F)
    '工'
    """
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return _PLAIN.get(chr(code), chr(code))


def _scale(text_object: Any) -> float:
    """How many times larger than the size of its font a text object is set."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(text_object, matrix):
        return 1.0
    return math.hypot(matrix.c, matrix.d) or 1.0


def _angle(radians: float) -> int | None:
    """The angle of a line in whole quarters; pdfium counts clockwise."""
    if not math.isfinite(radians):
        return 0
    degrees = -math.degrees(radians)
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 3 else None
