"""Stata's .dta, format 118 (Stata 14 and later), after `help dta`: written row by row, with labels and notes.

Text is `str#` up to 2,045 bytes, `strL` beyond; null and empty text are both "". Days are text (ISO 8601). Booleans are
bytes with the label `yesno`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tiaoli.writing.columns import Column
from tiaoli.writing.exports.codebook import values_of
from tiaoli.writing.exports.table import Table

LONGEST = 2045
"""Bytes of a `str#`."""
_LABEL_CHARACTERS, _NAME_CHARACTERS = 80, 32
_LABEL_BYTES, _NAME_BYTES, _FORMAT_BYTES = 321, 129, 57
_YES_NO = "yesno"
_ANSWERS = {0: "no / 否", 1: "yes / 是"}
_GREATEST_LONG = 2_147_483_620
"""Stata keeps the integers above it for missing values."""
_RESERVED = re.compile(
    r"_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|strL|using|with|str\d+"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a variable is kept: its code in the file, its form for `struct`, its missing value, how it is shown."""

    code: int
    form: str
    missing: Any
    shown: str


_BYTE = _Kind(65530, "b", 101, "%8.0g")
_LONG = _Kind(65528, "i", 2_147_483_621, "%12.0g")
_DOUBLE = _Kind(65526, "d", struct.unpack("<d", struct.pack("<Q", 0x7FE0_0000_0000_0000))[0], "%10.0g")
_STRL = _Kind(32768, "8s", bytes(8), "%9s")


@dataclass(frozen=True, slots=True)
class _Variable:
    name: str
    column: Column
    kind: _Kind

    @property
    def is_text(self) -> bool:
        return self.column.type == "text"


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes a table to a file; how many rows it has."""
    (table,) = tables
    variables, count = _measured(table)
    with path.open("wb") as file:
        _Writer(file, table, variables, count).write()
    return count


def _measured(table: Table) -> tuple[list[_Variable], int]:
    """The variables, as wide as the values of their columns need, and how many rows there are."""
    greatest = [0] * len(table.columns)
    count = 0
    for count, row in enumerate(table.read(), 1):  # noqa: B007
        for at, value in enumerate(row):
            if value is not None:
                size = len(value.encode()) if isinstance(value, str) else abs(value)
                greatest[at] = max(greatest[at], size)
    names = variable_names([column.name for column in table.columns])
    return [
        _Variable(name, column, _kind(column, size))
        for name, column, size in zip(names, table.columns, greatest, strict=True)
    ], count


def _kind(column: Column, greatest: float) -> _Kind:
    if column.type == "text":
        width = max(1, int(greatest))
        return _Kind(width, f"{width}s", b"", f"%{width}s") if width <= LONGEST else _STRL
    if column.type == "boolean":
        return _BYTE
    return _LONG if column.type == "integer" and greatest <= _GREATEST_LONG else _DOUBLE


def variable_names(names: Sequence[str]) -> list[str]:
    """Names that Stata takes: no reserved word, at most 32 characters, each once.

    >>> variable_names(["of", "in", "2024"])
    ['of', 'in_', '_2024']
    """
    found: list[str] = []
    for name in names:
        legal = re.sub(r"\W", "_", name)
        legal = f"_{legal}" if legal[:1].isdigit() else legal
        legal = f"{legal}_" if _RESERVED.fullmatch(legal) else legal
        free, number = legal[:_NAME_CHARACTERS], 2
        while free in found:
            free = f"{legal[: _NAME_CHARACTERS - len(str(number)) - 1]}_{number}"
            number += 1
        found.append(free)
    return found


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1] + "…"


def _field(text: str, size: int) -> bytes:
    """The text in a field of fixed size, ended by a zero byte."""
    return text.encode().ljust(size, b"\0")


def _notes(variable: _Variable) -> list[str]:
    column = variable.column
    renamed = f"column {column.name} of tiaoli" if variable.name != column.name else None
    return [note for note in (renamed, values_of(column)) if note]


class _Writer:
    """The parts of a file, in their order; the map at its beginning says where each is."""

    def __init__(self, file: BinaryIO, table: Table, variables: Sequence[_Variable], count: int) -> None:
        self._file = file
        self._table = table
        self._variables = variables
        self._count = count
        self._places: list[int] = []

    def write(self) -> None:
        self._mark("<stata_dta>")
        self._header()
        self._mark("")
        map_at = self._file.tell()
        self._put("<map>", bytes(8 * 14), "</map>")
        self._each("variable_types", [struct.pack("<H", each.kind.code) for each in self._variables])
        self._each("varnames", [_field(each.name, _NAME_BYTES) for each in self._variables])
        self._each("sortlist", [bytes(2 * (len(self._variables) + 1))])
        self._each("formats", [_field(each.kind.shown, _FORMAT_BYTES) for each in self._variables])
        answers = [_YES_NO if each.kind is _BYTE else "" for each in self._variables]
        self._each("value_label_names", [_field(name, _NAME_BYTES) for name in answers])
        self._each("variable_labels", [_field(_label(each.column), _LABEL_BYTES) for each in self._variables])
        with self._part("characteristics"):
            self._characteristics()
        with self._part("data"):
            self._data()
        with self._part("strls"):
            self._long_texts()
        with self._part("value_labels"):
            self._value_labels()
        self._mark("</stata_dta>")
        self._places.append(self._file.tell())
        self._file.seek(map_at)
        self._put("<map>", struct.pack("<14Q", *self._places))

    def _put(self, *parts: str | bytes) -> None:
        for part in parts:
            self._file.write(part.encode() if isinstance(part, str) else part)

    def _mark(self, text: str) -> None:
        self._places.append(self._file.tell())
        self._put(text)

    @contextmanager
    def _part(self, tag: str) -> Iterator[None]:
        self._mark(f"<{tag}>")
        yield
        self._put(f"</{tag}>")

    def _each(self, tag: str, fields: Sequence[bytes]) -> None:
        with self._part(tag):
            self._put(*fields)

    def _header(self) -> None:
        label = f"tiaoli: {self._table.name}"[:_LABEL_CHARACTERS].encode()
        self._put(
            "<header><release>118</release><byteorder>LSF</byteorder>",
            "<K>", struct.pack("<H", len(self._variables)), "</K>",
            "<N>", struct.pack("<Q", self._count), "</N>",
            "<label>", struct.pack("<H", len(label)), label, "</label>",
            "<timestamp>", bytes(1), "</timestamp></header>",  # none, so that the file is the same each time
        )  # fmt: skip

    def _characteristics(self) -> None:
        """The notes of the variables: what a renamed one was called, what the values of an enumeration are."""
        for each in self._variables:
            notes = _notes(each)
            texts = {f"note{number}": note for number, note in enumerate(notes, 1)}
            for name, text in ({"note0": str(len(notes)), **texts} if notes else {}).items():
                content = _field(each.name, _NAME_BYTES) + _field(name, _NAME_BYTES) + text.encode() + b"\0"
                self._put("<ch>", struct.pack("<I", len(content)), content, "</ch>")

    def _data(self) -> None:
        form = struct.Struct("<" + "".join(each.kind.form for each in self._variables))
        for line, row in enumerate(self._table.read(), 1):
            self._put(form.pack(*(self._stored(at, line, value) for at, value in enumerate(row))))

    def _stored(self, at: int, line: int, value: Any) -> Any:
        kind = self._variables[at].kind
        if value is None or value == "":
            return kind.missing
        if kind is _STRL:  # a reference to a text behind the data, by variable and row
            return struct.pack("<HQ", at + 1, line)[:8]
        return _plain(value) if isinstance(value, str) else value

    def _long_texts(self) -> None:
        places = [at for at, each in enumerate(self._variables) if each.kind is _STRL]
        for line, row in enumerate(self._table.read() if places else (), 1):
            for at in places:
                if row[at]:
                    content = _plain(row[at]) + b"\0"
                    self._put("GSO", struct.pack("<IQBI", at + 1, line, 130, len(content)), content)

    def _value_labels(self) -> None:
        if not any(each.kind is _BYTE for each in self._variables):
            return
        texts = [text.encode() + b"\0" for text in _ANSWERS.values()]
        starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
        numbers = struct.pack(f"<{2 * len(texts)}i", *starts, *_ANSWERS)
        table = struct.pack("<2i", len(texts), sum(map(len, texts))) + numbers + b"".join(texts)
        self._put("<lbl>", struct.pack("<i", len(table)), _field(_YES_NO, _NAME_BYTES), bytes(3), table, "</lbl>")


def _label(column: Column) -> str:
    return _cut(f"{column.en} / {column.zh}", _LABEL_CHARACTERS)


def _plain(text: str) -> bytes:
    """The text in UTF-8, without zero bytes, which end a text in Stata."""
    return text.replace("\0", " ").encode()
