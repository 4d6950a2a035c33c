"""Tables that people make and fill in with a spreadsheet program: CSV as such programs save it, and XLSX."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from tiaoli.errors import UsageError
from tiaoli.rulebook.wording import Phrase
from tiaoli.source import decode

MAX_BYTES = 100_000_000
MAX_COLUMNS = 256
MAX_ROWS = 1_048_576
"""Of an XLSX sheet, as Excel has it."""

XLSX = ".xlsx"

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with anything in it: its number as spreadsheet programs count, from 1, and its cells to the last text."""

    number: int
    cells: tuple[str, ...]


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a CSV file, or of the first sheet of an XLSX file; the first is the head.

    CSV may be in UTF-8, GB18030 or what else `decode` knows, its cells apart by comma, semicolon or tab. Raises
    UsageError where the file cannot be read or holds nothing.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UsageError(Phrase("sheet.too-large", {"file": path, "size": size, "limit": MAX_BYTES}))
        rows = _xlsx_rows(path) if path.suffix.lower() == XLSX else _csv_rows(path.read_bytes())
        found = [SheetRow(number, _until_last(cells)) for number, cells in rows if any(cells)]
    except (OSError, csv.Error) as error:
        raise _unreadable(path, getattr(error, "strerror", None) or str(error)) from error
    if not found:
        raise UsageError(Phrase("sheet.empty", {"file": path}))
    return found


def write_sheet(path: Path, rows: Iterable[Sequence[str | int | float | None]]) -> None:
    """Writes rows, the head first, as CSV that Excel opens as UTF-8, or as XLSX; nothing becomes a formula there.

    Raises UsageError where the file cannot be written.
    """
    try:
        if path.suffix.lower() == XLSX:
            _write_xlsx(path, rows)
            return
        path.write_bytes(csv_text(rows).encode("utf-8-sig", "surrogatepass"))
    except OSError as error:
        raise UsageError(Phrase("sheet.unwritable", {"file": path, "why": error.strerror or error})) from error


def csv_text(rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """The rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _unreadable(path: Path, why: object) -> UsageError:
    return UsageError(Phrase("sheet.unreadable", {"file": path, "why": why}))


def _until_last(cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells[: max(at for at, cell in enumerate(cells, 1) if cell)]


def _csv_rows(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = decode(data).text
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda mark: len(next(csv.reader([head], delimiter=mark), ())))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    for cells in reader:
        yield number, tuple(cell.strip() for cell in cells)
        number = reader.line_num + 1  # a cell may hold line breaks


def _xlsx_rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    _need_openpyxl()
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write wrong ones, which would cut the sheet
            rows = islice(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), MAX_ROWS)
            for number, cells in enumerate(rows, 1):
                yield number, tuple(map(_as_text, cells))
        finally:
            book.close()
    except OSError:
        raise
    except Exception as error:  # of a damaged file openpyxl raises whatever it stumbles over
        raise _unreadable(path, f"{type(error).__name__}: {error}") from error


def _as_text(value: object) -> str:
    """A cell as it would stand in CSV: a day without its midnight, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _write_xlsx(path: Path, rows: Iterable[Sequence[str | int | float | None]]) -> None:
    _need_openpyxl()
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = stays text
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _need_openpyxl() -> None:
    if find_spec("openpyxl") is None:
        raise UsageError(Phrase("sheet.no-xlsx"))
