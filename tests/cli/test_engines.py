"""`tiaoli convert --engine` and `tiaoli shards`: a trial of an engine, and what it works on."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
from terminal import REPORT, Tiaoli

pytest.importorskip("pyarrow")

pytestmark = [pytest.mark.timeout(900), pytest.mark.filterwarnings("default")]  # Ray warns of itself


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    (folder / "a/one.txt").write_text(REPORT, "utf-8")
    (folder / "two.txt").write_text(REPORT, "utf-8")
    (folder / "empty.txt").touch()
    return folder


def is_missing(engine: str) -> bool:
    module = {"spark": "pyspark", "ray": "ray"}[engine]
    return importlib.util.find_spec(module) is None or (engine == "spark" and shutil.which("java") is None)


@pytest.mark.parametrize("engine", ["spark", "ray"])
def test_an_engine_writes_the_documents_that_the_local_runner_writes(
    engine: str, reports: Path, tmp_path: Path, tiaoli: Tiaoli
) -> None:
    if is_missing(engine):
        pytest.skip(f"{engine} is not installed")
    (tmp_path / "list.csv").write_text("path,year\ntwo.txt,2031\n", "utf-8")
    given = ["--manifest", str(tmp_path / "list.csv")]
    tiaoli("convert", str(reports), "-o", str(tmp_path / "local"), *given)

    done = tiaoli("convert", str(reports), "-o", str(tmp_path / "out"), "--engine", engine, "-j", "1", *given)

    assert done.status == 1
    assert "empty.txt: " in done.err
    assert "3 documents: 2 ok, 0 partial, 1 failed" in done.err
    assert json.loads((tmp_path / "out/tables/_SUCCESS").read_text())["documents"] == 3
    for name in ("a/one.txt.json", "two.txt.json", "empty.txt.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "local" / name).read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--engine", "ray"), "add -o OUT"), (("--engine", "ray", "-o", "out", "--to", "csv"), "leave --to away")],
)
def test_what_an_engine_cannot_do_is_told_before_it_starts(
    options: tuple[str, ...], said: str, reports: Path, tiaoli: Tiaoli
) -> None:
    done = tiaoli("convert", str(reports), *options)

    assert (done.status, said in done.err) == (2, True)


def test_shards_are_packed_once(reports: Path, tmp_path: Path, tiaoli: Tiaoli) -> None:
    first = tiaoli("shards", str(reports), "-o", str(tmp_path / "shards"))
    second = tiaoli("shards", str(reports), "-o", str(tmp_path / "shards"))

    assert (first.status, second.status) == (0, 2)
    assert "3 sources packed into" in first.err
    assert "is not empty; shards go to a folder of their own" in second.err
