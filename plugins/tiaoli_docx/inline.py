"""What happens at the elements within a paragraph: runs, text, signs, fields, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tiaoli_docx.names import attribute, is_on, value
from tiaoli_docx.paragraph import Field, Run
from tiaoli_docx.state import State
from tiaoli_docx.symbols import plain_symbol, plain_symbols

Attributes: TypeAlias = Mapping[str, str]
Start: TypeAlias = Callable[[State, str, Attributes], None]
End: TypeAlias = Callable[[State, str], None]

_BREAKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_OPERATORS = {"m:den": "/", "m:sup": "^"}
"""What Word writes between the parts of a formula on one line, so that a half is no twelve."""


def _start_run(state: State, name: str, attributes: Attributes) -> None:
    if state.paragraphs:
        paragraph = state.paragraphs[-1]
        paragraph.run = Run(bool(state.styles.of(paragraph.style_id).hidden))


def _note_run(state: State, name: str, attributes: Attributes) -> None:
    """A property of a run, or of the mark of a paragraph."""
    if not state.paragraphs or state.parent() != "w:rPr":
        return
    paragraph, owner = state.paragraphs[-1], state.parent(2)
    if name == "w:specVanish" and owner == "w:pPr" and is_on(attributes):
        paragraph.joins_next = True
    elif owner in ("w:r", "m:r"):
        match name:
            case "w:vanish":
                paragraph.run.hidden = is_on(attributes)
            case "w:rStyle":
                hidden = state.styles.of(value(attributes)).hidden
                paragraph.run.hidden = paragraph.run.hidden if hidden is None else hidden
            case "w:rFonts":
                paragraph.run.font = attribute(attributes, "w:ascii") or attribute(attributes, "w:hAnsi")


def _start_text(state: State, name: str, attributes: Attributes) -> None:
    state.text = []
    state.keeps_space = attribute(attributes, "xml:space") == "preserve" or name != "w:t"


def _end_text(state: State, name: str) -> None:
    text = "".join(state.text or ()).translate(_BREAKS)
    state.text = None
    if name == "w:instrText":
        if state.fields and not state.fields[-1].in_result:
            state.fields[-1].code += text
        return
    text = text if state.keeps_space else text.strip(" ")
    font = state.paragraphs[-1].run.font if state.paragraphs else None
    state.write(plain_symbols(text, font) if font else text)


def _write_sign(state: State, name: str, attributes: Attributes) -> None:
    """An element that stands for a character."""
    if state.parent() == "w:r":
        state.write(_SIGNS[name])


def _write_operator(state: State, name: str, attributes: Attributes) -> None:
    state.write(_OPERATORS[name])


def _write_symbol(state: State, name: str, attributes: Attributes) -> None:
    code = attribute(attributes, "w:char") or ""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return
    if char.isprintable() or "\ue000" <= char <= "\uf8ff":
        state.write(plain_symbol(char, attribute(attributes, "w:font")))


def _write_reference(state: State, name: str, attributes: Attributes) -> None:
    """The mark of a note where the text refers to it."""
    state.write(state.marks.refer(name[len("w:") : -len("Reference")], attributes))


def _write_mark(state: State, name: str, attributes: Attributes) -> None:
    """The mark of a note before its own text."""
    state.write(state.marks.of(*state.note) or "")


def _change_field(state: State, name: str, attributes: Attributes) -> None:
    """A field begins, passes from its instruction to its result, or ends."""
    match attribute(attributes, "w:fldCharType"):
        case "begin":
            state.fields.append(Field())
            state.instructions += 1
        case "separate" if state.fields and not state.fields[-1].in_result:
            state.fields[-1].in_result = True
            state.instructions -= 1
        case "end" if state.fields:
            ended = state.fields.pop()
            state.instructions -= not ended.in_result
            state.write("" if ended.in_result else ended.printed)


def _start_picture(state: State, name: str, attributes: Attributes) -> None:
    state.pictures.append(False)


def _end_picture(state: State, name: str) -> None:
    state.story.pictures += not state.pictures.pop()


def _count(state: State, name: str, attributes: Attributes) -> None:
    """Something that a story has and the text has not."""
    state.story.comments += name == "w:commentReference"
    state.story.embedded += name in ("w:object", "w:altChunk")


STARTS: dict[str, Start] = {
    "w:r": _start_run,
    "m:r": _start_run,
    "w:vanish": _note_run,
    "w:specVanish": _note_run,
    "w:rStyle": _note_run,
    "w:rFonts": _note_run,
    "w:t": _start_text,
    "m:t": _start_text,
    "w:instrText": _start_text,
    **dict.fromkeys(_SIGNS, _write_sign),
    **dict.fromkeys(_OPERATORS, _write_operator),
    "w:sym": _write_symbol,
    "w:footnoteReference": _write_reference,
    "w:endnoteReference": _write_reference,
    "w:footnoteRef": _write_mark,
    "w:endnoteRef": _write_mark,
    "w:fldChar": _change_field,
    "w:drawing": _start_picture,
    "w:pict": _start_picture,
    "w:commentReference": _count,
    "w:object": _count,
    "w:altChunk": _count,
}
ENDS: dict[str, End] = {
    "w:t": _end_text,
    "m:t": _end_text,
    "w:instrText": _end_text,
    "w:drawing": _end_picture,
    "w:pict": _end_picture,
}
