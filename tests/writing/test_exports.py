"""Each export opened in its own reader: as many rows as the store has, of the same types, with the same words."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import polars
import pyreadstat
import pytest
from openpyxl.utils.escape import unescape
from stores import BRIDGE, new_store, put_document, put_rows, report

from tiaoli.errors import UsageError
from tiaoli.writing.columns import tables
from tiaoli.writing.exports.files import ExportError, written_whole
from tiaoli.writing.exports.formats import FORMATS, chosen_formats, export, write_file
from tiaoli.writing.exports.table import Table, stored_table
from tiaoli.writing.store import Entry, Store, open_store

ODD_TEXTS = (
    None, "", "=1+1", "+8%", "-3", "@SUM(A1)", "说“好”,\"say\" it", "a,b;c\td", "第一行\n第二行", "回车\r\n换行",
    "增长5.5%👍", "500120", "007", "true", "nan", "_x0041_", " 前后有空格 ", "璧山区𠮷", "'", "\u2028", "<b>&amp;</b>",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of one converted report, and one document whose observations quote odd texts."""
    with closing(new_store(tmp_path)) as opened:
        put_document(
            opened,
            report(BRIDGE, 2021, "全县地区生产总值增长6.1%。", "地区生产总值增长8%以上,社会消费品零售总额增长9%左右。"),
        )
        put_rows(
            opened,
            "odd",
            documents=[{"uri": "odd.txt", "url": "https://example.org/a?b=1#c", "status": "ok", "truncated": True}],
            observations=[
                {"quote": text, "adcode": "990101", "indicator": "gdp", "measure": "level", "kind": "actual",
                 "year": 2020, "value": 98_300_000_000 + 0.5 * at, "unit": "CNY", "hard": [None, True, False][at % 3],
                 "span_start": at}
                for at, text in enumerate(ODD_TEXTS)
            ],
        )  # fmt: skip
        yield opened


def exported(store: Store, form: str, folder: Path, *names: str) -> Path:
    """The file of the only table that was asked for, else the folder."""
    files = [written.path for written in export(store, [FORMATS[form]], folder, names)]
    return files[0] if len(names) == 1 else folder


def rows_of(store: Store, name: str) -> list[dict[str, Any]]:
    table = stored_table(store, name)
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.read()]


def from_pandas(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    records = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in records.to_dict("records")]


def from_csv(path: Path) -> list[dict[str, Any]]:
    types = {"text": "VARCHAR", "integer": "BIGINT", "real": "DOUBLE", "boolean": "BOOLEAN"}
    columns = {column.name: types[column.type] for column in tables()["observations"]}
    found = duckdb.sql(f"FROM read_csv('{path}', header=true, allow_quoted_nulls=false, columns={columns})")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def from_workbook(path: Path) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    head, *rows = book["observations"].iter_rows(values_only=True)
    return [
        {str(key): unescape(value) if isinstance(value, str) else value for key, value in zip(head, row, strict=True)}
        for row in rows
    ]


READERS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "csv": from_csv,
    "jsonl": lambda path: [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]],
    "parquet": lambda path: polars.read_parquet(path).to_dicts(),
    "xlsx": from_workbook,
    "dta": lambda path: from_pandas(pandas.read_stata(path)),
}


def as_read(form: str, value: Any) -> Any:
    """A value as a reader of the format gives it back: Excel knows no empty text, Stata no missing one."""
    if form == "xlsx":
        return value.replace("\r\n", "\n") or None if isinstance(value, str) else value
    if form == "dta" and isinstance(value, bool):
        return "yes / 是" if value else "no / 否"
    return value


@pytest.mark.parametrize("form", READERS)
def test_a_reader_of_the_format_finds_every_row_with_its_types_and_words(
    store: Store, tmp_path: Path, form: str
) -> None:
    expected = [{key: as_read(form, value) for key, value in row.items()} for row in rows_of(store, "observations")]
    if form == "dta":
        texts = [column.name for column in tables()["observations"] if column.type == "text"]
        expected = [{**row, **{name: row[name] or "" for name in texts}} for row in expected]
    assert READERS[form](exported(store, form, tmp_path / "x", "observations")) == expected


def test_csv_is_what_excel_in_china_opens(store: Store, tmp_path: Path) -> None:
    data = exported(store, "csv", tmp_path / "x", "observations").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["quote"] for row in found[-len(ODD_TEXTS) :]] == [text or "" for text in ODD_TEXTS]
    assert len(pandas.read_csv(tmp_path / "x/observations.csv")) == len(found)


def test_stata_holds_labels_in_both_languages(store: Store, tmp_path: Path) -> None:
    frame, facts = pyreadstat.read_dta(exported(store, "dta", tmp_path / "x", "observations"))
    assert len(frame) == len(rows_of(store, "observations"))
    assert facts.column_names_to_labels["indicator"] == "Indicator / 指标"
    assert facts.variable_value_labels["hard"] == {0: "no / 否", 1: "yes / 是"}


def test_duckdb_opens_the_parquet_and_finds_types_and_words(store: Store, tmp_path: Path) -> None:
    exported(store, "parquet", tmp_path / "x")
    for name in ("documents", "sections", "observations", "targets", "claims"):
        ((count,),) = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/x/{name}.parquet/*.parquet'").fetchall()
        assert count == len(rows_of(store, name))
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{tmp_path}/x/observations.parquet/*.parquet'").fetchall()
    types = {row[0]: str(row[1]) for row in described}
    assert (types["quote"], types["year"], types["value"], types["hard"]) == ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN")


def test_sdmx_has_one_row_for_each_observation_that_can_be_placed(store: Store, tmp_path: Path) -> None:
    put_rows(store, "lost", observations=[{"indicator": "gdp", "year": 2020, "value": 1}])
    put_rows(
        store,
        "plan",
        observations=[
            {"adcode": "990101", "indicator": "gdp", "measure": "growth", "kind": "target", "value": 6, "unit": "%",
             "period_from": 2021, "period_to": 2025, "bound": "about"}
        ],
    )  # fmt: skip
    (written, _) = export(store, [FORMATS["sdmx"]], tmp_path / "x")
    found = list(csv.DictReader(io.StringIO(written.path.read_bytes().decode(), newline="")))

    assert (written.rows, written.left_out) == (len(rows_of(store, "observations")) - 1, 1)
    assert len({tuple(list(row.values())[3:10]) for row in found}) == len(found)
    last = found[-1]
    assert (last["STRUCTURE"], last["ACTION"], last["REF_AREA"], last["FREQ"]) == ("dataflow", "I", "990101", "A")
    assert (last["TIME_PERIOD"], last["OBS_VALUE"], last["UNIT_MEASURE"], last["OBS_STATUS"]) == (
        "2021-01-01/P5Y", "6.0", "PT", "F",
    )  # fmt: skip


def test_every_export_has_a_codebook_of_all_tables(store: Store, tmp_path: Path) -> None:
    exported(store, "jsonl", tmp_path / "x", "claims")
    found = pandas.read_csv(tmp_path / "x/codebook.csv")
    assert set(found["table"]) == {*tables()} - {"records", "sketches"}
    kind = found[(found["table"] == "observations") & (found["column"] == "kind")].iloc[0]
    assert (kind["type"], kind["label_zh"]) == ("text", "性质(完成、目标)")
    assert kind["values"] == "actual 完成; target 目标; unknown 不明"


def test_a_table_of_a_record_rule_is_exported_with_its_own_columns(tmp_path: Path) -> None:
    with closing(new_store(tmp_path)) as store:
        leading = len(tables()["records"])
        first = ("a", "990101", 2021, "1", 0, 4, "三座桥", "r", 3.0, "石桥")
        second = ("a", "990101", 2021, "1", 5, 9, "若干桥", "r", "若干", None)
        entry = Entry("a", "a", "a", "", "ok", None, 1, 0.1)
        store.put(entry, {"record_bridges": [first]}, {"record_bridges": ("count", "place")})
        store.put(Entry("b", "b", "b", "", "ok", None, 1, 0.1), {"record_bridges": [second]},
                  {"record_bridges": ("count", "place")})  # fmt: skip
        frame = pandas.read_parquet(exported(store, "parquet", tmp_path / "x", "record_bridges"))

    assert list(frame.columns[leading:]) == ["count", "place"]
    assert frame["count"].tolist() == ["3.0", "若干"]


def test_tables_without_rows_are_written_with_their_columns(tmp_path: Path) -> None:
    with closing(new_store(tmp_path)) as store:
        files = list(export(store, list(FORMATS.values()), tmp_path / "x"))
    assert {written.rows for written in files if "codebook" not in written.path.name} <= {0, files[-1].rows}
    columns = [column.name for column in tables()["documents"]]
    assert list(pandas.read_stata(tmp_path / "x/documents.dta").columns) == columns
    assert list(pandas.read_parquet(tmp_path / "x/documents.parquet").columns) == columns
    assert list(pandas.read_csv(tmp_path / "x/documents.csv").columns) == columns
    assert list(pandas.read_excel(tmp_path / "x/tables.xlsx").columns) == columns


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_gives_the_same_bytes(store: Store, tmp_path: Path, form: str) -> None:
    def data(folder: str) -> dict[str, bytes]:
        exported(store, form, tmp_path / folder)
        root = tmp_path / folder
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert data("x") == data("y")


def many(count: int) -> Table:
    """A table of observations whose words alone take 4 kB each, made as they are asked for."""
    columns = tables()["observations"]
    names = [column.name for column in columns]

    def read() -> Iterator[tuple[Any, ...]]:
        for number in range(count):
            row: list[Any] = [None] * len(columns)
            for name, value in (("doc_id", "a"), ("adcode", "990101"), ("year", 2020), ("quote", f"{number:08}" * 500)):
                row[names.index(name)] = value
            yield tuple(row)

    return Table("observations", columns, count, read)


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_is_never_in_memory_whole(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaoli.writing.exports.parquet.GROUP_ROWS", 200)
    path = tmp_path / f"x{FORMATS[form].extension}"
    write_file(path, FORMATS[form], [many(1)])  # loads the library
    tracemalloc.start()
    try:
        write_file(path, FORMATS[form], [many(3_000)])  # 12 MB of words
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_parquet_of_many_rows_is_several_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaoli.writing.exports.parquet.GROUP_ROWS", 10)
    monkeypatch.setattr("tiaoli.writing.exports.parquet.PART_ROWS", 30)
    path = write_file(tmp_path / "x.parquet", FORMATS["parquet"], [many(70)]).path

    assert len(list(path.iterdir())) == 3
    assert polars.read_parquet(path)["quote"].to_list() == [row[-3] for row in many(70).read()]


@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_is_full_leaves_what_was_there_before(store: Store, tmp_path: Path, form: str) -> None:
    def full() -> Iterator[tuple[Any, ...]]:
        yield from list(many(3).read())
        raise OSError(28, "No space left on device")

    path = tmp_path / "x" / f"observations{FORMATS[form].extension}"
    write_file(path, FORMATS[form], [many(2)])
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(ExportError, match="No space left on device"):
        write_file(path, FORMATS[form], [Table("observations", tables()["observations"], 3, full)])
    assert sorted(path.parent.rglob("*")) == before


def test_all_files_show_the_same_moment_whatever_is_put_meanwhile(store: Store, tmp_path: Path) -> None:
    files = export(store, [FORMATS["csv"], FORMATS["jsonl"]], tmp_path / "x", ["observations"])
    first = next(files)
    with closing(open_store(tmp_path)) as writer:
        put_rows(writer, "late", observations=[{"value": 1}])
    second = next(files)

    assert first.rows == second.rows
    assert [written.rows for written in files] != []
    assert stored_table(store, "observations").count == first.rows + 1


def test_a_folder_that_takes_no_files_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file", "utf-8")
    with pytest.raises(ExportError, match=r"x/observations.csv could not be written"):
        exported(store, "csv", tmp_path / "x", "observations")


def test_a_folder_takes_the_place_of_a_former_one_but_of_no_other(tmp_path: Path) -> None:
    for text in ("part-1", "part-2"):
        with written_whole(tmp_path / "a") as partial:
            partial.mkdir()
            (partial / text).write_text(text, "utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["a", "a/part-2"]

    (tmp_path / "a/theirs").touch()
    with pytest.raises(ExportError, match="a folder that no export wrote"), written_whole(tmp_path / "a"):
        pass
    assert (tmp_path / "a/theirs").is_file()


def test_a_table_that_is_not_there_is_told_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no table 'observation'; there are: documents"):
        exported(store, "csv", tmp_path / "x", "observation")
    assert not (tmp_path / "x").exists()


def test_a_missing_library_is_told_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"the format xlsx needs xlsxwriter.*pip install 'tiaoli\[xlsx\]'"):
        chosen_formats(["csv", "xlsx"])
