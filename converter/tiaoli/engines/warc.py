"""Web archives (WARC): the documents among their responses. warcio is imported where it is used."""

from __future__ import annotations

import codecs
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tiaoli.discovery import readers
from tiaoli.engines.sources import ShardRow, faulty
from tiaoli.errors import UsageError

SUFFIXES = (".warc", ".warc.gz")
_UNSAID = ("", "application/octet-stream", "application/download", "application/x-download")
"""What servers say of a file whose type they do not know: its name tells."""
_MIB = 1 << 20
_CHINESE = ("gb2312", "gbk", "gb18030", "big5", "big5hkscs", "cp950")
"""Charsets that tell more than the bytes do; UTF-8 is told by those."""


def responses_in(path: Path, max_bytes: int, left_out: Counter[str]) -> Iterator[ShardRow]:
    """The documents of an archive: responses with status 200 of a type that some reader reads.

    What is left out is counted by its reason: the type, the status, or `damaged` for the rest of a broken archive.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise UsageError(f"{path} needs warcio: pip install 'tiaoli[warc]'") from error
    media_types = {kind for reader in readers() for kind in reader.media_types}
    extensions = tuple(ending for reader in readers() for ending in reader.extensions)
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                reason, media_type = _judged(record, media_types, extensions)
                if reason:
                    left_out[reason] += 1
                else:
                    yield _row(record, media_type, max_bytes)
                    if _breaks_off(record):
                        raise EOFError
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError):
        left_out["damaged"] += 1


def _judged(record: Any, media_types: set[str], extensions: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Why a response is left out, None where it is not; its media type where the server's word counts."""
    if record.http_headers.get_statuscode() != "200":
        return f"status {record.http_headers.get_statuscode()}", None
    said = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if said in media_types or said == "application/xhtml+xml":
        return None, said
    path = unquote(urlsplit(_address(record)).path).lower()
    return (None if said in _UNSAID and path.endswith(extensions) else said or "no type"), None


def _address(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "-").strip("<>")


def _row(record: Any, media_type: str | None, max_bytes: int) -> ShardRow:
    data = record.content_stream().read(max_bytes + 1)
    if _breaks_off(record):
        return faulty(_address(record), "source.unreadable", why="the web archive breaks off in it")
    if len(data) > max_bytes:
        return faulty(_address(record), "source.too-large", size=f"more than {max_bytes}", limit=max_bytes)
    header = record.http_headers.get_header("Content-Type") or ""
    charset = header.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return ShardRow(_address(record), data, media_type, sensible_encoding(data, charset))


def _breaks_off(record: Any) -> bool:
    """Whether the archive has fewer bytes of a record than it announces, which warcio passes over."""
    while record.raw_stream.read(_MIB):
        pass
    return bool(record.raw_stream.limit > 0)


def sensible_encoding(data: bytes, charset: str) -> str | None:
    """The charset of a header where it is to be believed: a Chinese one that fits bytes that are no UTF-8.

    Servers send one charset with everything, whatever the page is in; else the bytes decide.
    """
    if charset not in _CHINESE:
        return None
    for encoding, fits in (("utf-8", None), ("gb18030" if charset.startswith("gb") else charset, charset)):
        try:
            codecs.decode(data, encoding)
        except UnicodeDecodeError:
            continue
        return fits
    return None
