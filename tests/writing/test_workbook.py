"""Excel workbooks: readable, linked to the sources, within Excel's limits, and without formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from stores import BRIDGE, new_store, put_document, put_rows, report

from tiaoli.writing.columns import Column
from tiaoli.writing.exports.formats import FORMATS, export, write_file
from tiaoli.writing.exports.table import Table
from tiaoli.writing.store import Store

WORDS = (Column("quote", "text", "Words", "原文"), Column("doc_id", "text", "Document", "文档"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(tmp_path / "out")) as opened:
        yield opened


def table(rows: list[tuple[Any, ...]], **facts: Any) -> Table:
    return Table("words", WORDS, len(rows), lambda: rows, **facts)


def written(folder: Path, *tables: Table) -> Workbook:
    return openpyxl.load_workbook(write_file(folder / "x.xlsx", FORMATS["xlsx"], tables).path)


@pytest.fixture(autouse=True)
def folder_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()


def test_a_sheet_can_be_read_as_it_opens(store: Store, tmp_path: Path) -> None:
    put_document(store, report(BRIDGE, 2021, "全县地区生产总值增长6.1%。", "地区生产总值增长8%以上。"))
    list(export(store, [FORMATS["xlsx"]], tmp_path / "out/tables"))
    book = openpyxl.load_workbook(tmp_path / "out/tables/tables.xlsx")

    assert book.sheetnames[:3] == ["documents", "sections", "observations"]
    assert book.sheetnames[-1] == "codebook"
    sheet = book["observations"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:AC{sheet.max_row}")
    widths = {sheet[f"{letter}1"].value: sheet.column_dimensions[letter].width for letter in "BE"}
    assert widths["region"] > 2 * len(BRIDGE.name)  # a Chinese character is two cells wide
    assert widths["indicator"] < 20


def test_no_cell_is_a_formula_whatever_its_text_begins_with(tmp_path: Path) -> None:
    texts = ["=1+1", "+8%", "-3%", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org/", "12", "{=A1}"]
    sheet = written(tmp_path, table([(text, "a") for text in texts]))["words"]

    assert [cell.value for cell in sheet["A"][1:]] == texts
    assert {cell.data_type for cell in sheet["A"]} <= {"s", "inlineStr"}
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "x.xlsx").read("xl/worksheets/sheet1.xml")


def test_a_value_links_to_the_address_of_its_source(store: Store, tmp_path: Path) -> None:
    said = [{"quote": "=增长5%", "value": 5}, {"quote": None}]
    put_rows(store, "a", documents=[{"uri": "a.txt", "url": "https://example.org/报告?id=1"}], observations=said)
    list(export(store, [FORMATS["xlsx"]], tmp_path / "out/tables"))
    sheet = openpyxl.load_workbook(tmp_path / "out/tables/tables.xlsx")["observations"]

    (quote,) = (cell for cell in sheet[2] if cell.hyperlink)
    assert (quote.value, quote.hyperlink.target) == ("=增长5%", "https://example.org/报告?id=1")
    assert not any(cell.hyperlink for cell in sheet[3])


def test_a_value_links_to_the_document_where_no_address_is_known(store: Store, tmp_path: Path) -> None:
    document = report(BRIDGE, 2021, "全县地区生产总值增长6.1%。", "地区生产总值增长8%。", uri="县/石桥 2021.txt")
    put_document(store, document)
    (tmp_path / "out/县").mkdir()
    (tmp_path / "out/县/石桥 2021.txt.json").write_bytes(document.to_json())
    list(export(store, [FORMATS["xlsx"]], tmp_path / "out/tables"))
    book = openpyxl.load_workbook(tmp_path / "out/tables/tables.xlsx")

    for sheet in ("documents", "observations", "targets"):
        targets = {cell.hyperlink.target for row in book[sheet] for cell in row if cell.hyperlink}
        assert targets == {"..\\县\\石桥%202021.txt.json"}, sheet


@pytest.mark.parametrize(
    "source", ["ftp://example.org/a", f"https://example.org/{'a' * 2100}", None, Path("/a#b%20.json")]
)
def test_what_excel_cannot_follow_is_no_link(tmp_path: Path, source: str | Path | None) -> None:
    sheet = written(tmp_path, table([("增长5%", "a")], source_of=lambda doc_id: source))["words"]
    assert (sheet["A2"].value, sheet["A2"].hyperlink) == ("增长5%", None)


def test_links_end_where_excel_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaoli.writing.exports.workbook.SHEET_LINKS", 2)
    sheet = written(tmp_path, table([("增长5%", "a")] * 3, source_of=lambda doc_id: "https://example.org/"))["words"]
    assert [cell.hyperlink is not None for cell in sheet["A"]] == [False, True, True, False]


@pytest.mark.parametrize("char", ["长", "👍"])
def test_a_text_that_a_cell_cannot_hold_is_cut_and_says_so(tmp_path: Path, char: str) -> None:
    value = written(tmp_path, table([(char * 40_000, "a"), (char * 16_000, "a")]))["words"]["A2"].value

    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert re.fullmatch(f"{char}+…\\[cut: 40000 characters in all\\]", value)


def test_a_table_with_more_rows_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiaoli.writing.exports.workbook.SHEET_ROWS", 101)
    book = written(tmp_path, table([(f"第{number}行", "a") for number in range(250)]))

    assert {sheet.title: sheet.max_row for sheet in book} == {"words": 101, "words_2": 101, "words_3": 51}
    assert (book["words_2"]["A1"].value, book["words_2"]["A2"].value) == ("quote", "第100行")


def test_names_that_a_sheet_cannot_bear_are_cut_and_kept_apart(tmp_path: Path) -> None:
    long = "record_of_a_rule_with_a_long_name_and_more"
    book = written(tmp_path, *(Table(name, WORDS, 0, list) for name in (long, f"{long}_still")))
    assert book.sheetnames == [long[:31], f"{long[:29]}_2"]
