"""Headings without a number that the format itself calls headings."""

from __future__ import annotations

from tiaoli.page import Block, Page
from tiaoli.rulebook.packs import load_library
from tiaoli.structure import read_outline

TEXT = "这一年我们把集市从河东搬到河西,修好了三座石桥,种下了两千棵柿子树,村里人都说好走多了。"


def outline(*lines: tuple[str, int | None]) -> list[tuple[int, str, str]]:
    """Level, marker and title of each section of a page; each line has the level that its format gives it."""
    blocks, at = [], 0
    for line, level in lines:
        blocks.append(Block("heading" if level else "paragraph", (at, at + len(line)), level=level))
        at += len(line) + 1
    page = Page("\n".join(line for line, _ in lines), tuple(blocks))
    sections = read_outline(page, load_library().pack("cn.generic")).walk()
    return [(section.level, section.marker, section.title) for section in sections if section.level]


def test_styled_lines_are_headings_at_their_own_levels() -> None:
    lines = [("河镇总结", None), ("石桥", 2), (TEXT, None), ("桥墩", 3), (TEXT, None), ("水闸", 2), (TEXT, None)]
    assert outline(*lines) == [(1, "", "石桥"), (2, "", "桥墩"), (1, "", "水闸")]


def test_the_first_line_is_the_title_whatever_its_style() -> None:
    assert outline(("河镇总结", 1), ("石桥", 2), (TEXT, None), ("水闸", 2), (TEXT, None)) == [
        (1, "", "石桥"),
        (1, "", "水闸"),
    ]


def test_beside_numbers_the_styled_lines_stand_at_the_levels_that_these_give() -> None:
    lines = [("一、去年工作", 2), (TEXT, None), ("修桥", 3), (TEXT, None), ("二、今年工作", 2), (TEXT, None)]
    assert outline(*lines) == [(1, "一、", "去年工作"), (2, "", "修桥"), (1, "二、", "今年工作")]


def test_styled_lines_count_for_nothing_where_only_others_are_numbered() -> None:
    lines = [("一、去年工作", None), (TEXT, None), ("说明", 1), (TEXT, None), ("二、今年工作", None), (TEXT, None)]
    assert outline(*lines) == [(1, "一、", "去年工作"), (1, "二、", "今年工作")]


def test_a_whole_paragraph_in_the_style_of_a_heading_is_none() -> None:
    assert outline(("河镇总结", None), ("石桥", 1), (TEXT, 1)) == [(1, "", "石桥")]
