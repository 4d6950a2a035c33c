"""The steps together: what every document keeps, and what bad input gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiaoli
from tiaoli import choosing
from tiaoli.document import Document
from tiaoli.page import Block, Page
from tiaoli.pipeline import convert
from tiaoli.plugin import Recognition
from tiaoli.source import Source
from tiaoli.testing import document_faults

PIECES = [
    "一、去年工作回顾\n", "(一)工业提质。", "（二）", "二、今年任务", "1.", "一是扩大投资。", "——", "各位代表:\n",
    "\n", "\n\n", "全县生产总值增长5%。", "2024年2月3日在某县第十八届人民代表大会第三次会议上\n", "县长 王明\n",
    "索引号:\n", "目录\n", "\u3000\u3000", " ", "\r\n", "<U+00A0>", "名词解释\n", "扫一扫\n", "上一页 1 2 下一页\n",
    "<!--", "政府工作报告", "\f", "\x00", "😀",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_sound_document(text: str) -> None:
    document = convert(Source(text.encode("utf-8", "replace"), uri="a.txt"))
    assert document_faults(document) == []


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=25, deadline=None)
def test_the_same_bytes_give_the_same_json(text: str) -> None:
    source = Source(text.encode(), uri="a.txt")
    assert convert(source).to_json() == convert(Source(text.encode(), uri="a.txt")).to_json()


def test_json_reads_back_to_the_same_document() -> None:
    document = convert("一、去年工作回顾\n全县生产总值增长5%。\n".encode())
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source.empty"),
        (b" \r\n\t ", "source.empty"),
        ("\u3000\u00a0\n".encode(), "source.empty"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "source.binary"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "pdf.unreadable"),
        (bytes(range(256)) * 64, "source.binary"),
    ],
    ids=["no bytes", "white space", "full-width space", "zip", "pdf", "noise"],
)
def test_a_source_without_text_gives_a_failed_document_that_says_why(data: bytes, code: str) -> None:
    document = convert(Source(data, uri="bad"))
    assert document.status == "failed"
    assert [remark.code for remark in document.diagnostics] == [code]
    assert document_faults(document) == []


def test_a_page_of_furniture_only_is_no_report() -> None:
    document = convert(Source("首页\n当前位置:首页 > 政务公开\n打印\n收藏\n".encode(), uri="a.txt"))
    assert "document.no-content" in {remark.code for remark in document.diagnostics}
    assert document.metadata.document_type == "other"


def test_an_unknown_pack_is_a_usage_error_with_the_nearest_name() -> None:
    with pytest.raises(tiaoli.UsageError, match=r"cn\.gov\.work-report"):
        convert(b"text", pack="cn.gov.workreport")


def test_a_path_that_is_not_there_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(tiaoli.SourceError, match="could not be opened"):
        convert(tmp_path / "absent.txt")


def test_fifty_megabytes_on_one_line_are_converted() -> None:
    document = convert(Source("全县各项事业稳步向前发展".encode() * 1_400_000, uri="long.txt"))
    assert document.status != "failed"
    assert document.claims[-1][1] == len(document.text)


class Reader:
    """A reader that returns what it is told to, for sources named .odd."""

    name = "odd"
    media_types = ("text/odd",)
    extensions = (".odd",)

    def __init__(self, page: object) -> None:
        self.page = page

    def recognise(self, source: Source) -> Recognition | None:
        return Recognition(1.0, "told so") if source.uri.endswith(".odd") else None

    def read(self, source: Source, site: object) -> object:
        if isinstance(self.page, Exception):
            raise self.page
        return self.page


TEXT = "一、去年工作回顾\n全县生产总值增长5%。\n"


@pytest.mark.parametrize(
    ("page", "code", "words"),
    [
        (ValueError("no such part"), "reader.failed", "ValueError: no such part"),
        (RecursionError("too deep"), "reader.failed", "RecursionError: too deep"),
        (None, "plugin.bad-result", "a NoneType where a Page is asked for"),
        (Page(TEXT, (Block("paragraph", (0, 99)),)), "plugin.bad-result", "a block over (0, 99)"),
        (Page(TEXT, (Block("paragraph", (5, 9)), Block("paragraph", (0, 4)))), "plugin.bad-result", "behind one that"),
        (Page(TEXT, (Block("poem", (0, 4)),)), "plugin.bad-result", "'poem'"),
    ],
    ids=["it raises", "it recurses", "nothing", "outside the text", "out of order", "an unknown kind"],
)
def test_a_reader_that_does_wrong_is_named_in_a_failed_document(
    monkeypatch: pytest.MonkeyPatch, page: object, code: str, words: str
) -> None:
    monkeypatch.setattr(choosing, "readers", lambda: (Reader(page),))
    document = convert(Source(TEXT.encode(), uri="a.odd"))
    assert document.status == "failed"
    assert document.produced_by.reader == "odd"
    (remark,) = document.diagnostics
    assert remark.code == code
    assert "odd" in remark.message
    assert words in remark.message


def test_a_tie_between_readers_is_reported_and_decided_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Reader(Page(TEXT, (Block("paragraph", (0, 8)), Block("paragraph", (9, 20)))))
    other.name = "also-odd"
    monkeypatch.setattr(choosing, "readers", lambda: (Reader(None), other))
    document = convert(Source(TEXT.encode(), uri="a.odd"))
    assert document.produced_by.reader == "also-odd"
    assert "reader.tie" in {remark.code for remark in document.diagnostics}
