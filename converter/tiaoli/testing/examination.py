"""One thing that a plugin offers, tried on one source: runs in a process of its own, which it may bring down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from tiaoli.admission import PLUGIN_FAULTS, in_words
from tiaoli.choosing import choose, recognition_fault
from tiaoli.discovery import plugins
from tiaoli.document import Document
from tiaoli.hookspecs import Parser, Reader, Recognition, Writer
from tiaoli.page import Page
from tiaoli.pipeline import Options, convert_source
from tiaoli.rulebook.models import Site
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source
from tiaoli.structure import Outline
from tiaoli.testing.faults import document_faults, page_faults

SURE = 0.9
"""A reader that is so sure of a source claims it."""


def examine(key: str, kind: str, name: str, source: Source, expected: str) -> list[str]:
    """What is wrong with how a reader, parser or writer takes a source.

    `expected` is what the source is to it: `own` (it must give a good document), `foreign` (it must not claim it) or
    `hostile` (anything but a fault).
    """
    plugin = next(one for one in plugins() if one.key == key)
    offered = next(one for one in plugin.offers(kind) if one.name == name)
    try:
        return list(_EXAMINED[kind](offered, source, expected))
    except PLUGIN_FAULTS as error:
        return [f"it raised {in_words(error)}; what is wrong with a source is a diagnostic of the page"]


def _reader(reader: Reader, source: Source, expected: str) -> Iterator[str]:
    recognition = reader.recognise(source)
    if recognition is not None and (fault := recognition_fault(recognition)):
        yield fault
        return
    if repr(reader.recognise(source)) != repr(recognition):
        yield "recognise says something else when it is asked again"
    if expected == "foreign":
        yield from _claim(reader, recognition, source)
    elif expected == "own" and recognition is None:
        yield "recognise gave None for a sample of the reader's own"
    elif recognition is not None:
        yield from _reading(reader, source, expected)


def _claim(reader: Reader, recognition: Recognition | None, source: Source) -> Iterator[str]:
    at_home = source.media_type in reader.media_types
    if recognition and recognition.score >= SURE and not at_home:
        yield (
            f"recognise gave {recognition.score} for a source of {source.media_type}, "
            f"which is none of its media types ({', '.join(reader.media_types)})"
        )


def _reading(reader: Reader, source: Source, expected: str) -> Iterator[str]:
    library = load_library()
    pages = [reader.read(source, library.site_for(source.uri)) for _ in range(2)]
    if not isinstance(pages[0], Page):
        yield f"read gave a {type(pages[0]).__name__}, not a Page"
        return
    yield from page_faults(pages[0])
    if pages[0] != pages[1]:
        yield "read gave another page when it was asked again"
    if not pages[0].text.strip() and not pages[0].diagnostics and source.data.strip():
        yield "read gave an empty page and no diagnostic that says why"
    document = convert_source(source, Options(reader=reader.name))
    yield from document_faults(document)
    if document.to_json() != convert_source(source, Options(reader=reader.name)).to_json():
        yield "the document was another when the source was converted again"
    if expected == "own" and document.status == "failed":
        yield f"no document came of a sample of the reader's own: {_said(document)}"


def _said(document: Document) -> str:
    return "; ".join(remark.message for remark in document.diagnostics)


def _parser(parser: Parser, source: Source, expected: str) -> Iterator[str]:
    """Pages that other readers make are what a parser is given."""
    page = _page(source)
    if page is None:
        return
    recognition = parser.recognise(page)
    if recognition is None:
        return
    if fault := recognition_fault(recognition):
        yield fault
        return
    library = load_library()
    pack = library.pack(next(pack.id for pack in library.packs if not pack.abstract))
    outlines = [parser.parse(page, pack) for _ in range(2)]
    if not isinstance(outlines[0], Outline):
        yield f"parse gave a {type(outlines[0]).__name__}, not an Outline"
        return
    if fault := outlines[0].fault(len(page.text)):
        yield fault
    if outlines[0] != outlines[1]:
        yield "parse gave another outline when it was asked again"
    yield from document_faults(convert_source(source, Options(parser=parser.name)))


def _page(source: Source) -> Page | None:
    """The page that the surest reader makes of a source; None where none does."""
    reader, _ = choose("reader", None, source)
    return cast(Page, reader.read(source, Site("", ()))) if reader and source.data.strip() else None


def _writer(writer: Writer, source: Source, expected: str) -> Iterator[str]:
    """What becomes of a source, failed or not, can be written."""
    document = convert_source(source, Options())
    written = [writer.write(document) for _ in range(2)]
    if not isinstance(written[0], bytes):
        yield f"write gave a {type(written[0]).__name__}, not bytes"
    elif written[0] != written[1]:
        yield "write gave other bytes when it was asked again"
    if not writer.extension.startswith("."):
        yield f"its extension is {writer.extension!r}; one begins with a full stop"


_EXAMINED: dict[str, Any] = {"reader": _reader, "parser": _parser, "writer": _writer}
