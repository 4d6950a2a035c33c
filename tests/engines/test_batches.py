"""The function that engines run: a row out for each row in, equal to what the runner of a folder makes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chaos_among_reports import REASONS, batches_in, shards_of, write_reports

import tiaoli
from tiaoli.batch.folder import corrections_for, with_manifest
from tiaoli.batch.inputs import find_inputs
from tiaoli.engines.batches import Settings, run_batches, settings_of
from tiaoli.engines.shards import write_shards
from tiaoli.engines.sources import rows_from
from tiaoli.errors import UsageError
from tiaoli.writing.store import FILE, open_store

pa = pytest.importorskip("pyarrow")

pytestmark = pytest.mark.timeout(600)


def batch(*rows: dict[str, Any]) -> Iterator[Any]:
    from tiaoli.engines.schema import shard_schema

    yield pa.RecordBatch.from_pylist(list(rows), schema=shard_schema())


def run(batches: Iterator[Any], settings: Settings) -> list[dict[str, Any]]:
    return [row for out in run_batches(batches, settings) for row in out.to_pylist()]


def test_each_source_has_one_row_in_its_place_and_the_faulty_fail_alone(tmp_path: Path, settings: Settings) -> None:
    shards_of(write_reports(tmp_path / "in", 60, chaos=True), tmp_path / "shards", settings.choices)
    given = [row["uri"] for part in batches_in(tmp_path / "shards") for row in part.to_pylist()]

    rows = run(batches_in(tmp_path / "shards"), settings)

    assert [row["uri"] for row in rows] == given
    failed = {row["uri"].partition("-")[2].removesuffix(".chaos"): row for row in rows if row["status"] == "failed"}
    assert failed.keys() == REASONS.keys()
    for way, said in REASONS.items():
        assert said in failed[way]["error"]
        assert [remark["severity"] for remark in failed[way]["diagnostics"]] == ["error"]
    assert {way: row["attempts"] for way, row in failed.items() if row["attempts"] > 1} == {"exit": 2, "segfault": 2}


def test_the_rows_are_those_of_the_runner_of_a_folder(tmp_path: Path, settings: Settings) -> None:
    shards_of(write_reports(tmp_path / "in", 20), tmp_path / "shards", settings.choices)
    tiaoli.convert_folder(
        tmp_path / "in", tmp_path / "out", pack="mine.report", rules=[tmp_path / "packs"], workers=0
    )  # fmt: skip

    rows = run(batches_in(tmp_path / "shards"), settings)

    store = open_store(tmp_path / "out" / FILE)
    assert "record_projects" in store.columns
    for table, columns in store.columns.items():
        kept = [dict(zip((c.name for c in columns), row, strict=True)) for row in store.rows(table)]
        found = [row for document in rows for row in document[table]]
        assert [without_copies(row) for row in found] == [without_copies(row) for row in kept], table
    store.close()
    for row in rows:
        assert row["json"] == (tmp_path / "out" / f"{row['uri']}.json").read_bytes()


def test_a_manifest_and_corrections_are_taken_along(tmp_path: Path, settings: Settings) -> None:
    folder = write_reports(tmp_path / "in", 3)
    (tmp_path / "list.csv").write_text("path,url,year\n000.txt,https://bridge.example/1,2031\n", "utf-8")
    (tmp_path / "mended.yaml").write_text("- doc: 001.txt\n  set: {metadata.date: 2030-01-09}\n", "utf-8")
    inputs, _ = with_manifest(find_inputs([str(folder)])[0], tmp_path / "list.csv")
    write_shards(rows_from(inputs, settings.choices, Counter()), tmp_path / "shards")
    mended = settings_of(replace(settings.choices, corrections=corrections_for(None, tmp_path / "mended.yaml")))
    tiaoli.convert_folder(
        folder, tmp_path / "out", pack="mine.report", rules=[tmp_path / "packs"], workers=0,
        manifest=tmp_path / "list.csv", corrections=tmp_path / "mended.yaml",
    )  # fmt: skip

    rows = run(batches_in(tmp_path / "shards"), mended)

    assert len(rows) == 3
    for row in rows:
        assert row["json"] == (tmp_path / "out" / f"{row['uri']}.json").read_bytes()
    made = {row["uri"]: json.loads(row["json"]) for row in rows}
    assert made["000.txt"]["source"]["given"] == {"url": "https://bridge.example/1", "year": 2031}
    assert made["001.txt"]["metadata"]["date"] == "2030-01-09"


def test_what_a_shard_says_is_given_has_to_be_an_object(settings: Settings) -> None:
    rows = run(
        batch(*({"uri": str(n), "data": b"x", "given": given} for n, given in enumerate(("{", "[]", "{}")))), settings
    )

    assert ["no JSON object" in (row["error"] or "") for row in rows] == [True, True, False]


def without_copies(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the columns that only all documents together decide."""
    return {name: value for name, value in row.items() if name not in ("duplicate_of", "report_id")}


def test_a_row_without_bytes_is_a_failed_document_that_says_why(settings: Settings) -> None:
    fault = json.dumps(["source.too-large", {"size": 99, "limit": 10}])
    small = settings_of(replace(settings.choices, max_bytes=30))

    rows = run(batch({"uri": "a"}, {"uri": "b", "fault": fault}, {"uri": "c", "data": b"x" * 31}), small)

    assert [(row["uri"], row["status"]) for row in rows] == [("a", "failed"), ("b", "failed"), ("c", "failed")]
    for row, said in zip(rows, ["holds no bytes", "has 99 bytes", "has 31 bytes"], strict=True):
        assert said in row["error"]


def test_an_encoding_that_nobody_knows_is_passed_over(settings: Settings) -> None:
    data = "石桥县2024年政府工作报告\n一、回顾\n好。\n".encode("gbk")

    rows = run(
        batch({"uri": "a", "data": data, "encoding": "x"}, {"uri": "b", "data": data, "encoding": "gbk"}), settings
    )

    assert [row["status"] for row in rows] == ["ok", "ok"]
    assert [json.loads(row["json"])["source"]["encoding_from"] for row in rows] == ["detected", "option"]


def test_a_batch_without_rows_starts_no_process_and_gives_none(settings: Settings) -> None:
    assert run(batch(), replace(settings, mark="of another machine")) == []


def test_a_machine_with_other_rules_than_the_one_that_began_is_refused(settings: Settings) -> None:
    with pytest.raises(UsageError, match="other versions of tiaoli, its plugins or its rules"):
        run(batch({"uri": "a", "data": b"a"}), replace(settings, mark="of another machine"))


def test_a_document_that_arrow_cannot_hold_fails_alone(settings: Settings) -> None:
    from tiaoli.batch.items import Input
    from tiaoli.batch.scheduling import Done
    from tiaoli.batch.work import Job, work
    from tiaoli.engines import batches
    from tiaoli.source import Source

    jobs = [Job(Input(None, Path(name)), (), Source("石桥县\n一、好\n".encode(), name)) for name in ("a", "b")]
    done = [Done(job, made) for job, made in zip(jobs, work(jobs, settings.choices), strict=True)]
    done[0].made.rows["sections"][0] = (*done[0].made.rows["sections"][0][:5], 1 << 70, None, None, "full", 0, 1, "")

    rows = [row for out in batches._batches(done, settings) for row in out.to_pylist()]

    assert [row["status"] for row in rows] == ["failed", "ok"]
    assert "do not fit into a table" in rows[0]["error"]
