"""Archives of untrusted origin: what is refused before it is unpacked, and what is kept of a damaged one."""

from __future__ import annotations

import io
import zipfile

import pytest

from tiaoli.archive import Archive, ArchiveError, Limits


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_names_are_found_in_either_case_and_with_either_stroke() -> None:
    archive = Archive(zipped(**{"Doc_0/Document.xml": b"<a/>"}), "ofd")
    assert archive.names == ("Doc_0/Document.xml",)
    assert archive.read("/doc_0\\document.xml") == b"<a/>"


def test_a_part_that_shrank_too_much_is_refused() -> None:
    archive = Archive(zipped(bomb=bytes(10_000_000)), "epub")
    with pytest.raises(ArchiveError, match="unpacks to 10000000 bytes") as caught:
        archive.read("bomb")
    assert caught.value.diagnostic.code == "archive.too-large"


def test_all_parts_together_have_a_limit() -> None:
    archive = Archive(zipped(one=b"x" * 60, two=b"y" * 60), "epub", Limits(unpacked_bytes=100))
    assert archive.read("one") == b"x" * 60
    with pytest.raises(ArchiveError, match="unpacks to 120 bytes"):
        archive.read("two")


def test_a_list_of_contents_that_would_fill_memory_is_refused() -> None:
    with pytest.raises(ArchiveError, match="list of contents"):
        Archive(zipped(one=b"x", two=b"y"), "epub", Limits(directory_bytes=50))


def test_a_cut_archive_is_refused() -> None:
    with pytest.raises(ArchiveError, match="cut off"):
        Archive(zipped(one=b"x")[:-30], "epub")


def test_a_missing_part_is_empty_with_a_remark() -> None:
    archive = Archive(zipped(one=b"x"), "epub")
    assert archive.read("two") == b""
    assert [(remark.code, remark.params["part"]) for remark in archive.diagnostics] == [("archive.missing-part", "two")]


def test_a_part_that_is_no_xml_is_damaged_once() -> None:
    archive = Archive(zipped(one=b"no markup"), "ofd")
    assert archive.read_tree("one") is None
    assert archive.read_tree("one") is None
    assert [remark.code for remark in archive.diagnostics] == ["archive.damaged-part"]


def test_of_a_part_that_breaks_off_the_tree_before_the_fault_is_kept() -> None:
    archive = Archive(zipped(one=b"<a><b>1</b><c/"), "ofd")
    assert [child.text for child in archive.read_tree("one")] == ["1"]
    assert [remark.code for remark in archive.diagnostics] == ["archive.damaged-part"]


def test_names_that_are_not_said_to_be_in_utf_8_are_read_as_chinese_programs_write_them() -> None:
    plain = "名.xml".encode("gb18030")
    data = zipped(**{"x" * len(plain): b"<a/>"}).replace(b"x" * len(plain), plain)
    archive = Archive(data, "ofd")
    assert archive.names == ("名.xml",)
    assert archive.read("名.xml") == b"<a/>"
