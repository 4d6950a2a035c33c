"""The HTML reader on samples written for it."""

from __future__ import annotations

import pytest
from html_samples import BODY, SENTENCE, codes, dropped, pairs, quotes, read

from tiaoli.plugin import Source
from tiaoli_html import HtmlReader


def test_a_page_declared_gb2312_is_read_as_gb18030() -> None:
    page = read(f'<meta charset="gb2312"><p>镕{SENTENCE}</p>'.encode("gb18030"))
    assert quotes(page) == [f"镕{SENTENCE}"]


def test_a_wrong_declaration_does_not_garble_the_text() -> None:
    page = read(f'<meta charset="utf-8">{BODY}'.encode("gb18030"))
    assert quotes(page)[0] == SENTENCE
    assert "text.encoding-differs" in codes(page)


def test_block_elements_and_br_begin_new_blocks_and_inline_elements_join() -> None:
    page = read("<div>第一<b>句</b><i>话</i><br>第二句<p>第三句</p>第四句</div>")
    assert page.text == "第一句话\n第二句\n第三句\n第四句"


def test_white_space_collapses_and_a_line_break_between_characters_is_no_space() -> None:
    assert read("<p>\n  石桥\n  修好 了\t两座  </p>").text == "石桥修好 了 两座"


def test_prose_pasted_with_its_line_breaks_keeps_them_and_wrapped_prose_does_not() -> None:
    pasted = ["一、石桥", *(f"第{number}座石桥今年修好了，村里人过河方便多了。" * 4 for number in "一二三")]
    whole = "\n".join(pasted)
    wrapped = "\n".join(whole.replace("\n", "")[at : at + 30] for at in range(0, len(whole), 30))
    assert read(f"<p>{whole}</p>").text == whole
    assert read(f"<p>{wrapped}</p>").text == whole.replace("\n", "")


def test_each_block_knows_its_element() -> None:
    page = read("<html><body><div>一</div><div><p>二</p><p>三</p></div></body></html>")
    assert [block.node for block in page.blocks] == [
        "/html/body/div[1]",
        "/html/body/div[2]/p[1]",
        "/html/body/div[2]/p[2]",
    ]


def test_text_after_a_stray_end_of_the_page_is_kept() -> None:
    page = read(f"<html><body><h1>柿子集市的一年</h1></body></html><div id=zoom>{BODY}</div></body></html>")
    assert quotes(page, "paragraph")[0] == SENTENCE
    assert "html.repaired" in codes(page)


def test_a_page_that_ends_as_it_should_is_not_called_mended() -> None:
    assert codes(read(f"<html><body>{BODY}</body></html>\n<script>count()</script><!-- served -->")) == []


def test_a_tag_without_a_space_behind_its_name_is_mended() -> None:
    page = read(f'<divid="zoom"><pclass="x">{SENTENCE}</p></div><divclass="footer">版权</div>')
    assert quotes(page) == [SENTENCE]
    assert dropped(page) == {"版权": "footer"}


def test_escaped_quotes_of_a_database_dump_are_mended() -> None:
    page = read(rf"<div class=\"crumb\">首页</div><div id=\"zoom\">{BODY}</div>")
    assert dropped(page) == {"首页": "navigation"}


def test_an_unclosed_comment_swallows_nothing() -> None:
    assert SENTENCE in read(f"<p>开头</p><!-- 备注 <p>{SENTENCE}</p>").text


def test_script_and_style_are_no_text() -> None:
    assert read("<style>p{}</style><p>石桥</p><script>var a = '<p>水闸</p>'</script>").text == "石桥"


def test_hidden_copies_are_dropped_as_hidden() -> None:
    page = read(f'<div id=zoom>{BODY}<div style="DISPLAY: none">{BODY}</div><p hidden>旧稿</p></div>')
    assert quotes(page)[0] == SENTENCE
    assert len(quotes(page)) == 3
    assert set(dropped(page).values()) == {"hidden"}


def test_noscript_text_is_hidden() -> None:
    assert dropped(read(f"{BODY}<noscript>请打开脚本</noscript>")) == {"请打开脚本": "hidden"}


def test_a_page_whose_body_is_hidden_until_a_script_shows_it_is_read() -> None:
    page = read(f'<p>稍候</p><div id=zoom style="display:none">{BODY * 4}</div>')
    assert quotes(page).count(SENTENCE) == 4


def test_repeated_lines_stay() -> None:
    assert quotes(read(f"<div id=zoom><p>{SENTENCE}</p><p>{SENTENCE}</p></div>")) == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>索 引 号:</td><td>HX-2030-7</td><td>发布日期:</td><td>2030年2月3日</td></tr></table>",
        "<table><tr><th>索引号</th><td>HX-2030-7</td></tr><tr><th>发布日期</th><td>2030年2月3日</td></tr></table>",
        "<ul><li>索引号：HX-2030-7</li><li>发布日期：2030年2月3日</li></ul>",
        "<ul><li><b>索引号：</b><p>HX-2030-7</p></li><li><b>发布日期：</b><p>2030年2月3日</p></li></ul>",
        "<dl><dt>索引号</dt><dd>HX-2030-7</dd><dt>发布日期</dt><dd>2030年2月3日</dd></dl>",
        "<div><span>索引号：HX-2030-7</span> <span>发布日期：2030年2月3日</span></div>",
        "<ul><li><b>索&nbsp;引 号</b>HX-2030-7</li><li><b>发布日期</b> <i>2030年2月3日</i></li></ul>",
        "<div><b>索引号</b><i>HX-2030-7</i><b>发布日期</b><i>2030年2月3日</i></div>",
        "<dl><dd><label>索引号：</label><div>HX-2030-7</div></dd><dd><label>发布日期：</label>"
        "<div>2030年2月3日</div></dd></dl>",
        "<ul><li>索引号：</li><li>HX-2030-7</li><li>发布日期：</li><li>2030年2月3日</li></ul>",
        "<div><h5>索引号</h5><div>HX-2030-7</div></div><div><h5>发布日期</h5><div>2030年2月3日</div></div>",
        "<div><div class=k>索引号：</div><div class=v>HX-2030-7</div><div class=k>发布日期：</div>"
        "<div class=v>2030年2月3日</div></div>",
    ],
    ids=[
        "four cells",
        "header cells",
        "items",
        "items on two lines",
        "definitions",
        "one line",
        "label in an element",
        "elements on one line",
        "label and value within a definition",
        "neighbouring items",
        "neighbouring parts",
        "divisions",
    ],
)
def test_metadata_tables_of_all_shapes_give_pairs(markup: str) -> None:
    assert pairs(read(f"{markup}<div id=zoom>{BODY}</div>")) == [("索引号", "HX-2030-7"), ("发布日期", "2030年2月3日")]


def test_an_empty_value_is_none_and_takes_no_neighbour() -> None:
    table = "<table><tr><td>文号：</td><td></td><td>有效性：</td><td>有效</td></tr><tr><td>来源：</td></tr></table>"
    assert pairs(read(f"{table}<div id=zoom>{BODY}</div>")) == [("文号", None), ("有效性", "有效"), ("来源", None)]


def test_a_line_with_a_label_of_its_own_is_no_value() -> None:
    head = "<div><span>来源：</span> <span>访问量：<b>199</b></span> <span>发布日期：2030年2月3日</span></div>"
    assert pairs(read(f"{head}<div id=zoom>{BODY}</div>")) == [("来源", None), ("发布日期", "2030年2月3日")]


def test_copies_of_metadata_for_desktop_and_phone_are_both_pairs() -> None:
    row = "<p>文号：河政〔2030〕9号</p>"
    assert len(pairs(read(f"<div class=pc>{row}</div><div class=phone>{row}</div><div id=zoom>{BODY}</div>"))) == 2


def test_a_sentence_with_a_colon_is_no_pair() -> None:
    assert pairs(read(f"<div id=zoom>{BODY}<p>大家都说:桥修得好。</p></div>")) == []


def test_a_sentence_that_opens_with_a_label_in_bold_is_no_pair() -> None:
    page = read(f"<div id=zoom>{BODY}<p><b>时间</b>是最好的桥。</p></div>")
    assert pairs(page) == []
    assert "时间是最好的桥。" in page.text


TABLE = """<table><tr><th rowspan=2>镇</th><th colspan=2>柿子</th></tr><tr><th>棵</th><th>斤</th></tr>
<tr><td>河东</td><td>200</td><td></td></tr><tr><td>河西</td><td><p>300</p><p>估计</p></td><td>9000</td></tr></table>"""


def test_a_table_of_data_is_one_block_cell_for_cell() -> None:
    page = read(f"<div id=zoom>{BODY}{TABLE}</div>")
    (table,) = [block for block in page.content if block.kind == "table"]
    assert page.quote(table.span) == "镇\t柿子\n棵\t斤\n河东\t200\n河西\t300\n估计\t9000"
    assert [(page.quote(c.span), c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("镇", 0, 0, 2, 1), ("柿子", 0, 1, 1, 2), ("棵", 1, 1, 1, 1), ("斤", 1, 2, 1, 1), ("河东", 2, 0, 1, 1),
        ("200", 2, 1, 1, 1), ("河西", 3, 0, 1, 1), ("300\n估计", 3, 1, 1, 1), ("9000", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_list_of_short_names_and_values_is_a_table_of_two_columns() -> None:
    facts = "<dl><div><dt>中文名</dt><dd>石桥县</dd></div><div><dt>面积</dt><dd>三百平方公里</dd></div></dl>"
    page = read(f"<div id=zoom>{facts}{BODY}</div>")
    (table,) = (block for block in page.blocks if block.kind == "table")
    cells = [(cell.row, cell.column, page.quote(cell.span)) for cell in table.cells]
    assert cells == [(0, 0, "中文名"), (0, 1, "石桥县"), (1, 0, "面积"), (1, 1, "三百平方公里")]


def test_a_list_with_a_label_of_metadata_is_no_table() -> None:
    facts = "<dl><dt>发布日期</dt><dd>2030年2月3日</dd><dt>读者</dt><dd>三十人</dd></dl>"
    assert ("发布日期", "2030年2月3日") in pairs(read(f"<div id=zoom>{facts}{BODY}</div>"))


def test_a_list_of_questions_and_answers_is_prose() -> None:
    answers = f"<dl><dt>桥修好了吗</dt><dd>{SENTENCE}</dd><dt>树种了多少</dt><dd>{SENTENCE}</dd></dl>"
    assert "table" not in {block.kind for block in read(f"<div id=zoom>{answers}</div>").blocks}


def test_a_table_that_lays_out_the_page_is_transparent() -> None:
    page = read(
        f"<table><tr><td><table><tr><td>左</td><td>右</td></tr><tr><td>{BODY}</td></tr></table></td></tr></table>"
    )
    assert not quotes(page, "table")
    assert SENTENCE in quotes(page, "paragraph")


def test_headings_and_items_keep_their_kind() -> None:
    page = read(f"<div id=zoom><h2>河东</h2>{BODY}<ul><li>石桥</li><li>水闸</li></ul></div>")
    assert quotes(page, "heading") == ["河东"]
    assert quotes(page, "item") == ["石桥", "水闸"]


def test_link_lists_around_the_document_are_navigation() -> None:
    links = "<ul><li><a href=a>桥讯</a></li><li><a href=b>集市</a></li></ul>"
    page = read(f"{links}<div id=zoom>{BODY}</div>")
    assert dropped(page) == {"桥讯": "navigation", "集市": "navigation"}


def test_content_comments_bound_the_document() -> None:
    page = read(f"<div>打开方式<!--text.begin-->{BODY}<!--text.end-->下一篇</div>")
    assert dropped(page) == {"打开方式": "furniture", "下一篇": "furniture"}


def test_an_unknown_page_is_told_from_what_stands_around_it_by_its_prose() -> None:
    page = read(
        "<div class=top><a href=a>桥讯</a><a href=b>集市</a></div><div><div class=x>"
        f"{BODY}</div><div class=y><p>河镇办公室</p><p>电话</p></div></div>"
    )
    assert quotes(page)[0] == SENTENCE
    assert dropped(page) == {"桥讯集市": "navigation", "河镇办公室": "furniture", "电话": "furniture"}


def test_title_date_line_and_source_above_the_document_stay() -> None:
    page = read(
        "<title>河镇柿子工作报告_河镇网</title><div class=crumb>首页 > 报告</div><h1>河镇柿子工作报告</h1>"
        f"<p>——2030年2月3日在河镇集市上</p><p>来源：河镇报</p><p>点我</p><div id=zoom>{BODY}</div>"
    )
    assert page.title == "河镇柿子工作报告"
    assert quotes(page)[:3] == ["河镇柿子工作报告", "——2030年2月3日在河镇集市上", "来源：河镇报"]
    assert dropped(page)["点我"] == "furniture"


def test_the_title_comes_from_article_title_first() -> None:
    page = read(f'<meta name="ArticleTitle" content="柿子报告"><title>别的_河镇网</title>{BODY}')
    assert page.title == "柿子报告"


def test_a_page_without_a_title_element_is_named_by_its_metadata_or_its_centred_first_lines() -> None:
    head = '<p style="text-align: center">河镇关于<br>柿子的通知</p><p align=center>河政〔2030〕9号</p>'
    centred = f"<div id=zoom>{head}{BODY}</div>"
    assert read(f"<p>标题：柿子通知</p>{centred}").title == "柿子通知"
    assert read(centred).title == "河镇关于柿子的通知"


def test_a_subtitle_beside_the_title_stays() -> None:
    page = read(f"<title>柿子大会开幕</title><h1>柿子大会开幕</h1><h3>河镇迎来八方来客</h3><div id=zoom>{BODY}</div>")
    assert quotes(page, "heading") == ["柿子大会开幕", "河镇迎来八方来客"]


def test_a_date_under_the_title_stays_even_in_an_element_named_as_navigation() -> None:
    page = read(f"<div class=nav>2030-02-09<h1>柿子大会开幕了</h1><p>2030-02-03</p></div><div id=zoom>{BODY}</div>")
    assert quotes(page)[:2] == ["柿子大会开幕了", "2030-02-03"]
    assert dropped(page) == {"2030-02-09": "navigation"}


def test_a_stroke_ends_a_value_on_its_line() -> None:
    page = read(f"<p>发布日期：2030年2月3日 | 大字 | 小字</p><div id=zoom>{BODY}</div>")
    assert pairs(page) == [("发布日期", "2030年2月3日")]


def test_the_page_title_is_cut_at_the_name_of_the_site() -> None:
    assert read(f"<title>河镇柿子工作报告 - 河镇人民政府</title>{BODY}").title == "河镇柿子工作报告"


def test_meta_elements_become_attributes_with_lower_case_names() -> None:
    page = read(f'<head><meta name="PubDate" content=" 2030-02-03 "></head>{BODY}')
    assert [(a.name, a.value) for a in page.attributes] == [("pubdate", "2030-02-03")]


def test_the_time_at_which_a_page_was_generated_is_no_date_of_publication() -> None:
    generated = '<meta name="Others" content="页面生成时间 2031-05-06 07:08:09">'
    for value, is_kept in (("2031-05-06 07:08:09", False), ("2030-02-03 09:00:00", True)):
        page = read(f'<head>{generated}<meta name="PubDate" content="{value}"></head>{BODY}')
        assert ("pubdate" in {attribute.name for attribute in page.attributes}) == is_kept


def test_a_title_over_several_lines_is_headings_each_of_them_and_the_number_under_it_is_none() -> None:
    label = "<p>标题:石桥县人民政府关于修桥的通知</p>"
    head = "<p align=center>石桥县人民政府<br>关于修桥的通知</p><p align=center>石政发〔2030〕3号</p>"
    page = read(f"{label}<div id=zoom>{head}{BODY}</div>")
    assert quotes(page, "heading") == ["石桥县人民政府", "关于修桥的通知"]


def test_a_portal_of_links_has_no_document() -> None:
    page = read("".join(f"<li><a href={n}>第{n}条消息说的是桥</a></li>" for n in range(40)))
    assert not page.content
    assert set(dropped(page).values()) == {"navigation"}
    assert "document.no-content" in codes(page)


def test_a_page_written_by_script_is_reported() -> None:
    assert "html.script-text" in codes(read(f"<div id=app>载入中</div><script>{'f();' * 1000}</script>"))


@pytest.mark.parametrize(
    ("data", "uri", "least"),
    [
        (b"<!DOCTYPE html><html><p>x", "-", 0.9),
        (b"<div><p>x</p></div>", "a.shtml", 0.8),
        (b"<div><p>x</p></div>", "-", 0.6),
    ],
)
def test_markup_is_recognised(data: bytes, uri: str, least: float) -> None:
    recognition = HtmlReader().recognise(Source(data, uri))
    assert recognition
    assert recognition.score >= least


def test_plain_text_and_archives_are_not_recognised() -> None:
    assert HtmlReader().recognise(Source("石桥".encode(), "a.txt")) is None
    assert HtmlReader().recognise(Source(b"PK\x03\x04", "a.html")) is None
