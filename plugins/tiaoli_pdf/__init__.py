"""Reads PDF files that hold text: what is printed on their pages, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaoli.plugin import Page, Reader, Recognition, Site, Source, hookimpl

TIAOLI_API = "1"

_MAGIC = b"%PDF-"
_HEAD_BYTES = 1024
"""Acrobat looks for the mark in so many first bytes, and so do we: mail and web servers put lines before it."""


class PdfReader:
    """Portable Document Format, of any version."""

    name = "pdf"
    media_types: Sequence[str] = ("application/pdf",)
    extensions: Sequence[str] = (".pdf",)

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of a file that begins as a PDF does, less so where something stands before that."""
        at = source.data.find(_MAGIC, 0, _HEAD_BYTES)
        if at < 0:
            return None
        return Recognition(0.95, "begins with %PDF-") if at == 0 else Recognition(0.8, f"%PDF- stands at byte {at}")

    def read(self, source: Source, site: Site) -> Page:
        """The page: the text of all sheets, laid out anew."""
        from tiaoli_pdf.reading import read_page

        return read_page(source.data, site)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of PDF files."""
    return [PdfReader()]
