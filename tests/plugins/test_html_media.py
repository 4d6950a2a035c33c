"""Attachments, images and footnotes of a page are blocks of their own kind."""

from __future__ import annotations

from html_samples import BODY, SENTENCE, dropped, quotes, read


def test_files_below_the_document_are_links_with_their_addresses() -> None:
    page = read(f'<div id=zoom>{BODY}</div><div>附件下载：<a href="/fj/1.docx">名单.docx</a></div><p>下一篇</p>')
    (link,) = [block for block in page.content if block.kind == "link"]
    assert page.quote(link.span) == "附件下载：名单.docx"
    assert link.targets == ("/fj/1.docx",)
    assert dropped(page) == {"下一篇": "furniture"}


def test_a_list_of_files_inside_the_document_is_text_that_knows_its_addresses() -> None:
    page = read(f'<div id=zoom>{BODY}<p>附件：<a href="a.xls?v=2">柿子统计表</a></p></div>')
    assert [(block.kind, block.targets) for block in page.content][-1] == ("paragraph", ("a.xls?v=2",))


def test_a_link_to_another_page_is_no_file() -> None:
    page = read(f'<div id=zoom>{BODY}</div><p><a href="next.html">柿子集市开张</a></p>')
    assert dropped(page) == {"柿子集市开张": "navigation"}


def test_captions_are_images_with_their_addresses() -> None:
    page = read(
        f"<div id=zoom>{BODY}<figure><img src=a.jpg><figcaption>河西的石桥</figcaption></figure>"
        f"<p><img src=b.jpg></p><p align=center>集市开张</p><p><img src=c.jpg></p><p>{SENTENCE}</p></div>"
    )
    images = [(page.quote(block.span), block.targets) for block in page.content if block.kind == "image"]
    assert images == [("河西的石桥", ("a.jpg",)), ("集市开张", ("b.jpg",))]


def test_an_image_inside_the_page_is_named_by_its_kind_alone() -> None:
    page = read(f"<div id=zoom>{BODY}<p><img src='data:image/png;base64,{'A' * 5000}'></p><p>图为石桥</p></div>")
    assert [block.targets for block in page.content if block.kind == "image"] == [("data:image/png;base64",)]


def test_notes_that_marks_in_the_text_lead_to_are_footnotes() -> None:
    page = read(
        f'<div id=zoom><p>{SENTENCE}<sup><a id="r1" href="#n1">[1]</a></sup></p>{BODY}'
        '<ol><li id="n1"><a href="#r1">↑</a>见河镇志。</li></ol></div>'
    )
    assert quotes(page, "footnote") == ["↑见河镇志。"]


def test_notes_of_a_page_saved_by_a_word_processor_are_footnotes() -> None:
    page = read(
        f'<div id=zoom><p>{SENTENCE}<a href="#_ftn1" name="_ftnref1">[1]</a></p>{BODY}'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> 见河镇志。</p></div></div>'
    )
    assert quotes(page, "footnote") == ["[1] 见河镇志。"]
    assert len(quotes(page, "paragraph")) == 4


def test_a_note_that_leads_back_to_a_mark_above_the_line_is_a_footnote() -> None:
    page = read(
        f'<div id=zoom><p>{SENTENCE}<sup>[1]<em id="sup-1"></em></sup></p>{BODY}'
        '<ul><li><a href="#sup-1">↑</a>见河镇志。</li></ul></div>'
    )
    assert quotes(page, "footnote") == ["↑见河镇志。"]


def test_a_table_of_contents_leads_to_headings_not_to_footnotes() -> None:
    page = read(f'<div id=zoom><p><a href="#a">1</a></p><h2 id="a">桥<a href="#top">↑</a></h2>{BODY}</div>')
    assert quotes(page, "footnote") == []


def test_a_button_at_the_end_of_a_line_is_no_part_of_it() -> None:
    page = read(f'<div id=zoom><h2>石桥<span class="share">分享</span></h2>{BODY}</div>')
    assert quotes(page, "heading") == ["石桥"]
    assert dropped(page) == {"分享": "share"}


def test_a_button_alone_on_its_line_is_furniture() -> None:
    page = read(f"<div id=zoom>{BODY}<div><button><span>看全部十三条</span></button></div></div>")
    assert dropped(page) == {"看全部十三条": "furniture"}


def test_a_document_of_one_line_is_found_by_its_title() -> None:
    page = read(
        "<title>河镇柿子集市开张_河镇网</title><div><div><h1>河镇柿子集市开张</h1></div>"
        "<p>河镇的柿子集市今年秋天照常开张，欢迎光临</p></div>"
        "<div><div>说明：</div><p>余额可以用于抵扣，余额不能提现，解释权归河镇网。</p><p>余额可以用于抵扣，不能提现。</p></div>"
    )
    assert quotes(page) == ["河镇柿子集市开张", "河镇的柿子集市今年秋天照常开张，欢迎光临"]


def test_a_summary_between_title_and_text_stays() -> None:
    page = read(
        f"<title>河镇柿子集市开张</title><h1>河镇柿子集市开张</h1><p>点我</p><div>提要：{SENTENCE * 2}</div>"
        f"<p>再点我</p><div id=zoom>{BODY}</div>"
    )
    assert quotes(page)[:2] == ["河镇柿子集市开张", f"提要：{SENTENCE * 2}"]
    assert {"点我": "furniture", "再点我": "furniture"}.items() <= dropped(page).items()
