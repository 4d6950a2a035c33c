"""PDF files: what is printed on their pages is read in order."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from html_samples import codes, dropped, pairs, quotes
from pdf_samples import HEIGHT, SITE, TEXT, WIDTH, both, pdf, prose, raw_pdf, read, read_bytes, write
from reportlab.lib.utils import ImageReader

import tiaoli
from tiaoli.plugin import Run, Source
from tiaoli_pdf import PdfReader
from tiaoli_pdf.characters import plain


def test_paragraphs_are_read_with_page_and_place() -> None:
    page = read(prose("一、工作回顾", TEXT))
    assert quotes(page) == ["一、工作回顾", TEXT]
    block = page.blocks[1]
    assert block.page == 1
    assert block.bbox == pytest.approx((90, 138, 506, 182), abs=1)


def test_a_paragraph_runs_on_over_a_page_break_round_the_page_numbers() -> None:
    whole = TEXT[:-1] * 2 + "。"
    first = both(prose(whole[:50]), lambda canvas: write(canvas, "— 1 —", 280, 780, 12))

    def second(canvas: Any) -> None:
        write(canvas, whole[50:76], 90, 110)
        write(canvas, whole[76:], 90, 138)
        write(canvas, "— 2 —", 280, 780, 12)

    page = read(first, second)
    assert quotes(page) == [whole]
    assert dropped(page) == {"— 1 —": "furniture", "— 2 —": "furniture"}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_rotation_of_a_page_changes_nothing(rotation: int) -> None:
    assert quotes(read(prose(TEXT), rotation=rotation)) == [TEXT]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_written_sideways_is_turned(angle: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        prose(TEXT)(canvas)

    assert quotes(read(draw)) == [TEXT]


def test_words_aslant_are_a_watermark() -> None:
    def slanted(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        write(canvas, "内部资料", 0, HEIGHT, 60)
        canvas.restoreState()

    assert dropped(read(both(slanted, prose(TEXT)))) == {"内部资料": "watermark"}


def test_bold_type_by_printing_twice_is_read_once() -> None:
    def twice(canvas: Any) -> None:
        for char, left in (("通", 200.0), ("知", 222.0)):
            for shift in (0.0, 0.4):
                write(canvas, char, left + shift, 60, 22)

    assert quotes(read(both(twice, prose(TEXT)))) == ["通知", TEXT]


def test_type_that_is_scaled_has_its_printed_size() -> None:
    def scaled(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(199, HEIGHT - 80)
        canvas.scale(22, 22)
        canvas.setFont("STSong-Light", 1)
        canvas.drawString(0, 0, "关于修桥铺路的通知")
        canvas.restoreState()

    assert read(both(scaled, prose(TEXT, TEXT))).title == "关于修桥铺路的通知"


def test_a_ruled_table_keeps_its_cells() -> None:
    def table(canvas: Any) -> None:
        canvas.grid([90, 230, 370, 506], [HEIGHT - top for top in (300, 330, 360)])
        for top, row in ((306, ("指标", "单位", "数值")), (336, ("石桥", "座", "3"))):
            for left, word in zip((100, 240, 380), row, strict=True):
                write(canvas, word, left, top, 14)

    page = read(both(prose(TEXT), table))
    (block,) = (block for block in page.blocks if block.kind == "table")
    assert page.quote(block.span) == "指标\t单位\t数值\n石桥\t座\t3"
    assert [(cell.row, cell.column) for cell in block.cells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_a_table_in_a_form_is_found_where_it_is_shown() -> None:
    def table(canvas: Any) -> None:
        canvas.beginForm("table")
        canvas.grid([0, 100, 200], [0, 30, 60])
        canvas.endForm()
        canvas.saveState()
        canvas.translate(90, HEIGHT - 360)
        canvas.doForm("table")
        canvas.restoreState()
        for left, top, word in ((100, 306, "石桥"), (200, 306, "3"), (100, 336, "水闸"), (200, 336, "12")):
            write(canvas, word, left, top, 14)

    assert quotes(read(table), "table") == ["石桥\t3\n水闸\t12"]


def test_two_columns_are_read_one_after_the_other() -> None:
    def columns(canvas: Any) -> None:
        for left, char in ((60, "东"), (312, "西")):
            for at in range(8):
                write(canvas, char * 16, left, 110 + 20 * at, 14)

    assert "".join(read(columns).text.split()) == "东" * 128 + "西" * 128


def test_labels_and_values_are_paired() -> None:
    page = read(both(lambda canvas: write(canvas, "索引号:X-1", 90, 60, 12), prose(TEXT)))
    assert pairs(page) == [("索引号", "X-1")]


def test_text_that_is_not_printed_is_hidden() -> None:
    def unseen(canvas: Any) -> None:
        text = canvas.beginText(90, 200)
        text.setFont("STSong-Light", 12)
        text.setTextRenderMode(3)
        text.textOut("看不见的字")
        canvas.drawText(text)

    assert dropped(read(both(prose(TEXT), unseen))) == {"看不见的字": "hidden"}


def test_the_layer_of_text_behind_a_scan_is_its_text() -> None:
    def recognised(canvas: Any) -> None:
        picture(canvas)
        text = canvas.beginText(90, 700)
        text.setFont("STSong-Light", 16)
        text.setTextRenderMode(3)
        text.textOut("修好了三座石桥。")
        canvas.drawText(text)

    assert quotes(read(recognised)) == ["修好了三座石桥。"]


def picture(canvas: Any) -> None:
    dots = b"P6 8 8 255\n" + bytes(range(192))
    canvas.drawImage(ImageReader(io.BytesIO(dots)), 0, 0, WIDTH, HEIGHT)


def test_pages_of_pictures_only_are_told() -> None:
    page = read(prose(TEXT), picture)
    assert [(remark.code, remark.params["pages"]) for remark in page.diagnostics] == [("paged.scanned", "2")]


def test_a_file_of_pictures_only_fails_and_says_what_to_do() -> None:
    document = tiaoli.convert(Source(pdf(picture), "a.pdf"))
    assert document.status == "failed"
    assert "OCR" in document.diagnostics[0].message


def test_a_file_that_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    assert quotes(read(prose(TEXT), password="")) == [TEXT]


def test_a_file_with_a_password_is_told() -> None:
    document = tiaoli.convert(Source(pdf(prose(TEXT), password="geheim"), "a.pdf"))
    assert (document.status, [remark.code for remark in document.diagnostics]) == ("failed", ["pdf.encrypted"])


def test_radicals_and_ligatures_are_read_as_what_they_look_like() -> None:
    assert "".join(map(plain, map(ord, "⼀⼯⻓⻬豈ﬁ一"))) == "一工长齐豈fi一"


def test_a_glyph_that_stands_for_several_characters_is_not_taken_for_a_second_printing() -> None:
    content = b"BT /F 16 Tf 90 700 Td <0102> Tj ET"
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <01> <20142014> <02> <4E00> endbfchar endcmap end"
    )
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 2 /Widths [2000 1000] "
        b"/ToUnicode 6 0 R >>"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    assert quotes(read_bytes(raw_pdf([*tree, page, stream(content), font, stream(unicode_map)]))) == ["——一"]


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def test_a_file_is_known_by_its_first_bytes() -> None:
    data = pdf(prose(TEXT))
    scores = [PdfReader().recognise(Source(head + data, "a")) for head in (b"", b"\r\nHTTP/1.1 200 OK\r\n\r\n")]
    assert [found.score if found else 0 for found in scores] == [0.95, 0.8]
    assert PdfReader().recognise(Source("没有".encode(), "a.pdf")) is None
    assert Source(data, "a.pdf").media_type == "application/pdf"
    assert quotes(read_bytes(b"\r\n" + data)) == [TEXT]


def test_without_the_library_the_reader_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pypdfium2'] = None; import tiaoli\n"
        "document = tiaoli.convert(tiaoli.Source(b'%PDF-1.7 x', 'a.pdf'))\n"
        "print(document.status, document.diagnostics[0].code, 'tiaoli[pdf]' in document.diagnostics[0].message)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["failed", "reader.missing-library", "True"]


def test_the_same_bytes_give_the_same_page() -> None:
    data = pdf(prose(TEXT), prose(TEXT))
    assert read_bytes(data) == read_bytes(data)


def test_a_page_far_larger_than_paper_is_read() -> None:
    assert codes(read(lambda canvas: (canvas.setPageSize((14_400, 14_400)), write(canvas, "石桥", 90, 110)))) == []


def test_the_reader_with_ocr_of_the_documentation_works() -> None:
    text = (Path(__file__).parents[2] / "docs" / "pdf-files.md").read_text("utf-8")
    names: dict[str, Any] = {
        "recognised": lambda data: [(595, 842, (Run("修好了三座石桥。", (90, 90, 218, 106), 16),))]
    }
    exec(re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0], names)
    reader = names["ScanReader"]()
    scan, printed = Source(pdf(picture), "a.pdf"), Source(pdf(prose(TEXT)), "a.pdf")
    assert reader.recognise(scan).score > PdfReader().recognise(scan).score  # type: ignore[union-attr]
    assert quotes(reader.read(scan, SITE)) == ["修好了三座石桥。"]
    assert quotes(reader.read(printed, SITE)) == [TEXT]
