"""Books that are damaged, locked, without text or made to do harm: what the reader says, and what it keeps."""

from __future__ import annotations

import pytest
from epub_samples import CONTAINER, archive, book, in_order, item, opf, read, xhtml
from html_samples import SITE, check_blocks, codes, quotes
from hypothesis import given, settings
from hypothesis import strategies as st

import tiaoli
from tiaoli.plugin import Source
from tiaoli_epub import EpubReader

pytestmark = pytest.mark.timeout(60)

XMLENC = "http://www.w3.org/2001/04/xmlenc#"
GOOD = book({"a.xhtml": "<h1>石桥</h1><p>修好了。</p>", "b.xhtml": "<p>水闸</p>"})


def encryption(algorithm: str, *parts: str) -> str:
    return (
        "<encryption>"
        + "".join(
            f'<e:EncryptedData xmlns:e="{XMLENC}"><e:EncryptionMethod Algorithm="{algorithm}"/>'
            f'<e:CipherData><e:CipherReference URI="{part}"/></e:CipherData></e:EncryptedData>'
            for part in parts
        )
        + "</encryption>"
    )


def fault(data: bytes) -> tuple[str, str]:
    document = tiaoli.convert(Source(data, "a.epub"))
    (remark,) = document.diagnostics
    assert (document.status, document.produced_by.reader) == ("failed", "epub")
    return remark.code, remark.message


def test_a_locked_book_says_so() -> None:
    rights = {"META-INF/encryption.xml": encryption(f"{XMLENC}aes128-cbc", "OEBPS/a.xhtml")}
    code, message = fault(book({"a.xhtml": "<p>.</p>"}, more=rights))
    assert (code, "1 of the book's 1 chapters" in message) == ("epub.encrypted", True)


def test_scrambled_fonts_lock_nothing() -> None:
    fonts = {"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding", "OEBPS/a.otf")}
    assert codes(read(book({"a.xhtml": "<p>石桥</p>"}, more=fonts))) == []


def test_a_book_of_pictures_needs_its_text_recognised() -> None:
    chapters = {f"{at}.xhtml": f'<svg><image href="{at}.jpg"/></svg>' for at in range(3)}
    code, message = fault(book(chapters))
    assert (code, "OCR" in message) == ("epub.pictures-only", True)
    assert codes(read(book({**chapters, "t.xhtml": "<p>石桥</p>"}))) == ["epub.picture-pages"]


def test_a_chapter_that_is_listed_and_missing_is_told() -> None:
    spine = in_order("c0", "gone", "x")
    page = read(book({"a.xhtml": "<p>石桥</p>"}, items=item("x", "x.xhtml"), spine=spine))
    assert quotes(page) == ["石桥"]
    assert [remark.params["part"] for remark in page.diagnostics] == [
        "gone (named in the spine of OEBPS/book.opf)",
        "OEBPS/x.xhtml",
    ]


@pytest.mark.parametrize("size", [5, 60, 300, len(GOOD) - 30])
def test_a_book_cut_anywhere_fails_in_good_order(size: int) -> None:
    assert fault(GOOD[:size])[0] == "archive.unreadable"


def test_an_archive_that_is_no_book_is_left_to_other_readers() -> None:
    plain = archive({"a.xhtml": xhtml("<p>石桥</p>")}).replace(b"application/epub+zip", b"application/what+zip")
    assert EpubReader().recognise(Source(plain, "a.epub")) is None


def test_a_book_without_a_page_says_that_nothing_is_there() -> None:
    document = tiaoli.convert(Source(archive({"META-INF/container.xml": CONTAINER.format("x.opf")}), "a.epub"))
    assert [remark.code for remark in document.diagnostics] == ["archive.missing-part", "source.textless"]


def test_a_damaged_package_document_is_told_and_done_without() -> None:
    broken = {
        "META-INF/container.xml": CONTAINER.format("b.opf"),
        "b.opf": "<package><",
        "a.html": xhtml("<p>石桥</p>"),
    }
    page = read(archive(broken))
    assert (quotes(page), codes(page)) == (["石桥"], ["archive.damaged-part"])


def test_entities_of_a_package_document_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    listed = opf(item("a", "a.xhtml"), in_order("a"), "<dc:title>&a11;</dc:title>")
    head = f'<!DOCTYPE package [<!ENTITY a0 "桥">{bomb}]><package'
    page = read(archive({"b.opf": listed.replace("<package", head), "a.xhtml": xhtml("<p>石桥</p>")}))
    assert (quotes(page), codes(page)) == (["石桥"], ["archive.damaged-part"])


def test_a_chapter_that_unpacks_to_far_too_much_is_refused() -> None:
    assert fault(book({"a.xhtml": "桥" * 3_000_000}))[0] == "archive.too-large"


def test_a_chapter_that_is_listed_a_thousand_times_is_read_once() -> None:
    assert quotes(read(book({"a.xhtml": "<p>石桥</p>"}, spine=in_order(*["c0"] * 1000)))) == ["石桥"]


@pytest.mark.parametrize("opening", ["<div>", "<a epub:type='noteref' ", "<a noteref" * 3, "<aside ", "<x/ "])
def test_markup_without_end_is_read_in_bounded_time(opening: str) -> None:
    page = read(book({"a.xhtml": "<p>石桥</p>" + opening * 50_000}))
    assert quotes(page)[0] == "石桥"


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_the_bytes_is_survived(at: int, noise: bytes) -> None:
    source = Source(GOOD[:at] + noise + GOOD[at + len(noise) :], "a.epub")
    EpubReader().recognise(source)
    check_blocks(EpubReader().read(source, SITE))


PIECES = ["<p>", "</p>", "<aside>", "<br/>", "<a/>", "石桥", "。", " ", "<h1>", "&amp;", "<", ">", '"']
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(deadline=None, max_examples=150)
@given(MARKUP)
def test_any_markup_gives_sound_blocks(body: str) -> None:
    read(book({"a.xhtml": body}))
