"""Tables, notes and contents of Word files: cells with their places, notes apart from the text."""

from __future__ import annotations

import pytest
from docx_samples import docx, field, lines, p, r, read, style, table, tc
from html_samples import SENTENCE, dropped, pairs, quotes

from tiaoli.pipeline import convert
from tiaoli.plugin import Page
from tiaoli.source import Source


def cells(page: Page) -> list[tuple[str, int, int, int, int]]:
    (block,) = [block for block in page.blocks if block.kind == "table"]
    return [(page.quote(cell.span), cell.row, cell.column, cell.rows, cell.columns) for cell in block.cells]


DOWN, ON, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


def test_a_table_is_one_block_cell_for_cell() -> None:
    body = table(
        tc("镇", DOWN) + tc("柿子", WIDE),
        tc("", ON) + tc("棵") + tc("斤"),
        tc("河东") + tc("200") + tc(""),
        tc("河西") + tc(p("300") + p("估计")) + tc("9000"),
    )
    page = read(p("产量") + body)
    assert quotes(page, "table") == ["镇\t柿子\n棵\t斤\n河东\t200\n河西\t300\n估计\t9000"]
    assert page.blocks[1].node == "/w:document/w:body/w:tbl[1]"
    assert cells(page) == [
        ("镇", 0, 0, 2, 1), ("柿子", 0, 1, 1, 2), ("棵", 1, 1, 1, 1), ("斤", 1, 2, 1, 1), ("河东", 2, 0, 1, 1),
        ("200", 2, 1, 1, 1), ("河西", 3, 0, 1, 1), ("300\n估计", 3, 1, 1, 1), ("9000", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    late = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("棵")}'
    assert cells(read(table(tc("镇") + tc("柿子"), late)))[-1] == ("棵", 1, 1, 1, 1)


def test_rows_and_cells_that_were_deleted_are_gone() -> None:
    deleted = f"<w:trPr><w:del/></w:trPr>{tc('旧') + tc('1')}"
    page = read(table(tc("河东") + tc("2"), deleted, tc("河西") + tc("3")))
    assert quotes(page) == ["河东\t2\n河西\t3"]


def test_a_table_that_lays_out_text_is_transparent() -> None:
    inner = table(tc("河东") + tc("2"), tc("河西") + tc("3"))
    page = read(table(tc(p(SENTENCE) + p("石桥") + inner) + tc("左")))
    assert quotes(page, "paragraph") == [SENTENCE, "石桥", "左"]
    assert quotes(page, "table") == ["河东\t2\n河西\t3"]


def test_a_table_within_a_cell_of_values_is_part_of_the_cell() -> None:
    inner = table(tc("棵") + tc("斤"))
    page = read(table(tc("河东") + tc(inner), tc("河西") + tc("3")))
    assert cells(page)[1] == ("棵\n斤", 0, 1, 1, 1)


def test_hidden_text_of_a_table_stands_behind_it() -> None:
    page = read(table(tc("河东") + tc(p(r("2") + r("旧", "<w:vanish/>"))), tc("河西") + tc("3")))
    assert quotes(page, "table") == ["河东\t2\n河西\t3"]
    assert dropped(page) == {"旧": "hidden"}


def test_a_table_of_metadata_gives_pairs() -> None:
    body = table(tc("索 引 号：") + tc("H-7") + tc("文号") + tc(""), tc("发布日期") + tc("2030年2月3日") + tc("其他"))
    page = read(body + p(SENTENCE))
    assert pairs(page) == [("索引号", "H-7"), ("文号", None), ("发布日期", "2030年2月3日")]
    assert quotes(page, "paragraph") == ["其他", SENTENCE]


def test_a_head_made_of_labels_makes_no_table_of_metadata() -> None:
    assert not pairs(read(table(tc("文号") + tc("发布日期"), tc("H-7") + tc("2030年"), tc("H-8") + tc("2031年"))))


# Notes


def ref(kind: str, note_id: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note_id}"{more}/></w:r>'


def note(kind: str, note_id: int, text: str, mark: str | None = None) -> str:
    own = f"<w:r><w:{kind}Ref/></w:r>" if mark is None else r(mark)
    return f'<w:{kind} w:id="{note_id}">{p(own + r(" " + text))}</w:{kind}>'


SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'


def test_notes_stand_behind_the_text_in_the_order_of_their_marks() -> None:
    parts = {
        "footnotes": SEPARATOR + note("footnote", 1, "河西的桥。") + note("footnote", 2, "河东的桥。"),
        "endnotes": note("endnote", 1, "桥志。"),
    }
    body = p(r("石桥") + ref("footnote", 2) + r("三座") + ref("footnote", 1) + ref("endnote", 1)) + p("水闸")
    page = read(body, parts)
    assert quotes(page, "paragraph") == ["石桥[1]三座[2][i]", "水闸"]
    assert quotes(page, "footnote") == ["[1] 河东的桥。", "[2] 河西的桥。", "[i] 桥志。"]
    assert page.blocks[-1].node == "/w:endnotes/w:endnote[1]/w:p[1]"


@pytest.mark.parametrize("where", ["section", "settings"])
def test_notes_are_numbered_as_the_document_says(where: str) -> None:
    said = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numStart w:val="3"/></w:footnotePr>'
    parts = {"footnotes": note("footnote", 1, "河西的桥。"), "settings": said if where == "settings" else ""}
    body = p(r("石桥") + ref("footnote", 1)) + (f"<w:sectPr>{said}</w:sectPr>" if where == "section" else "")
    assert lines(body, parts) == ["石桥③", "③ 河西的桥。"]


def test_a_mark_that_the_author_typed_stays_as_it_is() -> None:
    parts = {"footnotes": note("footnote", 1, "河西的桥。", "*") + note("footnote", 2, "河东的桥。")}
    body = p(r("石桥") + ref("footnote", 1, ' w:customMarkFollows="1"') + r("*") + ref("footnote", 2))
    assert lines(body, parts) == ["石桥*[1]", "* 河西的桥。", "[1] 河东的桥。"]


def test_a_note_that_nothing_refers_to_is_hidden() -> None:
    assert dropped(read(p("石桥"), {"footnotes": note("footnote", 1, "旧注。")})) == {"旧注。": "hidden"}


def test_notes_are_no_part_of_the_last_section() -> None:
    data = docx(
        p("河镇工作总结") + p("一、工作回顾") + p(SENTENCE) + p("二、工作安排") + p(r(SENTENCE) + ref("footnote", 1)),
        {"footnotes": note("footnote", 1, "一、河西的桥是去年修的。")},
    )
    document = convert(Source(data, "a.docx"))
    assert [section.title for section in document.sections[1:]] == ["工作回顾", "工作安排"]
    assert [paragraph.text for paragraph in document.sections[-1].paragraphs] == [f"{SENTENCE}[1]"]
    assert document.claims[-1][2] == "dropped:footnote"


# Contents


def entry(text: str, page: int) -> str:
    return p(f"<w:hyperlink>{r(text)}<w:r><w:tab/></w:r>{field('PAGEREF x', str(page))}</w:hyperlink>", style("TOC1"))


def contents(*titles: str) -> str:
    """A table of contents as Word makes it: a field over many paragraphs, in a content control."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    begin, end = field("TOC \\o", "|").split(r("|"))
    entries = p("目录") + p(begin) + "".join(entry(title, 3 * at + 1) for at, title in enumerate(titles)) + p(end)
    return f"<w:sdt>{gallery}<w:sdtContent>{entries}</w:sdtContent></w:sdt>"


TITLES = ("一、工作回顾", "二、主要问题", "三、工作安排")


@pytest.mark.parametrize(("count", "last"), [(3, "full"), (2, "outline")], ids=["whole", "cut off"])
def test_contents_that_word_made_are_told_from_the_body(count: int, last: str) -> None:
    body = p("河镇工作总结") + contents(*TITLES) + "".join(p(title) + p(SENTENCE) for title in TITLES[:count])
    document = convert(Source(docx(body), "a.docx"))
    assert [(section.title, section.state) for section in document.sections[1:]] == [
        ("工作回顾", "full"),
        ("主要问题", "full"),
        ("工作安排", last),
    ]
    assert "outline.toc" in {remark.code for remark in document.diagnostics}
