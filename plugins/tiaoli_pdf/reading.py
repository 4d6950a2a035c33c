"""From the bytes of a PDF file to a page: each of its pages as a sheet, all of them laid out."""

from __future__ import annotations

import time
from typing import Any

from tiaoli.plugin import Box, Diagnostic, Page, Sheet, Site, lay_out
from tiaoli_pdf.characters import characters_of
from tiaoli_pdf.runs import main_angle, runs_of
from tiaoli_pdf.strokes import Drawing
from tiaoli_pdf.turning import Turn

MOST_PAGES = 2_000
MOST_CHARACTERS = 3_000_000
MOST_SECONDS = 300.0
"""How much of a file is read; no report comes near any of them."""


def read_page(data: bytes, site: Site) -> Page:
    """The page of a PDF file; one without text, that says why, where the file cannot be read."""
    try:
        import pypdfium2 as pdfium
    except ImportError:
        params = {"format": "PDF", "library": "pypdfium2", "extra": "pdf"}
        return Page("", (), diagnostics=(Diagnostic("reader.missing-library", None, params),))
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return Page("", (), diagnostics=(_refusal(error),))
    try:
        sheets, remarks = _sheets_of(document)
    finally:
        document.close()
    page = lay_out(sheets, site)
    return Page(page.text, page.blocks, page.attributes, (*remarks, *page.diagnostics), page.title)


def _refusal(error: Any) -> Diagnostic:
    import pypdfium2.raw as pdfium

    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return Diagnostic("pdf.encrypted")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return Diagnostic("pdf.unreadable", None, {"why": "it is encrypted in a way that is not known"})
    return Diagnostic("pdf.unreadable", None, {"why": "it is damaged, or no PDF from its first bytes on"})


def _sheets_of(document: Any) -> tuple[list[Sheet], list[Diagnostic]]:
    """The pages as sheets, up to the limits, and what is to be said of those that are not among them."""
    import pypdfium2 as pdfium

    count = len(document)
    sheets: list[Sheet] = []
    damaged: list[int] = []
    characters, end = 0, time.monotonic() + MOST_SECONDS
    for at in range(count):
        if at == MOST_PAGES or characters > MOST_CHARACTERS or time.monotonic() > end:
            params = {"read": at, "total": count}
            return sheets, [*_damages(damaged, count), Diagnostic("pdf.too-long", None, params)]
        try:
            sheet = _sheet_of(document[at])
        except pdfium.PdfiumError:
            damaged.append(at + 1)
            sheet = Sheet(0.0, 0.0, ())
        characters += sum(len(run.text) for run in sheet.runs)
        sheets.append(sheet)
    return sheets, _damages(damaged, count)


def _damages(pages: list[int], total: int) -> list[Diagnostic]:
    if not pages:
        return []
    listed = ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")
    return [Diagnostic("pdf.damaged-pages", None, {"count": len(pages), "total": total, "pages": listed})]


def _sheet_of(page: Any) -> Sheet:
    """A page, turned so that most of its text is level."""
    text_page = page.get_textpage()
    try:
        characters = list(characters_of(text_page))
    finally:
        text_page.close()
    turn = Turn(main_angle(characters), _bounds(page))
    drawing = Drawing(turn)
    drawing.add_page(page)
    page.close()
    return Sheet(*turn.size, tuple(runs_of(characters, turn)), drawing.rules, drawing.pictures)


def _bounds(page: Any) -> Box:
    """The part of a page that is shown, in its own coordinates, whichever way it is turned for showing."""
    left, bottom, right, top = page.get_bbox()
    if page.get_rotation() % 180:
        return left, bottom, left + top - bottom, bottom + right - left
    return left, bottom, right, top
