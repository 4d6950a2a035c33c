"""Tables for spreadsheet programs: what is written comes back, and nothing becomes a formula."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from tiaoli.errors import UsageError
from tiaoli.writing.sheets import MAX_COLUMNS, read_sheet, write_sheet

ROWS = [["名称", "值", "注"], ["=1+1", 98_300_000_000, None], ['甲"乙"\n丙,丁', 2.5, "\u3000x"]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_is_written_comes_back_as_text(tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / name, ROWS)
    assert [row.cells for row in read_sheet(tmp_path / name)] == [
        ("名称", "值", "注"),
        ("=1+1", "98300000000"),
        ('甲"乙"\n丙,丁', "2.5", "x"),
    ]


def test_text_that_looks_like_a_formula_stays_text_in_a_workbook(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", [["=1+1\x07"]])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_row_has_the_number_that_a_spreadsheet_program_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ([], ["path"], [], ["a", *[None] * MAX_COLUMNS, "out of reach"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [(row.number, row.cells[0]) for row in read_sheet(tmp_path / "a.xlsx")] == [(2, "path"), (4, "a")]
    (tmp_path / "a.csv").write_text("\npath\n\na\n")
    assert [(row.number, row.cells[0]) for row in read_sheet(tmp_path / "a.csv")] == [(2, "path"), (4, "a")]


def test_where_the_library_for_workbooks_is_missing_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)  # as Python itself has it of a module that is not there
    for use in (lambda path: read_sheet(path), lambda path: write_sheet(path, ROWS)):
        (tmp_path / "a.xlsx").write_bytes(b"")
        with pytest.raises(UsageError, match=r"pip install 'tiaoli\[xlsx\]'"):
            use(tmp_path / "a.xlsx")


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_sheet(tmp_path / "none" / "a.csv", ROWS)
