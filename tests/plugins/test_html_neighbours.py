"""A document among others like it, and pages that are only an outline."""

from __future__ import annotations

import pytest
from html_samples import BODY, SENTENCE, codes, dropped, quotes, read

from tiaoli.pipeline import convert
from tiaoli_outline import OutlineParser

TITLE = "<title>河镇柿子集市开张_河镇网</title><h1>河镇柿子集市开张</h1>"
OTHER = f"<h1>河西码头修好</h1><p>2030-02-03 08:00</p>{BODY * 4}"


def test_a_second_article_with_a_title_and_a_time_of_its_own_is_related() -> None:
    page = read(f"<div>{TITLE}<p>2030-02-05 09:00</p><div>{BODY}</div></div><div>{OTHER}</div>")
    assert quotes(page)[-1] == quotes(read(BODY))[-1]
    assert len(quotes(page)) == 5
    assert dropped(page)["河西码头修好"] == "related"


def test_a_second_heading_without_a_time_is_of_the_document() -> None:
    page = read(f"<div id=zoom>{TITLE}{BODY}<h1>附:柿子种类</h1>{BODY}</div>")
    assert "附:柿子种类" in quotes(page)


def test_an_element_named_as_related_is_so_however_long_where_text_stands_before_it() -> None:
    page = read(f"<div>{TITLE}<div>{BODY}</div></div><div class=related>{BODY * 6}</div>")
    assert quotes(page).count(SENTENCE) == 1


def test_a_document_in_an_element_named_as_clutter_is_kept_where_nothing_stands_before_it() -> None:
    assert quotes(read(f"{TITLE}<div class=related>{BODY}</div>"), "paragraph")[0] == SENTENCE


def test_a_link_that_says_that_it_is_an_advertisement_is_one_inside_the_text_too() -> None:
    page = read(f"<div id=zoom>{BODY}<a href=x><i>广告</i><span>石桥牌柿饼</span></a>{BODY}</div>")
    assert dropped(page) == {"广告石桥牌柿饼": "advertisement"}


@pytest.mark.parametrize("marks", ["一、 二、 三、 四、", "第一章 第二章 第三章 第四章"])
def test_a_page_that_is_only_an_outline_of_links_goes_to_the_parser_of_outlines(marks: str) -> None:
    items = "".join(f'<li><a href="{n}.html">{mark}修桥的第{n}年</a></li>' for n, mark in enumerate(marks.split()))
    links = "".join(f"<li><a href=x{n}>桥讯{n}</a></li>" for n in range(6))
    page = read(f"<title>河镇柿子工作报告</title><ul>{links}</ul><h1>河镇柿子工作报告</h1><ol>{items}</ol>")
    assert len(quotes(page)) == 5
    assert "document.no-content" not in codes(page)


def test_an_outline_of_links_is_announced_and_has_no_text() -> None:
    items = "".join(f'<li><a href="{mark}.html">{mark}、修桥的一年</a></li>' for mark in "一二三四")
    markup = f"<html><head><title>河镇柿子工作报告</title></head><body><ol>{items}</ol></body></html>"
    document = convert(markup.encode(), uri="a.html")
    assert document.produced_by.parser == OutlineParser.name
    assert [section.state for section in document.sections if section.level] == ["outline"] * 4
