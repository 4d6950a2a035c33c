"""Word files that are damaged or made to do harm: the reader says what is wrong, and keeps what it can."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx_samples import SITE, archive, content_types, docx, p, r, read, relationships, rewritten, table, tc
from html_samples import check_blocks, codes
from hypothesis import given, settings
from hypothesis import strategies as st

import tiaoli
from tiaoli.plugin import Source
from tiaoli_docx import DocxReader

pytestmark = pytest.mark.timeout(60)

GOOD = docx(p("河镇石桥") + p("河镇水闸"), {"styles": "", "numbering": ""})


def failed(data: bytes, uri: str = "a.docx") -> tiaoli.Document:
    document = tiaoli.convert(Source(data, uri))
    assert document.status == "failed"
    assert document.produced_by.reader == "docx"
    return document


def only_fault(data: bytes) -> tuple[str, str]:
    """The code of the one remark on a file that fails, and its words."""
    (remark,) = failed(data).diagnostics
    return remark.code, remark.message


def test_a_file_that_is_cut_off_says_so() -> None:
    code, message = only_fault(GOOD[: len(GOOD) // 2])
    assert code == "archive.unreadable"
    assert "cut off" in message
    assert "Download it again" in message


@pytest.mark.parametrize("size", [5, 60, 200, len(GOOD) - 30])
def test_a_file_cut_anywhere_fails_in_good_order(size: int) -> None:
    assert failed(GOOD[:size])


def test_an_archive_without_a_document_is_left_to_other_readers() -> None:
    sheet = archive({"xl/workbook.xml": "<workbook/>", "_rels/.rels": relationships({})})
    book = {"_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}), "xl/workbook.xml": "<a/>"}
    for data in (sheet, archive(book), archive({"OFD.xml": "<OFD/>"}), archive({})):
        assert DocxReader().recognise(Source(data, "a.docx")) is None
    (remark,) = tiaoli.convert(Source(sheet, "a.docx")).diagnostics
    assert remark.code == "source.binary"


def test_a_document_among_a_books_sheets_is_none() -> None:
    parts = {
        "[Content_Types].xml": content_types("xl/workbook.xml", "sheet").replace("wordprocessingml", "spreadsheetml"),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": "<workbook/>",
    }
    assert DocxReader().recognise(Source(archive(parts), "a.xlsx")) is None


def test_text_and_pages_that_are_named_as_word_files_are_left_to_their_readers() -> None:
    page = tiaoli.convert(Source("<html><body><p>一、石桥</p><p>修好了。</p></body></html>".encode(), "a.docx"))
    assert page.produced_by.reader == "html"
    assert DocxReader().recognise(Source("一、石桥".encode(), "a.docx")) is None


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"])
def test_a_missing_list_of_parts_is_done_without(missing: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as file:
        data = archive({name: file.read(name) for name in file.namelist() if name != missing})
    assert read(data).text == "河镇石桥\n河镇水闸"
    recognition = DocxReader().recognise(Source(data, "a.docx"))
    assert recognition
    assert recognition.score > 0.9


def test_a_part_that_is_referred_to_and_missing_is_told() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as file:
        data = archive({name: file.read(name) for name in file.namelist() if name != "word/numbering.xml"})
    page = read(data)
    assert page.text == "河镇石桥\n河镇水闸"
    assert [(remark.code, remark.params["part"]) for remark in page.diagnostics] == [
        ("archive.missing-part", "word/numbering.xml")
    ]


def test_what_stands_before_a_fault_in_the_markup_is_kept() -> None:
    page = read(rewritten(GOOD, "水闸</w:t>", "水闸</w:x>"))
    assert page.text == "河镇石桥\n河镇水闸"
    assert codes(page) == ["archive.damaged-part"]
    assert "word/document.xml" in page.diagnostics[0].message()


def test_damaged_styles_do_not_harm_the_text() -> None:
    page = read(rewritten(GOOD, "</w:styles>", "<"))
    assert page.text == "河镇石桥\n河镇水闸"
    assert codes(page) == ["archive.damaged-part"]


def test_a_part_whose_bytes_are_damaged_is_told() -> None:
    text = p(r("石桥")) * 2000
    data = bytearray(docx(text))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 10] = bytes(10)
    code, message = only_fault(bytes(data))
    assert (code, "word/document.xml is damaged" in message) == ("archive.unreadable", True)


def test_a_part_that_is_packed_in_a_way_of_its_own_is_told() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_BZIP2 if name == "word/document.xml" else None)
    assert "method 12" in only_fault(stream.getvalue())[1]


def test_a_document_type_is_refused_and_no_entity_is_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE w:document [<!ENTITY a0 "桥">{bomb}]>'
    data = rewritten(rewritten(GOOD, "<w:document", f"{head}<w:document"), "石桥", "&a11;")
    assert "document type" in only_fault(data)[1]


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    head = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
    assert "机密" not in read(rewritten(rewritten(GOOD, "<w:document", head), "石桥", "&x;")).text


def test_a_part_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked() -> None:
    document = failed(docx(p("桥" * 3_000_000)))
    assert document.diagnostics[0].code == "archive.too-large"


@pytest.mark.parametrize(
    "opening", ["<w:sdt><w:sdtContent>", "<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:txbxContent>", "<w:x>", "<w:ins>"]
)
def test_markup_that_nests_without_end_stops_at_a_limit(opening: str) -> None:
    page = read(p("石桥") + opening * 5000)
    assert page.text == "石桥"
    assert "400 levels" in page.diagnostics[0].message()


def test_tables_in_tables_in_tables_keep_their_text() -> None:
    body = p("石桥")
    for _ in range(60):
        body = table(tc(body + p("")) + tc("闸"), tc("河") + tc("镇"))
    assert "".join(read(body).text.split()) == "石桥" + "闸河镇" * 60


def test_many_paragraphs_are_read_in_bounded_time() -> None:
    page = read(docx("".join(p(f"第{number}座石桥") for number in range(30_000))))
    assert len(page.blocks) == 30_000


LEAVES = st.sampled_from(
    [
        "<w:t>石桥</w:t>", "<w:t> 闸。 </w:t>", "<w:br/>", "<w:tab/>", "<w:vanish/>", "<w:del/>", "<w:specVanish/>",
        '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', "<w:t>&#x3000;\u200b</w:t>",
        '<w:gridSpan w:val="-9999999999"/>', '<w:numId w:val="x"/>', '<w:numId w:val="1"/>', '<w:ilvl w:val="77"/>',
        '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:sym w:char="FFFFFFFFF"/>', '<w:sym w:char="D800"/>',
        '<w:footnoteReference w:id="1"/>', "<w:footnoteRef/>", '<w:outlineLvl w:val="0"/>',
        '<w:fldChar w:fldCharType="end"/>',
    ]
)  # fmt: skip
NAMES = st.sampled_from(
    ["p", "r", "pPr", "rPr", "numPr", "tbl", "tr", "tc", "tcPr", "trPr", "txbxContent", "ins", "del", "sdt",
     "sdtContent", "sectPr", "drawing", "footnote", "hyperlink", "ruby", "rubyBase"]
)  # fmt: skip
MARKUP = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>", NAMES, st.lists(inner, min_size=1, max_size=5)
    ),
    max_leaves=40,
)


@settings(deadline=None, max_examples=300)
@given(MARKUP)
def test_any_markup_gives_sorted_disjoint_trimmed_blocks_that_cover_the_text(body: str) -> None:
    assert "archive.damaged-part" not in codes(read(body))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_the_bytes_is_survived(at: int, noise: bytes) -> None:
    data = GOOD[:at] + noise + GOOD[at + len(noise) :]
    source = Source(data, "a.docx")
    DocxReader().recognise(source)
    check_blocks(DocxReader().read(source, SITE))


@settings(deadline=None)
@given(st.lists(st.text("桥闸集市柿。 ", min_size=1, max_size=30), max_size=12))
def test_every_visible_character_is_kept_in_order(paragraphs: list[str]) -> None:
    page = read("".join(p(text) for text in paragraphs))
    assert "".join(page.text.split()) == "".join("".join(paragraphs).split())


def test_every_real_document_is_read_with_sound_blocks(shared: Path) -> None:
    paths = sorted((shared / "corpus").rglob("*.docx"))
    assert paths
    for path in paths:
        page = DocxReader().read(Source.from_path(path), SITE)
        check_blocks(page)
        assert page.content
        assert not page.diagnostics, path.name
