"""Nothing that a rule file holds makes a run hang, run code, read files or reach the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hostile_packs import CHILD, HEADER, PACKS, PARENT, rows

from tiaoli.errors import RuleError
from tiaoli.rulebook.loading import load_files

TIMEOUT_S = 300
"""About twenty times what all attempts take together."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What came of each attempt, all of them made in one process that is watched."""
    script = Path(__file__).with_name("hostile_packs.py")
    command = [sys.executable, str(script), str(tmp_path_factory.mktemp("packs"))]
    environment = {**os.environ, "TIAOLI_CACHE": "off"}  # what is watched is what the packs themselves open
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return {result["name"]: result for result in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", PACKS)
def test_a_hostile_pack_is_refused_or_converts_and_touches_nothing_else(
    outcomes: dict[str, dict[str, Any]], name: str
) -> None:
    assert outcomes[name]["outcome"] in ("converted", "RuleError")
    assert outcomes[name]["seen"] == []


def calls(function: Callable[[], object]) -> int:
    """How many functions are called, Python's and C's."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


GROWING: dict[str, Callable[[int], tuple[str, ...]]] = {
    "heads": lambda n: (HEADER + "part_heads: [" + rows(n, lambda at: f"甲{at},") + "]\n",),
    "heads of parent and child": lambda n: (
        PARENT + "part_heads: [" + rows(n, lambda at: f"甲{at},") + "]\n",
        CHILD + "part_heads: [" + rows(n, lambda at: f"乙{at},") + "]\n",
    ),
    "overrides": lambda n: (
        PARENT + "roles:\n" + rows(n, lambda at: f"  r{at}: {{heading: [甲]}}\n"),
        CHILD + "override:\n" + rows(n, lambda at: f"  roles.r{at}.heading: {{add: [乙]}}\n"),
    ),
    "words": lambda n: (
        HEADER + "roles:\n  r:\n    has: [甲]\n    words: {" + rows(n, lambda at: f"v{at}: [甲],") + "}\n",
    ),
    "unknown keys": lambda n: (HEADER + rows(n, lambda at: f"k{at}: 甲\n"),),
    "generations": lambda n: tuple(
        HEADER.replace("x.pack", f"x.p{at}") + f"extends: [x.p{at + 1}]\n" for at in range(n // 10)
    ),
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_costs_about_twice_as_much(tmp_path: Path, name: str) -> None:
    costs = []
    for size in (500, 1000):
        files = [tmp_path / f"{size}-{at}.yaml" for at in range(len(GROWING[name](size)))]
        for file, text in zip(files, GROWING[name](size), strict=True):
            file.write_text(text, "utf-8")

        def load(files: list[Path] = files) -> None:
            with suppress(RuleError):
                load_files(files)

        load()  # what is cached is cached
        costs.append(calls(load))
    assert costs[1] < 2.5 * costs[0]
