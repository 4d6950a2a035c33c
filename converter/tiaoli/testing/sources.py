"""Sources to try plugins on: what other formats look like, and what nobody would send on purpose."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence

from tiaoli.source import Source

SEED = 20240227
"""Of all that is random here, so that each run tries the same."""

CUTS = 8
FLIPS = 8
"""How many damaged copies are made of each sample, cut short and with wrong bytes."""

_REPORT = (
    "石桥县2024年政府工作报告\n\n——2024年2月3日在石桥县第十八届人民代表大会第四次会议上\n\n"
    "一、2023年工作回顾\n过去一年,全县修好了三座桥,地区生产总值增长5%。\n\n"
    "二、2024年工作安排\n(一)修桥。今年再修两座桥。\n"
)
_PAGE = (
    "<!DOCTYPE html><html><head><title>石桥县政府工作报告</title></head><body><div><h1>石桥县政府工作报告</h1>"
    "<p>过去一年,全县修好了三座桥。</p><p>今年再修两座桥。</p></div></body></html>"
)


def foreign_sources() -> list[Source]:
    """Small sound sources of common formats, each under its own ending."""
    return [
        Source(_REPORT.encode(), "foreign.txt"),
        Source(_REPORT.encode("gb18030"), "foreign-gb18030.txt"),
        Source(_PAGE.encode(), "foreign.html"),
        Source(b'{"report": "\xe7\x9f\xb3\xe6\xa1\xa5"}', "foreign.json"),
        Source("县,年\n石桥县,2024\n".encode(), "foreign.csv"),
        Source(_zip({"readme.txt": _REPORT.encode()}), "foreign.zip"),
        Source(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", "foreign.pdf"),
        Source(b"\x89PNG\r\n\x1a\n" + bytes(64), "foreign.png"),
        Source(random.Random(SEED).randbytes(4096), "foreign.bin"),
    ]


def hostile_sources(samples: Sequence[Source], extension: str) -> Iterator[Source]:
    """Damaged copies of the samples, and bytes that no program writes, all named with the extension."""
    for name, data in _monsters():
        yield Source(data, f"{name}{extension}")
    chance = random.Random(SEED)
    for sample in samples:
        size = len(sample.data)
        for at in sorted({size * part // (CUTS + 1) for part in range(1, CUTS + 1)}):
            yield Source(sample.data[:at], f"{sample.uri}, cut at byte {at}{extension}")
        for _ in range(FLIPS if size else 0):
            damaged = bytearray(sample.data)
            places = [chance.randrange(size) for _ in range(max(1, size // 500))]
            for place in places:
                damaged[place] = chance.randrange(256)
            yield Source(bytes(damaged), f"{sample.uri}, wrong at byte {places[0]}{extension}")


def _monsters() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "white space", b" \n\t\r\n" * 100
    yield "nulls", bytes(100_000)
    yield "random bytes", random.Random(SEED).randbytes(50_000)
    yield "bad utf-8", b"\xff\xfe\xfa" + "石桥".encode()[:-1] * 1000
    yield "one long line", "石桥县今年修路,".encode() * 20_000
    yield "many lines", b"1\n" * 5_000
    yield "deep elements", b"<div>" * 20_000 + "石桥".encode()
    yield "deep brackets", b"[" * 200_000
    yield "control bytes", bytes(range(32)) * 1000
    yield "zip bomb", _zip({"bomb": bytes(30_000_000)})
    yield "empty zip", _zip({})
    yield "entities", b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'">]><a>' + b"&b;" * 10_000 + b"</a>"


def _zip(parts: dict[str, bytes]) -> bytes:
    """An archive that is the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
