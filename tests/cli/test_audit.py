"""`tiaoli audit`: a sheet out, a filled sheet in."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Tiaoli

import tiaoli as package
from tiaoli.writing.rows import rows_of
from tiaoli.writing.store import Entry, open_store

TEXT = "石桥县2024年政府工作报告\n各位代表:\n一、2023年工作回顾\n地区生产总值增长7.2%。固定资产投资增长6%。\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a store in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    document = package.convert(TEXT.encode(), uri="a.txt")
    store = open_store(folder / "tiaoli.db", create=True)
    store.put(Entry("a.txt", document.doc_id, document.id, "", "ok", None, 1, 0.0), *rows_of(document))
    store.close()
    return folder


def test_a_sheet_goes_to_a_file_and_comes_back_filled(tiaoli: Tiaoli, out: Path, tmp_path: Path) -> None:
    drawn = tiaoli("audit", out, "--sample", "10", "-o", "sheet.csv")
    assert (drawn.status, drawn.out) == (0, "")
    assert drawn.err.startswith("2 observations to check: sheet.csv.")
    sheet = tmp_path / "sheet.csv"
    head, *rows = sheet.read_text("utf-8-sig").splitlines()
    at = head.split(",").index("correct")
    cells = [row.split(",") for row in rows]
    for row, mark in zip(cells, "10", strict=True):
        row[at] = mark
    sheet.write_text("\n".join([head, *map(",".join, cells)]), "utf-8")

    checked = tiaoli("audit", out / "tiaoli.db", "--check", "sheet.csv")

    assert checked.status == 0
    assert checked.out.splitlines()[-1] == (
        "Precision 50.0%, 95 % interval 9.5% to 90.5%; 1 of 2 judged observations are right."
    )


def test_a_sheet_goes_to_standard_output_without_a_file(tiaoli: Tiaoli, out: Path) -> None:
    assert tiaoli("audit", out, "--sample", "1").out.startswith("document,region,")


def test_the_answer_comes_in_chinese_too(tiaoli: Tiaoli, out: Path) -> None:
    tiaoli("audit", out, "--sample", "10", "-o", "sheet.csv")
    answer = tiaoli("--lang", "zh", "audit", out, "--check", "sheet.csv")
    assert (answer.status, answer.out) == (2, "")
    assert "核对表一行都没有判定" in answer.err


@pytest.mark.parametrize("options", [(), ("--sample", "1", "--check", "sheet.csv")])
def test_either_a_sample_or_a_filled_sheet_is_asked_for(tiaoli: Tiaoli, out: Path, options: tuple[str, ...]) -> None:
    ran = tiaoli("audit", out, *options)
    assert ran.status == 2
    assert "either --sample N" in ran.err


def test_a_folder_without_a_store_is_told(tiaoli: Tiaoli, tmp_path: Path) -> None:
    ran = tiaoli("audit", tmp_path, "--sample", "1")
    assert ran.status == 2
    assert "there is no store" in ran.err
