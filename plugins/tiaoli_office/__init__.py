"""Reads old Word and WPS files, RTF and OpenDocument text by way of the Word file that LibreOffice makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tiaoli.plugin import Diagnostic, Page, Reader, Recognition, Site, Source, hookimpl, read_with
from tiaoli_office.formats import Format, examined, find_format

TIAOLI_API = "1"


class OfficeReader:
    """What LibreOffice opens and tiaoli does not: .doc, .wps, .rtf and .odt."""

    name = "office"
    media_types: Sequence[str] = (
        "application/msword", "application/vnd.ms-works", "application/rtf", "application/vnd.oasis.opendocument.text",
    )  # fmt: skip
    extensions: Sequence[str] = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott")

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of what the bytes show, whatever the name: pages and Word files are often named .doc."""
        found = find_format(source.data)
        return Recognition(found.score, f"{found.name} by its bytes") if found else None

    def read(self, source: Source, site: Site) -> Page:
        """The page of the Word file that LibreOffice makes of the source; one without text that says why, else."""
        found = find_format(source.data)
        if found is None:
            return _without_text(Diagnostic("office.not-read", None, {"found": source.media_type}))
        found = examined(found, source.data)
        return _without_text(found.fault) if found.fault else _converted(source, site, found)


def _converted(source: Source, site: Site, found: Format) -> Page:
    from tiaoli_office.libreoffice import ConversionError, convert_to_docx, find_program

    remarks = (found.remark,) if found.remark else ()
    program = find_program()
    if program is None:
        return _without_text(Diagnostic("office.no-program", None, {"format": found.name}))
    try:
        made = convert_to_docx(program, source.data + found.ending, found.extension)
    except ConversionError as error:
        return _without_text(*remarks, _failed(found, str(error)))
    page = read_with("docx", replace(source, data=made), site)
    if not page.folded.strip():
        page = replace(page, diagnostics=(*page.diagnostics, _failed(found, "the document that it made has no text")))
    return replace(page, diagnostics=(*remarks, *page.diagnostics))


def _failed(found: Format, why: str) -> Diagnostic:
    return Diagnostic("office.failed", None, {"format": found.name, "why": why})


def _without_text(*faults: Diagnostic) -> Page:
    return Page("", (), diagnostics=faults)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of files that go through LibreOffice."""
    return [OfficeReader()]
