"""The order in which the parts of a page are read."""

from __future__ import annotations

from sheets import TOP, centred, column, laid_out, run, sheet, texts

LEFT_TEXT = "河东" * 60 + "。"
RIGHT_TEXT = "河西" * 60 + "。"
COLUMNS = [
    *column([LEFT_TEXT], left=60, right=284, size=14, pitch=20, top=TOP + 60),
    *column([RIGHT_TEXT], left=312, right=536, size=14, pitch=20, top=TOP + 66),
]


def test_two_columns_are_read_one_after_the_other_below_their_title() -> None:
    page = laid_out(sheet(centred("石桥县修桥铺路三年行动", TOP, 22), *COLUMNS))
    assert texts(page) == ["石桥县修桥铺路三年行动", LEFT_TEXT, RIGHT_TEXT]


def test_a_paragraph_runs_on_from_one_column_into_the_next() -> None:
    whole = "河" * 100
    lines = list(column([whole], left=60, right=284, size=14, pitch=20, indent=0))
    lines += column(["桥" * 95 + "。"], left=312, right=536, size=14, pitch=20, indent=0)
    page = laid_out(sheet(*(run("石" * 16, 60, TOP - 40 + 20 * at, 14) for at in range(2)), *lines))
    assert texts(page)[-1].endswith("桥" * 95 + "。")


def test_lines_of_words_far_apart_are_read_across() -> None:
    rows = [(f"第{name}座桥", "已经修好") for name in "一二三四五六七八"]
    runs = [
        run(text, left, TOP + 28 * at) for at, row in enumerate(rows) for text, left in zip(row, (90, 400), strict=True)
    ]
    assert texts(laid_out(sheet(*runs))) == [" ".join(row) for row in rows]


def test_the_order_of_the_file_does_not_matter() -> None:
    page = laid_out(sheet(*reversed(COLUMNS), centred("石桥县修桥铺路三年行动", TOP, 22)))
    assert texts(page) == ["石桥县修桥铺路三年行动", LEFT_TEXT, RIGHT_TEXT]


def test_columns_that_end_early_are_known_by_those_of_other_pages() -> None:
    short = [
        *column(["河" * 40 + "。", "桥" * 20 + "。"], left=60, right=284, size=14, pitch=20),
        *column(["闸。"], left=312, right=536, size=14, pitch=20),
    ]
    one_sided = list(column(["石" * 40 + "。"] * 3, left=60, right=284, size=14, pitch=20))
    for last in (short, one_sided):
        whole = "".join(run.text for run in last)
        assert "".join(texts(laid_out(sheet(*COLUMNS), sheet(*last)))[2:]) == whole
        assert len(texts(laid_out(sheet(*COLUMNS), sheet(*last)))) == 5
