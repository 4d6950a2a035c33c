"""CONTRIBUTING.md keeps its word: the rules in it work as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

GUIDE = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")


def block(language: str) -> str:
    """The first code block in that language."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def tiaoli(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "TIAOLI_STRICT_PLUGINS": "1"}
    command = [sys.executable, "-m", "tiaoli.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


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
