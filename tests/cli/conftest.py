"""A command line to run in the test's own process, and a report to run it on."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from terminal import REPORT, Ran, Tiaoli

from tiaoli.cli import main


@pytest.fixture
def tiaoli(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tiaoli:
    """Runs the command in an empty folder: tiaoli("convert", "a.txt", stdin=b"…")."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode(), err.decode())

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report in a file, `report.txt` in the folder the command runs in."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path
