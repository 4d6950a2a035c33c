"""Takes the XML events of one part of a Word file and makes a story of them; no depth of nesting costs recursion."""

from __future__ import annotations

from tiaoli_docx import blocks, inline
from tiaoli_docx.content import Story
from tiaoli_docx.inline import Attributes
from tiaoli_docx.names import short
from tiaoli_docx.state import STEPS, Sink, State

_SKIPPED = frozenset(
    ("w:rt", "w:rubyPr", "w:tabs", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:pPrChange", "w:rPrChange", "w:sectPrChange",
     "w:tblPrChange", "w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange", "w:numberingChange")
)  # fmt: skip
"""Elements with no text of the document in them: properties, former properties, the reading of ruby."""

_REMOVED = frozenset(("w:del", "w:moveFrom"))
_STARTS = {**inline.STARTS, **blocks.STARTS}
_ENDS = {**inline.ENDS, **blocks.ENDS}


class StoryEvents:
    """A parser's target, which keeps what was read however the part ends."""

    def __init__(self, state: State) -> None:
        self._state = state
        state.sinks.append(Sink(state.story.items))
        self._skipped_from = 0
        self._alternatives: list[bool] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        state, name = self._state, short(name)
        state.names.append(name)
        if self._skipped_from:
            return
        if name in _SKIPPED or self._is_removed(name) or self._is_second_choice(name):
            self._skipped_from = len(state.names)
            return
        if name in STEPS:
            state.open_place(name)
        elif name == "mc:AlternateContent":
            self._alternatives.append(False)
        if handler := _STARTS.get(name):
            handler(state, name, attributes)

    def end(self, name: str) -> None:
        """The innermost open element ends."""
        state = self._state
        name = state.names.pop()
        if self._skipped_from:
            if len(state.names) < self._skipped_from:
                self._skipped_from = 0
            return
        if handler := _ENDS.get(name):
            handler(state, name)
        if name in STEPS:
            state.places.pop()
        elif name == "mc:AlternateContent":
            self._alternatives.pop()

    def data(self, text: str) -> None:
        """Text, whole or a part of it."""
        if self._state.text is not None and not self._skipped_from:
            self._state.text.append(text)

    def finish(self) -> Story:
        """The story, with what was still open when the part broke off."""
        while self._state.names:
            self.end("")
        self._state.finished(self._state.sinks[0])
        return self._state.story

    def _is_removed(self, name: str) -> bool:
        """Whether an element holds what a tracked change took away; among properties it says so of their owner."""
        if name not in _REMOVED or self._state.parent() in ("w:rPr", "w:trPr"):
            return False
        self._state.story.deletions += 1
        return True

    def _is_second_choice(self, name: str) -> bool:
        """Whether an element says again, for other programs, what the first choice said."""
        if name not in ("mc:Choice", "mc:Fallback") or not self._alternatives:
            return False
        taken, self._alternatives[-1] = self._alternatives[-1], True
        return taken
