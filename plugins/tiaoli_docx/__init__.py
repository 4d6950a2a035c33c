"""Reads Word files (.docx, .docm): the document as Word shows it, its page furniture and notes apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaoli.plugin import ZIP_MAGIC, ArchiveError, Page, Reader, Recognition, Site, Source, hookimpl

TIAOLI_API = "1"

_USUAL_PART = b"word/document.xml"


class DocxReader:
    """WordprocessingML in a ZIP archive, with or without macros, transitional or strict."""

    name = "docx"
    media_types: Sequence[str] = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroEnabled.12",
        "application/vnd.ms-word.template.macroEnabled.12",
    )
    extensions: Sequence[str] = (".docx", ".docm", ".dotx", ".dotm")

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of an archive whose main part is a Word document, less so of a damaged one that is named so."""
        if not source.data.startswith(ZIP_MAGIC):
            return None
        from tiaoli_docx.package import Package

        named = source.uri.lower().endswith(tuple(self.extensions))
        try:
            part = Package(source.data).main_part()
        except ArchiveError as fault:
            if named or _USUAL_PART in source.data:
                return Recognition(0.6, f"a Word file that cannot be opened: {fault.why}")
            return None
        return Recognition(0.95, f"a ZIP archive whose document is {part}") if part else None

    def read(self, source: Source, site: Site) -> Page:
        """The page: the text as it would be printed, with tracked changes accepted."""
        from tiaoli_docx.reading import read_page

        return read_page(source.data, site)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of Word files."""
    return [DocxReader()]
