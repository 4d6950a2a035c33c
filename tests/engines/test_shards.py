"""Shards: what is packed is what is there, from files and from web archives."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from chaos_among_reports import batches_in, write_reports

from tiaoli.batch.conversion import Choices
from tiaoli.batch.inputs import find_inputs
from tiaoli.engines.shards import write_shards
from tiaoli.engines.sources import ShardRow, rows_from
from tiaoli.engines.warc import sensible_encoding
from tiaoli.errors import UsageError

pytest.importorskip("pyarrow")

PAGE = "<html><body><p>石桥县今年再修两座桥。</p></body></html>"


def packed(place: Path, shards: Path, shard_bytes: int = 10_000) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The rows of the shards made of a place, and what was left out."""
    left_out: Counter[str] = Counter()
    inputs, _ = find_inputs([str(place)])
    count = write_shards(rows_from(inputs, Choices(max_bytes=5_000), left_out), shards, shard_bytes)
    rows = [row for batch in batches_in(shards) for row in batch.to_pylist()]
    assert len(rows) == count
    return rows, left_out


def test_each_file_is_a_row_with_its_bytes_in_shards_of_about_the_size(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 60)

    rows, _ = packed(folder, tmp_path / "shards")

    assert {row["uri"]: row["data"] for row in rows} == {p.name: p.read_bytes() for p in folder.iterdir()}
    assert len(list((tmp_path / "shards").glob("*.parquet"))) == 2
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_file_that_is_too_large_is_a_row_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/large.txt").write_bytes(b"x" * 5_001)

    ((row,), _) = packed(tmp_path / "in", tmp_path / "shards")

    assert (row["uri"], row["data"]) == ("large.txt", None)
    assert row["fault"] == '["source.too-large", {"size": 5001, "limit": 5000}]'


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 1)

    with pytest.raises(UsageError, match="is not empty; shards go to a folder of their own"):
        packed(folder, folder)
    assert [path.name for path in folder.iterdir()] == ["000.txt"]


def test_a_source_that_cannot_be_taken_in_half_way_leaves_no_shards(tmp_path: Path) -> None:
    def rows() -> Any:
        yield ShardRow("a", b"a")
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="No space left on device"):
        write_shards(rows(), tmp_path / "shards")
    assert not (tmp_path / "shards").exists()


def test_the_same_bytes_under_one_name_count_once(tmp_path: Path) -> None:
    rows = [ShardRow("a", b"1"), ShardRow("a", b"1"), ShardRow("a", b"2"), ShardRow("b", b"1")]

    assert write_shards(rows, tmp_path / "shards") == 3


def archive(*pages: tuple[str, str, str, bytes]) -> bytes:
    """A web archive of responses: address, status, HTTP headers, body."""
    records = []
    for address, status, headers, body in pages:
        response = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + response + b"\r\n\r\n"))
    return b"".join(records)


def test_of_a_web_archive_the_documents_are_taken_and_the_rest_is_counted(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    (tmp_path / "crawl.warc.gz").write_bytes(
        archive(
            ("http://www.shiqiao.test/a", "200 OK", "Content-Type: text/html; charset=utf-8", PAGE.encode()),
            ("http://www.shiqiao.test/b?x=1", "200 OK", "Content-Type: text/html;charset=GBK", PAGE.encode("gbk")),
            ("http://www.shiqiao.test/%E6%8A%A5.docx", "200 OK", "Content-Type: application/octet-stream", b"PK\3\4"),
            ("http://www.shiqiao.test/gone", "404 Not Found", "Content-Type: text/html", b"gone"),
            ("http://www.shiqiao.test/seal.png", "200 OK", "Content-Type: image/png", b"\x89PNG"),
            ("http://www.shiqiao.test/large", "200 OK", "Content-Type: text/html", b"x" * 6_000),
        )
    )

    rows, left_out = packed(tmp_path / "crawl.warc.gz", tmp_path / "shards")

    assert [(row["uri"].rpartition("/")[2], row["media_type"], row["encoding"]) for row in rows] == [
        ("a", "text/html", None),
        ("b?x=1", "text/html", "gbk"),
        ("%E6%8A%A5.docx", None, None),
        ("large", None, None),
    ]
    assert rows[1]["data"].decode("gbk") == PAGE
    assert "source.too-large" in rows[3]["fault"]
    assert left_out == {"status 404": 1, "image/png": 1}


def test_a_body_is_taken_out_of_its_content_encoding(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    body = gzip.compress(PAGE.encode())
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip"
    (tmp_path / "crawl.warc").write_bytes(archive(("http://a.test/", "200 OK", headers, body)))

    ((row,), _) = packed(tmp_path / "crawl.warc", tmp_path / "shards")

    assert row["data"].decode() == PAGE


def test_a_web_archive_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pages = [(f"http://a.test/{n}", "200 OK", "Content-Type: text/html", PAGE.encode()) for n in range(3)]
    whole = archive(*pages)
    cuts = (whole[:-30], b"\xff" * 20 + whole[20:], b"no archive at all")
    for cut in cuts:
        (tmp_path / "crawl.warc.gz").write_bytes(cut)
        left_out: Counter[str] = Counter()
        rows = list(rows_from(find_inputs([str(tmp_path / "crawl.warc.gz")])[0], Choices(), left_out))
        assert [row.data for row in rows if not row.fault] == [PAGE.encode()] * (2 if cut is cuts[0] else 0)
        assert ["breaks off" in row.fault for row in rows if row.fault] == [True] * (cut is cuts[0])
        assert left_out["damaged"] == 1


@pytest.mark.parametrize(
    ("text", "encoding", "charset", "believed"),
    [
        (PAGE, "gbk", "gb2312", "gb2312"),
        (PAGE, "gbk", "iso-8859-1", None),
        (PAGE, "utf-8", "gbk", None),
        (PAGE, "big5", "big5", "big5"),
        ("plain", "ascii", "gbk", None),
    ],
)
def test_the_charset_of_a_header_counts_only_where_it_is_sensible(
    text: str, encoding: str, charset: str, believed: str | None
) -> None:
    assert sensible_encoding(text.encode(encoding, "ignore"), charset) == believed
