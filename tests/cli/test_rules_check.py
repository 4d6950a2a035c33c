"""`tiaoli rules check`: faults with their lines, repairs, remarks, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from terminal import Tiaoli

HEADER = "rules: 1\nid: x.pack\nversion: 1.0.0\ntitle: 甲\nabstract: true\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return tmp_path / "pack.yaml"


def test_a_fault_is_shown_with_its_line_and_a_caret_under_its_column(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER + "part_heads: [甲, 乙，丙]\n", "utf-8")

    ran = tiaoli("rules", "check", "pack.yaml")

    assert (ran.status, ran.out) == (2, "")
    head, line, caret, *rest = ran.err.splitlines()
    assert head.startswith("pack.yaml:6:17: `乙，丙` contains the full-width comma ，")
    assert head.endswith("[rules.full-width-comma]")
    assert (line, caret) == ("    part_heads: [甲, 乙，丙]", " " * 21 + "^")
    assert rest == ["", "1 fault.", "`tiaoli rules check --fix FILE` can repair 1 of them."]


def test_faults_are_told_in_chinese_too(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER + "feilds: {}\n", "utf-8")

    assert (
        "pack.yaml:6:1:这里没有 `feilds` 这个键;是不是 `fields`?" in tiaoli("rules", "check", pack, "--lang", "zh").err
    )


@pytest.mark.parametrize("command", [("rules", "list"), ("convert", "report.txt")])
def test_every_command_shows_faults_so(tiaoli: Tiaoli, pack: Path, report: Path, command: tuple[str, ...]) -> None:
    pack.write_text(HEADER + "feilds: {}\n", "utf-8")

    ran = tiaoli(*command, "--rules", pack)

    assert ran.status == 2
    assert "    feilds: {}\n    ^\n" in ran.err


def test_a_repair_is_shown_line_by_line_and_the_rest_reported(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER + "status：draft\nfeilds: {}\n", "utf-8")
    pack.chmod(0o640)

    ran = tiaoli("rules", "check", "pack.yaml", "--fix")

    assert ran.status == 2
    assert ran.out == "pack.yaml:6\n- status：draft\n+ status: draft\n"
    assert "[rules.unknown-key]" in ran.err
    assert pack.read_text("utf-8") == HEADER + "status: draft\nfeilds: {}\n"
    assert pack.stat().st_mode & 0o777 == 0o640


def test_a_repaired_file_without_other_faults_is_fine(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER + "status：draft\n", "utf-8")

    assert tiaoli("rules", "check", ".", "--fix").status == 0


def test_a_repair_follows_a_link_and_leaves_it_a_link(tiaoli: Tiaoli, pack: Path, tmp_path: Path) -> None:
    pack.write_text(HEADER + "status：draft\n", "utf-8")
    (tmp_path / "linked.yaml").symlink_to(pack)

    tiaoli("rules", "check", "linked.yaml", "--fix")

    assert (tmp_path / "linked.yaml").is_symlink()
    assert "status: draft" in pack.read_text("utf-8")


def test_a_file_that_may_not_be_written_is_an_error(
    tiaoli: Tiaoli, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack.write_text(HEADER + "status：draft\n", "utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)

    ran = tiaoli("rules", "check", "pack.yaml", "--fix")

    assert ran.status == 2
    assert "pack.yaml may not be written" in ran.err
    assert "status：draft" in pack.read_text("utf-8")


def test_files_of_installed_libraries_are_never_repaired(tiaoli: Tiaoli, tmp_path: Path) -> None:
    library = tmp_path / "site-packages" / "rules"
    library.mkdir(parents=True)
    (library / "pack.yaml").write_text(HEADER + "status：draft\n", "utf-8")

    assert tiaoli("rules", "check", library, "--fix").status == 2
    assert "status：draft" in (library / "pack.yaml").read_text("utf-8")


def test_repairs_need_files_that_are_named(tiaoli: Tiaoli) -> None:
    ran = tiaoli("rules", "check", "--fix")

    assert ran.status == 2
    assert "name some" in ran.err


def test_a_rule_of_no_use_is_a_remark_and_fails_only_where_that_is_asked(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER + "roles:\n  a: {has: [报告, 工作报告]}\n", "utf-8")

    ran = tiaoli("rules", "check", "pack.yaml")

    assert ran.status == 0
    assert ran.out.startswith("pack.yaml:7: `工作报告` in `roles.a.has` is needless")
    assert tiaoli("rules", "check", "pack.yaml", "--strict").status == 1


def test_a_file_named_together_with_its_folder_counts_once(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(HEADER, "utf-8")

    ran = tiaoli("rules", "check", "pack.yaml", ".", "--rules", ".")

    assert ran.status == 0
    assert ran.err == "1 file without faults.\n"
