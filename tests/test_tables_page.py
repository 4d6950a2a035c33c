"""The page of tables keeps its word: every command and every line of Python on it runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import tiaoli
from tiaoli.document import RegionFacts
from tiaoli.writing.columns import RECORD_PREFIX, TARGETS, fixed_tables
from tiaoli.writing.exports.formats import FORMATS
from tiaoli.writing.rows import rows_of
from tiaoli.writing.store import Entry, open_store

PAGE = (Path(__file__).resolve().parent.parent / "docs/tables.md").read_text("utf-8")
REGION = RegionFacts(
    name="清江省云溪县", adcode="990103", level="county", province="清江省", prefecture=None, county="云溪县"
)
TEXT = (
    "云溪县{year}年政府工作报告\n\n一、{last}年工作回顾\n全县地区生产总值增长5.2%。\n\n"
    "二、{year}年工作安排\n全县地区生产总值增长5%以上。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of two years in `out`."""
    (tmp_path / "out").mkdir()
    store = open_store(tmp_path / "out/tiaoli.db", create=True)
    for year in (2024, 2025):
        document = tiaoli.convert(TEXT.format(year=year, last=year - 1).encode(), uri=f"{year}.txt")
        document = document.model_copy(update={"metadata": document.metadata.model_copy(update={"region": REGION})})
        entry = Entry(f"{year}.txt", document.doc_id, document.id, "", document.status, None, 1, 0.1)
        store.put(entry, *rows_of(document))
    store.close()
    return tmp_path


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found


def run(call: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_and_every_line_of_python_on_the_page_runs(folder: Path) -> None:
    for block in blocks("sh"):
        for line in block.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "tiaoli"
            run([sys.executable, "-m", "tiaoli.cli", *arguments], folder)
    printed = [run([sys.executable, "-W", "error", "-c", block], folder) for block in blocks("python")]

    assert len(printed) == 4
    assert all("云溪县" in text for text in printed)
    names = ("observations.csv", "observations.sdmx.csv", "observations.jsonl", "codebook.csv")
    assert [name for name in names if not (folder / "out/tables" / name).is_file()] == []
    assert (folder / "panel.csv").is_file()
    assert (folder / "elsewhere/tables.xlsx").is_file()


def test_the_page_names_every_table_and_every_format() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert {*fixed_tables(), TARGETS, f"{RECORD_PREFIX}NAME", *FORMATS} <= named
