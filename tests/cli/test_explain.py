"""`rules explain`, and `explain` with a question: what a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminal import REPORT, Tiaoli


def test_rules_explain_shows_each_value_with_its_rule_and_line(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("rules", "explain", "report.txt", "--lang", "en")

    lines = ran.out.splitlines()
    at = next(at for at, line in enumerate(lines) if line.strip() == "date: 2025-01-08")
    assert ran.status == 0
    assert "“2025年1月8日”" in lines[at + 1]
    assert re.search(r"source 1 of \d+: in: front", lines[at + 2])
    assert "cn.gov.base#fields.date" in lines[at + 2]
    assert "base.yaml:" in lines[at + 2]


def test_rules_explain_shows_each_section_with_what_gave_its_role(tiaoli: Tiaoli, report: Path) -> None:
    out = tiaoli("rules", "explain", "report.txt", "--lang", "en").out

    review = out.partition("一、2024年工作回顾: review")[2].splitlines()[1]
    assert "its heading names 2024" in review
    assert "#roles.review" in review


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "then expected `{meeting}`"), ("zh", "接着应为 `{meeting}`")]
)
def test_the_first_condition_that_failed_is_told_in_both_languages(
    tiaoli: Tiaoli, tmp_path: Path, language: str, expected: str
) -> None:
    (tmp_path / "a.txt").write_text(REPORT.replace("8日在", "8日,在"), "utf-8")

    assert expected in tiaoli("rules", "explain", "a.txt", "--at", "2025年1月8日", "--lang", language).out
    assert expected in tiaoli("rules", "explain", "a.txt", "--field", "date", "--lang", language).out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_shows_the_same_part_behind_its_rankings(tiaoli: Tiaoli, report: Path, language: str) -> None:
    question = ("report.txt", "--at", "公路", "--lang", language)
    alone = tiaoli("rules", "explain", *question).out.partition("\n\n")[2]
    ranked = tiaoli("explain", *question).out

    assert alone
    assert ranked.endswith(alone)
    assert ranked != alone


def test_explain_names_the_condition_that_kept_each_other_pack_off(tiaoli: Tiaoli, report: Path) -> None:
    lines = tiaoli("explain", "report.txt", "--lang", "en").out.splitlines()

    (policy,) = [line for line in lines if "cn.gov.policy" in line]
    assert policy.split()[0] == "-"
    assert "must" in policy
    assert "conditions hold" in policy


def test_a_field_that_there_is_not_is_a_usage_error(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("rules", "explain", "report.txt", "--field", "titel", "--lang", "en")

    assert ran.status == 2
    assert "did you mean `title`" in ran.err


def test_a_source_that_cannot_be_read_is_a_failure_with_its_reason(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()

    ran = tiaoli("rules", "explain", "empty.txt", "--lang", "en")

    assert ran.status == 1
    assert "The source is empty" in ran.out
