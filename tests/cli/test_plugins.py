"""`tiaoli plugins`, and the options that choose plugins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from terminal import Tiaoli

from tiaoli import discovery
from tiaoli.testing import CHAOS


@pytest.fixture(autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has settings of its own."""
    monkeypatch.setenv("TIAOLI_CONFIG", str(tmp_path_factory.mktemp("settings")))
    discovery.forget()


def row(listing: str, key: str) -> str:
    (line,) = [line for line in listing.splitlines() if line.startswith(f"{key} ")]
    return line


def test_a_plugin_is_listed_with_its_version_interface_and_formats(tiaoli: Tiaoli) -> None:
    ran = tiaoli("plugins", "list", "--lang", "en")

    words = ["tiaoli:text", "reader", "text", "0.1.0", "1", ".txt", ".text", "in", "use"]
    assert row(ran.out, "tiaoli:text").split() == words
    assert row(ran.out, "tiaoli:cn").endswith("in use")


def test_a_disabled_plugin_is_listed_and_not_used_until_it_is_enabled(tiaoli: Tiaoli, report: Path) -> None:
    assert tiaoli("plugins", "disable", "tiaoli:text").status == 0

    assert row(tiaoli("plugins", "list", "--lang", "en").out, "tiaoli:text").endswith("disabled")
    assert tiaoli("convert", "report.txt").status == 1

    assert tiaoli("plugins", "enable", "tiaoli:text").status == 0
    assert tiaoli("convert", "report.txt").status == 0


def test_a_rule_library_can_be_disabled(tiaoli: Tiaoli) -> None:
    tiaoli("plugins", "disable", "cn")

    assert row(tiaoli("plugins", "list", "--lang", "en").out, "tiaoli:cn").endswith("disabled")
    assert "cn.gov.base" not in tiaoli("rules", "list").out


def test_a_name_that_nothing_bears_is_neither_disabled_nor_enabled(tiaoli: Tiaoli) -> None:
    ran = tiaoli("plugins", "disable", "absent", "--lang", "en")
    assert (ran.status, "no plugin is named absent; there are: " in ran.err) == (2, True)

    ran = tiaoli("plugins", "enable", "text", "--lang", "en")
    assert (ran.status, ran.err) == (2, "Error: text is not disabled; disabled are: -\n")


def test_a_folder_of_plugins_is_used_for_one_run(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "a.chaos").write_text("sound")

    assert tiaoli("convert", "a.chaos", "--plugins-dir", CHAOS, "--to", "text").out == "石桥\n"
    assert "TIAOLI_PLUGINS_DIR" not in os.environ
    assert '"reader": "text"' in tiaoli("convert", "a.chaos").out


def test_without_plugins_of_others_those_are_disabled(tiaoli: Tiaoli) -> None:
    ran = tiaoli("plugins", "list", "--no-plugins", "--plugins-dir", CHAOS, "--lang", "en")

    assert row(ran.out, "plugins-dir:tiaoli_chaos").endswith("disabled")
    assert row(ran.out, "tiaoli:text").endswith("in use")


@pytest.mark.timeout(120)
def test_the_doctor_names_what_it_finds_and_fails(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "a.chaos").write_text("bad-spans")

    ran = tiaoli("plugins", "doctor", "tiaoli_chaos", "--plugins-dir", CHAOS, "--sample", "a.chaos", "--lang", "en")

    assert ran.status == 1
    assert "reader chaos: a.chaos: a block over (1, 9) behind one that ends at 0" in ran.out


@pytest.mark.timeout(120)
def test_the_doctor_says_what_is_sound(tiaoli: Tiaoli) -> None:
    assert tiaoli("plugins", "doctor", "outline", "--lang", "en").out == "tiaoli:outline: sound\n"


@pytest.mark.parametrize("name", ["Upper", "9nine", "with space", "../out", "class", ""])
def test_a_name_that_is_none_makes_no_project(tiaoli: Tiaoli, tmp_path: Path, name: str) -> None:
    assert tiaoli("plugins", "new", name).status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_new_project_overwrites_nothing(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "tiaoli-own").mkdir()
    (tmp_path / "tiaoli-own/mine.txt").touch()

    ran = tiaoli("plugins", "new", "own", "--lang", "en")

    assert (ran.status, "is there already and not empty" in ran.err) == (2, True)


def test_a_new_project_holds_no_placeholder(tiaoli: Tiaoli, tmp_path: Path) -> None:
    for kind in ("reader", "writer", "rules"):
        tiaoli("plugins", "new", "my-own", "--kind", kind, "-o", tmp_path / kind)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 13
    assert [path for path in files if "$" in path.name or "$" in path.read_text("utf-8")] == []
