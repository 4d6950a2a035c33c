"""Writes documents one by one: as JSON, and as the text that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiaoli.plugin import Document, SectionFacts, Writer, hookimpl

TIAOLI_API = "1"


class JsonWriter:
    """The document in full, in the common schema."""

    name = "json"
    extension = ".json"

    def write(self, document: Document) -> bytes:
        """The document as JSON."""
        return document.to_json()


class TextWriter:
    """What was kept of the source: its title, its headings and its paragraphs, one a line."""

    name = "text"
    extension = ".txt"

    def write(self, document: Document) -> bytes:
        """The kept text, UTF-8; empty where the document failed."""
        title = [document.metadata.title] if document.metadata.title else []
        lines = [*title, *(line for section in document.sections for line in _lines(section, document))]
        return "".join(f"{line}\n" for line in lines).encode()


def _lines(section: SectionFacts, document: Document) -> Iterator[str]:
    if section.heading:
        yield "".join(document.text[slice(*section.heading)].split("\n"))
    yield from (paragraph.text for paragraph in section.paragraphs)
    for child in section.children:
        yield from _lines(child, document)


@hookimpl
def tiaoli_writers() -> Iterable[Writer]:
    """The writers of single documents."""
    return [JsonWriter(), TextWriter()]
