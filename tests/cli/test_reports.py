"""`inspect`, `explain` and the listings: what a person reads."""

from __future__ import annotations

import json
from pathlib import Path

from terminal import REPORT, Tiaoli


def test_inspect_shows_each_value_with_its_words_and_rule(tiaoli: Tiaoli, report: Path) -> None:
    lines = tiaoli("inspect", "report.txt", "--lang", "en").out.splitlines()

    date = next(line for line in lines if line.strip().startswith("date"))
    assert "2025-01-08" in date
    assert "“2025年1月8日" in date
    assert "#fields.date" in date


def test_inspect_shows_the_tree_with_roles_and_sizes(tiaoli: Tiaoli, report: Path) -> None:
    lines = tiaoli("inspect", "report.txt", "--lang", "en").out.splitlines()

    (review,) = [line for line in lines if "一、2024年工作回顾" in line]
    (roads,) = [line for line in lines if "(一)把路修好" in line]
    assert review.split()[0] == "1"
    assert "review" in review
    assert "characters" in review
    assert roads.split()[0] == "2"
    assert roads.index("(") > review.index("一、")


def test_inspect_shows_what_was_dropped_and_why(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(REPORT + "\n扫一扫在手机打开当前页\n打印本页\n关闭窗口\n", "utf-8")

    shown = tiaoli("inspect", "page.txt", "--lang", "en").out

    dropped = shown.partition("Dropped: ")[2].partition("Diagnostics")[0]
    assert "打印本页" in dropped
    assert not dropped.startswith("0 characters")


OWN_PACK = """
rules: 1
id: my.own
version: 1.0.0
title: 测试
fields:
  length: {type: number, from: [{in: body, pattern: "公路{value:number}公里"}]}
records:
  roads: {each: sentence, any: [办好, 再修, 新修]}
  ports: {each: sentence, any: [码头]}
"""


def test_inspect_shows_the_packs_own_fields_and_the_first_rows_of_its_records(
    tiaoli: Tiaoli, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(OWN_PACK, "utf-8")

    shown = tiaoli("inspect", "report.txt", "--lang", "en", "--rules", "own.yaml", "--pack", "my.own").out

    (length,) = [line for line in shown.splitlines() if line.strip().startswith("length ")]
    assert length.split()[:3] == ["length", "18", "“十八”"]
    assert length.endswith("my.own#fields.length")
    tables = [line.split() for line in shown.partition("Records")[2].partition("\n\n")[0].splitlines()[1:]]
    assert tables == [["roads", "4", "rows", "“办好”", "“新修”", "“再修”", "…"], ["ports", "0", "rows"]]


def test_inspect_is_silent_on_records_where_the_pack_has_none(tiaoli: Tiaoli, report: Path) -> None:
    assert "Records" not in tiaoli("inspect", "report.txt", "--lang", "en").out


def test_inspect_gives_diagnostics_in_the_language_of_the_terminal(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(REPORT.replace("(二)", "(三)"), "utf-8")

    assert "outline.missing-number" in tiaoli("inspect", "gap.txt", "--lang", "en").out
    assert "编号从" in tiaoli("inspect", "gap.txt", "--lang", "zh").out
    assert "The numbering jumps" in tiaoli("inspect", "gap.txt", "--lang", "en").out


def test_inspect_of_a_failed_source_says_why_and_fails(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()

    ran = tiaoli("inspect", "empty.txt", "--lang", "en")

    assert ran.status == 1
    assert "The source is empty" in ran.out


def test_explain_ranks_readers_parsers_and_packs_with_reasons(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("explain", "report.txt", "--lang", "en")

    assert ran.status == 0
    titles = [line for line in ran.out.splitlines() if line in ("Readers", "Parsers", "Rule packs")]
    assert titles == ["Readers", "Parsers", "Rule packs"]
    assert "plain text" in ran.out
    assert "tiaoli:text" in ran.out
    assert "cn.gov.work-report" in ran.out


def test_explain_of_bytes_says_that_no_reader_knows_them(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x7fELF" + bytes(2000))

    ran = tiaoli("explain", "a.bin", "--lang", "en")

    assert ran.status == 1
    assert "none recognises it" in ran.out
    assert "not text (program)" in ran.out


def test_a_file_that_is_not_there_is_one_clear_message(tiaoli: Tiaoli) -> None:
    ran = tiaoli("inspect", "nowhere.txt", "--lang", "en")

    assert ran.status == 2
    assert ran.err == "Error: there is no file or folder 'nowhere.txt'\n"


def test_a_folder_is_not_inspected(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    (tmp_path / "second.txt").touch()

    assert tiaoli("inspect", tmp_path).status == 2


def test_the_packs_are_listed_with_version_and_title(tiaoli: Tiaoli) -> None:
    ran = tiaoli("rules", "list", "--lang", "en")

    (line,) = [line for line in ran.out.splitlines() if line.startswith("cn.gov.work-report ")]
    assert "政府工作报告" in line


def test_the_schema_is_printed(tiaoli: Tiaoli) -> None:
    assert json.loads(tiaoli("schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
