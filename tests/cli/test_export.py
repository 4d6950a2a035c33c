"""`tiaoli export` and `tiaoli panel`: what is printed, what is written, what is refused."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas
import pytest
from terminal import REPORT, Tiaoli

import tiaoli as package
from tiaoli.document import RegionFacts
from tiaoli.writing.rows import rows_of
from tiaoli.writing.store import Entry, open_store

REGION = RegionFacts(
    name="清江省云溪县", adcode="990103", level="county", province="清江省", prefecture=None, county="云溪县"
)

READERS = {".csv": "read_csv", ".parquet": "read_parquet", ".xlsx": "read_excel", ".dta": "read_stata"}


@pytest.fixture(autouse=True)
def out(tmp_path: Path) -> Path:
    """The folder of a conversion of two reports, and of one that names no region."""
    (tmp_path / "out").mkdir()
    store = open_store(tmp_path / "out/tiaoli.db", create=True)
    for year, region in ((2025, REGION), (2026, REGION), (2027, None)):
        text = REPORT.replace("2025", "{year}").replace("2024", str(year - 1)).replace("{year}", str(year))
        text = text.replace("全县新修公路十八公里。", "全县地区生产总值增长5.2%。").replace(
            "今年再修公路二十公里。", "今年地区生产总值增长5%以上。"
        )
        document = package.convert(text.encode(), uri=f"{year}.txt")
        document = document.model_copy(update={"metadata": document.metadata.model_copy(update={"region": region})})
        entry = Entry(f"{year}.txt", document.doc_id, document.id, "", document.status, None, 1, 0.1)
        store.put(entry, *rows_of(document))
    store.close()
    return tmp_path / "out"


def test_an_export_prints_the_files_with_their_rows(tiaoli: Tiaoli, out: Path) -> None:
    ran = tiaoli("export", "out", "--to", "csv,dta", "--tables", "documents,observations")

    assert ran.status == 0
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["file", "rows"]
    assert lines[2] == ["out/tables/documents.csv", "3"]
    assert [Path(line[0]).name for line in lines[2:]] == [
        "documents.csv", "observations.csv", "documents.dta", "observations.dta", "codebook.csv",
    ]  # fmt: skip
    assert len(pandas.read_stata(out / "tables/observations.dta")) == int(lines[3][1]) == 6


def test_what_a_format_has_no_place_for_is_told(tiaoli: Tiaoli) -> None:
    ran = tiaoli("export", "out/tiaoli.db", "--to", "sdmx", "-o", "elsewhere", "--lang", "zh")

    assert ran.status == 0
    assert "elsewhere/observations.sdmx.csv:有 2 行因缺行政区划代码或年份" in ran.err
    assert Path("elsewhere/codebook.csv").is_file()


def test_a_panel_goes_to_standard_output(tiaoli: Tiaoli) -> None:
    ran = tiaoli("panel", "out", "--indicators", "gdp,gdpp", "--level", "county")

    found = list(csv.DictReader(ran.out.splitlines()))
    assert [(row["year"], row["target"], row["actual"], row["met"]) for row in found] == [
        ("2025", "5.0", "5.2", "true"),
        ("2026", "5.0", "", ""),
    ]
    assert ran.err.splitlines() == [
        "Rows by what the report says of a target: stated 2.",
        "Reports set aside: 0 for a more complete one of the same region and year, 1 without a region or year.",
        "No report sets a target of: gdpp.",
    ]


@pytest.mark.parametrize("ending", READERS)
def test_a_panel_is_written_as_the_ending_of_its_file_says(tiaoli: Tiaoli, tmp_path: Path, ending: str) -> None:
    ran = tiaoli("panel", "out", "-o", f"panel{ending}")

    frame = getattr(pandas, READERS[ending])(tmp_path / f"panel{ending}")
    assert ran.status == 0
    assert frame["region"].tolist() == [REGION.name] * 2
    assert len(pandas.read_csv(tmp_path / "panel.codebook.csv")) == len(frame.columns)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "out", "--to", "cvs"], "there is no format 'cvs'; there are: csv, parquet"),
        (["export", "out", "--tables", "observation"], "there is no table 'observation'; there are: documents"),
        (["export", "2025.txt"], "2025.txt"),
        (["export", "."], "there is no store tiaoli.db; `tiaoli convert … -o .` makes one"),
        (["export", "report.txt"], "the store report.txt cannot be opened: file is not a database"),
        (["panel", "out", "-o", "panel.doc"], "panel.doc: the ending says the format; it is one of .csv"),
        (["panel", "out", "--level", "town"], "there is no level 'town'; there are: country, province"),
    ],
)
def test_what_means_nothing_is_refused(
    tiaoli: Tiaoli, report: Path, out: Path, arguments: list[str], message: str
) -> None:
    ran = tiaoli(*arguments)

    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert sorted(path.name for path in out.iterdir()) == ["tiaoli.db"]


@pytest.mark.parametrize("command", ["export", "panel"])
def test_a_damaged_store_is_told_and_leaves_no_half_of_a_file(tiaoli: Tiaoli, out: Path, command: str) -> None:
    with closing(sqlite3.connect(out / "tiaoli.db")) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'observations'").fetchall()
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    data = bytearray((out / "tiaoli.db").read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    (out / "tiaoli.db").write_bytes(data)

    ran = tiaoli(command, "out", "-o", "files/panel.csv" if command == "panel" else "files")

    assert ran.status == 2
    assert "cannot be read: database disk image is malformed" in ran.err
    assert list(Path().glob("files/.*")) == []
