"""The two languages of the terminal."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import tiaoli
import tiaoli.cli
from tiaoli.cli.wording import Words, wanted_language, wordings
from tiaoli.workbench.linting import wordings as remarks


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


WORDINGS = {**wordings(), **wordings("rules/"), **wordings("plugins/")}


@pytest.mark.parametrize("key", sorted(WORDINGS))
def test_every_wording_has_both_languages_with_the_same_placeholders(key: str) -> None:
    entry = WORDINGS[key]

    assert set(entry) == {"en", "zh"}
    assert placeholders(entry["en"]) == placeholders(entry["zh"])


def test_every_key_that_a_command_says_has_its_words() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(tiaoli.cli.__file__).parent.rglob("*.py"))
    said = set(re.findall(r'say\(\s*"([\w.-]+)"', code))

    assert len(said) > 20
    assert said - set(WORDINGS) == set()


def test_every_wording_is_said_somewhere() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(tiaoli.__file__).parent.rglob("*.py"))
    written = set(re.findall(r'"([\w.-]+)"', code))
    # f"rules.test.{code}" says any key that begins so, and say.name("severity", …) those of its kind.
    kinds = re.findall(r'name\("([\w.]+)"', code)
    begun = {*re.findall(r'f["\']([a-z.-]+[.-])\{', code), *(f"{kind}." for kind in kinds)}
    begun.remove("lint.")  # whose codes are all written out

    def is_said(key: str) -> bool:
        return any(part in written or part.startswith(tuple(begun)) for part in (key, key.partition(".")[2]))

    assert [key for key in (*WORDINGS, *remarks()) if not is_said(key)] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
    ],
)
def test_the_locale_decides_the_language(environment: dict[str, str], language: str) -> None:
    assert wanted_language([], environment) == language


@pytest.mark.parametrize("arguments", [["--lang", "en", "x"], ["x", "--lang=en"], ["convert", "x", "--lang", "en"]])
def test_the_option_overrules_the_locale(arguments: list[str]) -> None:
    assert wanted_language(arguments, {"LANG": "zh_CN"}) == "en"


def test_behind_a_bare_double_dash_no_option_counts() -> None:
    assert wanted_language(["x", "--", "--lang=en"], {"LANG": "zh_CN"}) == "zh"


def test_a_value_without_a_name_of_its_own_stands_as_it_is() -> None:
    assert Words("zh").name("type", "annual_report") == "annual_report"
    assert Words("zh").name("role", None) == ""
