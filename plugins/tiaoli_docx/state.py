"""What is known while a part of a Word file is read: open elements, where finished lines go, the story so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from tiaoli_docx.content import Item, Story
from tiaoli_docx.notes import NoteMarks
from tiaoli_docx.numbering import Numbering
from tiaoli_docx.paragraph import Field, Paragraph
from tiaoli_docx.styles import Styles
from tiaoli_docx.tables import TableState

DEEP = 20
"""A path longer than this is cut, so that deep nesting does not fill memory with paths."""

_ONLY_ONE = frozenset(
    ("w:document", "w:body", "w:hdr", "w:ftr", "w:footnotes", "w:endnotes", "w:sdtContent")
)  # fmt: skip
STEPS = _ONLY_ONE | {"w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:txbxContent", "w:footnote", "w:endnote"}
"""The elements that a path names; it passes over those within a paragraph."""


@dataclass(slots=True)
class Place:
    """An element that paths name, with how many children of each name it has so far."""

    path: str
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sink:
    """Where finished lines go: the body, a cell, a text box, a note."""

    items: list[Item] = field(default_factory=list)
    joined: Paragraph | None = None
    """A paragraph that goes on in the next one."""


@dataclass(slots=True)
class State:
    """The state of reading one part."""

    styles: Styles
    numbering: Numbering
    marks: NoteMarks
    story: Story = field(default_factory=Story)
    names: list[str] = field(default_factory=list)
    """The elements that are open, outermost first."""
    places: list[Place] = field(default_factory=lambda: [Place("")])
    sinks: list[Sink] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[TableState] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    instructions: int = 0
    """How many of the open fields have no result yet: what stands in those is not printed."""
    pictures: list[bool] = field(default_factory=list)
    """For each open drawing whether it holds a text box."""
    note: tuple[str, str] = ("", "")
    text: list[str] | None = None
    keeps_space: bool = False

    def parent(self, steps: int = 1) -> str:
        """The name of the element around the innermost one, or of one further out; empty outside the root."""
        at = len(self.names) - 1 - steps
        return self.names[at] if at >= 0 else ""

    def open_place(self, name: str) -> None:
        """Notes where an element stands that has just begun."""
        outer = self.places[-1]
        count = outer.counts[name] = outer.counts.get(name, 0) + 1
        step = name if name in _ONLY_ONE else f"{name}[{count}]"
        is_cut = len(self.places) > DEEP
        path = self.places[DEEP].path if is_cut else outer.path
        stroke = "//" if is_cut or name == "w:txbxContent" else "/"
        self.places.append(Place(f"{path}{stroke}{step}"))

    def write(self, text: str) -> None:
        """Adds text to the open paragraph, to what is printed of it or to what is not."""
        if text and self.paragraphs:
            paragraph = self.paragraphs[-1]
            is_seen = not paragraph.run.hidden and not self.instructions
            (paragraph.shown if is_seen else paragraph.unseen).append(text)

    def finished(self, sink: Sink) -> list[Item]:
        """What went into a sink, a paragraph that nothing follows included."""
        if sink.joined:
            sink.items += sink.joined.lines(self.styles, self.numbering)
            sink.joined = None
        return sink.items
