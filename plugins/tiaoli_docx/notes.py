"""The marks by which a text refers to its footnotes and endnotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiaoli_docx.names import attribute, number, short, value
from tiaoli_docx.numerals import print_number

KINDS = ("footnote", "endnote")
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
_SELF_MARKING = ("decimalEnclosed", "ideographEnclosed")
"""Numbers with a circle or brackets of their own."""


class NoteMarks:
    """Numbers notes in the order in which the text refers to them."""

    def __init__(self, forms: Mapping[str, str], starts: Mapping[str, int]) -> None:
        self._forms = {**_FORMS, **forms}
        self._starts = starts
        self._marks: dict[tuple[str, str], str] = {}
        self._automatic = dict.fromkeys(KINDS, 0)

    def refer(self, kind: str, attributes: Mapping[str, str]) -> str:
        """The mark of a reference; empty where the text brings a mark of its own."""
        key = (kind, attribute(attributes, "w:id") or "")
        if key not in self._marks:
            is_custom = (attribute(attributes, "w:customMarkFollows") or "0") in ("1", "true", "on")
            self._marks[key] = "" if is_custom else self._next(kind)
        return self._marks[key]

    def of(self, kind: str, note_id: str) -> str | None:
        """The mark of a note, empty where the text brings one of its own; None where nothing refers to the note."""
        return self._marks.get((kind, note_id))

    def order(self, kind: str) -> dict[str, int]:
        """The ids of the notes that are referred to, each with its place in the order of the references."""
        return {note_id: at for at, (of_kind, note_id) in enumerate(self._marks) if of_kind == kind}

    def _next(self, kind: str) -> str:
        """The next number as printed, in square brackets where it has no circle, to stay apart from other digits."""
        form = self._forms[kind]
        printed = print_number(self._starts.get(kind, 1) + self._automatic[kind], form)
        self._automatic[kind] += 1
        return printed if form.startswith(_SELF_MARKING) and not printed.isdecimal() else f"[{printed}]"


class NoteProperties:
    """Takes the events of a part and finds how it says that notes are numbered."""

    def __init__(self) -> None:
        self.forms: dict[str, str] = {}
        self.starts: dict[str, int] = {}
        self._kind: str | None = None

    def start(self, name: str, attributes: Any) -> None:
        """An element begins."""
        name = short(name)
        if name in ("w:footnotePr", "w:endnotePr"):
            self._kind = name[2:-2]
        elif self._kind and name == "w:numFmt":
            self.forms.setdefault(self._kind, value(attributes) or "decimal")
        elif self._kind and name == "w:numStart":
            self.starts.setdefault(self._kind, number(value(attributes)) or 1)

    def end(self, name: str) -> None:
        """An element ends."""
        if short(name) in ("w:footnotePr", "w:endnotePr"):
            self._kind = None

    def data(self, text: str) -> None:
        """Text, which is of no use here."""
