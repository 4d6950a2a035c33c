"""Lines that stand at places become paragraphs."""

from __future__ import annotations

import pytest
from sheets import LEFT, PITCH, TOP, centred, column, laid_out, run, sheet, texts

FIRST = "这一年我们把集市从河东搬到河西修好了三座石桥种下了两千棵柿子树又把码头上的仓库一间一间翻新了一遍。"
SECOND = "明年还要在上游修两座水闸让下游的三个村子不再受淹也让渡口的船家一年四季都能开船运货过河。"


def test_lines_of_a_paragraph_are_joined_without_spaces() -> None:
    assert texts(laid_out(sheet(*column([FIRST, SECOND])))) == [FIRST, SECOND]


def test_paragraphs_without_indent_end_where_the_next_word_would_have_had_room() -> None:
    assert texts(laid_out(sheet(*column([FIRST, SECOND, FIRST], indent=0)))) == [FIRST, SECOND, FIRST]


def test_a_full_last_line_ends_its_paragraph_where_the_next_is_indented() -> None:
    full = FIRST[:49] + "。"  # 24 and 26 characters
    assert texts(laid_out(sheet(*column([full, SECOND, SECOND])))) == [full, SECOND, SECOND]


def test_a_larger_gap_begins_a_paragraph() -> None:
    lines = [run("石" * 26, LEFT, TOP + at * PITCH + (20 if at > 2 else 0)) for at in range(8)]
    assert [len(text) for text in texts(laid_out(sheet(*lines)))] == [78, 130]


def test_headings_stand_alone() -> None:
    paragraphs = ["一、工作回顾", FIRST, "(一)修桥铺路", SECOND]
    assert texts(laid_out(sheet(*column(paragraphs)))) == paragraphs


def test_a_paragraph_runs_on_over_a_page_break() -> None:
    lines = list(column([FIRST, SECOND]))
    foot = [run(f"— {number} —", 270, 780, 14) for number in (1, 2)]
    moved = [run(line.text, line.box[0], TOP + at * PITCH) for at, line in enumerate(lines[3:])]
    page = laid_out(sheet(*lines[:3], foot[0]), sheet(*moved, foot[1]))
    assert texts(page) == [FIRST, SECOND]
    assert page.text == f"{FIRST}\n{SECOND}\n— 1 —\f— 2 —"
    assert [block.page for block in page.blocks] == [1, 1, 1, 2]


def test_justified_lines_have_no_spaces_in_them() -> None:
    wide = [run(char, LEFT + 26.6 * at, TOP) for at, char in enumerate("修好了三座石桥种下了两千棵柿子")]
    page = laid_out(sheet(*wide, run("树", LEFT + 400, TOP), *column([SECOND], top=TOP + PITCH, indent=0)))
    assert page.text == f"修好了三座石桥种下了两千棵柿子树{SECOND}"


def test_a_letterspaced_word_is_one_word() -> None:
    assert texts(laid_out(sheet(run("通", 250, TOP), run("知", 320, TOP)))) == ["通知"]
    assert texts(laid_out(sheet(run("通　知", 250, TOP)))) == ["通知"]


def test_names_far_apart_are_parted_by_a_space() -> None:
    assert texts(laid_out(sheet(run("县长", 250, TOP), run("李明", 330, TOP)))) == ["县长 李明"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the infra-", "structure of", "the infrastructure of"),
        ("Belt and", "Road works", "Belt and Road works"),
        ("全县生产总值达到12", "3.5亿元", "全县生产总值达到123.5亿元"),
        ("全县实现GDP", "增长", "全县实现GDP增长"),
    ],
)
def test_western_words_are_joined_as_they_are_written(first: str, second: str, joined: str) -> None:
    fill = run("石" * 26, LEFT, TOP + 2 * PITCH)
    left = LEFT + 416 - run(first, 0, 0).box[2]
    page = laid_out(sheet(run(first, left, TOP), run(second, LEFT, TOP + PITCH), fill, rules=()))
    assert page.text.startswith(joined)


def test_a_title_over_several_lines_is_one_paragraph_and_the_title_of_the_page() -> None:
    title = [centred("石桥县人民政府关于", TOP, 22), centred("修缮石桥和码头的通知", TOP + 34, 22)]
    page = laid_out(sheet(*title, *column([FIRST, SECOND], top=TOP + 90)))
    assert texts(page)[0] == page.title == "石桥县人民政府关于修缮石桥和码头的通知"


def test_the_name_of_the_issuer_above_the_number_is_no_title() -> None:
    runs = [
        centred("石桥县人民政府文件", TOP, 40),
        centred("石政发〔2024〕3号", TOP + 70),
        centred("关于修缮石桥和码头的通知", TOP + 130, 22),
    ]
    assert laid_out(sheet(*runs, *column([FIRST, SECOND], top=TOP + 200))).title == "关于修缮石桥和码头的通知"


def test_centred_lines_in_the_size_of_the_body_are_paragraphs_of_their_own() -> None:
    lines = [centred("(2024年1月15日)", TOP), centred("县长李明", TOP + PITCH)]
    assert texts(laid_out(sheet(*lines, *column([FIRST], top=TOP + 3 * PITCH))))[:2] == ["(2024年1月15日)", "县长李明"]


def test_what_is_printed_twice_for_bold_stands_once() -> None:
    twice = [run(text, LEFT + shift, TOP) for text in ("工作", "回顾") for shift in (0.0, 0.4)]
    moved = [run("回顾", LEFT + 32, TOP), run("回顾", LEFT + 32.4, TOP)]
    assert texts(laid_out(sheet(*twice[:2], *moved))) == ["工作回顾"]


def test_labels_and_values_are_paired_with_their_place() -> None:
    page = laid_out(sheet(run("索引号:X-1", LEFT, TOP), run("发布日期:2024年1月5日", LEFT, TOP + PITCH)))
    assert [(block.kind, block.page) for block in page.blocks] == [("pair", 1), ("pair", 1)]


def test_runs_with_a_reason_are_clutter_at_the_end_of_their_page() -> None:
    page = laid_out(sheet(run("内部资料", 200, 300, 60, reason="watermark"), *column([FIRST])))
    assert [(block.kind, block.reason) for block in page.blocks] == [("paragraph", None), ("clutter", "watermark")]


def test_turned_words_stand_behind_the_flow() -> None:
    turned = [run(char, 40, 300 + 20 * at, turned=True) for at, char in enumerate("装订线")]
    assert texts(laid_out(sheet(*turned, *column([FIRST])))) == [FIRST, "装订线"]


def test_pages_without_text_give_an_empty_page() -> None:
    assert laid_out(sheet(), sheet(run(" \u3000", 10, 10))).text == "\f"
    assert laid_out().text == ""
