"""Pages as programs save and export them: MHTML, browser copies, framesets, Word, WeChat, AMP."""

from __future__ import annotations

import base64
import quopri

import pytest
from html_samples import BODY, SENTENCE, codes, dropped, quotes, read

from tiaoli.plugin import Source
from tiaoli_html import HtmlReader

PAGE = f"<html><head><title>柿子集市</title></head><body><div id=zoom>{BODY}</div></body></html>"


def mhtml(charset: str, encoding: str) -> bytes:
    data = PAGE.encode(charset)
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.com/a.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Part--x"\r\n\r\n'
        "------Part--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------Part--x\r\n"
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n------Part--x--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_saved_as_mhtml_is_read_as_the_page_that_it_was(charset: str, encoding: str) -> None:
    page = read(mhtml(charset, encoding))
    assert quotes(page) == quotes(read(PAGE))
    assert ("saved-from", "https://example.com/a.html") in [(one.name, one.value) for one in page.attributes]


def test_mhtml_is_recognised_whatever_its_name() -> None:
    recognition = HtmlReader().recognise(Source(mhtml("utf-8", "base64"), "a.bin"))
    assert recognition
    assert recognition.score > 0.95


def test_a_cut_or_damaged_mhtml_file_is_read_as_far_as_it_goes() -> None:
    assert read(mhtml("utf-8", "quoted-printable")[:-400]).text
    assert read(mhtml("utf-8", "base64").replace(b"------Part--x\r\nContent-Type: text", b"Content-Type: text")).text


def test_a_copy_saved_by_a_browser_knows_its_address() -> None:
    page = read(f"<!-- saved from url=(0026)https://example.com/b.html -->{PAGE}")
    assert ("saved-from", "https://example.com/b.html") in [(one.name, one.value) for one in page.attributes]


def test_a_page_of_frames_names_the_files_where_its_text_is() -> None:
    page = read("<html><frameset cols=*><frame src=menu.html><frame src=text.html></frameset></html>")
    assert "html.frames" in codes(page)
    assert {"sources": "menu.html, text.html"} in [remark.params for remark in page.diagnostics]


def test_lists_numbered_by_a_word_processor_keep_their_numbers() -> None:
    page = read(
        f"<div id=zoom>{BODY}<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>修桥<o:p></o:p></p></div>"
    )
    assert quotes(page)[-1] == "1.\xa0\xa0 修桥"


def test_settings_that_a_word_processor_leaves_in_a_page_are_hidden() -> None:
    page = read(f"<div id=zoom>{BODY}<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml></div>")
    assert dropped(page) == {"Normal": "hidden"}


def test_a_sentence_in_many_fonts_is_one_block() -> None:
    page = read(f"<div id=zoom>{BODY}<p><font face=宋体>石桥<font size=3>修好</font></font><b>两座</b>。</p></div>")
    assert quotes(page)[-1] == "石桥修好两座。"


def test_an_article_of_a_messaging_app_keeps_title_author_and_text() -> None:
    page = read(
        '<html><head><title></title><meta property="og:title" content="河镇柿子集市开张了"></head><body>'
        '<div id="js_article"><div class="rich_media_area"><h1 id="activity-name">河镇柿子集市开张了</h1>'
        '<div id="meta_content"><span>原创</span><span>李大川</span><a id="js_name">河镇发布</a>'
        '<em id="publish_time">2030-02-03 08:00</em></div>'
        f'<div id="js_content" style="visibility: hidden; opacity: 0">{BODY}</div>'
        '<p>预览时标签不可点</p></div></div><div class="qr_code">微信扫一扫关注该公众号</div></body></html>'
    )
    assert page.title == "河镇柿子集市开张了"
    assert quotes(page)[0] == "河镇柿子集市开张了"
    assert quotes(page)[-3] == SENTENCE
    assert "预览时标签不可点" in dropped(page)


def test_a_phone_page_whose_copy_for_other_browsers_is_in_noscript_keeps_one() -> None:
    page = read(f"<html amp><body><article>{BODY}<noscript>{BODY}</noscript></article></body></html>")
    assert quotes(page).count(SENTENCE) == 1
    assert set(dropped(page).values()) == {"hidden"}
