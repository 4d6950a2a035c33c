"""Word's automatic numbering: every marker comes out as it is printed."""

from __future__ import annotations

import pytest
from docx_samples import docx, lines, listed, p, read, style

from tiaoli.pipeline import convert
from tiaoli.source import Source
from tiaoli_docx.numerals import print_number


def level(at: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )  # fmt: skip


def definition(name: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


NOTHING = '<w:suff w:val="nothing"/>'
CHINESE = definition(
    0,
    level(0, "%1、", "chineseCountingThousand", NOTHING),
    level(1, "（%2）", "chineseCounting", NOTHING),
    level(2, "%3．", "decimal", NOTHING),
)


def printed(numbering: str, *items: tuple[int, int], styles: str = "") -> list[str]:
    """What stands before 桥 in paragraphs of these lists and levels."""
    body = "".join(p("桥", listed(*item)) for item in items)
    return [line.removesuffix("桥") for line in lines(body, {"numbering": numbering, "styles": styles})]


def test_markers_of_chinese_documents_are_printed_and_deeper_levels_begin_again() -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert printed(CHINESE + num(1, 0), *items) == ["一、", "（一）", "（二）", "1．", "二、", "（一）", "1．"]


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 12, "12"), ("decimalZero", 3, "03"), ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"), ("japaneseCounting", 20, "二十"),
        ("ideographTraditional", 2, "乙"), ("ideographTraditional", 11, "11"), ("ideographZodiac", 3, "寅"),
        ("ideographDigital", 10, "一〇"), ("chineseLegalSimplified", 3, "叁"), ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"), ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 2, "⒉"),
        ("lowerLetter", 28, "bb"), ("upperLetter", 3, "C"), ("lowerRoman", 14, "xiv"), ("upperRoman", 9, "IX"),
        ("ideographEnclosedCircle", 2, "㊁"), ("none", 7, ""), ("unheardOf", 7, "7"), ("upperRoman", 0, "0"),
    ],
)  # fmt: skip
def test_a_number_is_printed_in_its_format(form: str, number: int, text: str) -> None:
    assert print_number(number, form) == text


def test_a_marker_of_several_levels_prints_each_in_its_own_format() -> None:
    levels = level(0, "第%1章", "chineseCounting"), level(1, "%1.%2"), level(2, "%1.%2.%3", more="<w:isLgl/>")
    items = [(1, 0), (1, 1), (1, 2), (1, 2)]
    assert printed(definition(0, *levels) + num(1, 0), *items) == ["第一章 ", "一.1 ", "1.1.1 ", "1.1.2 "]


def test_a_level_that_was_not_begun_is_printed_with_its_first_number() -> None:
    assert printed(definition(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0), (1, 1), (1, 0)) == ["1.1 ", "1. "]


@pytest.mark.parametrize(
    ("restart", "markers"),
    [("", "a a"), ('<w:lvlRestart w:val="0"/>', "a b"), ('<w:lvlRestart w:val="1"/>', "a a")],
    ids=["by default", "never", "after the first level"],
)
def test_a_level_begins_again_as_it_says(restart: str, markers: str) -> None:
    numbering = definition(0, level(0, "%1."), level(1, "%2", "lowerLetter", restart)) + num(1, 0)
    found = printed(numbering, (1, 0), (1, 1), (1, 0), (1, 1))
    assert f"{found[1]}{found[3]}".strip() == markers


def test_two_lists_of_one_definition_count_together() -> None:
    assert printed(CHINESE + num(1, 0) + num(2, 0), (1, 0), (2, 0), (1, 0)) == ["一、", "二、", "三、"]


def test_a_list_with_a_start_of_its_own_begins_there_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = CHINESE + num(1, 0) + num(2, 0, start)
    assert printed(numbering, (1, 0), (2, 0), (2, 0)) == ["一、", "五、", "六、"]


def test_a_list_may_print_a_level_in_its_own_way() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", more=NOTHING)}</w:lvlOverride>'
    assert printed(CHINESE + num(1, 0, other), (1, 0)) == ["[1]"]


def test_a_definition_may_stand_for_that_of_a_numbering_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = definition(7, more='<w:numStyleLink w:val="L"/>')
    assert printed(CHINESE + linked + num(1, 0) + num(2, 7), (2, 0), (2, 1), styles=styles) == ["一、", "（一）"]


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>'
)  # fmt: skip
TIED = definition(
    0,
    level(0, "%1、", "chineseCounting", NOTHING + '<w:pStyle w:val="1"/>'),
    level(1, "（%2）", "chineseCounting", NOTHING + '<w:pStyle w:val="2"/>'),
)


def test_a_style_numbers_its_paragraphs_at_the_level_tied_to_it() -> None:
    body = p("回顾", style("1")) + p("修桥", style("2")) + p("展望", style("1"))
    page = read(body, {"styles": HEADINGS, "numbering": TIED + num(1, 0)})
    assert page.text == "一、回顾\n（一）修桥\n二、展望"
    assert {block.kind for block in page.blocks} == {"heading"}


def test_a_paragraph_may_take_itself_out_of_the_list_of_its_style() -> None:
    parts = {"styles": HEADINGS, "numbering": TIED + num(1, 0)}
    assert lines(p("回顾", style("1") + listed(0)), parts) == ["回顾"]


def test_an_empty_paragraph_counts_but_prints_nothing() -> None:
    body = p("桥", listed(1)) + p(" ", listed(1)) + p("闸", listed(1))
    assert lines(body, {"numbering": CHINESE + num(1, 0)}) == ["一、桥", "三、闸"]


def test_a_bullet_makes_an_item_with_a_plain_sign() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    bullet = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/>{font}</w:lvl>'
    page = read(p("石桥", listed(1)), {"numbering": definition(0, bullet) + num(1, 0)})
    assert [(block.kind, page.quote(block.span)) for block in page.blocks] == [("item", "● 石桥")]


def test_a_picture_for_a_bullet_is_a_dot() -> None:
    picture = level(0, "&#xF0B7;", "bullet", '<w:lvlPicBulletId w:val="0"/>')
    assert printed(definition(0, picture) + num(1, 0), (1, 0)) == ["• "]


def test_a_list_that_is_nowhere_defined_prints_nothing() -> None:
    assert printed(CHINESE, (9, 0)) == [""]
    assert printed(definition(0, level(0, "%1.")) + num(1, 0), (1, 8)) == [""]


def test_headings_numbered_by_word_are_sections() -> None:
    parts = {"styles": HEADINGS, "numbering": TIED + num(1, 0)}
    text = "这一年，我们把集市从河东搬到河西，修好了三座石桥，种下了两千棵柿子树。"
    body = (
        p("河镇工作总结")
        + p("工作回顾", style("1")) + p("修桥铺路", style("2")) + p(text) + p("兴修水利", style("2")) + p(text)
        + p("工作安排", style("1")) + p(text)
    )  # fmt: skip
    document = convert(Source(docx(body, parts), "a.docx"))
    first, second = document.sections[1:]
    assert [(first.marker, first.title), (second.marker, second.title)] == [("一、", "工作回顾"), ("二、", "工作安排")]
    assert [(child.level, child.marker, child.title) for child in first.children] == [
        (2, "（一）", "修桥铺路"),
        (2, "（二）", "兴修水利"),
    ]
