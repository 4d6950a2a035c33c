"""The command as a process: its version, what it imports, pipes that close, bytes that no terminal shows."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from terminal import REPORT, Tiaoli

COMMAND = [sys.executable, "-m", "tiaoli.cli"]
HEAVY = ("click", "yaml", "pydantic", "lxml", "re2", "tqdm", "jieba", "pluggy", "tiaoli.discovery")


def imported_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tiaoli.cli", *arguments], capture_output=True, text=True, check=True
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_the_installed_one(tiaoli: Tiaoli, option: str) -> None:
    assert tiaoli(option).out == f"tiaoli {version('tiaoli')}\n"
    assert tiaoli("--lang", "zh", option).out == f"tiaoli {version('tiaoli')}\n"


def test_asking_for_the_version_imports_nothing_heavy() -> None:
    assert imported_by("--version").intersection(HEAVY) == set()


@pytest.mark.parametrize("arguments", [("--help",), ("plugins", "list"), ("rules", "list")])
def test_listings_import_no_segmenter_and_no_tables(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments).intersection({"jieba", "pandas", "pyarrow"}) == set()


def test_converting_plain_text_imports_no_markup_parser(report: Path) -> None:
    assert imported_by("convert", str(report)).intersection({"jieba", "lxml", "tqdm"}) == set()


def test_a_reader_of_the_output_that_goes_away_ends_the_command_in_silence(report: Path) -> None:
    report.write_text(REPORT * 3000, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "convert", str(report)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()

    assert process.returncode == 141
    assert complaint == b""


def test_a_terminal_without_chinese_is_written_codes(report: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "inspect", str(report)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )

    assert rb"\u4e91\u6eaa\u53bf" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no UTF-8")
def test_a_file_name_that_is_no_text_is_written_with_its_codes(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xb1\xa8.txt")).write_text(REPORT, "utf-8")

    ran = tiaoli("convert", "in", "-o", "out")

    assert ran.status == 0
    assert r"\xb1\xa8.txt" in ran.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_given_in_the_language_asked_for(tiaoli: Tiaoli, language: str) -> None:
    words = {"zh": "把中文报告变成结构化数据", "en": "Chinese reports to structured data"}

    for command in ([], ["convert"], ["inspect"], ["explain"], ["plugins"], ["rules"], ["schema"]):
        ran = tiaoli(*command, "--help", "--lang", language)
        assert ran.status == 0
    assert words[language] in tiaoli("--lang", language, "--help").out


def test_no_command_at_all_is_a_usage_error(tiaoli: Tiaoli) -> None:
    assert tiaoli().status == 2


def test_an_unknown_command_is_a_usage_error(tiaoli: Tiaoli) -> None:
    ran = tiaoli("covnert", "x")

    assert ran.status == 2
    assert "covnert" in ran.err
