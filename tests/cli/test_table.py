"""Columns on a terminal."""

from __future__ import annotations

from tiaoli.cli.table import render, shorten, width


def test_a_chinese_character_takes_two_cells() -> None:
    assert width("a中，") == 5
    assert width("é") == 1


def test_columns_stand_under_each_other_in_both_scripts() -> None:
    assert render([["璧山区", "1"], ["ab", "22"]], ["名称", "n"]).splitlines() == [
        "名称    n",
        "------  --",
        "璧山区  1",
        "ab      22",
    ]


def test_a_text_is_cut_to_its_cells_and_says_so() -> None:
    assert shorten("重庆市璧山区", 9) == "重庆市璧…"
    assert shorten("重庆市璧山区", 12) == "重庆市璧山区"
    assert shorten("重庆市璧山区", 8) == "重庆市…"
