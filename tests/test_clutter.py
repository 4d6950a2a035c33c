"""What a page carries and a document does not: dropped with a reason, and nothing else."""

from __future__ import annotations

import pytest

from tiaoli.clutter import drop_repeats
from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source

BODY = """各位代表:
现在,我代表县人民政府向大会报告工作,请予审议,并请县政协委员和列席人员提出意见。
一、去年工作回顾
去年全县生产总值增长百分之五,一般公共预算收入增长百分之六,城乡居民收入稳步提高,民生实事件件落地。
二、今年工作安排
今年要扩大有效投资,提振城乡消费,改造老旧小区二十个,新建农村公路一百公里,办好十件民生实事。
各位代表!让我们团结一心、真抓实干,为建设富裕美丽的新家园而努力奋斗!
"""


def converted(text: str) -> Document:
    return convert(Source(text.encode(), uri="page.txt"))


def dropped(document: Document) -> dict[str, str]:
    return {
        owner.removeprefix("dropped:"): document.text[start:end].strip()
        for start, end, owner in document.claims
        if owner.startswith("dropped:")
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("您现在的位置:首页 > 政务公开 > 政府工作报告", "navigation"),
        ("【字号:大 中 小】", "furniture"),
        ("打印", "furniture"),
        ("县长王明作政府工作报告。本报记者 李华 摄", "caption"),
        ("新华社北京3月15日电", "agency-line"),
    ],
)
def test_furniture_above_the_body_is_dropped(line: str, reason: str) -> None:
    assert dropped(converted(f"某县政府工作报告\n{line}\n{BODY}")) == {reason: line}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("扫一扫在手机打开当前页\n国务院部门网站\n其他网站", "share"),
        ("责任编辑:张三", "footer"),
        ("相关报道:\n某市政府工作报告\n某省政府工作报告", "related"),
        ("个人简介\n某大学毕业,曾任报社编辑。著有文集三部。", "biography"),
        ("赞助商广告", "advertisement"),
    ],
)
def test_furniture_below_the_body_is_dropped(lines: str, reason: str) -> None:
    document = converted(f"某县政府工作报告\n{BODY}{lines}\n")
    assert reason in dropped(document)
    assert "".join(dropped(document).values()).replace("\n", "") == lines.replace("\n", "")


def test_a_breadcrumb_on_lines_of_its_own_names_no_document() -> None:
    document = converted(f"首页\n>\n政务公开\n>\n政府工作报告\n>\n工作报告\n某县政府工作报告(2031年)\n{BODY}")
    assert document.metadata.title == "某县政府工作报告(2031年)"


def test_words_of_furniture_inside_a_sentence_are_content() -> None:
    sentence = "推行“扫一扫”缴费,群众在手机上就能办事,首页办件量居全市第一,打印材料减少八成。"
    assert dropped(converted(f"某县政府工作报告\n{BODY.replace('二、', sentence + chr(10) + '二、')}")) == {}


def test_repeated_lines_are_content() -> None:
    line = "投标人须在截止时间前提交保证金,逾期不予受理,保证金以到账为准。\n"
    assert dropped(converted(f"招标公告\n{line}甲标段。\n{line}乙标段。\n")) == {}


@pytest.mark.parametrize("copies", [2, 3, 6])
def test_the_repeat_of_a_whole_body_is_kept_once(copies: int) -> None:
    document = converted("某县政府工作报告\n" + BODY * copies + "责任编辑:张三\n")
    assert [section.title for section in document.sections] == ["", "去年工作回顾", "今年工作安排"]
    (remark,) = (remark for remark in document.diagnostics if remark.code == "text.duplicate-body")
    assert remark.params == {"copies": copies}
    assert {owner for _, _, owner in document.claims if "dropped" in owner} == {"dropped:duplicate", "dropped:footer"}


def test_a_page_without_repeats_is_left_as_it_is() -> None:
    from structure.test_outlines import page_of

    page = page_of(BODY)
    assert drop_repeats(page, load_library().site_for("a.txt")) is page


def test_what_stands_between_two_copies_is_no_part_of_the_kept_one() -> None:
    head = "当前位置：首页>>政务公开\n某县政府工作报告\n2030年03月16日　来源：河东日报\n"
    foot = "（责任编辑：张三）\n【E-mail推荐】\n"
    document = converted(f"{head}{BODY}{foot}" * 2)
    last = document.sections[-1].paragraphs[-1]
    assert BODY.rstrip().endswith(last.text)
    assert document.metadata.title == "某县政府工作报告"


def test_a_pager_says_that_the_document_goes_on() -> None:
    document = converted(f"某县政府工作报告\n{BODY}上一页 1 2 3 下一页\n")
    (remark,) = (remark for remark in document.diagnostics if remark.code == "document.paginated")
    assert remark.params == {"pages": 3}


@pytest.mark.parametrize("width", [400, 30], ids=["a line a paragraph", "hard-wrapped"])
def test_the_letters_that_a_site_puts_behind_each_paragraph_are_dropped(width: int) -> None:
    paragraphs = [f"{line}xQz" for line in BODY.splitlines()]
    lines = [line[at : at + width] for line in paragraphs for at in range(0, len(line), width)]
    document = converted("\n".join(lines))
    kept = "".join(document.text[slice(*block.span)] for block in document.blocks if block.kind != "clutter")
    assert "".join(kept.split()) == "".join(BODY.split())
    assert set(dropped(document)) == {"watermark"}


def test_letters_that_belong_to_the_text_are_kept() -> None:
    text = BODY + "全市上线政务服务APP\n" * 6
    assert not dropped(converted(text))


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ("去年全县修桥铺路,通车里程\n2\n增加了三十公里,群众都说\n3\n好走了。", ["2", "3"]),
        ("去年全县修桥铺路,通车里程\n3\n增加了三十公里,群众都说\n2\n好走了。", []),
        ("去年全县修桥铺路,新修桥梁\n4\n座,通车里程增加。", []),
        ("去年全县修桥铺路。\n1\n修桥。\n2\n铺路。", []),
        ("广义货币,M\n2\n增长百分之七。", []),
    ],
    ids=["within sentences", "falling", "counted", "behind sentences", "of a formula"],
)
def test_the_number_of_a_page_within_a_sentence_is_dropped(lines: str, numbers: list[str]) -> None:
    document = converted(f"某县政府工作报告\n{BODY}{lines}\n各位代表!让我们团结一心、真抓实干,努力奋斗!\n")
    found = [document.text[slice(*block.span)] for block in document.blocks if block.kind == "clutter"]
    assert found == numbers
