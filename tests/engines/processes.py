"""Processes of this machine, as /proc tells them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path


def descendants(root: int) -> Iterator[tuple[int, str]]:
    """Each process below one, with its command line."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), []):
            waiting.append(child)
            yield child, command_of(child)


def command_of(process: int) -> str:
    """The command line of a process; empty where it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def below(root: int, words: str) -> list[int]:
    """The processes below one whose command line holds some words."""
    return [process for process, command in descendants(root) if words in command]


def wait_until(holds: Callable[[], bool], seconds: float = 300) -> None:
    """Waits until something holds; raises TimeoutError where that takes too long."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)
