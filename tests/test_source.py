"""A source's bytes: how their encoding is decided, and what shows that they are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.errors import SourceError, UsageError
from tiaoli.source import Source, decode

SIMPLIFIED = "2024年全县经济稳中向好,地区生产总值增长百分之五,群众生活进一步改善。\n"
TRADITIONAL = "一九五四年,全國經濟建設取得進展,人民生活進一步改善,政府工作報告經大會審議。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "encoding_from"),
    [
        (SIMPLIFIED.encode("utf-8"), "utf-8", "detected"),
        (SIMPLIFIED.encode("utf-8-sig"), "utf-8", "bom"),
        (SIMPLIFIED.encode("gb18030"), "gb18030", "detected"),
        (SIMPLIFIED.encode("utf-16"), "utf-16-le", "bom"),
        ((SIMPLIFIED * 3).encode("utf-16-be"), "utf-16-be", "detected"),
        (TRADITIONAL.encode("big5"), "big5", "detected"),
        (b'<meta charset="gb2312">' + "镕䶮".encode("gb18030"), "gb18030", "declared"),
    ],
    ids=["utf-8", "utf-8 with BOM", "gb18030", "utf-16 with BOM", "utf-16 by NULs", "big5", "declared gb2312"],
)
def test_the_encoding_is_decided_on_the_whole(data: bytes, encoding: str, encoding_from: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.encoding_from, decoded.diagnostics) == (encoding, encoding_from, ())
    assert "\ufffd" not in decoded.text
    assert not decoded.text.startswith("\ufeff")


def test_a_wrong_declaration_is_seen_through_and_said() -> None:
    decoded = decode(b'<meta charset="gbk">' + SIMPLIFIED.encode("utf-8"))
    assert decoded.encoding == "utf-8"
    assert [remark.code for remark in decoded.diagnostics] == ["text.encoding-differs"]


def test_a_few_bad_bytes_are_kept_with_their_places() -> None:
    data = (SIMPLIFIED * 100).encode("utf-8")
    broken = data[:300] + b"\xff" + data[300:]
    decoded = decode(broken)
    (remark,) = decoded.diagnostics
    assert (decoded.encoding, remark.code, remark.params["count"]) == ("utf-8", "text.undecodable", 1)
    assert decoded.text[remark.params["first"]] == "\ufffd"


def test_a_file_cut_within_a_character_is_still_utf_8() -> None:
    decoded = decode((SIMPLIFIED * 50).encode("utf-8")[:-2])
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("\ufffd")


def test_the_users_choice_wins_over_what_looks_right() -> None:
    assert decode(SIMPLIFIED.encode("utf-8"), option="gb18030").encoding_from == "option"


def test_an_unknown_encoding_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        decode(b"text", option="gb99")


@pytest.mark.parametrize(
    ("data", "found"),
    [(b"PK\x03\x04rest", "ZIP archive"), (b"%PDF-1.4", "PDF"), (bytes(range(256)) * 9, "control bytes")],
)
def test_bytes_that_are_no_text_are_known(data: bytes, found: str) -> None:
    assert Source(data).looks_binary == found


def test_media_types_follow_the_name_then_the_bytes() -> None:
    assert Source(b"x", uri="a/b.html").media_type == "text/html"
    assert Source(b"<html><body><p>x</p></body></html>", uri="a.txt").media_type == "text/html"
    assert Source(b"plain", uri="-").media_type == "text/plain"
    assert Source(b"{\\rtf1 x}", uri="a.txt").media_type == "application/rtf"
    assert Source(b"%PDF-1.7", uri="-").media_type == "application/pdf"
    assert Source(b"PK", uri="a.docx").media_type.endswith("wordprocessingml.document")
    assert Source(b"x", uri="a.MD").media_type == "text/markdown"
    assert Source(b"PK", uri="a.epub").media_type == "application/epub+zip"
    assert Source(b"x", uri="a.wps").media_type == "application/vnd.ms-works"
    assert Source(b"PK", uri="a.ofd").media_type == "application/ofd"
    assert Source(b"PK\x03\x04 OFD.xml").media_type == "application/ofd"
    assert Source(b"PK\x03\x04 x.xml").media_type == "application/octet-stream"


def test_a_source_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(SourceError, match="11 bytes, more than the limit of 10"):
        Source.from_path(path, max_bytes=10)
