"""The tree that a parser returns: sections, their paragraphs, and what was odd about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaoli.diagnostic import Diagnostic
from tiaoli.page import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section; its marker (一是, ——) is part of its span."""

    span: Span
    text: str
    marker: str | None = None
    blocks: tuple[int, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    `heading` spans marker and title; it is None for the preamble and for an inferred section. A section
    that only a table of contents announces (state `outline`) has its heading there and an empty span at
    the place where it would stand.
    """

    level: int
    span: Span
    marker: str = ""
    number: int | None = None
    title: str = ""
    heading: Span | None = None
    state: str = "full"  # full | outline | truncated | inferred
    role: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def with_children(self, children: tuple[Section, ...]) -> Section:
        """The same section over other children."""
        return replace(self, children=children)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a parser returns: top-level sections in reading order (the preamble first), where the document
    proper begins (what stands before is front matter), the spans of a table of contents, and diagnostics."""

    sections: tuple[Section, ...]
    front_end: int = 0
    contents: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def fault(self, length: int) -> str | None:
        """What is wrong with the spans and diagnostics of an outline over a text of that length."""
        for remark in self.diagnostics:
            if fault := remark.fault(length):
                return fault
        for section in self.walk():
            spans = [section.span, section.heading or section.span, *(p.span for p in section.paragraphs)]
            outside = next((span for span in spans if not 0 <= span[0] <= span[1] <= length), None)
            if outside:
                return f"a section over {outside} in a text of {length}"
        return None

    def walk(self) -> Iterator[Section]:
        """Every section in reading order."""
        for section in self.sections:
            yield from section.walk()
