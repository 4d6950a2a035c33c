"""PDF files that are damaged or made to do harm: the reader says what is wrong, and keeps what it can."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from html_samples import check_blocks, codes, quotes
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import SITE, TEXT, pdf, prose, raw_pdf, read_bytes

import tiaoli
from tiaoli.plugin import Source
from tiaoli_pdf import PdfReader

pytestmark = pytest.mark.timeout(60)

GOOD = pdf(prose(TEXT), prose("修好了三座石桥。"))
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def one_page(content: bytes, page: bytes = PAGE) -> bytes:
    """A file of one page with a stream, which is packed."""
    packed = zlib.compress(content, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])


def test_random_bytes_behind_the_mark_are_told() -> None:
    document = tiaoli.convert(Source(b"%PDF-1.7\n" + bytes(range(256)) * 8, "a.pdf"))
    assert (document.status, document.produced_by.reader) == ("failed", "pdf")
    assert [remark.code for remark in document.diagnostics] == ["pdf.unreadable"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_anywhere_is_read_as_far_as_it_goes_or_told(share: float) -> None:
    document = tiaoli.convert(Source(GOOD[: int(share * len(GOOD))], "a.pdf"))
    assert document.status in ("ok", "partial", "failed")
    assert document.text or document.diagnostics


def test_a_file_without_its_table_of_objects_is_read() -> None:
    at = GOOD.rindex(b"startxref")
    assert quotes(read_bytes(GOOD[:at] + b"startxref\n9\n%%EOF"))[0] == TEXT


def test_a_page_tree_that_holds_itself_ends() -> None:
    loop = raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 900000 >>"])
    assert read_bytes(loop).text.strip() == ""


def test_a_page_that_is_missing_is_told_and_the_others_are_kept() -> None:
    page = read_bytes(
        raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            ]
        )
    )
    assert codes(page) == ["pdf.damaged-pages"]


def test_only_so_many_pages_are_read() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(2_100))
    tree = b"<< /Type /Pages /Kids [%b] /Count 2100 >>" % kids
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    found = read_bytes(raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page]))
    assert [(remark.code, remark.params["read"]) for remark in found.diagnostics] == [("pdf.too-long", 2_000)]


def test_a_form_that_shows_itself_ends() -> None:
    page = PAGE.replace(b"/Contents", b"/Resources << /XObject << /X 5 0 R >> >> /Contents")
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 4 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length 4 >>\nstream\n/X Do\nendstream",
        form + b"\nstream\n/X Do\nendstream",
    ]
    assert read_bytes(raw_pdf(objects)).text == ""


@pytest.mark.parametrize(
    "content", [b"0 0 m 100 0 l S\n" * 400_000, b"q\n" * 4_000_000, b"1 " * 8_000_000, b"[" * 2_000_000],
    ids=["strokes", "states", "numbers", "arrays"],
)  # fmt: skip
def test_a_stream_that_unpacks_to_very_much_fills_neither_memory_nor_time(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(one_page(content))
    code = (
        "import resource, sys, tiaoli; document = tiaoli.convert(sys.argv[1])\n"
        "print(document.status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    status, peak = done.stdout.split()
    assert status == "failed"
    assert int(peak) * (1 if sys.platform == "darwin" else 1024) < 1_000_000_000


def test_a_page_without_end_or_of_no_size_is_read() -> None:
    for media_box in (b"[0 0 0 0]", b"[0 0 1e38 1e38]", b"[nan]", b"[9 9 -9 -9]"):
        page = PAGE.replace(b"[0 0 595 842]", media_box)
        check_blocks(PdfReader().read(Source(one_page(b"BT ET", page), "a.pdf"), SITE))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=12))
def test_any_damage_to_the_bytes_is_survived(at: int, noise: bytes) -> None:
    read_bytes(GOOD[:at] + noise + GOOD[at + len(noise) :])
