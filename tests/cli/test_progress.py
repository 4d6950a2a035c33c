"""The progress bar: there on a terminal, and nowhere else."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


def shown_on_a_terminal(*command: str | Path) -> str:
    """What the command writes to standard error where that is a terminal of 80 columns."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen([str(part) for part in command], stderr=theirs, stdout=subprocess.DEVNULL):
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # Linux reports the closed end as an error
            while part := os.read(ours, 1000):
                shown += part
    os.close(ours)
    return shown.decode()


def test_a_bar_is_drawn_on_a_terminal_and_taken_away(report: Path, tmp_path: Path) -> None:
    shutil.copy(report, tmp_path / "second.txt")
    command = [sys.executable, "-m", "tiaoli.cli", "convert", report, tmp_path / "second.txt", "-o", tmp_path / "out"]

    shown = shown_on_a_terminal(*command, "--lang", "en")

    assert "converting:" in shown
    assert "converting" not in shown.rpartition("\r")[2]
    assert "2 documents: 2 ok" in shown


def test_no_bar_is_drawn_elsewhere(report: Path, tmp_path: Path) -> None:
    shutil.copy(report, tmp_path / "second.txt")
    command = [sys.executable, "-m", "tiaoli.cli", "convert", report, tmp_path / "second.txt", "-o", tmp_path / "out"]

    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")

    assert "converting" not in done.stderr
