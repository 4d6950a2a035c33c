"""Makes PDF files with reportlab, and reads them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from html_samples import check_blocks
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tiaoli.plugin import Page, Site, Source
from tiaoli_pdf import PdfReader

SITE = Site("test", labels=frozenset(("索引号", "发布日期", "文号")))
FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
TEXT = "这一年我们把集市从河东搬到河西修好了三座石桥种下了两千棵柿子树又把码头上的仓库一间一间翻新了一遍。"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Any], None]
"""What draws a page on a canvas."""


def pdf(*pages: Draw, password: str | None = None, owner: str = "owner", rotation: int = 0) -> bytes:
    """The bytes of a file with these pages; a password of "" encrypts it so that anybody may open it."""
    stream = io.BytesIO()
    encryption = None if password is None else StandardEncryption(password, owner)
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), encrypt=encryption, invariant=1)
    for draw in pages:
        canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write(canvas: Any, text: str, left: float, top: float, size: float = 16) -> None:
    """Writes words so that they stand `top` points below the top of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(left, HEIGHT - top - 0.88 * size, text)


def prose(*paragraphs: str, top: float = 110, size: float = 16, characters: int = 26) -> Draw:
    """A page of paragraphs in one column, indented as usual."""

    def draw(canvas: Any) -> None:
        y = top
        for text in paragraphs:
            first = characters - 2
            lines = [text[:first], *(text[at : at + characters] for at in range(first, len(text), characters))]
            for number, line in enumerate(lines):
                write(canvas, line, 90 + (2 * size if number == 0 else 0), y, size)
                y += 28

    return draw


def both(*drawings: Draw) -> Draw:
    """One page of several drawings."""

    def draw(canvas: Any) -> None:
        for one in drawings:
            one(canvas)

    return draw


def read(*pages: Draw, **more: Any) -> Page:
    return read_bytes(pdf(*pages, **more))


def read_bytes(data: bytes) -> Page:
    page = PdfReader().read(Source(data, "a.pdf"), SITE)
    check_blocks(page)
    return page


def raw_pdf(objects: Iterable[bytes]) -> bytes:
    """A file of these objects, numbered from 1, the first of which is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start)
    return bytes(out)
