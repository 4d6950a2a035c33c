"""What the tests of all engines share: reports with documents of chaos among them, and how results are compared."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tiaoli.batch.conversion import Choices
from tiaoli.batch.inputs import find_inputs
from tiaoli.engines.output import Output, output_at
from tiaoli.engines.shards import write_shards
from tiaoli.engines.sources import rows_from

Table = list[tuple[object, ...]]

SECONDS = 8.0
REASONS = {
    "raise": "ValueError: chaos was asked for",
    "exit": "exit status 3",
    "segfault": "SIGSEGV",
    "hang": f"it took more than {SECONDS:g} s",
    "hang-in-c": f"it took more than {SECONDS:g} s",
    "memory": "MemoryError",
}
"""Each way to go wrong with what is to be said of it."""

_REPORT = """石桥县{year}年政府工作报告

一、{before}年工作回顾
全县地区生产总值增长{growth}%。开工石桥{n}号桥项目,投资{growth}亿元。

二、{year}年工作安排
再修两座桥。
"""
PACK = """rules: 1
id: mine.report
version: 1.0.0
title: 石桥报告
status: draft
extends: [cn.gov.work-report]
document_type: government_work_report
applies_to:
  must:
    - {in: title, any: [政府工作报告]}
records:
  projects:
    label: 项目
    each: sentence
    pattern: "开工{name:phrase}项目,投资{cost:money}"
    columns:
      name: {type: text}
      cost: {type: money}
"""


def write_reports(folder: Path, count: int, *, chaos: bool = False) -> Path:
    """A folder of so many reports, with the documents of chaos at random places among them."""
    folder.mkdir(parents=True)
    for n in range(count):
        text = _REPORT.format(year=2000 + n % 25, before=1999 + n % 25, growth=n % 9 + 1, n=n)
        (folder / f"{n:03}.txt").write_text(text, "utf-8")
    for way in REASONS if chaos else ():
        (folder / f"{random.Random(way).randrange(count):03}-{way}.chaos").write_text(way)
    return folder


def shards_of(folder: Path, shards: Path, choices: Choices, shard_bytes: int = 10_000) -> Output:
    inputs, _ = find_inputs([str(folder)])
    write_shards(rows_from(inputs, choices, Counter()), shards, shard_bytes)
    return output_at(shards)


def batches_in(shards: Path) -> Iterator[Any]:
    """What an engine would hand on of the shards."""
    import pyarrow.parquet

    for path in sorted(shards.glob("*.parquet")):
        yield from pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=20)


def rows_in(out: Path, table: str) -> Table:
    """The rows of a table, sorted."""
    import pyarrow.dataset

    found = pyarrow.dataset.dataset(out / table, format="parquet").to_table().to_pylist()
    return sorted((tuple(row.values()) for row in found), key=repr)


def tables_in(out: Path) -> dict[str, Table]:
    """Every table, the ledger without the time that each document took."""
    found = {folder.name: rows_in(out, folder.name) for folder in out.iterdir() if folder.is_dir()}
    found["ledger"] = [row[:-1] for row in found["ledger"]]
    return found


def assert_exactly_the_faulty_fail(mixed: Path, good: Path) -> None:
    """Each document of chaos failed for its reason, and all else is as it is without them."""
    tables = tables_in(mixed)
    failed = {str(row[1]): row for row in tables["ledger"] if row[3] == "failed"}
    reasons = {str(row[0]).partition("-")[2].removesuffix(".chaos"): str(row[4]) for row in failed.values()}
    assert reasons.keys() == REASONS.keys()
    for way, said in REASONS.items():
        assert said in reasons[way]
    rest = {name: [row for row in rows if failed.keys().isdisjoint(map(str, row[:2]))] for name, rows in tables.items()}
    assert rest == tables_in(good)
