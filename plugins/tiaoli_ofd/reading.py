"""From the bytes of an OFD file to a page, step by step: documents, sheets, layout, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tiaoli.plugin import ArchiveError, Diagnostic, Page, Site, join_pages, lay_out
from tiaoli_ofd.document import Document, read_document
from tiaoli_ofd.elements import child, children, text_of
from tiaoli_ofd.outline import mark_headings
from tiaoli_ofd.package import ENTRY, Package
from tiaoli_ofd.sheets import Findings, read_sheets
from tiaoli_ofd.tags import custom_data, read_tags, tagged

MOST_NAMED = 10
"""Attached files and pages that a remark names."""


def read_page(data: bytes, site: Site) -> Page:
    """The page of an OFD file; one without text, that says why, where the file cannot be read."""
    try:
        return _page(Package(data), site)
    except ArchiveError as fault:
        return Page("", (), diagnostics=(fault.diagnostic,))


def _page(package: Package, site: Site) -> Page:
    """The pages of all documents, one after the other."""
    findings = Findings()
    pages, attached, seals = [], list[str](), 0
    for part, body in package.documents():
        document = read_document(package, part)
        pages.append(_document_page(document, body, site, findings))
        attached += document.attachments()
        seals += _count_seals(package, body)
    if not pages:
        why = package.damages.get(ENTRY)
        raise package.error(f"{ENTRY} is damaged ({why})" if why else "its archive holds no document")
    page = join_pages(pages)
    remarks = (*package.remarks(), *_remarks(findings, len(pages)), *_left_out(findings, attached, seals))
    return replace(page, diagnostics=(*page.diagnostics, *remarks))


def _document_page(document: Document, body: Any, site: Site, findings: Findings) -> Page:
    """The page of one document, its sheets counted on from those of the documents before."""
    first = findings.pages
    tags = read_tags(document, site.labels)
    findings.words = dict.fromkeys((name for names in tags.values() for name in names), "")
    page = mark_headings(lay_out(tuple(read_sheets(document, findings)), site), document)
    attributes = (*tagged(tags, findings.words), *custom_data(body, site.labels))
    return _numbered(replace(page, attributes=attributes), first)


def _numbered(page: Page, first: int) -> Page:
    """The page of a document before which others have so many sheets."""
    return page.with_blocks(block._replace(page=block.page and block.page + first) for block in page.blocks)


def _count_seals(package: Package, body: Any) -> int:
    """How many seals and signatures a document carries."""
    location = text_of(child(body, "Signatures"))
    return sum(1 for _ in children(package.tree_at(location, ENTRY)[1], "Signature")) if location else 0


def _remarks(findings: Findings, documents: int) -> Iterator[Diagnostic]:
    if documents > 1:
        yield Diagnostic("ofd.several-documents", None, {"count": documents})
    if findings.recognised_pages:
        yield Diagnostic("ofd.recognised-text", None, {"pages": _listed(findings.recognised_pages)})
    if findings.unread_pages or findings.budget.is_spent:
        params = {"read": findings.pages, "unread": findings.unread_pages}
        yield Diagnostic("ofd.too-much", None, params)


def _left_out(findings: Findings, attached: list[str], seals: int) -> Iterator[Diagnostic]:
    if attached or seals or findings.pictures:
        names = f" ({_listed(attached)})" if attached else ""
        params = {"pictures": findings.pictures, "seals": seals, "attached": len(attached), "names": names}
        yield Diagnostic("ofd.left-out", None, params)


def _listed(items: Sequence[object]) -> str:
    more = " …" if len(items) > MOST_NAMED else ""
    return ", ".join(map(str, items[:MOST_NAMED])) + more
