"""What a plugin may offer: readers, parsers and writers, and the three hooks that declare them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pluggy

if TYPE_CHECKING:
    from tiaoli.document import Document
    from tiaoli.page import Page
    from tiaoli.rulebook.models import Pack, Site
    from tiaoli.source import Source
    from tiaoli.structure import Outline

API_VERSION = "1.0"
"""Version of this interface; a plugin module may say `TIAOLI_API = "1"`, and another major is refused."""

hookspec = pluggy.HookspecMarker("tiaoli")
hookimpl = pluggy.HookimplMarker("tiaoli")


@dataclass(frozen=True, slots=True)
class Recognition:
    """How sure a plugin is that a source or page is its own: a score from 0 to 1, and why."""

    score: float
    reason: str


@runtime_checkable
class Reader(Protocol):
    """Turns the bytes of one file format into a page."""

    name: str
    media_types: Sequence[str]
    extensions: Sequence[str]

    def recognise(self, source: Source) -> Recognition | None:
        """How sure the reader is that it can read the source; None where it cannot."""
        ...

    def read(self, source: Source, site: Site) -> Page:
        """The page: all of the source's visible text, each stretch in a block."""
        ...


@runtime_checkable
class Parser(Protocol):
    """Turns a page of one shape into a tree of sections."""

    name: str

    def recognise(self, page: Page) -> Recognition | None:
        """How sure the parser is that the page has its shape; None where it has not."""
        ...

    def parse(self, page: Page, headings: Pack) -> Outline:
        """The page's outline: sections in reading order, with what is odd about them."""
        ...


@runtime_checkable
class Writer(Protocol):
    """Turns documents into bytes of one format."""

    name: str
    extension: str

    def write(self, document: Document) -> bytes:
        """The document in this format."""
        ...


@hookspec
def tiaoli_readers() -> Iterable[Reader]:
    """The readers that the plugin offers."""
    raise NotImplementedError


@hookspec
def tiaoli_parsers() -> Iterable[Parser]:
    """The parsers that the plugin offers."""
    raise NotImplementedError


@hookspec
def tiaoli_writers() -> Iterable[Writer]:
    """The writers that the plugin offers."""
    raise NotImplementedError
