"""The guides keep their word: the files they show are written, their commands run, and what they print compared."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from guides import said, steps

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = ("write-a-rule.md", "write-a-rule.zh.md", "new-document-type.md", "new-document-type.zh.md")


def run(command: str, folder: Path, language: str) -> str:
    """What a command prints on both streams; `tiaoli` is the one under test."""
    words = shlex.split(command)
    assert words[0] in ("tiaoli", "cat"), command
    call = [sys.executable, "-m", "tiaoli.cli", *words[1:]] if words[0] == "tiaoli" else words
    environment = {**os.environ, "LANG": "zh_CN.UTF-8" if language == "zh" else "en_US.UTF-8", "LC_ALL": ""}
    done = subprocess.run(
        call,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1, 2), done.stdout
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_can_be_followed_to_its_end(guide: str, tmp_path: Path) -> None:
    language = "zh" if guide.endswith(".zh.md") else "en"
    commands = 0
    for kind, name, text in steps((DOCS / guide).read_text("utf-8")):
        if kind == "write":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
            continue
        commands += 1
        printed = run(name, tmp_path, language)
        if text.strip():
            assert said(text).fullmatch(printed), f"$ {name}\n{printed}"
    assert commands >= 5
