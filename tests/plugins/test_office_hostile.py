"""Files in the formats of LibreOffice that it is not asked for: other kinds, encrypted, cut, made to do harm."""

from __future__ import annotations

import pytest
from docx_samples import SITE, docx, p
from html_samples import check_blocks
from hypothesis import given, settings
from hypothesis import strategies as st
from office_samples import compound, odt

import tiaoli
from tiaoli.plugin import Source
from tiaoli_office import OfficeReader, libreoffice
from tiaoli_office.formats import examined, find_format

pytestmark = pytest.mark.timeout(60)

WORD = compound("WordDocument", "1Table")
RTF = rb"{\rtf1\ansi \u30707?\u26725?\par}"


@pytest.fixture
def without_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())


def fault(data: bytes, uri: str = "a.doc") -> tuple[str, str]:
    """The code of the one remark on a file that fails, and its words."""
    document = tiaoli.convert(Source(data, uri))
    (remark,) = document.diagnostics
    assert (document.status, document.produced_by.reader) == ("failed", "office")
    return remark.code, remark.message


@pytest.mark.usefixtures("without_program")
@pytest.mark.parametrize("data", [WORD, RTF, odt("<text:p>石桥</text:p>")], ids=["doc", "rtf", "odt"])
def test_without_libreoffice_the_message_says_what_to_install(data: bytes) -> None:
    code, message = fault(data)
    assert code == "office.no-program"
    assert "libreoffice-writer-nogui" in message
    assert ".docx" in message


@pytest.mark.parametrize(
    ("stream", "found"),
    [("Workbook", "Excel"), ("Book", "Excel"), ("PowerPoint Document", "PowerPoint"), ("Contents", "OLE2")],
)
def test_other_old_office_files_are_told_as_what_they_are(stream: str, found: str) -> None:
    code, message = fault(compound(stream))
    assert (code, f": {found}." in message) == ("office.not-read", True)


def test_a_document_inside_a_book_is_none() -> None:
    assert fault(compound("Workbook", "ObjectPool"))[0] == "office.not-read"


def test_an_opendocument_sheet_and_words_xml_are_told_as_what_they_are() -> None:
    assert "spreadsheet" in fault(odt("", kind="spreadsheet"))[1]
    xml = '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w='
    assert "Word XML" in fault(f'{xml}"http://schemas.microsoft.com/office/word/2003/wordml"/>'.encode())[1]


@pytest.mark.parametrize(
    "data",
    [
        compound("WordDocument", flags=0x0100),
        compound("EncryptionInfo", "EncryptedPackage"),
        odt("", manifest="<m:encryption-data/>"),
    ],
    ids=["doc", "docx", "odt"],
)
def test_an_encrypted_file_says_so(data: bytes) -> None:
    assert fault(data)[0] == "office.encrypted"


def test_a_file_that_lost_its_end_is_remarked_on() -> None:
    cut = find_format(WORD[:-5000])
    assert cut
    assert cut.remark
    assert cut.remark.code == "archive.damaged-part"
    for data, ending in ((RTF, b""), (RTF[:-1], b"}"), (rb"{\rtf {\{\\}{{", b"}}}")):
        found = find_format(data)
        assert found
        assert examined(found, data).ending == ending


@pytest.mark.parametrize("size", [8, 100, 600, 900])
def test_a_file_without_its_directory_cannot_be_read_and_says_so(size: int) -> None:
    code, message = fault(WORD[:size])
    assert (code, "cut off" in message) == ("archive.unreadable", True)


def test_an_archive_that_unpacks_to_far_too_much_is_not_given_to_libreoffice() -> None:
    assert fault(odt("桥" * 3_000_000))[0] == "archive.too-large"


def test_pages_word_files_and_text_that_are_named_doc_go_to_their_readers() -> None:
    page = "<html><head><title>桥</title></head><body><p>一、石桥</p></body></html>".encode("gb18030")
    saved = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + page
    for data, reader in ((page, "html"), (saved, "html"), (docx(p("石桥")), "docx"), ("一、石桥".encode(), "text")):
        assert tiaoli.convert(Source(data, "a.doc")).produced_by.reader == reader


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 1535), st.binary(min_size=1, max_size=16), st.integers(0, len(WORD)))
def test_any_damage_to_the_container_is_survived(at: int, noise: bytes, size: int) -> None:
    data = (WORD[:at] + noise + WORD[at + len(noise) :])[:size]
    OfficeReader().recognise(Source(data, "a.doc"))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_any_damage_to_an_archive_is_survived(data: st.DataObject) -> None:
    whole = odt("<text:p>石桥</text:p>")
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 8 :]
    found = find_format(broken)
    if found:
        examined(found, broken)


def test_a_directory_that_bites_its_tail_is_survived() -> None:
    loop = bytearray(WORD)
    loop[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # the directory's sector follows itself
    loop[1024 + 128 + 72 : 1024 + 128 + 76] = (1).to_bytes(4, "little")  # the entry stands to its own right
    found = find_format(bytes(loop))
    assert found
    assert found.name == "doc"


def test_what_is_no_office_file_gives_a_page_that_says_so() -> None:
    page = OfficeReader().read(Source(b"\0\1\2", "a.doc"), SITE)
    check_blocks(page)
    assert [remark.code for remark in page.diagnostics] == ["office.not-read"]


def test_an_archive_of_another_kind_is_left_to_other_readers() -> None:
    assert OfficeReader().recognise(Source(docx(p("石桥")), "a.odt")) is None
