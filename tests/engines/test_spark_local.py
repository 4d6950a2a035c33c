"""Spark on this machine: what fails is exactly what is at fault, and a result is whole or none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chaos_among_reports import assert_exactly_the_faulty_fail, rows_in, shards_of, write_reports

from tiaoli.engines.batches import Settings
from tiaoli.engines.on_spark import convert_shards
from tiaoli.engines.output import SUCCESS, output_at
from tiaoli.engines.sessions import local_spark
from tiaoli.errors import UsageError

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'tiaoli[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java, which is not here", allow_module_level=True)

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with local_spark(2) as session:
        yield session


def test_exactly_the_documents_at_fault_fail_and_the_rest_equal_a_run_without_them(
    tmp_path: Path, settings: Settings, spark: Any
) -> None:
    check(tmp_path, settings, spark, 40)


@pytest.mark.nightly
def test_so_it_is_among_500(tmp_path: Path, settings: Settings, spark: Any) -> None:
    check(tmp_path, settings, spark, 500)


def check(tmp_path: Path, settings: Settings, spark: Any, count: int) -> None:
    for name in ("good", "mixed"):
        folder = write_reports(tmp_path / name, count, chaos=name == "mixed")
        shards = shards_of(folder, tmp_path / f"{name}-shards", settings.choices)
        convert_shards(spark, shards, output_at(tmp_path / f"{name}-out"), settings)

    assert_exactly_the_faulty_fail(tmp_path / "mixed-out", tmp_path / "good-out")
    assert {folder.name for folder in (tmp_path / "good-out").iterdir() if folder.is_dir()} == set(settings.outputs)
    assert rows_in(tmp_path / "good-out", "attention") == []
    told = json.loads((tmp_path / "mixed-out" / SUCCESS).read_text())
    assert (told["documents"], told["ok"], told["failed"]) == (count + 6, count, 6)
    assert told["engine"].startswith("spark ")
    assert len(rows_in(tmp_path / "good-out", "record_projects")) == count


def test_a_whole_result_is_kept_and_one_that_is_not_is_made_anew(
    tmp_path: Path, settings: Settings, spark: Any
) -> None:
    shards = shards_of(write_reports(tmp_path / "in", 3), tmp_path / "shards", settings.choices)
    out = output_at(tmp_path / "out")
    with pytest.raises(Exception, match="other versions of tiaoli"):
        convert_shards(spark, shards, out, replace(settings, mark="of another machine"))
    assert not (tmp_path / "out" / SUCCESS).exists()

    convert_shards(spark, shards, out, settings)
    with pytest.raises(UsageError, match="holds the whole result of a run; name another folder, or add --force"):
        convert_shards(spark, shards, out, settings)
