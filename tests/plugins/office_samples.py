"""Makes old Office files: whole ones by LibreOffice from the Word sample, the container alone by hand."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from pathlib import Path

SEED = Path(__file__).resolve().parents[2] / "seeds" / "word-report.docx"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def made_by(program: str, folder: Path, extension: str, path: Path = SEED) -> bytes:
    """A Word file, the sample unless another is named, as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", extension, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / f"{path.stem}.{extension}").read_bytes()


def compound(*names: str, flags: int = 0) -> bytes:
    """A compound file with up to three streams of 4096 bytes; `flags` are those of a Word file."""
    chain = [_FAT, _END]
    content = b""
    entries = [_entry("Root Entry", kind=5, child=1 if names else _FREE)]
    for at, name in enumerate(names, 1):
        start = len(chain)
        chain += [*range(start + 1, start + 8), _END]
        content += (b"\xec\xa5\xc1\0" + bytes(6) + struct.pack("<H", flags)).ljust(4096, b"\0")
        entries.append(_entry(name, kind=2, right=at + 1 if at < len(names) else _FREE, start=start, size=4096))
    allocation = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return _header() + allocation + directory + content


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    places = struct.pack("<IIIIIIII", 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + places + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, *, kind: int, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    words = name.encode("utf-16-le")
    tail = struct.pack("<HBBIII", len(words) + 2, kind, 1, _FREE, right, child) + bytes(36)
    return words.ljust(64, b"\0") + tail + struct.pack("<IQ", start, size)


def odt(body: str, *, kind: str = "text", manifest: str = "", head: str = "") -> bytes:
    """An OpenDocument file with that body; `head` stands before its root element."""
    names = {"office": "office:1.0", "text": "text:1.0", "draw": "drawing:1.0", "svg": "svg-compatible:1.0"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for key, name in names.items())
    opened = f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
    whole = f"{head}{opened}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        file.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{whole}')
        listed = "".join(
            f'<m:file-entry m:full-path="{path}" m:media-type="{media}">{manifest}</m:file-entry>'
            for path, media in (("/", f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "text/xml"))
        )
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        file.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}">{listed}</m:manifest>')
    return stream.getvalue()
