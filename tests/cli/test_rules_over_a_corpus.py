"""`tiaoli rules coverage` and `tiaoli rules diff`: what an analyst reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import REPORT, Tiaoli

PACK = """rules: 1
id: my.report
version: 1.0.0
title: 我的报告
applies_to:
  must:
    - {in: head, any: [云溪县]}
  should:
    - {in: head, any: [把难事一件一件办好]}
headings:
  part: {level: 1, sample: "一、"}
roles:
  review:
    heading: [回顾]
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(REPORT.replace("再修公路二十公里", "再修公路达到20公里"), "utf-8")
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", PACK)


def write_rules(folder: Path, pack: str) -> Path:
    folder.mkdir()
    (folder / "report.yaml").write_text(pack, "utf-8")
    return folder


def test_coverage_shows_what_no_rule_used(tiaoli: Tiaoli, corpus: Path, rules: Path) -> None:
    ran = tiaoli("rules", "coverage", corpus, "--rules", rules, "--lang", "en")
    lines = [line.split() for line in ran.out.splitlines()]

    assert ran.status == 0
    assert ran.err == ""
    assert ["2", "2", "{year}年工作安排", "my.report", "a.txt"] in lines
    assert any(line[:4] == ["2", "2", "修公路", "公里"] for line in lines)


def test_coverage_writes_all_of_it_as_json(tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path) -> None:
    ran = tiaoli("rules", "coverage", corpus, "--rules", rules, "--top", "1", "--json", tmp_path / "out.json")
    whole = json.loads((tmp_path / "out.json").read_text("utf-8"))

    assert ran.status == 0
    assert whole["documents"] == 2
    assert len(whole["numbers_without_indicator"]) > 1
    assert whole["packs"][0]["pack"] == "my.report"


def test_coverage_can_be_that_of_one_pack(tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path) -> None:
    (corpus / "c.txt").write_text("迁址启事\n\n一、新址\n县志办已经迁到人民路三号,特此告知。\n", "utf-8")
    arguments = ("--rules", rules, "--pack", "my.report", "--json", tmp_path / "out.json")

    assert tiaoli("rules", "coverage", corpus, *arguments).status == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["documents"] == 2


def test_an_unknown_pack_is_a_usage_error(tiaoli: Tiaoli, corpus: Path) -> None:
    ran = tiaoli("rules", "coverage", corpus, "--pack", "my.reprot")

    assert ran.status == 2
    assert "my.reprot" in ran.err


def test_coverage_ends_with_1_where_a_document_failed(tiaoli: Tiaoli, corpus: Path) -> None:
    (corpus / "c.bin").write_bytes(b"\x7fELF" + bytes(2000))
    ran = tiaoli("rules", "coverage", corpus, "--lang", "en")

    assert ran.status == 1
    assert "1 of 3 documents could not be converted" in ran.err


def test_diff_shows_changes_by_rule_and_the_version_needed(
    tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path
) -> None:
    new = write_rules(tmp_path / "new", PACK + "  plan:\n    heading: [工作安排]\n")
    ran = tiaoli("rules", "diff", rules, new, corpus, "--lang", "en", "--json", tmp_path / "out.json")
    lines = [line.split() for line in ran.out.splitlines()]

    assert ran.status == 0
    assert lines[0][:5] == ["2", "of", "2", "documents", "changed:"]
    assert ["my.report#roles.plan", "2", "2"] in lines
    assert any(line[:7] == ["my.report", "1.0.0", "1.0.0", "minor", "write", "1.1.0", "roles.plan"] for line in lines)
    whole = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [(change["uri"], change["new"]) for change in whole["changes"]] == [("a.txt", "plan"), ("b.txt", "plan")]
    assert whole["packs"][0]["enough"] is False


def test_diff_shows_of_a_row_only_what_its_columns_hold(
    tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path
) -> None:
    record = 'records:\n  roads: {each: sentence, pattern: "修{what:phrase}达到{length:number}公里"}\n'
    new = write_rules(tmp_path / "new", PACK + record)
    ran = tiaoli("rules", "diff", rules, new, corpus, "--lang", "en")

    assert any(line.endswith("→  公路, 20  a.txt") for line in ran.out.splitlines())


def test_diff_says_where_the_changes_are_that_it_does_not_show(
    tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path
) -> None:
    for name in ("c.txt", "d.txt"):
        (corpus / name).write_text((corpus / "a.txt").read_text("utf-8"), "utf-8")
    new = write_rules(tmp_path / "new", PACK + "  plan:\n    heading: [工作安排]\n")

    assert "--json FILE writes all of them" in tiaoli("rules", "diff", rules, new, corpus, "--lang", "en").out


def test_diff_against_what_is_installed_shows_the_choice_of_packs(tiaoli: Tiaoli, corpus: Path, rules: Path) -> None:
    ran = tiaoli("rules", "diff", "installed", rules, corpus, "--lang", "en")

    assert any(line.split()[:2] == ["changed", "pack"] and "my.report" in line for line in ran.out.splitlines())


def test_diff_leaves_out_of_the_settings_what_is_compared(
    tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path
) -> None:
    new = write_rules(tmp_path / "new", PACK.replace("my.report", "my.other"))
    (tmp_path / "tiaoli.toml").write_text('rules = ["new"]\n', "utf-8")
    ran = tiaoli("rules", "diff", rules, new, corpus, "--lang", "en")

    assert any(line.split()[:2] == ["my.report", "1.0.0"] and "gone" in line for line in ran.out.splitlines())


@pytest.mark.parametrize(("other", "status"), [("rules", 0), ("new", 1)])
def test_fail_on_change_ends_with_1_where_anything_changed(
    tiaoli: Tiaoli, corpus: Path, rules: Path, tmp_path: Path, other: str, status: int
) -> None:
    write_rules(tmp_path / "new", PACK.replace("[回顾]", "[工作安排]"))

    assert tiaoli("rules", "diff", rules, tmp_path / other, corpus, "--fail-on-change").status == status


def test_rules_that_are_not_there_are_a_usage_error(tiaoli: Tiaoli, corpus: Path) -> None:
    assert tiaoli("rules", "diff", "installed", "nowhere", corpus).status == 2


def test_standard_input_is_the_same_under_both_rules(tiaoli: Tiaoli, rules: Path) -> None:
    report = "关于督查情况的通报\n一、总体情况\n各项工作进展顺利。\n".encode()

    assert tiaoli("rules", "diff", "installed", "installed", "-", "--fail-on-change", stdin=report).status == 0


@pytest.mark.parametrize(("language", "words"), [("en", "only there to be extended"), ("zh", "只供继承")])
def test_a_pack_made_to_be_extended_is_told_from_one_that_is_not_there(
    tiaoli: Tiaoli, corpus: Path, tmp_path: Path, language: str, words: str
) -> None:
    write_rules(tmp_path / "own", "rules: 1\nid: my.parent\nversion: 1.0.0\ntitle: 父\nabstract: true\n")
    ran = tiaoli("rules", "coverage", corpus, "--rules", "own", "--pack", "my.parent", "--lang", language)

    assert (ran.status, words in ran.err) == (2, True)
