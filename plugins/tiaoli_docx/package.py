"""The archive of a Word file: its parts, unpacked within limits, and how they refer to each other."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

from tiaoli.plugin import Diagnostic
from tiaoli_docx.names import short
from tiaoli_docx.parsing import XmlError, parse_tree

MAX_UNPACKED_BYTES = 100_000_000
"""So much XML is unpacked from one file at most, all parts that are read together."""

MAX_TREE_BYTES = 20_000_000
"""Parts that are read as a tree, such as the styles, are no larger than this."""

MAX_RATIO = 300
RATIO_COUNTS_FROM = 5_000_000
"""A part larger than this that shrank to less than one part in so many was made to fill memory."""

MAX_DIRECTORY_BYTES = 2_000_000
"""The archive's list of contents; that of a Word file with a thousand pictures has a tenth of it."""

_MAIN_TYPES = ("wordprocessingml.document.main", "wordprocessingml.template.main", "ms-word.")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 20
_DIRECTORY_END = b"PK\x05\x06"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
"""What the standard library raises for archives that are cut, encrypted or packed in unknown ways."""


class UnreadableError(Exception):
    """A Word file of which nothing can be read, with the diagnostic that says why."""

    def __init__(self, why: str, diagnostic: Diagnostic | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.diagnostic = diagnostic or Diagnostic("docx.unreadable", None, {"why": why})


class Package:
    """The parts of an archive by name; raises UnreadableError where the archive has no sound list of contents."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _FAULTS as error:
            raise UnreadableError(f"its ZIP archive is damaged ({error})") from error
        self._entries = {_plain(entry.filename): entry for entry in self._archive.infolist()}
        self._unpacked = 0
        self.diagnostics: list[Diagnostic] = []
        self.damages: dict[str, str] = {}

    def has(self, part: str) -> bool:
        """Whether the archive holds a part; names differ by more than case."""
        return _plain(part) in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part, as far as they can be unpacked; empty where there is none.

        What is wrong with it is noted in `diagnostics`. Raises UnreadableError where a part is larger than the limits.
        """
        entry = self._entries.get(_plain(part))
        if entry is None:
            self.diagnostics.append(Diagnostic("docx.missing-part", None, {"part": part}))
            return b""
        if entry.compress_type not in _METHODS:
            self.note_damage(part, f"it is packed by method {entry.compress_type}, which Office files must not use")
            return b""
        self._check_size(entry)
        chunks: list[bytes] = []
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    chunks.append(chunk)
        except _FAULTS as error:
            self.note_damage(part, str(error))
        self._unpacked += sum(map(len, chunks))
        return b"".join(chunks)

    def read_tree(self, part: str) -> Any:
        """The root element of a part that is small by nature; None where it is missing, damaged or too large."""
        entry = self._entries.get(_plain(part))
        if entry and entry.file_size > MAX_TREE_BYTES:
            self.note_damage(part, f"it has {entry.file_size} bytes, more than the limit of {MAX_TREE_BYTES}")
            return None
        data = self.read(part)
        try:
            return parse_tree(data) if data else None
        except XmlError as fault:
            self.note_damage(part, str(fault))
            return None

    def note_damage(self, part: str, why: str) -> None:
        """Keeps in mind that a part was not read, or not to its end; its first fault is the one that tells."""
        if part in self.damages:
            return
        self.damages[part] = why
        self.diagnostics.append(Diagnostic("docx.damaged-part", None, {"part": part, "why": why}))

    def main_part(self) -> str | None:
        """The name of the part that holds the document; None where the archive holds none of Word's.

        It is what the package's relationships name, else the part of the right content type, else the usual name.
        """
        named = [target for kind, target in self.related("").values() if kind == "officeDocument" and self.has(target)]
        types = self._content_types
        for part in named:
            content_type = types.get(_plain(part), "")
            if _is_main(content_type) or (not content_type and part.startswith("word/")):
                return part
        typed = next((part for part, kind in types.items() if _is_main(kind) and self.has(part)), None)
        usual = "word/document.xml"
        return typed or (usual if self.has(usual) and not named else None)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the archive: id -> (kind, name of the part); of the whole package for ''."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.read_tree(path) if self.has(path) else None
        found = {}
        for element in root if root is not None else ():
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            if element.get("TargetMode") != "External" and target:
                found[element.get("Id", "")] = (
                    kind,
                    posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
                )
        return found

    @cached_property
    def _content_types(self) -> dict[str, str]:
        """The content type that each part is said to have, of those named one by one."""
        path = "[Content_Types].xml"
        root = self.read_tree(path) if self.has(path) else None
        return dict(_overrides(root)) if root is not None else {}

    def _check_size(self, entry: zipfile.ZipInfo) -> None:
        size = self._unpacked + entry.file_size
        bomb = entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if bomb or size > MAX_UNPACKED_BYTES:
            params = {"part": entry.filename, "size": size, "packed": entry.compress_size, "limit": MAX_UNPACKED_BYTES}
            raise UnreadableError(f"it unpacks to {size} bytes", Diagnostic("docx.too-large", None, params))


def _check_directory(data: bytes) -> None:
    """Raises UnreadableError where the archive's list of contents is missing, or fills the memory when read."""
    at = data.rfind(_DIRECTORY_END, max(0, len(data) - 66_000))
    if at < 0:
        raise UnreadableError("its ZIP archive has no list of contents at its end, so the file is cut off")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size > MAX_DIRECTORY_BYTES:
        raise UnreadableError(f"the list of contents of its ZIP archive has {size} bytes, which no Word file has")


def _overrides(root: Any) -> Iterator[tuple[str, str]]:
    for element in root:
        if isinstance(element.tag, str) and short(element.tag).endswith("Override"):
            yield _plain(element.get("PartName", "")), element.get("ContentType", "")


def _is_main(content_type: str) -> bool:
    return any(kind in content_type for kind in _MAIN_TYPES) and content_type.endswith("main+xml")


def _plain(name: str) -> str:
    """A part's name as names are compared: without case, and with one kind of stroke."""
    return name.replace("\\", "/").lstrip("/").lower()
