"""The reader of EPUB books on books written for it: chapters in order, all of them content."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from epub_samples import CONTAINER, archive, book, in_order, item, opf, read, xhtml
from html_samples import SENTENCE, codes, dropped, quotes

import tiaoli
from same_report import facts
from tiaoli.plugin import Source

NAV = xhtml('<nav epub:type="toc"><ol><li><a href="b.xhtml">第二章 水闸</a></li></ol></nav>')
NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/ncx.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>水闸</text></navLabel>'
    '<content src="b.xhtml"/></navPoint></navMap></ncx>'
)


def test_chapters_stand_in_the_order_of_the_spine() -> None:
    page = read(book({"a.xhtml": "<p>石桥</p>", "b.xhtml": "<p>水闸</p>"}, spine=in_order("c1", "c0")))
    assert quotes(page) == ["水闸", "石桥"]


def test_a_blocks_path_names_its_chapter() -> None:
    page = read(book({"a.xhtml": "<p>石桥</p><p>水闸</p>"}))
    assert [block.node for block in page.content] == [f"OEBPS/a.xhtml#/html/body/p[{n}]" for n in (1, 2)]


def test_whatever_an_element_is_called_it_is_text_of_the_book() -> None:
    body = (
        f'<header><h1>一、修桥</h1></header><div class="nav share footer related"><p>{SENTENCE}</p></div>'
        f'<aside><p>{SENTENCE}</p></aside><section role="navigation"><p>河镇</p></section><footer><p>水闸</p></footer>'
    )
    assert quotes(read(book({"a.xhtml": body}))) == ["一、修桥", SENTENCE, SENTENCE, "河镇", "水闸"]


def test_a_short_chapter_beside_long_ones_is_content_too() -> None:
    page = read(book({"a.xhtml": "<h1>石桥县工作报告</h1>", "b.xhtml": f"<p>{SENTENCE}</p>" * 9}))
    assert len(quotes(page)) == 10
    assert codes(page) == []


def test_elements_that_xml_closes_at_once_do_not_swallow_the_text() -> None:
    body = '<a id="p1"/><p>石桥<span/></p><script src="a.js"/><div/><p>水闸<br/>河镇</p>'
    data = book({"a.xhtml": body})
    assert quotes(read(data)) == ["石桥", "水闸", "河镇"]
    chapter = xhtml("<p>石桥</p>").replace("<title></title>", "<title/>")
    assert quotes(read(book({"a.xhtml": ""}, more={"OEBPS/a.xhtml": chapter}))) == ["石桥"]


def test_headings_have_the_level_of_their_element() -> None:
    page = read(book({"a.xhtml": "<h1>石桥</h1><h3>水闸</h3><p>修好了。</p>"}))
    assert [(block.kind, block.level) for block in page.content] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", None),
    ]


def test_a_chapter_without_heading_has_the_title_that_the_contents_give_it() -> None:
    items = item("nav", "nav.xhtml", properties="nav")
    page = read(
        book({"a.xhtml": "<p>石桥</p>", "b.xhtml": "<p>修好了。</p>"}, items=items, more={"OEBPS/nav.xhtml": NAV})
    )
    assert quotes(page) == ["石桥", "第二章 水闸", "修好了。"]
    assert quotes(page, "heading") == ["第二章 水闸"]


def test_contents_of_the_older_version_give_titles_and_a_line_that_is_the_title_is_not_doubled() -> None:
    items = item("ncx", "toc.ncx", "application/x-dtbncx+xml")
    page = read(
        book({"a.xhtml": "<p>石桥</p>", "b.xhtml": "<p>水 闸</p><p>好。</p>"}, items=items, more={"OEBPS/toc.ncx": NCX})
    )
    assert quotes(page) == ["石桥", "水 闸", "好。"]
    assert quotes(page, "heading") == ["水 闸"]
    assert codes(page) == []


def test_contents_covers_and_what_is_read_aside_are_clutter() -> None:
    items = item("nav", "nav.xhtml", properties="nav") + item("cover", "cover.xhtml") + item("x", "x.xhtml")
    more = {"OEBPS/nav.xhtml": NAV, "OEBPS/cover.xhtml": xhtml("<p>封面</p>"), "OEBPS/x.xhtml": xhtml("<p>答案</p>")}
    guide = '<guide><reference type="cover" href="cover.xhtml"/></guide>'
    spine = in_order("cover", "nav", "c0", aside="x") + guide
    data = book({"a.xhtml": "<p>石桥</p>"}, items=items, spine=spine, more=more)
    page = read(data)
    assert quotes(page) == ["石桥"]
    assert dropped(page) == {"封面": "navigation", "第二章 水闸": "navigation", "答案": "auxiliary"}


def test_notes_are_footnotes_and_their_marks_stand_in_brackets() -> None:
    body = (
        '<p>增长8.3%<a epub:type="noteref" href="#n1"><sup>1</sup></a>。</p>'
        '<p>柿子<sup><a role="doc-noteref" href="#n2">2</a></sup></p>'
        '<aside epub:type="footnote" id="n1"><p>按可比价。</p></aside><p id="n2" role="doc-endnote">青柿。</p>'
    )
    page = read(book({"a.xhtml": body}))
    assert quotes(page, "paragraph") == ["增长8.3%[1]。", "柿子[2]"]
    assert quotes(page, "footnote") == ["按可比价。", "青柿。"]


def test_names_of_files_may_be_encoded_and_differ_in_case() -> None:
    items = item("x", "%E7%AC%AC%201%20%E7%AB%A0.xhtml") + item("y", "../Text/B.xhtml#top")
    more = {"OEBPS/第 1 章.xhtml": xhtml("<p>石桥</p>"), "text/b.xhtml": xhtml("<p>水闸</p>")}
    assert quotes(read(book({}, items=items, spine=in_order("x", "y"), more=more))) == ["石桥", "水闸"]


def test_what_the_book_says_of_itself_is_an_attribute_and_no_value() -> None:
    stated = {"title": "新建文档", "creator": "河镇", "publisher": "某社", "date": "2020-01-01"}
    metadata = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in stated.items())
    data = book({"a.xhtml": f"<h1>石桥县总结</h1><h2>修桥</h2><p>{SENTENCE}</p>"}, metadata=metadata)
    assert [one.name for one in read(data).attributes] == ["dc:title", "dc:creator", "dc:publisher", "dc:date"]
    document = tiaoli.convert(Source(data, "a.epub"))
    assert (document.metadata.title, document.metadata.published) == ("石桥县总结", None)


def test_a_date_of_publication_and_a_title_that_the_text_has_are_the_documents() -> None:
    metadata = '<dc:title>石桥县总结</dc:title><dc:date opf:event="publication">2024-03-05</dc:date>'
    data = book({"a.xhtml": f"<p>石桥县总结</p><p>{SENTENCE}</p>"}, metadata=metadata)
    assert read(data).title == "石桥县总结"
    assert tiaoli.convert(Source(data, "a.epub")).metadata.published == "2024-03-05"


def test_headings_make_sections_over_chapters() -> None:
    chapters = {f"{at}.xhtml": f"<h1>{title}</h1><p>{SENTENCE}</p>" for at, title in enumerate(["石桥", "水闸"])}
    document = tiaoli.convert(Source(book({"t.xhtml": "<h1>河镇总结</h1>", **chapters}), "a.epub"))
    assert [section.title for section in document.sections[1:]] == ["石桥", "水闸"]
    assert document.produced_by.reader == "epub"


def test_the_same_book_gives_the_same_page_without_its_package_document() -> None:
    chapters = {"OEBPS/a.xhtml": xhtml("<p>石桥</p>"), "OEBPS/b.xhtml": xhtml("<p>水闸</p>")}
    page = read(archive({"META-INF/container.xml": CONTAINER.format("book.opf"), **chapters}))
    assert quotes(page) == ["石桥", "水闸"]
    assert codes(page) == ["archive.missing-part"]
    listed = {"book.opf": opf(item("a", "OEBPS/a.xhtml"), in_order("a")), **chapters}
    assert quotes(read(archive(listed))) == ["石桥"]


def test_every_visible_character_of_a_chapter_is_kept() -> None:
    rows = "<tr><th>桥</th><td>3座</td></tr><tr><th>闸</th><td>2处</td></tr>"
    body = f"<ul><li>石桥</li></ul><table>{rows}</table><dl><dt>柿</dt><dd>甜</dd></dl>"
    page = read(book({"a.xhtml": body}))
    assert "".join(page.text.split()) == re.sub(r"<[^>]+>", "", body)
    assert len(next(block for block in page.blocks if block.kind == "table").cells) == 4


def test_real_reports_say_the_same_as_books(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "workreport-docx").glob("*.docx"))[::9]
    assert paths
    for path in paths:
        document = tiaoli.convert(path)
        chapters: list[str] = [""]
        for block in document.blocks:
            words = document.text[slice(*block.span)]
            if block.kind != "clutter":
                chapters += [""] if re.match("[一二三四五六七八九十]+、", words) else []
                chapters[-1] += f"<p>{escape(words)}</p>"
        made = book({f"{at}.xhtml": body for at, body in enumerate(chapters)})
        assert facts(tiaoli.convert(Source(made, "a.epub"))) == facts(document), path.name
