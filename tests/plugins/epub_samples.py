"""Builds EPUB books from chapters, and reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from html_samples import SITE, check_blocks

from tiaoli.plugin import Page, Source
from tiaoli_epub import EpubReader

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def xhtml(body: str, title: str = "") -> str:
    """A whole chapter."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head><body>{body}</body></html>'
    )


def item(name: str, href: str, media_type: str = "application/xhtml+xml", properties: str = "") -> str:
    more = f' properties="{properties}"' if properties else ""
    return f'<item id="{name}" href="{escape(href)}" media-type="{media_type}"{more}/>'


def in_order(*names: str, aside: str = "") -> str:
    """A spine of these items; `aside` is one more that is not part of the reading order."""
    more = f'<itemref idref="{aside}" linear="no"/>' if aside else ""
    return "<spine>" + "".join(f'<itemref idref="{name}"/>' for name in names) + more + "</spine>"


def opf(items: str, spine: str, metadata: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{items}</manifest>{spine}</package>"
    )


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """An archive as EPUB wants it, the same at any time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in {"mimetype": "application/epub+zip", **members}.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def book(
    chapters: Mapping[str, str],
    *,
    items: str = "",
    spine: str | None = None,
    metadata: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book with these chapters in this order; `items` and `more` add files, `spine` says another order."""
    listed = "".join(item(f"c{at}", name) for at, name in enumerate(chapters)) + items
    order = spine or in_order(*(f"c{at}" for at in range(len(chapters))))
    return archive(
        {
            "META-INF/container.xml": CONTAINER.format("OEBPS/book.opf"),
            "OEBPS/book.opf": opf(listed, order, metadata),
            **{f"OEBPS/{name}": xhtml(body) for name, body in chapters.items()},
            **(more or {}),
        }
    )


def read(data: bytes) -> Page:
    page = EpubReader().read(Source(data, "a.epub"), SITE)
    check_blocks(page)
    return page
