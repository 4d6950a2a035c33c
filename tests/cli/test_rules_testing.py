"""`rules test`: what a person reads, and the exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Tiaoli

PACK = """\
rules: 1
id: x.notice
version: 1.0.0
title: 督查通报
status: draft
fields:
  number: {type: number, from: [{in: front, pattern: "第{value:digits}期"}]}
tests:
  - name: 期号
    text: "督查通报第12期\\n请抓好落实。"
    expect: [{field: number, value: VALUE}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack whose only test passes, in the folder the command runs in."""
    path = tmp_path / "notice.yaml"
    path.write_text(PACK.replace("VALUE", "12"), "utf-8")
    return path


def test_a_passing_file_is_named_with_the_rules_it_leaves_open(tiaoli: Tiaoli, pack: Path) -> None:
    ran = tiaoli("rules", "test", pack, "--lang", "en")

    assert ran.status == 0
    assert ran.out.splitlines()[:2] == [
        "ok      x.notice, tests: 1",
        "  notice.yaml:7 fields.number: no test says where this rule must not fire",
    ]
    assert ran.out.endswith(
        "files: 1, tests: 1, passed: 1, failed: 0, known gaps: 0, closed gaps: 0, "
        "rules without a test: 0, rules without a counter-example: 1\n"
    )


def test_a_failing_test_says_where_it_stands_and_what_was_found(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(PACK.replace("VALUE", "13"), "utf-8")

    ran = tiaoli("rules", "test", "x.notice", "--rules", pack, "--lang", "zh")

    assert ran.status == 1
    assert "notice.yaml:9 期号 未通过" in ran.out
    assert "应有 {field: number, value: 13}: 得到 12,出自“12”,规则 x.notice#fields.number" in ran.out


def test_a_large_number_is_shown_as_the_test_writes_it(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(PACK.replace("VALUE", "12000000000"), "utf-8")

    assert "{field: number, value: 12000000000}" in tiaoli("rules", "test", pack, "--lang", "en").out


def test_a_stable_pack_with_an_open_rule_fails(tiaoli: Tiaoli, pack: Path) -> None:
    pack.write_text(PACK.replace("VALUE", "12").replace("draft", "stable"), "utf-8")

    assert tiaoli("rules", "test", pack).status == 1


def test_a_folder_stands_for_all_its_files(tiaoli: Tiaoli, pack: Path) -> None:
    pack.with_name("other.yaml").write_text(PACK.replace("VALUE", "12").replace("x.notice", "x.other"), "utf-8")

    ran = tiaoli("rules", "test", pack.parent, "--lang", "en")

    assert [line for line in ran.out.splitlines() if line.startswith("ok")] == [
        "ok      x.notice, tests: 1",
        "ok      x.other, tests: 1",
    ]


def test_a_file_of_no_rules_is_a_usage_error_with_the_nearest_one(tiaoli: Tiaoli, pack: Path) -> None:
    ran = tiaoli("rules", "test", "x.notise", "--rules", pack, "--lang", "en")

    assert ran.status == 2
    assert "x.notice" in ran.err
