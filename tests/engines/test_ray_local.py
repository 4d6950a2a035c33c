"""Ray on this machine: what fails is exactly what is at fault, and a result is whole or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chaos_among_reports import assert_exactly_the_faulty_fail, rows_in, shards_of, write_reports

from tiaoli.engines.batches import Settings
from tiaoli.engines.on_ray import convert_shards
from tiaoli.engines.output import SUCCESS, output_at
from tiaoli.engines.sessions import local_ray
from tiaoli.errors import UsageError

pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'tiaoli[ray]'")

pytestmark = [
    pytest.mark.nightly,  # Spark does the same in `make test`
    pytest.mark.timeout(1200),
    pytest.mark.filterwarnings("default"),  # Ray warns of itself
]


@pytest.fixture(scope="module", autouse=True)
def ray() -> Iterator[None]:
    with local_ray(2):
        yield


def test_exactly_the_documents_at_fault_fail_and_the_rest_equal_a_run_without_them(
    tmp_path: Path, settings: Settings
) -> None:
    check(tmp_path, settings, 40)


def test_so_it_is_among_500(tmp_path: Path, settings: Settings) -> None:
    check(tmp_path, settings, 500)


def check(tmp_path: Path, settings: Settings, count: int) -> None:
    for name in ("good", "mixed"):
        folder = write_reports(tmp_path / name, count, chaos=name == "mixed")
        shards = shards_of(folder, tmp_path / f"{name}-shards", settings.choices)
        convert_shards(shards, output_at(tmp_path / f"{name}-out"), settings)

    assert_exactly_the_faulty_fail(tmp_path / "mixed-out", tmp_path / "good-out")
    assert {folder.name for folder in (tmp_path / "good-out").iterdir() if folder.is_dir()} == set(settings.outputs)
    assert rows_in(tmp_path / "good-out", "attention") == []
    told = json.loads((tmp_path / "mixed-out" / SUCCESS).read_text())
    assert (told["documents"], told["ok"], told["failed"]) == (count + 6, count, 6)
    assert told["engine"].startswith("ray ")
    assert len(rows_in(tmp_path / "good-out", "record_projects")) == count


def test_a_whole_result_is_kept_and_one_that_is_not_is_made_anew(tmp_path: Path, settings: Settings) -> None:
    shards = shards_of(write_reports(tmp_path / "in", 3), tmp_path / "shards", settings.choices)
    out = output_at(tmp_path / "out")
    with pytest.raises(Exception, match="other versions of tiaoli"):
        convert_shards(shards, out, replace(settings, mark="of another machine"))
    assert not (tmp_path / "out" / SUCCESS).exists()

    convert_shards(shards, out, settings)
    with pytest.raises(UsageError, match="holds the whole result of a run; name another folder, or add --force"):
        convert_shards(shards, out, settings)
