"""A page of the documentation as a reader follows it: files to write, commands to run, what these print."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"
"""A line of it stands for any lines, one at the end of a line for the rest of it."""


def steps(page: str) -> Iterator[tuple[str, str, str]]:
    """What a reader of the page does, in order: `write` a file with a text, `run` a command that prints a text."""
    for kind, name, text in _FENCE.findall(page):
        if kind == "console":
            for each in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, printed = each.partition("\n")
                yield "run", command, printed
        elif name:
            yield "write", name, text


def said(printed: str) -> re.Pattern[str]:
    """An expression for what a page says is printed."""
    lines = [line.rstrip() for line in printed.strip("\n").split("\n")]
    parts = [
        r"(?:[^\n]*\n)*?" if line == ANYTHING else re.escape(line).replace(re.escape(ANYTHING), r"[^\n]*") + r"\n"
        for line in lines
    ]
    return re.compile("".join(parts))
