"""The folder that an engine writes to: a whole result is kept, and what is no whole result is none."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tiaoli.engines.batches import Settings
from tiaoli.engines.output import SUCCESS, EngineError, output_at
from tiaoli.engines.sessions import local_ray, local_spark
from tiaoli.errors import UsageError

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def write(folder: Path, statuses: list[str]) -> None:
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"status": statuses}), folder / "part.parquet")


def test_a_whole_result_is_overwritten_only_where_that_is_asked_for(tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "out"
    write(out / "sections", ["ok"])
    write(out / "record_of_a_rule_that_is_gone", ["ok"])
    (out / "notes.txt").touch()
    (out / SUCCESS).touch()
    with pytest.raises(UsageError, match="holds the whole result of a run"):
        output_at(out).clear(settings, force=False)
    assert (out / "sections").is_dir()

    output_at(out).clear(settings, force=True)

    assert [path.name for path in out.iterdir()] == ["notes.txt"]


def test_a_result_with_as_many_documents_as_sources_is_whole(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path / "shards", ["", "", ""])
    write(tmp_path / "out" / "ledger", ["ok", "failed", "ok"])

    output_at(tmp_path / "out").complete(output_at(tmp_path / "shards"), settings, "an engine")

    told = json.loads((tmp_path / "out" / SUCCESS).read_text())
    assert (told["documents"], told["ok"], told["failed"], told["engine"]) == (3, 2, 1, "an engine")


def test_a_result_that_lacks_a_document_is_refused(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path / "shards", ["", "", ""])
    write(tmp_path / "out" / "ledger", ["ok", "ok"])

    with pytest.raises(EngineError, match="there are 2 documents of 3 sources; run it again"):
        output_at(tmp_path / "out").complete(output_at(tmp_path / "shards"), settings, "an engine")
    assert not (tmp_path / "out" / SUCCESS).exists()


def test_what_are_no_shards_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no shards in"):
        output_at(tmp_path).parts()
    write(tmp_path / "other", ["ok"])
    with pytest.raises(UsageError, match="are no shards: they have"):
        output_at(tmp_path / "other").parts()


@pytest.mark.parametrize(
    ("library", "start", "extra"), [("pyspark.sql", local_spark, "spark"), ("ray", local_ray, "ray")]
)
def test_where_an_engine_is_missing_its_extra_is_named(
    library: str, start: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=rf"pip install 'tiaoli\[{extra}\]'"), start(1):
        pass
