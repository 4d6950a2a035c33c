"""Reads HTML: all of its text as blocks, the document told from the page around it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tiaoli.plugin import Attribute, Page, Reader, Recognition, Site, Source, hookimpl, mark_clutter
from tiaoli_html.mhtml import is_mhtml, saved_from, take_page

TIAOLI_API = "1"

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


class HtmlReader:
    """Web pages, whole or a part of one, saved or scraped, however broken."""

    name = "html"
    media_types: Sequence[str] = ("text/html", "application/xhtml+xml", "multipart/related")
    extensions: Sequence[str] = (".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xht", ".jhtml", ".mhtml", ".mht")

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of a page that begins like one, less so of a name or of tags alone, not of bytes."""
        if source.looks_binary:
            return None
        if is_mhtml(source.data):
            return Recognition(0.97, "a page saved as MHTML")
        named = source.media_type in self.media_types or source.uri.lower().endswith(tuple(self.extensions))
        head = source.data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
        if _HTML_START.match(head):
            return Recognition(0.95, "begins as an HTML page")
        if source.looks_like_markup:
            return Recognition(0.9 if named else 0.7, "HTML tags" + (f" and {source.media_type}" if named else ""))
        return Recognition(0.5, f"named as {source.media_type}, but without tags") if named else None

    def read(self, source: Source, site: Site) -> Page:
        """The page: every text outside script and style, in document order, each line in a block."""
        from tiaoli_html.reading import read_page

        page_source, address = take_page(source) if is_mhtml(source.data) else (source, None)
        decoded = page_source.decoded
        with _uncollected():
            page = read_page(decoded, page_source.data, site)
            address = address or saved_from(decoded.text)
            if address:
                page = replace(page, attributes=(*page.attributes, Attribute("saved-from", address)))
            # Where in the markup a byte was bad says nothing of where in the text it is.
            remarks = (replace(remark, span=None) for remark in decoded.diagnostics)
            return mark_clutter(replace(page, diagnostics=(*remarks, *page.diagnostics)), site)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for reference cycles: a tree has none, and its many small objects set the search
    off again and again, which takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of HTML."""
    return [HtmlReader()]
