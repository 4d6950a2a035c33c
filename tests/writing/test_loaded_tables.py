"""`tiaoli.load`: the tables as data frames, the same from a store and from Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas
import polars
import pytest
from polars.testing import assert_frame_equal
from stores import BRIDGE, new_store, put_document, put_rows, report

import tiaoli
from tiaoli.writing.exports.formats import FORMATS, export
from tiaoli.writing.store import Store, StoreError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(tmp_path)) as opened:
        put_document(opened, report(BRIDGE, 2021, "全县地区生产总值增长6.1%。", "地区生产总值增长8%以上。"))
        put_rows(opened, "b", observations=[{"indicator": "gdp", "quote": "", "hard": True}, {"value": 1.5}])
        yield opened


def test_a_table_has_the_types_of_its_columns(store: Store, tmp_path: Path) -> None:
    frame = tiaoli.load(tmp_path)["observations"]

    kinds = {name: str(frame[name].dtype) for name in ("quote", "year", "value", "hard")}
    assert kinds == {"quote": "string", "year": "Int64", "value": "float64", "hard": "boolean"}
    assert frame["region"][0] == BRIDGE.name
    assert frame["hard"].iloc[-2:].tolist() == [True, pandas.NA]
    assert frame["quote"].iloc[-2:].tolist() == ["", pandas.NA]


def test_polars_has_the_same_rows(store: Store, tmp_path: Path) -> None:
    frame = tiaoli.load(tmp_path / "tiaoli.db", "observations", engine="polars")

    assert frame.schema["year"] == polars.Int64
    assert frame["quote"].to_list() == [value if value is not pandas.NA else None
                                        for value in tiaoli.load(tmp_path, "observations")["quote"]]  # fmt: skip


def test_a_folder_of_parquet_gives_what_the_store_gives(store: Store, tmp_path: Path) -> None:
    list(export(store, [FORMATS["parquet"]], tmp_path / "tables"))
    stored, folder = tiaoli.load(tmp_path), tiaoli.load(tmp_path / "tables")

    assert sorted(folder) == sorted(stored)
    for name in stored:
        pandas.testing.assert_frame_equal(folder[name], stored[name])
        assert_frame_equal(*(tiaoli.load(place, name, engine="polars") for place in (tmp_path, tmp_path / "tables")))


def test_without_a_name_all_tables_are_there(store: Store, tmp_path: Path) -> None:
    found = tiaoli.load(tmp_path)
    assert list(found) == ["documents", "sections", "observations", "attention", "claims", "diagnostics", "targets"]
    assert found["targets"]["status"].tolist() == ["stated"]


def test_what_cannot_be_loaded_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match=r"there is no store .*empty"):
        tiaoli.load(tmp_path / "empty")
    with pytest.raises(tiaoli.UsageError, match="has no table 'observation'; there are: documents"):
        tiaoli.load(tmp_path, "observation")
    with pytest.raises(tiaoli.UsageError, match="there is no engine 'spark'; there are: pandas, polars"):
        tiaoli.load(tmp_path, engine="spark")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(tiaoli.UsageError, match="needs pandas, which is not installed: pip install pandas"):
        tiaoli.load(tmp_path)
