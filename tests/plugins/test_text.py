"""The reader of plain text: a block a line, labels and values in all the shapes that scraping leaves."""

from __future__ import annotations

import pytest

from tiaoli.pipeline import convert
from tiaoli.source import Source


@pytest.mark.parametrize(
    "table",
    [
        "索引号:X-2024-1\n发布日期:2024-03-05\n",
        "索 引 号:\nX-2024-1\n发 布 日 期:\n2024-03-05\n",
        "  • 索引号\n  • X-2024-1\n  • 发布日期\n  • 2024-03-05\n",
        "索引号：X-2024-1 发布日期：２０２４年３月５日\n",
        "索引号:X-2024-1\n发文字号:\n发布日期:2024-03-05\n",
        "索引号:X-2024-1\n发布日期:2024-03-05\n索引号:X-2024-1\n发布日期:2024-03-05\n",
        "索引号 \tX-2024-1\t 主题分类\t交通\n发文字号\t\t发布日期\t2024-03-05\n",
        "索引号 | X-2024-1 | 文件类目: | 交通 |\n发文字号 | 发布日期: | 2024-03-05 | |\n",
        "索引号\nX-2024-1\n主题分类\n交通\n发布日期\n2024-03-05\n",
        "•【索引号】X-2024-1\n•【发布日期】2024.03.05\n【发文字号】\n",
        " • [ 索引号 ]\n • X-2024-1\n • [ 发布日期 ]\n • 2024-03-05\n",
    ],
    ids=[
        "one line each",
        "two lines",
        "bullets",
        "one line for all",
        "an empty value",
        "twice over",
        "tabs",
        "bars",
        "in turn",
        "in brackets",
        "in brackets, two lines",
    ],
)
def test_a_label_table_gives_its_values(table: str) -> None:
    text = f"{table}某县人民政府关于修路的通知\n现将有关事项通知如下,请各单位认真贯彻执行,确保道路按时完工通车。\n"
    metadata = convert(Source(text.encode(), uri="a.txt")).metadata
    assert (metadata.index_number, metadata.published) == ("X-2024-1", "2024-03-05")
    assert metadata.document_number is None


@pytest.mark.parametrize(
    "line",
    [
        "来源:县志办 发布时间:2024-03-05 浏览次数:123 字体:[大 中 小]",
        "来源: 县志办   发布时间: 2024-03-05 09:12   点击: 123次",
        "发布人:admin 发布时间:2024-03-05 来源:县志办 阅读:333",
        "来源:县志办 | 发布时间:2024-03-05 | 访问量:9",
        "2024-03-05 09:12 来源:县志办 【字体:大 中 小】",
        "来    源:县志办 发布时间:2024年3月5日 点击数: 100",
        "2024-03-05 09:12 来源: 县志办 浏览次数:1234 字体:[大 中 小]",
        "来源: 县志办 浏览次数:12 发布时间:2024-03-05 09:12 累计次数:",
        "来源: 县志办 发布时间:2024-03-05 09:12 累计次数:",
        "来源:县志办 最后修改时间:2024-03-05 08:39:37 浏览次数:321",
    ],
)
def test_a_line_of_labels_gives_each_value_without_the_counters_and_buttons_beside_it(line: str) -> None:
    text = f"某县人民政府关于修路的通知\n{line}\n现将有关事项通知如下,请各单位认真贯彻执行,确保道路按时完工通车。\n"
    document = convert(Source(text.encode(), uri="a.txt"))
    assert (document.metadata.source_name, document.metadata.published) == ("县志办", "2024-03-05")
    assert document.metadata.title == "某县人民政府关于修路的通知"
    dropped = [document.text[slice(*block.span)] for block in document.blocks if block.kind == "clutter"]
    assert not any("县志办" in words for words in dropped)


def test_the_text_is_the_source_unchanged() -> None:
    text = "\r\n  一、回顾\u3000\r\n经济平稳。<U+00A0>\n\f二、展望\n更上层楼。"
    assert convert(Source(text.encode(), uri="a.txt")).text == text


def test_a_value_in_a_sentence_is_no_label() -> None:
    text = "来源:县政府办公室\n各位代表:\n一、回顾\n经济增长的主要来源:一是投资,二是消费,三是出口,三驾马车齐头并进。\n"
    document = convert(Source(text.encode(), uri="a.txt"))
    assert document.metadata.source_name == "县政府办公室"
    assert document.sections[1].paragraphs[0].text.startswith("经济增长的主要来源")


def test_a_day_below_a_label_that_no_site_file_knows_is_not_that_of_publication() -> None:
    text = "关于修路的通知\n审签日期\n2024-03-05\n现将有关事项通知如下,请各单位认真贯彻执行,确保道路按时完工通车。\n"
    assert convert(Source(text.encode(), uri="a.txt")).metadata.published is None
    text = text.replace("审签日期\n", "")
    assert convert(Source(text.encode(), uri="a.txt")).metadata.published == "2024-03-05"


@pytest.mark.parametrize(
    ("line", "title"),
    [("主题\n修路", None), ("来源 | 作者 | 编辑", None), ("标题:修路一期 二期 三期:方案", "修路一期 二期 三期:方案")],
)
def test_a_word_alone_or_between_bars_is_no_label(line: str, title: str | None) -> None:
    text = f"{line}\n现将有关事项通知如下,请各单位认真贯彻执行,确保道路按时完工通车。\n"
    metadata = convert(Source(text.encode(), uri="a.txt")).metadata
    assert (metadata.subject, metadata.source_name, metadata.title) == (None, None, title)
