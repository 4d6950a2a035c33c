"""ZIP archives of untrusted origin: their parts, unpacked within limits, each fault a diagnostic."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO

from tiaoli.diagnostic import Diagnostic
from tiaoli.markup import parse_soundly

ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may unpack to before it is refused."""

    unpacked_bytes: int = 100_000_000
    """All parts together that are read."""
    tree_bytes: int = 20_000_000
    """A part that is read as a tree, such as a table of styles."""
    ratio: int = 300
    ratio_counts_from: int = 5_000_000
    """A part larger than this that shrank to less than one part in `ratio` was made to fill memory."""
    directory_bytes: int = 2_000_000
    """The archive's list of contents; that of a Word file with a thousand pictures has a tenth of it."""


_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 20
_DIRECTORY_END = b"PK\x05\x06"
_NAMES_IN_UTF8 = 0x800
_CODE_PAGE = "cp437"
"""What the standard library reads names in that are not said to be in UTF-8."""
_END_RECORD = 66_000
"""The end of the list of contents stands so near the end of the file: its own length and that of a comment."""
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
"""What the standard library raises for archives that are cut, encrypted or packed in unknown ways."""


class ArchiveError(Exception):
    """An archive of which nothing can be read, with the diagnostic that says why."""

    def __init__(self, kind: str, why: str, diagnostic: Diagnostic | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.diagnostic = diagnostic or Diagnostic("archive.unreadable", None, {"format": kind, "why": why})


class Archive:
    """The parts of an archive by name; `kind` is the word for its format in messages, such as `docx`.

    Raises ArchiveError where the archive has no sound list of contents.
    """

    def __init__(self, data: bytes, kind: str, limits: Limits = Limits()) -> None:  # frozen
        self.kind = kind
        self.limits = limits
        self.diagnostics: list[Diagnostic] = []
        """What is wrong with parts that were asked for."""
        self.damages: dict[str, str] = {}
        """Parts that were not read, or not to their end, and why."""
        self._check_directory(data)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except ZIP_FAULTS as error:
            raise self.error(f"its ZIP archive is damaged ({error})") from error
        self._entries = {plain_name(printed_name(entry)): entry for entry in self._archive.infolist()}
        self._unpacked = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts as they are printed, in the order of the archive."""
        return tuple(printed_name(entry) for entry in self._entries.values() if not is_folder(entry))

    def error(self, why: str) -> ArchiveError:
        """An error of this archive, to be raised."""
        return ArchiveError(self.kind, why)

    def has(self, part: str) -> bool:
        """Whether the archive holds a part; names differ by more than case."""
        return plain_name(part) in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part, as far as they can be unpacked; empty where there is none.

        What is wrong with it is noted in `diagnostics`. Raises ArchiveError where a part is larger than the limits.
        """
        entry = self._entries.get(plain_name(part))
        if entry is None:
            self.diagnostics.append(Diagnostic("archive.missing-part", None, {"format": self.kind, "part": part}))
            return b""
        if entry.compress_type not in _METHODS:
            self.note_damage(part, f"it is packed by method {entry.compress_type}, not deflated or stored")
            return b""
        self._check_size(entry)
        chunks: list[bytes] = []
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    chunks.append(chunk)
        except ZIP_FAULTS as error:
            self.note_damage(part, str(error))
        self._unpacked += sum(map(len, chunks))
        return b"".join(chunks)

    def read_tree(self, part: str) -> Any:
        """The root element of a part that is small by nature, with what comes before the first fault in it.

        None where the part is missing, too large, or damaged from the start.
        """
        entry = self._entries.get(plain_name(part))
        if entry and entry.file_size > self.limits.tree_bytes:
            self.note_damage(part, f"it has {entry.file_size} bytes, more than the limit of {self.limits.tree_bytes}")
            return None
        data = self.read(part)
        root, fault = parse_soundly(data) if data else (None, None)
        if fault:
            self.note_damage(part, str(fault))
        return root

    def note_damage(self, part: str, why: str) -> None:
        """Keeps in mind that a part was not read, or not to its end; its first fault is the one that tells."""
        if part in self.damages:
            return
        self.damages[part] = why
        params = {"format": self.kind, "part": part, "why": why}
        self.diagnostics.append(Diagnostic("archive.damaged-part", None, params))

    def _check_size(self, entry: zipfile.ZipInfo) -> None:
        size = self._unpacked + entry.file_size
        shrunk = entry.file_size > self.limits.ratio * max(entry.compress_size, 1)
        is_bomb = shrunk and entry.file_size > self.limits.ratio_counts_from
        if is_bomb or size > self.limits.unpacked_bytes:
            params = {
                "format": self.kind, "part": entry.filename, "size": size, "packed": entry.compress_size,
                "limit": self.limits.unpacked_bytes,
            }  # fmt: skip
            raise ArchiveError(self.kind, f"it unpacks to {size} bytes", Diagnostic("archive.too-large", None, params))

    def _check_directory(self, data: bytes) -> None:
        """Raises ArchiveError where the list of contents is missing, or would fill the memory when read."""
        size = directory_bytes(BytesIO(data))
        if size is None:
            raise self.error("its ZIP archive has no list of contents at its end, so the file is cut off")
        if size > self.limits.directory_bytes:
            raise self.error(f"the list of contents of its ZIP archive has {size} bytes, which no {self.kind} file has")


def directory_bytes(stream: BinaryIO) -> int | None:
    """How long an archive says its list of contents is; None where it has none at its end."""
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - _END_RECORD))
    tail = stream.read()
    at = tail.rfind(_DIRECTORY_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else None


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry stands for a folder; the standard library's own question fails where a name is empty."""
    return not entry.filename or entry.filename.endswith("/")


def printed_name(entry: zipfile.ZipInfo) -> str:
    """A part's name: where the archive does not say that names are in UTF-8, Chinese programs write GB18030."""
    if entry.flag_bits & _NAMES_IN_UTF8 or entry.filename.isascii():
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return entry.filename.encode(_CODE_PAGE).decode(encoding)
        except UnicodeError:
            continue
    return entry.filename


def plain_name(name: str) -> str:
    """A part's name as names are compared: without case, and with one kind of stroke."""
    return name.replace("\\", "/").lstrip("/").lower()
