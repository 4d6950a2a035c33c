"""From the bytes of a book to a page: package, chapters, what stands aside, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tiaoli.plugin import ArchiveError, Diagnostic, Page, Site, join_pages, mark_clutter, plain_name, top_heading
from tiaoli_epub.chapters import bare, read_chapter
from tiaoli_epub.package import Book, Item, Package

TITLE_BLOCKS = 12
"""The book's title is that of the document where it stands among so many blocks at the top."""


def read_book(data: bytes, site: Site) -> Page:
    """The page of a book; one without text, that says why, where the book cannot be read."""
    try:
        package = Package(data)
        page = _Reading(package, site).page()
    except ArchiveError as fault:
        return Page("", (), diagnostics=(fault.diagnostic,))
    return mark_clutter(page, site)


class _Reading:
    """One book being read."""

    def __init__(self, package: Package, site: Site) -> None:
        self._package = package
        self._site = site
        self._book = package.book()
        self._encrypted = package.encrypted()
        self._pictures = 0
        """Chapters that show pictures and have no text."""

    def page(self) -> Page:
        """The chapters in reading order, and what is to be said of the book."""
        page = join_pages(self._chapters(), "\n")  # chapters are no printed pages
        remarks = (*self._package.archive.diagnostics, *page.diagnostics, *self._remarks(page))
        return replace(page, attributes=self._book.attributes, diagnostics=remarks, title=_title(self._book, page))

    def _chapters(self) -> Iterator[Page]:
        for item in self._book.spine:
            if plain_name(item.part) in self._encrypted:
                continue
            if item.media_type.startswith("image/"):
                self._pictures += 1
                continue
            page = self._chapter(item)
            if page.text:
                yield page

    def _chapter(self, item: Item) -> Page:
        name = plain_name(item.part)
        data = self._package.archive.read(item.part)
        page, has_pictures = read_chapter(data, item.part, self._site, self._book.titles.get(name, ""))
        if name in self._book.asides:
            return page.relabelled(lambda _: "navigation")
        self._pictures += has_pictures and not page.folded.strip()
        return page if item.is_linear else page.relabelled(lambda _: "auxiliary")

    def _remarks(self, page: Page) -> Iterator[Diagnostic]:
        total = len(self._book.spine)
        locked = sum(plain_name(item.part) in self._encrypted for item in self._book.spine)
        if locked:
            yield Diagnostic("epub.encrypted", None, {"count": locked, "total": total})
        if self._pictures and not page.content:
            yield Diagnostic("epub.pictures-only", None, {"count": self._pictures})
        elif self._pictures:
            yield Diagnostic("epub.picture-pages", None, {"count": self._pictures, "total": total})


def _title(book: Book, page: Page) -> str | None:
    """The book's title where the text begins with it, since programs often put another there; else the top heading."""
    wanted = bare(book.title)
    seen = (bare(page.quote(block.span)) for block in page.content[:TITLE_BLOCKS])
    return book.title if wanted and wanted in seen else top_heading(page)
