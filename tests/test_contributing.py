"""CONTRIBUTING.md keeps its word: the reader and the rules in it work as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")
NOTES = "* 某县2025年政府工作报告\n\n** 一、修桥\n去年修好了三座桥。\n"


def block(language: str) -> str:
    """The first code block in that language."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the guide's plugin, as an installer would leave it."""
    (tmp_path / "tiaoli_org.py").write_text(block("python"), "utf-8")
    info = tmp_path / "tiaoli_org-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiaoli-org\nVersion: 0.1.0\n")
    group, entry = re.search(r"\[project\.entry-points\.(\w+)\]\n(.*)\n", block("toml")).groups()  # type: ignore[union-attr]
    (info / "entry_points.txt").write_text(f"[{group}]\n{entry.replace(chr(34), '')}\n")
    return tmp_path


def tiaoli(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "TIAOLI_STRICT_PLUGINS": "1"}
    command = [sys.executable, "-m", "tiaoli.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_reader_of_the_guide_is_chosen_and_reads_headings(installed: Path) -> None:
    (installed / "notes.org").write_text(NOTES, "utf-8")

    document = json.loads(tiaoli(installed, "convert", "notes.org"))

    assert document["produced_by"]["reader"] == "org"
    assert [section["title"] for section in document["sections"] if section["marker"]] == ["修桥"]
    assert [owner for _, _, owner in document["claims"]].count("dropped:markup") == 2


def test_the_rule_of_the_guide_is_chosen_and_fills_its_fields(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/notice.yaml").write_text(block("yaml"), "utf-8")
    (tmp_path / "notice.txt").write_text(
        "南桥施工通知\n\n发布单位:云溪县修桥处\n\n一、工期安排\n明年三月开工。\n", "utf-8"
    )

    document = json.loads(tiaoli(tmp_path, "convert", "notice.txt", "--rules", "packs"))

    assert document["produced_by"]["pack"] == "mine.notice"
    assert document["metadata"]["title"] == "南桥施工通知"
    assert document["metadata"]["issuer"] == "云溪县修桥处"
    assert [section["role"] for section in document["sections"] if section["marker"]] == ["plan"]
