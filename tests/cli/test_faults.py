"""The line of a fault on a terminal, and the caret under its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.cli.faults import EXCERPT_CELLS, excerpt
from tiaoli.cli.table import width


@pytest.mark.parametrize(
    ("line", "column", "shown", "cells"),
    [
        ("a: b", 4, "a: b", 3),
        ("甲: 乙", 4, "甲: 乙", 4),
        ("\ta: b", 2, "    a: b", 4),
        ("a: \x1b[31m", 4, "a: ·[31m", 3),
        ("a:\u200bb", 4, "a:·b", 3),
        ("a", 9, "a", 1),
        ("", 1, "", 0),
    ],
)
def test_the_caret_stands_under_the_column_in_cells(line: str, column: int, shown: str, cells: int) -> None:
    assert excerpt(line, column) == (shown, " " * cells + "^")


def test_a_long_line_is_cut_round_the_caret() -> None:
    shown, caret = excerpt("甲" * 500 + "X" + "乙" * 500, 501)
    assert shown[0] == shown[-1] == "…"
    assert width(shown) <= EXCERPT_CELLS
    assert width(shown[: shown.index("X")]) == len(caret) - 1


@given(st.text(st.sampled_from("甲a\t\u0301\x07，"), max_size=300), st.integers(1, 310))
def test_no_line_is_wider_than_the_limit(line: str, column: int) -> None:
    shown, caret = excerpt(line, column)
    assert width(shown) <= EXCERPT_CELLS + 4
    assert "\t" not in shown
    assert len(caret) <= EXCERPT_CELLS
