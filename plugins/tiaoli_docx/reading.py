"""From the bytes of a Word file to a page, step by step: parts, styles, lists, stories, text and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tiaoli.plugin import ArchiveError, Diagnostic, Page, Site, XmlError, fold, mark_clutter, pair_lines, parse_events
from tiaoli_docx.content import Line, Story
from tiaoli_docx.events import StoryEvents
from tiaoli_docx.layout import Sheet
from tiaoli_docx.notes import KINDS, NoteMarks, NoteProperties
from tiaoli_docx.numbering import Numbering, read_lists
from tiaoli_docx.package import Package
from tiaoli_docx.state import State
from tiaoli_docx.styles import read_styles

MOST_PARTS = 200
"""Headers and footers that are read of one file."""


def read_page(data: bytes, site: Site) -> Page:
    """The page of a Word file; one without text, that says why, where the file cannot be read."""
    try:
        package = Package(data)
        part = package.main_part()
        if part is None:
            raise package.error("its archive holds no document of Word")
        page = _Reading(package, part, site.labels).page()
    except ArchiveError as fault:
        return Page("", (), diagnostics=(fault.diagnostic,))
    return mark_clutter(page, site)


class _Reading:
    """One file being read: its package, and what its parts share."""

    def __init__(self, package: Package, part: str, labels: frozenset[str]) -> None:
        self._package = package
        self._labels = labels
        self._part = part
        self._related = package.related(part)
        self._styles = read_styles(self._tree("styles"))
        style_lists = {name: style.list_id for name, style in self._styles.by_id.items() if style.list_id}
        self._lists = read_lists(self._tree("numbering"), style_lists)
        self._main = package.read(part)
        self._marks = self._note_marks()

    def page(self) -> Page:
        """The text of all stories, the body first among those that are not furniture."""
        body = self._story(self._part, self._main)
        sheet = Sheet(self._labels)
        for story in self._furniture(body.references["header"]):
            sheet.add_furniture(story.items)
        sheet.add(body.items)
        for kind in KINDS:
            self._add_notes(kind, sheet)
        for story in self._furniture(body.references["footer"]):
            sheet.add_furniture(story.items)
        text = sheet.text()
        blocks = pair_lines(tuple(sheet.blocks(text)), fold(text), self._labels)
        if not text.strip() and self._part in self._package.damages:
            raise self._package.error(f"{self._part} is damaged ({self._package.damages[self._part]})")
        remarks = (*self._package.diagnostics, *_remarks(body))
        return Page(text, tuple(blocks), diagnostics=remarks, title=_title(body))

    def _tree(self, kind: str) -> Any:
        """The root of the part of a kind that the document refers to; None where there is none."""
        part = next((target for of_kind, target in self._related.values() if of_kind == kind), None)
        return self._package.read_tree(part) if part else None

    def _story(self, part: str, data: bytes) -> Story:
        events = StoryEvents(State(self._styles, Numbering(self._lists), self._marks))
        try:
            parse_events(data, events)
        except XmlError as fault:
            self._package.note_damage(part, str(fault))
        return events.finish()

    def _furniture(self, references: list[str]) -> Iterator[Story]:
        """The headers or footers of the sections, each part once."""
        named = (self._related[reference][1] for reference in references if reference in self._related)
        for part in list(dict.fromkeys(named))[:MOST_PARTS]:
            yield self._story(part, self._package.read(part))

    def _add_notes(self, kind: str, sheet: Sheet) -> None:
        """Adds the notes of a kind in the order of their marks, then those that have none."""
        part = next((target for of_kind, target in self._related.values() if of_kind == f"{kind}s"), None)
        if part is None:
            return
        order = self._marks.order(kind)
        notes = self._story(part, self._package.read(part)).notes
        for note in sorted(notes, key=lambda note: order.get(note.note_id, len(order))):
            sheet.add_note(note, hidden=note.note_id not in order)

    def _note_marks(self) -> NoteMarks:
        """How notes are numbered, by the sections of the document, else by its settings."""
        properties = NoteProperties()
        settings = next((target for kind, target in self._related.values() if kind == "settings"), None)
        for data in (self._main, self._package.read(settings) if settings else b""):
            if b"notePr" in data:
                try:
                    parse_events(data, properties)
                except XmlError:
                    continue  # the fault of the document is noted where its text is read
        return NoteMarks(properties.forms, properties.starts)


def _remarks(body: Story) -> Iterator[Diagnostic]:
    if body.insertions or body.deletions:
        params = {"insertions": body.insertions, "deletions": body.deletions}
        yield Diagnostic("docx.tracked-changes", None, params)
    if body.comments or body.pictures or body.embedded:
        params = {"comments": body.comments, "pictures": body.pictures, "embedded": body.embedded}
        yield Diagnostic("docx.left-out", None, params)


def _title(body: Story) -> str | None:
    """The first lines that have the style of a title, joined; None where no line at the top has it."""
    title = ""
    for item in body.items[:10]:
        is_title = isinstance(item, Line) and item.is_title and not item.hidden
        if title and not is_title:
            break
        title += item.text.strip() if is_title and isinstance(item, Line) else ""
    return title or None
