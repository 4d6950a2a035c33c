"""Tells the formats that LibreOffice is asked for from their bytes, and what can be said of a file before it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tiaoli.plugin import ZIP_MAGIC, Archive, ArchiveError, Diagnostic
from tiaoli_office.compound import OLE_MAGIC, CompoundError, CompoundFile

_TEXT_DOCUMENT = "application/vnd.oasis.opendocument.text"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

MOST_GROUPS = 1000
"""No RTF file nests deeper."""

_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_WORD_XML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>.{0,2000}?schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage)",
    re.DOTALL,
)
"""Word's XML in one file. LibreOffice 7.4 loses the numbers of its lists and keeps deleted text, so it is not asked."""
_ENCRYPTED = 0x0100
"""The bit of a Word file's flags, two bytes at place 10 of its main stream, that says so ([MS-DOC] 2.5.2)."""
_OTHERS = {
    "Workbook": "Excel", "Book": "Excel", "PowerPoint Document": "PowerPoint", "VisioDocument": "Visio",
    "__properties_version1.0": "Outlook",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """What a file is: the word for it, how sure that is, and what is wrong with the file."""

    name: str
    extension: str
    score: float = 0.95
    fault: Diagnostic | None = None
    """Why the file is not read at all."""
    remark: Diagnostic | None = None
    """What may be missing from it."""
    ending: bytes = b""
    """What has to be added to a file that is cut off, so that the rest of it can be read."""


def find_format(data: bytes) -> Format | None:
    """The format of a file, None for one that is not ours; a matter of the first bytes for most files."""
    if data.startswith(OLE_MAGIC[:4]):
        return _compound(data)
    if data.startswith(ZIP_MAGIC):
        return _open_document(data)
    if _RTF.match(data):
        return Format("RTF", "rtf", 0.97)
    return _unread("Word XML", 0.97) if _WORD_XML.match(data[:4096]) else None


def _compound(data: bytes) -> Format:
    try:
        file = CompoundFile(data)
    except CompoundError as error:
        return Format("doc", "doc", 0.6, ArchiveError("doc", str(error)).diagnostic)
    if "EncryptedPackage" in file.streams:
        return Format("Office", "docx", fault=_encrypted("Office"))
    if "WordDocument" in file.streams:
        flags = file.head("WordDocument", 12)[10:]
        if int.from_bytes(flags, "little") & _ENCRYPTED:
            return Format("doc", "doc", fault=_encrypted("doc"))
        return Format("doc", "doc", remark=_cut("doc") if file.is_cut else None)
    found = next((name for stream, name in _OTHERS.items() if stream in file.streams), "OLE2")
    return _unread(found)


def _open_document(data: bytes) -> Format | None:
    try:
        archive = Archive(data, "odt")
        kind = archive.read("mimetype").decode("ascii", "replace").strip() if archive.has("mimetype") else ""
    except ArchiveError as error:
        return Format("odt", "odt", 0.6, error.diagnostic) if _TEXT_DOCUMENT.encode() in data[:200] else None
    if kind in (_TEXT_DOCUMENT, f"{_TEXT_DOCUMENT}-template"):
        return Format("odt", "odt")
    return _unread(kind) if kind.startswith(_OPEN_DOCUMENT) else None


def examined(found: Format, data: bytes) -> Format:
    """The format with what the whole of the file shows: that it is encrypted, damaged or made to fill the memory."""
    if found.fault:
        return found
    if found.extension == "odt":
        return _examined_archive(found, data)
    return _examined_groups(found, data) if found.extension == "rtf" else found


def _examined_archive(found: Format, data: bytes) -> Format:
    try:
        archive = Archive(data, "odt")
        parts = {part: archive.read(part) for part in archive.names}
    except ArchiveError as error:
        return replace(found, fault=error.diagnostic)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        return replace(found, fault=_encrypted("odt"))
    return replace(found, remark=next(iter(archive.diagnostics), None))


def _examined_groups(found: Format, data: bytes) -> Format:
    """LibreOffice reads nothing of an RTF file whose groups do not all end."""
    bare = data.replace(rb"\\", b"").replace(rb"\{", b"").replace(rb"\}", b"")
    missing = min(bare.count(b"{") - bare.count(b"}"), MOST_GROUPS)
    return replace(found, remark=_cut("RTF"), ending=b"}" * missing) if missing > 0 else found


def _unread(found: str, score: float = 0.5) -> Format:
    return Format(found, "", score, Diagnostic("office.not-read", None, {"found": found}))


def _encrypted(name: str) -> Diagnostic:
    return Diagnostic("office.encrypted", None, {"format": name})


def _cut(name: str) -> Diagnostic:
    why = "the file ends before it does"
    return Diagnostic("archive.damaged-part", None, {"format": name, "part": "the text", "why": why})
