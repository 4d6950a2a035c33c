"""One paragraph while it is read: its properties, its text, and the fields that are open in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaoli.plugin import fold
from tiaoli_docx.content import Item, Line
from tiaoli_docx.numbering import LEVELS, Numbering
from tiaoli_docx.numerals import print_number
from tiaoli_docx.styles import BODY_LEVEL, Style, Styles

_ENCLOSED = re.compile(r"\s*eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*([○◯])\s*[,;]\s*(\S+?)\s*\)", re.IGNORECASE)
_FRACTION = re.compile(r"\s*eq\s*\\f\s*\(\s*([^,;()]+?)\s*[,;]\s*([^,;()]+?)\s*\)", re.IGNORECASE)


@dataclass(slots=True)
class Run:
    """The properties of the run that is being read."""

    hidden: bool = False
    font: str | None = None


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction, and whether its result has begun."""

    code: str = ""
    in_result: bool = False

    @property
    def printed(self) -> str:
        """What a field prints that has no result of its own: a number in a circle, a fraction."""
        enclosed = _ENCLOSED.match(self.code)
        if enclosed:
            digits = enclosed[2]
            is_number = digits.isascii() and digits.isdigit() and len(digits) < 4
            return print_number(int(digits), "decimalEnclosedCircle") if is_number else digits
        fraction = _FRACTION.match(self.code)
        return f"{fraction[1]}/{fraction[2]}" if fraction else ""


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph so far."""

    node: str
    style_id: str | None = None
    list_id: int | None = None
    list_level: int | None = None
    outline_level: int | None = None
    joins_next: bool = False
    """Whether its mark is deleted or hidden, so that the next paragraph goes on in its line."""
    run: Run = field(default_factory=Run)
    shown: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    boxes: list[Item] = field(default_factory=list)
    """What stands in text boxes that are anchored in it."""

    def continue_from(self, earlier: Paragraph) -> None:
        """Begins with what stands in a paragraph whose mark does not count."""
        self.shown, self.unseen, self.boxes = earlier.shown, earlier.unseen, earlier.boxes

    def lines(self, styles: Styles, numbering: Numbering) -> list[Item]:
        """The paragraph's lines, its number printed, then its hidden text and its text boxes."""
        style = styles.of(self.style_id)
        shown = "".join(self.shown)
        marker, is_bullet = "", False
        if shown.strip() or not self.unseen:
            marker, is_bullet = self._marker(style, numbering)
        level = self._heading_level(style)
        kind = "heading" if level or style.is_title else "item" if is_bullet else "paragraph"
        items: list[Item] = []
        for text in shown.split("\n"):
            if fold(text).strip():
                items.append(Line(marker + text, self.node, kind, level=level, is_title=style.is_title))
                marker = ""
        for text in "".join(self.unseen).split("\n"):
            if fold(text).strip():
                items.append(Line(text, self.node, hidden=True))
        return items + self.boxes

    def _heading_level(self, style: Style) -> int | None:
        """The level of a heading, from 1; None for body text and for the title."""
        level = style.outline_level if self.outline_level is None else self.outline_level
        return level + 1 if level is not None and 0 <= level < BODY_LEVEL and not style.is_title else None

    def _marker(self, style: Style, numbering: Numbering) -> tuple[str, bool]:
        """The marker of its list, if it is in one: the list it names itself, else that of its style."""
        list_id = style.list_id if self.list_id is None else self.list_id
        if not list_id:
            return "", False
        at = self.list_level
        if at is None and self.list_id is None:
            at = numbering.level_of_style(list_id, self.style_id)
            at = style.list_level if at is None else at
        marker = numbering.next_marker(list_id, min(max(at or 0, 0), LEVELS - 1))
        return (marker.text, marker.is_bullet) if marker else ("", False)
