"""Saved pages: takes the page out of an MHTML file, and finds the address that a browser wrote into its copy."""

from __future__ import annotations

import binascii
import re

from tiaoli.plugin import Source

_HEAD_BYTES = 8192
_RELATED = re.compile(rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(rb"\A\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_BOUNDARY = re.compile(rb"""boundary\s*=\s*(?:"([^"\n]+)"|([^\s;"]+))""", re.IGNORECASE)
_HTML_PART = re.compile(rb"^content-type:\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(rb"^content-transfer-encoding:\s*([\w-]+)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(rb"^(?:snapshot-)?content-location:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(\S+)\s*-->", re.IGNORECASE)


def is_mhtml(data: bytes) -> bool:
    """Whether the bytes are a MIME message of several parts, one of them a page."""
    head = _MIME.match(data[:_HEAD_BYTES])
    return bool(head and _RELATED.search(head[0]) and _HTML_PART.search(data))


def take_page(source: Source) -> tuple[Source, str | None]:
    """The first page of an MHTML file, and the address that it was saved from; the source itself if it is none."""
    head = _MIME.match(source.data[:_HEAD_BYTES])
    boundary = _BOUNDARY.search(head[0]) if head else None
    if head is None or boundary is None:
        return source, None
    mark = b"--" + (boundary[1] or boundary[2])
    at = source.data.find(mark, head.end())
    while at >= 0:
        after = source.data.find(mark, at + len(mark))
        part = source.data[at + len(mark) : after if after >= 0 else None]
        at = after
        headers, _, body = part.lstrip(b"\r\n").replace(b"\r\n", b"\n", 20).partition(b"\n\n")
        if _HTML_PART.search(headers):
            location = _LOCATION.search(headers) or _LOCATION.search(head[0])
            page = Source(_decoded(headers, body), uri=source.uri, given_encoding=source.given_encoding)
            return page, location[1].decode("utf-8", "replace") if location else None
    return source, None


def saved_from(markup: str) -> str | None:
    """The address in the comment that browsers write at the head of a page that they save."""
    found = _SAVED.search(markup, 0, _HEAD_BYTES)
    return found[1] if found else None


def _decoded(headers: bytes, body: bytes) -> bytes:
    """A part's bytes; those of a damaged part as they are."""
    how = _ENCODED.search(headers)
    try:
        match how[1].lower() if how else b"":
            case b"quoted-printable":
                return binascii.a2b_qp(body)
            case b"base64":
                return binascii.a2b_base64(body)
    except binascii.Error:
        return body
    return body
