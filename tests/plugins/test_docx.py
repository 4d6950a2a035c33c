"""The reader of Word files on samples written for it: what becomes text, and what stays apart."""

from __future__ import annotations

import pytest
from docx_samples import STRICT_W, W, docx, field, lines, p, r, read, rewritten, style
from html_samples import codes, dropped, pairs, quotes

from tiaoli.pipeline import convert
from tiaoli.plugin import Source
from tiaoli_docx import DocxReader


def test_a_paragraph_is_a_block_that_knows_its_element() -> None:
    page = read(p("石桥") + p(r("水") + r("闸")) + p(" "))
    assert page.text.split("\n")[:2] == ["石桥", "水闸"]
    assert [block.node for block in page.blocks] == ["/w:document/w:body/w:p[1]", "/w:document/w:body/w:p[2]"]


def test_a_line_break_and_a_page_break_begin_new_blocks() -> None:
    page = read(p(r("河镇") + "<w:r><w:br/></w:r>" + r("工作报告") + '<w:r><w:br w:type="page"/></w:r>' + r("目录")))
    assert quotes(page) == ["河镇", "工作报告", "目录"]
    assert {block.node for block in page.blocks} == {"/w:document/w:body/w:p[1]"}


def test_tabs_hyphens_and_signs_become_characters_and_soft_hyphens_nothing() -> None:
    signs = "<w:r><w:tab/><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/><w:cr/></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="None" w:char="F041"/></w:r>'
    assert lines(p(r("修桥") + signs + symbol)) == ["修桥\t5-6", "☑\uf041"]


def test_letters_in_a_symbol_font_are_the_signs_that_it_shows() -> None:
    assert lines(p(r("l ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r("l桥"))) == ["● l桥"]


def test_a_tab_stop_is_no_tab() -> None:
    assert lines(p("石桥", '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>')) == ["石桥"]


def test_space_at_the_ends_of_text_counts_only_where_it_is_said_to() -> None:
    assert lines("<w:p><w:r><w:t> 石 </w:t></w:r><w:r><w:t xml:space='preserve'> 桥 闸</w:t></w:r></w:p>") == [
        "石 桥 闸"
    ]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="河镇标题"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="below"><w:name w:val="河镇小标题"/><w:basedOn w:val="own"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:type="character" w:styleId="no"><w:name w:val="unseen"/><w:rPr><w:vanish/></w:rPr></w:style>'
)  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        (style("1"), "heading"),
        (style("own"), "heading"),
        (style("below"), "heading"),
        ('<w:outlineLvl w:val="0"/>', "heading"),
        (style("own") + '<w:outlineLvl w:val="9"/>', "paragraph"),
        (style("loop"), "paragraph"),
        (style("absent"), "paragraph"),
        ("", "paragraph"),
    ],
    ids=["built-in", "own", "inherited", "direct", "taken back", "based on itself", "not defined", "plain"],
)
def test_an_outline_level_makes_a_heading(properties: str, kind: str) -> None:
    assert [block.kind for block in read(p("修桥铺路", properties), {"styles": STYLES}).blocks] == [kind]


def test_headings_by_style_are_sections_without_any_number() -> None:
    text = "这一年，我们把集市从河东搬到河西，修好了三座石桥，种下了两千棵柿子树，大家都说好。"
    body = p("河镇总结", style("t")) + p("石桥", style("1")) + p(text) + p("桥墩", style("own")) + p(text)
    document = convert(Source(docx(body, {"styles": STYLES}), "a.docx"))
    assert [(section.title, [child.title for child in section.children]) for section in document.sections[1:]] == [
        ("石桥", ["桥墩"])
    ]


def test_the_title_is_what_has_the_style_of_a_title() -> None:
    page = read(p("河镇人民政府", style("t")) + p("工作报告", style("t")) + p("各位代表："), {"styles": STYLES})
    assert page.title == "河镇人民政府工作报告"
    assert read(p("河镇工作报告")).title is None


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    changes = f"<w:ins>{r('三')}</w:ins><w:del><w:r><w:delText>两</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>"
    page = read(p(r("修") + changes + r("座") + moved + r("桥")))
    assert page.text == "修三座新桥"
    assert [(remark.code, remark.params) for remark in page.diagnostics] == [
        ("docx.tracked-changes", {"insertions": 2, "deletions": 2})
    ]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    assert lines(p("修三座", "<w:rPr><w:del/></w:rPr>") + p("石桥") + p("水闸")) == ["修三座石桥", "水闸"]
    assert lines(p("修三座", "<w:rPr><w:del/></w:rPr>")) == ["修三座"]


def test_a_heading_that_runs_into_its_text_by_a_hidden_mark_stays_on_its_line() -> None:
    assert lines(p("修桥。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("全年修三座。")) == ["修桥。全年修三座。"]


def test_former_properties_do_not_count() -> None:
    change = '<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    assert read(p("石桥", change)).blocks[0].kind == "paragraph"


@pytest.mark.parametrize(
    "hidden",
    [r("旧稿", "<w:vanish/>"), r("旧稿", '<w:rStyle w:val="no"/>')],
    ids=["directly", "by style"],
)
def test_hidden_text_stands_behind_its_paragraph_as_clutter(hidden: str) -> None:
    page = read(p(r("修三座") + hidden + r("石桥", '<w:vanish w:val="0"/>')), {"styles": STYLES})
    assert quotes(page) == ["修三座石桥"]
    assert dropped(page) == {"旧稿": "hidden"}


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    simple = f'<w:fldSimple w:instr="SEQ 图">{r("7")}</w:fldSimple>'
    nested = field(f"IF </w:instrText></w:r>{field('PAGE', '3')}<w:r><w:instrText> &gt; 1", "石桥")
    page = read(p(r("图") + simple + nested + field("REF x", field("REF y", "水闸"))))
    assert quotes(page) == ["图7石桥水闸"]
    assert dropped(page) == {"3": "hidden"}


def test_a_field_that_never_ends_swallows_nothing() -> None:
    assert quotes(read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("石桥"))) == ["石桥"]


def test_a_number_in_a_circle_that_a_field_draws_is_that_sign() -> None:
    assert lines(p(field(r"eq \o\ac(○,3)") + r("石桥") + field(r"EQ \f(1,2)"))) == ["③石桥1/2"]


def test_links_content_controls_and_smart_tags_are_transparent() -> None:
    inner = f"<w:hyperlink r:id='x'>{r('石')}</w:hyperlink><w:smartTag>{r('桥')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p(inner)}</w:sdtContent></w:sdt>"
    page = read(control)
    assert page.text == "石桥"
    assert page.blocks[0].node == "/w:document/w:body/w:sdt[1]/w:sdtContent/w:p[1]"


def test_ruby_keeps_its_base_only() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('zhà')}</w:rt><w:rubyBase>{r('闸')}</w:rubyBase></w:ruby></w:r>"
    assert lines(p(r("水") + ruby)) == ["水闸"]


def test_a_formula_keeps_its_signs_apart() -> None:
    run = "<m:r><m:t>{}</m:t></m:r>".format
    fraction = f"<m:f><m:num>{run(1)}</m:num><m:den>{run(2)}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run(10)}</m:e><m:sup>{run(3)}</m:sup></m:sSup>"
    assert lines(p(f"<m:oMath>{fraction}{power}</m:oMath>")) == ["1/210^3"]


def box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box(p("框里的字"))}</w:drawing></mc:Choice>'
    again = f"<mc:Fallback><w:pict>{box(p('框里的字'))}</w:pict></mc:Fallback>"
    page = read(p(r("修三座") + f"<w:r><mc:AlternateContent>{choice}{again}</mc:AlternateContent></w:r>" + r("石桥")))
    assert quotes(page) == ["修三座石桥", "框里的字"]
    assert page.blocks[1].node == "/w:document/w:body/w:p[1]//w:txbxContent[1]/w:p[1]"
    assert codes(page) == []


def test_a_drawing_for_older_programs_alone_is_read() -> None:
    assert quotes(read(p(f"<w:r><w:pict><v:shape>{box(p('框里的字'))}</v:shape></w:pict></w:r>"))) == ["框里的字"]


def test_pictures_comments_and_objects_are_told_of() -> None:
    page = read(p(r("石桥") + '<w:r><w:drawing/><w:object/></w:r><w:r><w:commentReference w:id="0"/></w:r>'))
    assert [(remark.code, remark.params) for remark in page.diagnostics] == [
        ("docx.left-out", {"comments": 1, "pictures": 1, "embedded": 1})
    ]


SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'


def test_headers_and_footers_are_furniture_once_around_the_text() -> None:
    parts = {"header1": p("河镇文件"), "footer1": p(r("第") + field("PAGE", "1") + r("页"))}
    page = read(p("石桥", SECTION) + p("水闸") + SECTION, parts)
    assert page.text == "河镇文件\n石桥\n水闸\n第1页"
    assert quotes(page) == ["石桥", "水闸"]
    assert dropped(page) == {"河镇文件": "furniture", "第1页": "furniture"}


def test_labels_and_values_on_lines_are_pairs() -> None:
    assert pairs(read(p("索引号：H-7 发布日期：2030年2月3日") + p("石桥"))) == [
        ("索引号", "H-7"),
        ("发布日期", "2030年2月3日"),
    ]


def test_the_strict_form_reads_like_the_transitional_one() -> None:
    members = docx(p("石桥", '<w:outlineLvl w:val="0"/>'))
    strict = rewritten(members, W, STRICT_W)
    assert [(block.kind, block.node) for block in read(strict).blocks] == [("heading", "/w:document/w:body/w:p[1]")]


def test_the_main_part_is_found_by_what_refers_to_it() -> None:
    data = docx(p("石桥"), {"styles": STYLES}, main="w2/main.xml")
    assert read(data).text == "石桥"
    assert DocxReader().recognise(Source(data, "a.bin"))


def test_a_document_with_macros_is_read() -> None:
    data = rewritten(
        docx(p("石桥")), "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled"
    )
    recognition = DocxReader().recognise(Source(data, "a.docm"))
    assert recognition
    assert recognition.score > 0.9
    assert read(data).text == "石桥"
