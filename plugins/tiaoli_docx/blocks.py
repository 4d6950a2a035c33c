"""What happens at the elements that make paragraphs, tables, text boxes, notes and sections."""

from __future__ import annotations

from tiaoli_docx.content import Note, Table, lines_of
from tiaoli_docx.inline import Attributes, End, Start
from tiaoli_docx.names import attribute, number, value
from tiaoli_docx.paragraph import Paragraph
from tiaoli_docx.state import Sink, State
from tiaoli_docx.tables import TableState

MOST_NESTED = 8
"""Tables within so many others are no tables to a reader, and are read as lines."""


def _start_paragraph(state: State, name: str, attributes: Attributes) -> None:
    paragraph = Paragraph(state.places[-1].path)
    sink = state.sinks[-1]
    if sink.joined:
        paragraph.continue_from(sink.joined)
        sink.joined = None
    state.paragraphs.append(paragraph)


def _end_paragraph(state: State, name: str) -> None:
    paragraph = state.paragraphs.pop()
    if state.instructions:  # they never go on in the next paragraph: the end of such a field is lost
        state.fields = [each for each in state.fields if each.in_result]
        state.instructions = 0
    if paragraph.joins_next:
        state.sinks[-1].joined = paragraph
    else:
        state.sinks[-1].items += paragraph.lines(state.styles, state.numbering)


def _note_paragraph(state: State, name: str, attributes: Attributes) -> None:
    """A property of a paragraph."""
    if not state.paragraphs or state.parent() not in ("w:pPr", "w:numPr"):
        return
    paragraph, said = state.paragraphs[-1], value(attributes)
    match name:
        case "w:pStyle":
            paragraph.style_id = said
        case "w:numId":
            paragraph.list_id = number(said)
        case "w:ilvl":
            paragraph.list_level = number(said)
        case "w:outlineLvl":
            paragraph.outline_level = number(said)


def _note_change(state: State, name: str, attributes: Attributes) -> None:
    """A tracked change: of the mark of a paragraph, of a row, or text that one has put in."""
    if name in ("w:ins", "w:moveTo"):
        state.story.insertions += 1
    elif state.parent() == "w:rPr" and state.parent(2) == "w:pPr" and state.paragraphs:
        state.paragraphs[-1].joins_next = True
    elif state.parent() == "w:trPr" and state.tables:
        state.tables[-1].is_row_deleted = True
        state.story.deletions += 1


def _start_table(state: State, name: str, attributes: Attributes) -> None:
    state.tables.append(TableState(Table(state.places[-1].path)))


def _end_table(state: State, name: str) -> None:
    table = state.tables.pop().table
    state.sinks[-1].items += [table] if len(state.tables) < MOST_NESTED else lines_of([table])


def _start_in_table(state: State, name: str, attributes: Attributes) -> None:
    """A row or a cell begins, or says something of itself."""
    if not state.tables:
        return
    match name:
        case "w:tr":
            state.tables[-1].start_row()
        case "w:tc":
            state.tables[-1].start_cell()
            state.sinks.append(Sink())
        case _:
            state.tables[-1].note(name, attributes)


def _end_cell(state: State, name: str) -> None:
    if state.tables:
        state.tables[-1].end_cell(state.finished(state.sinks.pop()))


def _start_box(state: State, name: str, attributes: Attributes) -> None:
    state.pictures = [True] * len(state.pictures)
    state.sinks.append(Sink())


def _end_box(state: State, name: str) -> None:
    items = state.finished(state.sinks.pop())
    (state.paragraphs[-1].boxes if state.paragraphs else state.sinks[-1].items).extend(items)


def _start_note(state: State, name: str, attributes: Attributes) -> None:
    state.note = (name[len("w:") :], attribute(attributes, "w:id") or "")
    state.sinks.append(Sink())


def _end_note(state: State, name: str) -> None:
    state.story.notes.append(Note(state.note[1], state.finished(state.sinks.pop())))


def _refer(state: State, name: str, attributes: Attributes) -> None:
    """A section's header or footer."""
    target = attribute(attributes, "r:id")
    if target:
        state.story.references[name[len("w:") : -len("Reference")]].append(target)


STARTS: dict[str, Start] = {
    "w:p": _start_paragraph,
    **dict.fromkeys(("w:pStyle", "w:numId", "w:ilvl", "w:outlineLvl"), _note_paragraph),
    **dict.fromkeys(("w:ins", "w:moveTo", "w:del", "w:moveFrom"), _note_change),
    "w:tbl": _start_table,
    **dict.fromkeys(("w:tr", "w:tc", "w:gridBefore", "w:gridSpan", "w:vMerge", "w:cellDel"), _start_in_table),
    "w:txbxContent": _start_box,
    "w:footnote": _start_note,
    "w:endnote": _start_note,
    "w:headerReference": _refer,
    "w:footerReference": _refer,
}
ENDS: dict[str, End] = {
    "w:p": _end_paragraph,
    "w:tbl": _end_table,
    "w:tc": _end_cell,
    "w:txbxContent": _end_box,
    "w:footnote": _end_note,
    "w:endnote": _end_note,
}
