"""OFD files: which parts make a document, and what stands where on its pages."""

from __future__ import annotations

import pytest
from docx_samples import archive, rewritten
from ofd_samples import (
    RESOURCES,
    codes,
    composites,
    document,
    element,
    entry,
    ofd,
    page,
    path,
    picture,
    read,
    sheets,
    text,
    words,
)

from tiaoli.plugin import Source
from tiaoli_ofd import OfdReader

POINT = 72 / 25.4
NOTICE = "石桥县人民政府关于印发方案的通知"


def test_an_ofd_file_is_recognised_by_its_entry_whatever_its_name() -> None:
    found = OfdReader().recognise(Source(ofd(page()), "x.zip"))
    assert found is not None
    assert found.score > 0.9
    assert OfdReader().recognise(Source(archive({"word/document.xml": "<x/>"}), "x.ofd")) is None


def test_text_stands_where_its_boundary_matrix_and_code_put_it_in_points() -> None:
    (run,) = sheets(ofd(page(text("通知", x=20, y=30, size=10))))[0].runs
    left, _, right, _ = run.box
    assert (left, right) == pytest.approx((20 * POINT, 40 * POINT))
    assert run.box[1] < 30 * POINT < run.box[3]
    assert run.size == pytest.approx(10 * POINT)
    (small,) = sheets(ofd(page(text("通知", x=20, y=30, size=10, CTM="0.5 0 0 0.5 0 0"))))[0].runs
    assert small.box[2] == pytest.approx(30 * POINT)
    assert small.size == pytest.approx(5 * POINT)


def test_pages_have_their_own_size_or_that_of_the_document() -> None:
    own = "<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area>"
    first, second = sheets(ofd(page(text("甲")), page(text("乙"), head=own)))
    assert (first.width, first.height) == pytest.approx((210 * POINT, 297 * POINT))
    assert (second.width, second.height) == pytest.approx((297 * POINT, 210 * POINT))


def test_a_page_box_that_does_not_begin_at_zero_moves_what_stands_in_it() -> None:
    moved = "<ofd:Area><ofd:PhysicalBox>10 20 210 297</ofd:PhysicalBox></ofd:Area>"
    (run,) = sheets(ofd(page(text("通知", x=30, y=40), head=moved)))[0].runs
    assert run.box[0] == pytest.approx(20 * POINT)


def test_lines_are_joined_to_paragraphs_and_a_title_is_told() -> None:
    body = "各乡镇人民政府要按照本方案的要求,认真组织实施,确保各项任务落到实处。"
    found = read(
        ofd(
            page(
                text(NOTICE, x=105 - 16 * 4, y=50, size=8),
                text(body[:25], x=28 + 11.2, y=80),
                text(body[25:], x=28, y=90),
                text("第一行写满整个版心的文字用来表明版心的宽度就是这么宽了", x=28, y=120),
            )
        )
    )
    assert body in found.text
    assert found.title == NOTICE


def test_blocks_within_blocks_are_read() -> None:
    assert words(
        ofd(page(f'<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">{text("内层")}</ofd:PageBlock></ofd:PageBlock>'))
    ) == ["内层"]


@pytest.mark.parametrize(
    "changes",
    [
        [("ofd:", "x:"), ("xmlns:ofd", "xmlns:x")],
        [("ofd:", ""), ("xmlns:ofd", "xmlns")],
        [("ofd:", ""), (' xmlns:ofd="http://www.ofdspec.org/2016"', "")],
        [("ofdspec.org/2016", "ofdspec.org")],
        [("ofd:", "undeclared:")],
    ],
)
def test_any_prefix_and_namespace_will_do(changes: list[tuple[str, str]]) -> None:
    data = ofd(page(text(NOTICE)))
    for old, new in changes:
        data = rewritten(data, old, new)
    assert words(data) == [NOTICE]


def test_a_page_shows_its_template() -> None:
    template = '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    data = ofd(
        page(text("正文"), head='<ofd:Template TemplateID="50" ZOrder="Background"/>'),
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": page(text("石桥县人民政府文件", y=20))},
        common=template,
    )
    assert words(data) == ["石桥县人民政府文件", "正文"]


def test_a_template_that_shows_itself_is_shown_once() -> None:
    data = ofd(
        page(text("正文"), head='<ofd:Template TemplateID="50"/>'),
        parts={"Doc_0/T.xml": page(text("抬头"), head='<ofd:Template TemplateID="50"/>' * 3)},
        common='<ofd:TemplatePage ID="50" BaseLoc="T.xml"/>',
    )
    assert words(data) == ["抬头", "正文"]


@pytest.mark.parametrize("steps", ["10 10 10", "g 3 10", "10 g 2 10", "10", "g 999999999 10"])
def test_steps_between_characters_may_be_repeated_and_the_last_holds_on(steps: str) -> None:
    (run,) = sheets(ofd(page(text("工作报告", x=20, size=9, code=f'DeltaX="{steps}"'))))[0].runs
    assert run.text == "工作报告"
    assert run.box[2] == pytest.approx((20 + 3 * 10 + 9) * POINT)


def test_a_wide_step_parts_words_that_one_object_holds() -> None:
    assert words(ofd(page(text("项目金额", code='DeltaX="5.6 40 5.6"')))) == ["项目", "金额"]


def test_the_room_that_a_form_leaves_parts_its_words() -> None:
    assert words(ofd(page(text("共    页第    页", code='DeltaX="5.6 g 4 2.8 5.6 5.6 g 4 2.8"')))) == [
        "共",
        "页第",
        "页",
    ]


def test_white_space_before_a_line_is_its_indent() -> None:
    (run,) = sheets(ofd(page(text("　　各位代表", x=20, size=5))))[0].runs
    assert run.text == "各位代表"
    assert run.box[0] == pytest.approx(30 * POINT)


def test_a_text_object_may_hold_several_lines_and_one_goes_on_where_the_last_began() -> None:
    two = text("第一行").replace(
        "</ofd:TextObject>", '<ofd:TextCode Y="15" DeltaX="g 2 5.6">第二行</ofd:TextCode></ofd:TextObject>'
    )
    first, second = sheets(ofd(page(two)))[0].runs
    assert (first.text, second.text) == ("第一行", "第二行")
    assert first.box[0] == second.box[0]
    assert first.box[3] < second.box[3]


def test_line_breaks_that_a_producer_sets_for_the_eye_are_no_characters() -> None:
    assert words(ofd(page(text("\n      通知\n    ", code='DeltaX="5.6"')))) == ["通知"]


def test_characters_set_one_by_one_make_words() -> None:
    signs = [text(char, x=30 + 5.6 * at) for at, char in enumerate("全县生产总值增长6.5%")]
    assert "全县生产总值增长6.5%" in read(ofd(page(*signs))).text.replace(" ", "")


def test_bold_by_double_print_is_read_once() -> None:
    assert read(ofd(page(text(NOTICE), text(NOTICE, x=30.1)))).text == NOTICE


def test_a_glyph_without_a_character_is_told_of() -> None:
    glyphs = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>7 8</ofd:Glyphs></ofd:CGTransform>'
    )
    found = read(ofd(page(text("石¤", inner=glyphs))))
    assert found.text == "石\ufffd"
    assert "paged.unknown-characters" in codes(found)
    assert "paged.unknown-characters" in codes(read(ofd(page(text(NOTICE * 20), text("石¤", y=80, inner=glyphs)))))
    assert read(ofd(page(text("100¤")))).text == "100¤"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"Visible": "false"}, "hidden"),
        ({"Alpha": "0"}, "hidden"),
        ({"Fill": "false"}, "hidden"),
        ({"Alpha": "50"}, "watermark"),
        ({"CTM": "0.7071 0.7071 -0.7071 0.7071 0 0"}, "watermark"),
        ({"CTM": "1 0 0 1 400 0"}, "hidden"),
        ({}, None),
    ],
)
def test_text_that_is_not_printed_as_text_is_no_content(said: dict[str, str], reason: str | None) -> None:
    (run,) = sheets(ofd(page(text("内部资料", **said))))[0].runs
    assert run.reason == reason


def test_what_is_no_content_is_kept_as_clutter() -> None:
    found = read(ofd(page(text(NOTICE), text("草稿", y=80, Visible="false"))))
    assert [(block.kind, block.reason, found.quote(block.span)) for block in found.blocks] == [
        ("paragraph", None, NOTICE),
        ("clutter", "hidden", "草稿"),
    ]


def test_hidden_text_over_a_scan_is_what_was_recognised_in_it() -> None:
    found = read(ofd(page(picture(), text(NOTICE, Alpha="0"))))
    assert found.content
    assert "ofd.recognised-text" in codes(found)
    assert not read(ofd(page(picture("0 0 30 30"), text(NOTICE, Alpha="0")))).content


def test_a_page_of_pictures_without_text_is_told_of() -> None:
    found = read(ofd(page(picture()), page(text(NOTICE))))
    assert {"paged.scanned", "ofd.left-out"} <= set(codes(found))


def test_letters_that_are_drawn_are_a_picture() -> None:
    stroke = path("M 0 0 B 1 1 2 2 3 3 L 4 4")
    assert "paged.scanned" in codes(read(ofd(page(stroke * 20))))
    assert codes(read(ofd(page(stroke)))) == []


def test_lines_and_thin_boxes_and_the_sides_of_boxes_are_rules() -> None:
    data = ofd(
        page(
            path("M 20 100 L 190 100"),
            path("S 20 110 L 190 110 C"),
            path("M 20 120 L 190 120 L 190 120.4 L 20 120.4 C", Stroke="false", Fill="true"),
            path("M 20 130 L 190 130 190 160 20 160 C"),
        )
    )
    rules = sheets(data)[0].rules
    assert [rule.is_horizontal for rule in rules] == [True, True, True, True, True, False, True, False]
    assert rules[0].box == pytest.approx((20 * POINT, 100 * POINT, 190 * POINT, 100 * POINT))


def test_curves_slants_short_strokes_and_filled_areas_are_no_rules() -> None:
    data = ofd(
        page(
            path("M 20 100 B 30 100 40 100 190 100"),
            path("M 20 100 L 190 150"),
            path("M 20 100 L 21 100"),
            path("M 0 0 L 210 0 L 210 297 L 0 297 C", Stroke="false", Fill="true"),
            path("M 20 100 L 190 100", Visible="false"),
            path("M 20 L nonsense"),
        )
    )
    assert sheets(data)[0].rules == ()


def test_a_table_that_paths_rule_keeps_its_cells() -> None:
    lines = [path(f"M 20 {y} L 190 {y}") for y in (100, 110, 120)] + [
        path(f"M {x} 100 L {x} 120") for x in (20, 100, 190)
    ]
    cells = [text(words, x=x + 3, y=y + 8) for words, x, y in
             (("项目", 20, 100), ("金额", 100, 100), ("道路", 20, 110), ("500", 100, 110))]  # fmt: skip
    found = read(ofd(page(*lines, *cells)))
    (table,) = (block for block in found.blocks if block.kind == "table")
    assert [(cell.row, cell.column, found.quote(cell.span)) for cell in table.cells] == [
        (0, 0, "项目"), (0, 1, "金额"), (1, 0, "道路"), (1, 1, "500"),
    ]  # fmt: skip


def test_words_below_each_other_in_a_cell_are_not_run_together() -> None:
    lines = [path(f"M 20 {y} L 190 {y}") for y in (100, 110, 150)]
    lines += [path(f"M {x} 100 L {x} 150") for x in (20, 32, 60, 190)]
    heads = [text("号", 23, 108), text("数量", 34, 108), text("金额", 62, 108)]
    column = [text(words, x, y, code=f'DeltaX="{step}"') for y, row in ((120, "1"), (130, "2"))
              for words, x, step in ((row, 24, 2.8), ("97.09", 34, 2.8), ("石桥", 174, 5.6))]  # fmt: skip
    assert read(ofd(page(*lines, *heads, *column))).text == "号\t数量\t金额\n1\n2\t97.09\n97.09\t石桥\n石桥"


def test_a_page_whose_text_is_turned_is_turned_back() -> None:
    turned = text("附件一览表的全部内容", x=0, y=0, CTM="0 1 -1 0 100 50", code='DeltaX="g 9 5.6"')
    level = text("1", x=10, y=290)
    (sheet,) = sheets(ofd(page(turned, level)))
    first, second = sheet.runs
    assert (sheet.width, sheet.height) == pytest.approx((297 * POINT, 210 * POINT))
    assert first.box[2] - first.box[0] > 5 * (first.box[3] - first.box[1])
    assert not first.turned
    assert second.turned


def test_text_that_runs_down_the_page_stays_together() -> None:
    (run,) = sheets(ofd(page(text("购买方", code='DeltaY="g 2 6"'))))[0].runs
    assert run.text == "购买方"
    assert run.box[3] - run.box[1] > 2 * (run.box[2] - run.box[0])
    assert run.turned


def test_a_label_that_runs_down_its_cell_stays_in_it() -> None:
    lines = [path(f"M 20 {y} L 190 {y}") for y in (100, 130, 160)]
    lines += [path(f"M {x} 100 L {x} 160") for x in (20, 40, 190)]
    down = 'DeltaY="g 2 6"'
    found = read(ofd(page(*lines, text("购买方", x=27, y=110, code=down), text("石桥县水务站", x=50, y=118),
                          text("销售方", x=27, y=140, code=down), text("云溪县水泵厂", x=50, y=148))))  # fmt: skip
    assert found.text == "购买方\t石桥县水务站\n销售方\t云溪县水泵厂"


def test_a_composite_object_shows_its_parts_in_their_place() -> None:
    shown = '<ofd:CompositeObject ID="61" Boundary="100 100 50 20" ResourceID="60"/>'
    data = ofd(page(shown), parts=composites(text("红头", x=5, y=10)), common=RESOURCES)
    (run,) = sheets(data)[0].runs
    assert run.text == "红头"
    assert run.box[0] == pytest.approx(105 * POINT)


ANNOTATIONS = element(
    "Annotations",
    '<ofd:Page PageID="1"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>'
    '<ofd:Page PageID="99"><ofd:FileLoc>Page_98.xml</ofd:FileLoc></ofd:Page>',
)


def test_a_location_may_begin_at_a_folder_around_its_part() -> None:
    listed = element(
        "PageAnnot", f'<ofd:Annot ID="80" Type="Stamp"><ofd:Appearance>{text("印")}</ofd:Appearance></ofd:Annot>'
    )
    listing = element("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Annots/P/A.xml</ofd:FileLoc></ofd:Page>')
    data = ofd(
        page(text(NOTICE)),
        parts={"Doc_0/Annots/Annotations.xml": listing, "Doc_0/Annots/P/A.xml": listed},
        more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
    )
    assert words(data) == [NOTICE, "印"]


@pytest.mark.parametrize(("kind", "reason"), [("Watermark", "watermark"), ("Stamp", "stamp"), ("Path", "annotation")])
def test_what_was_put_on_a_page_is_clutter_with_its_reason(kind: str, reason: str) -> None:
    look = f'<ofd:Appearance Boundary="50 50 80 20">{text("内部使用", x=0, y=10)}</ofd:Appearance>'
    listed = element("PageAnnot", f'<ofd:Annot ID="80" Type="{kind}">{look}</ofd:Annot>')
    data = ofd(
        page(text(NOTICE)),
        parts={"Doc_0/Annots/Annotations.xml": ANNOTATIONS, "Doc_0/Annots/Page_0.xml": listed},
        more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
    )
    first, second = sheets(data)[0].runs
    assert (first.reason, second.reason) == (None, reason)
    assert second.box[0] == pytest.approx(50 * POINT)
    assert "archive.missing-part" not in codes(read(data))  # of a page that was taken out


@pytest.mark.parametrize(
    "location",
    [
        "Pages/Page_0/Content.xml",
        "/Doc_0/Pages/Page_0/Content.xml",
        "./pages/PAGE_0/content.xml",
        "../Doc_0/Pages/Page_0/Content.xml",
        "Doc_0/Pages/Page_0/Content.xml",
        "/Pages/Page_0/Content.xml",
        "Pages\\Page_0\\Content.xml",
    ],
)
def test_locations_are_absolute_or_relative_in_any_case(location: str) -> None:
    found = read(ofd(page(text(NOTICE)), parts={"Doc_0/Document.xml": document([location])}))
    assert found.text == NOTICE
    assert codes(found) == []


def test_folders_may_have_chinese_names() -> None:
    data = archive(
        {
            "OFD.xml": entry("文档/正文.xml"),
            "文档/正文.xml": document(["页面/第一页.xml"]),
            "文档/页面/第一页.xml": page(text(NOTICE)),
        }
    )
    assert words(data) == [NOTICE]


def test_several_documents_are_read_in_order_and_their_pages_counted_on() -> None:
    data = ofd(
        page(text("甲文")),
        parts={
            "OFD.xml": entry("Doc_0/Document.xml", "/Doc_1/Document.xml"),
            "Doc_1/Document.xml": document(["P.xml"]),
            "Doc_1/P.xml": page(text("乙文")),
        },
    )
    found = read(data)
    assert found.text == "甲文\f乙文"
    assert [block.page for block in found.blocks] == [1, 2]
    assert "ofd.several-documents" in codes(found)


def test_of_several_versions_the_current_one_is_read() -> None:
    versions = (
        '<ofd:Versions><ofd:Version ID="v1" Index="1" BaseLoc="V1.xml"/>'
        '<ofd:Version ID="v2" Index="2" Current="true" BaseLoc="/Doc_0/V2.xml"/></ofd:Versions>'
    )
    data = ofd(
        page(text("旧稿")),
        parts={
            "OFD.xml": entry("Doc_0/Document.xml", more=versions),
            "Doc_0/V2.xml": element("DocVersion", "<ofd:DocRoot>Document2.xml</ofd:DocRoot>"),
            "Doc_0/Document2.xml": document(["New.xml"]),
            "Doc_0/New.xml": page(text("新稿")),
        },
    )
    assert words(data) == ["新稿"]


def test_attachments_seals_and_pictures_are_told_of() -> None:
    data = ofd(
        page(text(NOTICE), picture("20 20 30 30")),
        parts={
            "OFD.xml": entry("Doc_0/Document.xml", more="<ofd:Signatures>/Doc_0/Signs/S.xml</ofd:Signatures>"),
            "Doc_0/Signs/S.xml": element("Signatures", '<ofd:Signature ID="1" BaseLoc="x.xml"/>'),
            "Doc_0/Attachs/A.xml": element("Attachments", '<ofd:Attachment ID="3" Name="附表.xlsx"/>'),
        },
        more="<ofd:Attachments>Attachs/A.xml</ofd:Attachments>",
    )
    (remark,) = (remark for remark in read(data).diagnostics if remark.code == "ofd.left-out")
    assert remark.params == {"pictures": 1, "seals": 1, "attached": 1, "names": " (附表.xlsx)"}


def test_of_the_properties_of_a_file_only_labelled_metadata_is_offered() -> None:
    info = (
        "<ofd:Title>Microsoft Word - 1.doc</ofd:Title><ofd:CreationDate>2024-01-01</ofd:CreationDate><ofd:CustomDatas>"
        '<ofd:CustomData Name="发文字号">石政发〔2024〕1号</ofd:CustomData>'
        '<ofd:CustomData Name="os.name">Linux</ofd:CustomData></ofd:CustomDatas>'
    )
    found = read(ofd(page(text(NOTICE)), parts={"OFD.xml": entry("Doc_0/Document.xml", info=info)}))
    assert [(each.name, each.value) for each in found.attributes] == [("发文字号", "石政发〔2024〕1号")]
    assert found.title != "Microsoft Word - 1.doc"


def test_tags_named_as_labels_say_which_objects_bear_the_value() -> None:
    tags = element(
        "公文",
        "<ofd:发文字号><ofd:ObjectRef PageRef='1'>31</ofd:ObjectRef><ofd:ObjectRef PageRef='1'>32</ofd:ObjectRef>"
        "</ofd:发文字号><ofd:页码><ofd:ObjectRef PageRef='1'>33</ofd:ObjectRef></ofd:页码>",
    )
    objects = [
        text(words, y=y).replace('ID="9"', f'ID="{name}"')
        for name, words, y in ((31, "石政发〔2024〕", 40), (32, "1号", 60), (33, "第1页", 80))
    ]
    found = read(
        ofd(
            page(*objects),
            parts={
                "Doc_0/Tags/CustomTags.xml": element(
                    "CustomTags", '<ofd:CustomTag TypeID="1"><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag>'
                ),
                "Doc_0/Tags/Tag.xml": tags,
            },
            more="<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>",
        )
    )
    assert [(each.name, each.value) for each in found.attributes] == [("发文字号", "石政发〔2024〕1号")]


def test_an_entry_of_the_outline_is_a_heading_where_it_leads() -> None:
    def leads_to(title: str, place: str, inner: str = "") -> str:
        goto = f'<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>{place}</ofd:Goto></ofd:Action></ofd:Actions>'
        return f'<ofd:OutlineElem Title="{title}">{goto}{inner}</ofd:OutlineElem>'

    inner = leads_to("水 利", '<ofd:Bookmark Name="b"/>')
    outline = leads_to("工作回顾", '<ofd:Dest Type="XYZ" PageID="1"/>', inner)
    marks = '<ofd:Bookmarks><ofd:Bookmark Name="b"><ofd:Dest Type="Fit" PageID="2"/></ofd:Bookmark></ofd:Bookmarks>'
    found = read(
        ofd(
            page(text("工作回顾"), text("水利", y=80)),
            page(text("水利"), text("工作回顾", y=80)),
            more=f"<ofd:Outlines>{outline}</ofd:Outlines>{marks}",
        )
    )
    assert [
        (block.page, block.level, found.quote(block.span)) for block in found.blocks if block.kind == "heading"
    ] == [
        (1, 1, "工作回顾"),
        (2, 2, "水利"),
    ]
