"""A source: bytes with a URI and a hash, and how its text is decoded."""

from __future__ import annotations

import codecs
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

from tiaoli.diagnostic import Diagnostic
from tiaoli.errors import SourceError, UsageError

MAX_SOURCE_BYTES = 50_000_000
"""The largest source that is converted unless the caller says otherwise."""

BAD_SHARE = 0.001
"""How many of its bytes may be bad in a text that still counts as UTF-8 or as what it declares."""

MIXED_SHARE = 0.02
MIXED_COMMON = 0.5
"""A source is in two encodings where each has this share of its Chinese lines; a line that decodes as UTF-8 is in it
where this share of its characters is common then."""

_TWO = ("utf-8", "gb18030")

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GB = {"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "ms936", "euc-cn", "gb_2312-80", "gb2312-80", "hz-gb-2312"}
_SAMPLE_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source, which encoding it was read in, and what decided that."""

    text: str
    encoding: str
    encoding_from: str  # bom | declared | detected | option
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Source:
    """The bytes of one document and where they came from; `uri` is relative and uses `/`."""

    data: bytes
    uri: str = "-"
    given_encoding: str | None = None
    given_media_type: str | None = None

    @classmethod
    def from_path(
        cls, path: Path, *, uri: str | None = None, max_bytes: int = MAX_SOURCE_BYTES, encoding: str | None = None
    ) -> Source:
        """The source at `path`; raises SourceError where it cannot be read or is larger than `max_bytes`."""
        try:
            size_bytes = path.stat().st_size
            if size_bytes > max_bytes:
                raise SourceError(f"{path} has {size_bytes} bytes, more than the limit of {max_bytes}")
            data = path.read_bytes()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise SourceError(f"{path} could not be opened: {why}", why) from error
        return cls(data, uri=uri if uri is not None else path.name, given_encoding=encoding)

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def media_type(self) -> str:
        """By the name's ending, else by the bytes: their start, a part of an archive, tags of HTML, plain text."""
        if self.given_media_type:
            return self.given_media_type
        by_name = _media_types().guess_type(self.uri)[0]
        if by_name and not by_name.startswith("text/plain"):
            return by_name
        by_start = next((kind for start, kind in _TOLD_BY_START.items() if self.data.startswith(start)), None)
        if by_start:
            return by_start
        if self.looks_binary:
            told = (kind for part, kind in _TOLD_BY_PART.items() if self.data.startswith(_ZIP) and part in self.data)
            return next(told, "application/octet-stream")
        return "text/html" if self.looks_like_markup else "text/plain"

    @cached_property
    def looks_binary(self) -> str | None:
        """What shows that the bytes are no text, such as `ZIP archive`; None for text."""
        for magic, name in _MAGIC:
            if self.data.startswith(magic):
                return name
        if self.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16_by_nul(self.data):
            return None
        sample = self.data[:_SAMPLE_BYTES]
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        return "control bytes" if sample and controls > max(8, len(sample) // 200) else None

    @cached_property
    def looks_like_markup(self) -> bool:
        """Whether element tags of HTML stand near the start."""
        return len(_TAG.findall(self.data[:_SAMPLE_BYTES].replace(b"\0", b""))) >= 3

    @cached_property
    def decoded(self) -> Decoded:
        """The text, without a BOM; what could not be decoded stands as U+FFFD, with a diagnostic."""
        return decode(self.data, option=self.given_encoding)


_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroEnabled.12",
    ".doc": "application/msword",
    ".dot": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".wpt": "application/vnd.ms-works",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ott": "application/vnd.oasis.opendocument.text-template",
    ".epub": "application/epub+zip",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".ofd": "application/ofd",
}


@cache
def _media_types() -> mimetypes.MimeTypes:
    """Media types by name as Python knows them, not as the system does, which differs from machine to machine."""
    types = mimetypes.MimeTypes()
    for extension, media_type in _MEDIA_TYPES.items():
        types.add_type(media_type, extension)
    return types


_ZIP = b"PK\x03\x04"
_TOLD_BY_START = {b"%PDF-": "application/pdf", b"{\\rtf": "application/rtf", b"\xd0\xcf\x11\xe0": "application/msword"}
"""Legacy Office files are Word's as often as not; the reader of them looks closer."""
_TOLD_BY_PART = {b"OFD.xml": "application/ofd"}
"""Archives whose kind the name of one part tells; names are not packed."""
_MAGIC = (
    (_ZIP, "ZIP archive"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0", "legacy Office file"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"Rar!", "RAR archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "SQLite database"),
)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), 0x1C, 0x1D, 0x1E, 0x1F, 0x7F])
_TAG = re.compile(
    rb"<(?:!doctype|/?(?:html|head|body|div|p|span|table|tr|td|h[1-6]|br|a|meta|title|script|font|ul|li)\b)", re.I
)


def decode(data: bytes, *, option: str | None = None) -> Decoded:
    """The text of `data`, decided on the whole of it: option, BOM, declaration, UTF-8, UTF-16, GB18030 or Big5.

    Raises UsageError where `option` names no known encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding, "bom")
    if option:
        return _decoded(data, _known_encoding(option), "option")
    by_nul = _utf16_by_nul(data)
    if by_nul:
        return _decoded(data, by_nul, "detected")
    declared = _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _with_declared(_examined(text, "utf-8", "declared" if declared == "utf-8" else "detected"), declared)
    if _bad_share(data, "utf-8") <= BAD_SHARE:
        return _with_declared(_decoded(data, "utf-8", "declared" if declared == "utf-8" else "detected"), declared)
    mixed = _mixed(data)
    if mixed:
        return mixed
    if declared and declared != "utf-8" and _bad_share(data, declared) <= BAD_SHARE:
        return _decoded(data, declared, "declared")
    best = max(("gb18030", "big5"), key=lambda encoding: _share_of_common(data, encoding))
    if _share_of_common(data, best) < 0.2 and _bad_share(data, "utf-8") < _bad_share(data, best):
        best = "utf-8"
    return _with_declared(_decoded(data, best, "detected"), declared)


def _mixed(data: bytes) -> Decoded | None:
    """The text of a source glued together from UTF-8 and GB18030, line by line; None where it is in one of them.

    A line of Chinese in one of the two is hardly ever right in the other as well.
    """
    lines = data.split(b"\n")
    kinds = [_encoding_of(line) for line in lines]
    sizes = {name: sum(len(line) for line, kind in zip(lines, kinds, strict=True) if kind == name) for name in _TWO}
    if min(sizes.values()) <= MIXED_SHARE * sum(sizes.values()):
        return None
    if (
        _share_of_common(b"\n".join(line for line, kind in zip(lines, kinds, strict=True) if kind == _TWO[1]), _TWO[1])
        < 0.5
    ):
        return None  # damaged UTF-8
    text = "\n".join(line.decode(kind, "replace") for line, kind in zip(lines, kinds, strict=True))
    rest = _decoded(text.encode("utf-8", "replace"), "utf-8", "detected")
    remark = Diagnostic("text.mixed-encodings", None, {"first": _TWO[0], "second": _TWO[1]})
    return Decoded(rest.text, max(_TWO, key=lambda name: sizes[name]), "detected", (*rest.diagnostics, remark))


def _encoding_of(line: bytes) -> str:
    """`ascii` for a line that tells nothing, `utf-8` for one of common characters in it, else `gb18030`."""
    if line.isascii():
        return "ascii"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return _TWO[1]
    return _TWO[0] if _share_of_common(line, _TWO[0]) > MIXED_COMMON else _TWO[1]


def _known_encoding(name: str) -> str:
    try:
        return "gb18030" if name.lower() in _GB else codecs.lookup(name).name
    except LookupError:
        raise UsageError(f"unknown encoding {name!r}; try utf-8, gb18030, big5 or utf-16") from None


def _declared(data: bytes) -> str | None:
    """The encoding that the first 4 kB of markup declare; gb2312 and gbk count as gb18030."""
    match = _DECLARED.search(data[:4096]) if b"<" in data[:4096] else None
    if not match:
        return None
    try:
        return _known_encoding(match[1].decode("ascii"))
    except UsageError:
        return None


def _bad_share(data: bytes, encoding: str) -> float:
    """The share of bytes that the encoding cannot decode; a cut last character counts like any other."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        pass
    else:
        return 0.0
    replaced = data.decode(encoding, "replace").count("\ufffd") - data.count("\ufffd".encode())
    return max(replaced, 0) / max(len(data), 1)


def _utf16_by_nul(data: bytes) -> str | None:
    """UTF-16 without a BOM shows itself by NUL bytes on one side of its ASCII characters only."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(4, len(sample) // 100) or min(even, odd) * 4 > max(even, odd):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    return encoding if _bad_share(sample, encoding) <= BAD_SHARE else None


def _share_of_common(data: bytes, encoding: str) -> float:
    """The share of non-ASCII characters that are among the commonest of Chinese, decoded so."""
    text = data[:_SAMPLE_BYTES].decode(encoding, "replace")
    wide = [char for char in text if char > "\x7f"]
    return sum(char in _common_characters() for char in wide) / len(wide) if wide else 0.0


def _common_characters() -> frozenset[str]:
    global _common
    if _common is None:
        text = (resources.files("tiaoli.chinese") / "common_characters.txt").read_text("utf-8")
        _common = frozenset("".join(line for line in text.splitlines() if not line.startswith("#")))
    return _common


_common: frozenset[str] | None = None


def _decoded(data: bytes, encoding: str, encoding_from: str) -> Decoded:
    return _examined(data.decode(encoding, "replace"), encoding, encoding_from)


def _examined(text: str, encoding: str, encoding_from: str) -> Decoded:
    """The decoded text, and a remark on what could not be decoded."""
    text = text.removeprefix("\ufeff")
    bad = text.count("\ufffd")
    places = [at for at, char in enumerate(text) if char == "\ufffd"][:20] if bad else []
    lost = (
        ()
        if not bad
        else (
            Diagnostic(
                "text.undecodable",
                (places[0], places[0] + 1),
                {"count": bad, "encoding": encoding, "first": places[0], "places": places},
            ),
        )
    )
    return Decoded(text, encoding, encoding_from, lost)


def _with_declared(decoded: Decoded, declared: str | None) -> Decoded:
    if declared is None or declared == decoded.encoding:
        return decoded
    differs = Diagnostic("text.encoding-differs", None, {"declared": declared, "encoding": decoded.encoding})
    return Decoded(decoded.text, decoded.encoding, decoded.encoding_from, (*decoded.diagnostics, differs))
