"""Reads EPUB books: the chapters in their reading order, each by the reader of HTML, as one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaoli.plugin import ZIP_MAGIC, Archive, ArchiveError, Page, Reader, Recognition, Site, Source, hookimpl

TIAOLI_API = "1"

_MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"


class EpubReader:
    """EPUB 2 and 3, without copy protection."""

    name = "epub"
    media_types: Sequence[str] = (_MEDIA_TYPE,)
    extensions: Sequence[str] = (".epub",)

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of an archive that says what it is, less so of a damaged one that is named so."""
        if not source.data.startswith(ZIP_MAGIC):
            return None
        try:
            archive = Archive(source.data, "EPUB")
            if archive.has(_CONTAINER) or (
                archive.has("mimetype") and archive.read("mimetype").strip() == _MEDIA_TYPE.encode()
            ):
                return Recognition(0.95, "a ZIP archive that is an EPUB book")
        except ArchiveError as fault:
            if source.uri.lower().endswith(tuple(self.extensions)) or _MEDIA_TYPE.encode() in source.data[:200]:
                return Recognition(0.6, f"an EPUB book that cannot be opened: {fault.why}")
        return None

    def read(self, source: Source, site: Site) -> Page:
        """The page: the chapters in order; covers, contents and what stands aside as clutter."""
        from tiaoli_epub.reading import read_book

        return read_book(source.data, site)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of EPUB books."""
    return [EpubReader()]
