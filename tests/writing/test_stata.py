"""Stata files: to the byte what pandas writes of the same table, with the names, labels and notes that Stata takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas
import pyreadstat
import pytest
from pandas.io.stata import StataWriterUTF8

from tiaoli.writing.columns import Column, fixed_tables, tables
from tiaoli.writing.exports.formats import FORMATS, write_file
from tiaoli.writing.exports.stata import variable_names
from tiaoli.writing.exports.table import Table

COLUMNS = (
    Column("place", "text", "Place", "地区"),
    Column("words", "text", "Words", "原文"),
    Column("year", "integer", "Year", "年份"),
    Column("value", "real", "Value", "数值"),
)
ROWS: list[tuple[Any, ...]] = [
    ("石桥县", "长" * 700, 2021, 5.5),
    ("柳湾县", "", -3, None),
    ("", "增长8%👍\n第二行" + "短" * 900, 2_147_483_000, 98_300_000_000.0),
]


def write(path: Path, columns: tuple[Column, ...], rows: list[tuple[Any, ...]]) -> Path:
    return write_file(path / "a.dta", FORMATS["dta"], [Table("a", columns, len(rows), lambda: rows)]).path


def part(data: bytes, tag: str) -> bytes:
    return data.partition(f"<{tag}>".encode())[2].partition(f"</{tag}>".encode())[0]


def test_a_file_is_to_the_byte_what_pandas_writes(tmp_path: Path) -> None:
    frame = pandas.DataFrame(ROWS, columns=[column.name for column in COLUMNS]).astype({"year": "int32"})
    labels = {column.name: f"{column.en} / {column.zh}" for column in COLUMNS}
    StataWriterUTF8(
        tmp_path / "b.dta", frame, write_index=False, variable_labels=labels, convert_strl=["words"]
    ).write_file()
    ours, theirs = write(tmp_path, COLUMNS, ROWS).read_bytes(), (tmp_path / "b.dta").read_bytes()

    parts = (
        "variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels", "characteristics",
        "data", "strls", "value_labels",
    )  # fmt: skip
    for tag in parts:
        assert part(ours, tag) == part(theirs, tag), tag


def test_the_map_leads_to_every_part(tmp_path: Path) -> None:
    data = write(tmp_path, (*COLUMNS, Column("met", "boolean")), [(*row, True) for row in ROWS]).read_bytes()
    places = [int.from_bytes(part(data, "map")[at : at + 8], "little") for at in range(0, 112, 8)]
    tags = [data[place:].partition(b">")[0] + b">" for place in places]

    assert tags[:2] == [b"<stata_dta>", b"<map>"]
    assert tags[8:13] == [b"<characteristics>", b"<data>", b"<strls>", b"<value_labels>", b"</stata_dta>"]
    assert places[13] == len(data)


@pytest.mark.parametrize(("value", "kept"), [(True, "yes / 是"), (False, "no / 否"), (None, None)])
def test_a_boolean_is_a_labelled_byte(tmp_path: Path, value: bool | None, kept: str | None) -> None:
    path = write(tmp_path, (Column("met", "boolean"),), [(value,), (True,)])
    found = pandas.read_stata(path)["met"].astype(object).where(lambda each: each.notna(), None)

    assert found[0] == kept
    assert pyreadstat.read_dta(path)[1].variable_value_labels["met"] == {0: "no / 否", 1: "yes / 是"}
    assert part(path.read_bytes(), "variable_types") == (65530).to_bytes(2, "little")


def test_integers_that_a_long_cannot_hold_are_doubles(tmp_path: Path) -> None:
    frame = pandas.read_stata(write(tmp_path, (Column("people", "integer"),), [(2_147_483_647,), (None,)]))
    assert frame["people"][0] == 2_147_483_647
    assert frame["people"].isna().tolist() == [False, True]


def test_a_zero_byte_does_not_end_a_text(tmp_path: Path) -> None:
    path = write(tmp_path, (Column("words", "text"),), [("一\0二",), ("三\0" + "四" * 700,)])
    assert pandas.read_stata(path)["words"][0] == "一 二"
    long = write(tmp_path, (Column("words", "text"),), [("三\0" + "四" * 2000,)])
    assert pandas.read_stata(long)["words"][0] == "三 " + "四" * 2000


def test_every_name_of_ours_is_one_that_stata_takes() -> None:
    for columns in tables().values():
        names = [column.name for column in columns]
        assert variable_names(names) == names


def test_a_name_that_stata_does_not_take_is_changed_and_a_note_tells(tmp_path: Path) -> None:
    long = "a_very_long_name_for_a_column_of_a_record"
    path = write(tmp_path, (Column("in", "text"), Column(long, "text"), Column(f"{long}_too", "text")), [("", "", "")])
    names = list(pandas.read_stata(path).columns)

    assert names == ["in_", long[:32], f"{long[:30]}_2"]
    assert f"column {long}_too of tiaoli\0".encode() in part(path.read_bytes(), "characteristics")


def test_the_values_of_an_enumeration_are_a_note(tmp_path: Path) -> None:
    (kind,) = (column for column in tables()["observations"] if column.name == "kind")
    notes = part(write(tmp_path, (kind,), [("target",)]).read_bytes(), "characteristics")
    assert re.findall(rb"(note\d)\0+([^\0]+)\0", notes) == [
        (b"note0", b"1"),
        (b"note1", "actual 完成; target 目标; unknown 不明".encode()),
    ]


def test_a_label_is_cut_within_its_characters(tmp_path: Path) -> None:
    long = Column("a", "text", "Long " * 20, "长")
    label = pyreadstat.read_dta(write(tmp_path, (long,), [("x",)]))[1].column_labels[0]
    assert (len(label), label[-1]) == (80, "…")
    labels = [f"{column.en} / {column.zh}" for columns in fixed_tables().values() for column in columns]
    assert max(map(len, labels)) <= 80
