"""Which rules a command works with: what gave way to the user's own is named, whatever the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Tiaoli

from tiaoli.rulebook.packs import load_library

FALLBACK = next(pack for pack in load_library().packs if pack.fallback)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a pack that bears the id of an installed one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "fallback.yaml").write_text(Path(FALLBACK.path).read_text("utf-8"), "utf-8")
    return folder


COMMANDS = (
    ("convert", "report.txt"), ("inspect", "report.txt"), ("explain", "report.txt"), ("rules", "explain", "report.txt"),
    ("rules", "list"), ("rules", "show", FALLBACK.id), ("rules", "coverage", "report.txt"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pack_that_gave_way_to_one_of_the_same_id_is_named(
    tiaoli: Tiaoli, report: Path, mine: Path, command: tuple[str, ...]
) -> None:
    ran = tiaoli(*command, "--rules", mine, "--lang", "en")

    assert ran.status == 0
    assert f"{FALLBACK.id}: {mine / 'fallback.yaml'} is used in place of {FALLBACK.path}: what --rules names" in ran.err


def test_the_rules_of_a_settings_file_hold_without_being_named(tiaoli: Tiaoli, report: Path, mine: Path) -> None:
    Path("tiaoli.toml").write_text('rules = ["mine"]\n', "utf-8")
    ran = tiaoli("convert", "report.txt", "--lang", "en")

    assert f"{FALLBACK.id}: mine/fallback.yaml is used in place of {FALLBACK.path}: what tiaoli.toml names" in ran.err
