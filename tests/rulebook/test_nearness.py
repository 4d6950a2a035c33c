"""How near a pattern came: what of it matches, and what it asked for next."""

from __future__ import annotations

import pytest

from tiaoli.chinese.width import fold
from tiaoli.rulebook.nearness import Miss, nearest_miss
from tiaoli.rulebook.patterns import compile_pattern, compile_regex


def miss(pattern: str, text: str) -> Miss:
    found = nearest_miss(compile_pattern(pattern), fold(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pattern", "text", "matched", "expected"),
    [
        ("{start}{office}{space}{value:person}{end}", "县长：张三", "{start}{office}", "{space}"),
        ("{value:date}{?上午}在{meeting}", "2025年1月8日，在云溪县开会", "{value:date}", "在"),
        ("{start}{value:date}{end}", "2025年1月8日 来源：云溪网", "{start}{value:date}", "{end}"),
        ("{start}{any}[{year}]{n}号{end}", "云政发〔2025〕号", "{start}{any}[{year}]", "{n}"),
    ],
)
def test_a_pattern_matches_up_to_the_first_part_that_fails(
    pattern: str, text: str, matched: str, expected: str
) -> None:
    found = miss(pattern, text)

    assert (found.matched, found.expected, found.is_before) == (matched, expected, False)


def test_a_word_that_only_begins_counts_as_far_as_it_goes() -> None:
    found = miss("政府工作报告", "云溪县政府工作的报告")

    assert (found.matched, found.expected, found.span) == ("政府工作", "报告", (3, 7))
    assert found.share == pytest.approx(4 / 6)


def test_what_matches_behind_a_part_that_fails_is_told_too() -> None:
    found = miss("{start}{value:date}{end}", "(2025年1月8日)")

    assert (found.matched, found.expected, found.is_before) == ("{value:date}", "{start}", True)


def test_parts_that_match_anything_are_not_said_to_match() -> None:
    found = miss("{start}{?{any}}通报{end}", "云溪县的公路")

    assert (found.matched, found.span, found.share) == ("", None, 0)


def test_a_pattern_that_comes_further_has_the_larger_share() -> None:
    text = "2025年1月8日县长张三讲话"

    assert miss("{value:date}{office}{person}在{meeting}", text).share > miss("{value:date}在{meeting}", text).share


def test_the_words_of_a_rule_count_as_its_placeholders() -> None:
    pattern = compile_pattern("{verb}公路{n}条", {"verb": ("新修", "改建")})
    found = nearest_miss(pattern, "新修公路若干条")

    assert found is not None
    assert (found.matched, found.expected) == ("{verb}公路", "{n}")


def test_the_places_are_those_of_the_whole_text() -> None:
    found = nearest_miss(compile_pattern("工作回顾"), "回顾。工作总结", 3)

    assert found is not None
    assert found.span == (3, 5)


@pytest.mark.parametrize("pattern", [compile_regex("工作.{3}"), compile_pattern("工作")])
def test_there_is_no_miss_of_a_raw_expression_and_of_a_pattern_that_matches(pattern: object) -> None:
    assert nearest_miss(pattern, "工作") is None  # type: ignore[arg-type]  # both are patterns
