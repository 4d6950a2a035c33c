"""ZIP archives of reports, read as the folders they stand for, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from tiaoli.archive import ZIP_FAULTS, directory_bytes, is_folder, printed_name
from tiaoli.batch.items import Input, Skipped
from tiaoli.errors import SourceError

SUFFIX = ".zip"
MAX_MEMBERS = 200_000
MAX_DIRECTORY_BYTES = 100_000_000
"""An archive's list of contents; one of MAX_MEMBERS files with long names has a third of it."""
MAX_DEPTH = 3
"""How many archives may lie one in the other."""
MAX_INNER_BYTES = 500_000_000
"""The largest archive that is read inside another, for which it is unpacked in memory."""
MAX_RATIO = 300
RATIO_COUNTS_FROM = 5_000_000
"""A member larger than this that shrank to less than one part in MAX_RATIO was made to fill memory."""

_DOCUMENTS = ("[content_types].xml", "ofd.xml", "mimetype", "meta-inf/container.xml")
"""An archive that holds one of these at its top is a document itself (docx, OFD, ODT, EPUB), whatever its name."""
_IS_ENCRYPTED = 0x1
_LEFT_BY_MACOS = "__MACOSX"


class _DamagedError(Exception):
    """An archive that cannot be opened."""


def inputs_in(item: Input) -> Iterator[Input | Skipped]:
    """What lies in an archive, by name, what lies in archives in it too; the item itself where it is a document."""
    assert item.path is not None
    try:
        archive = open_archive(item.path, item.members)
    except (_DamagedError, OSError):
        yield Skipped(item.path.joinpath(*item.members), "damaged")
        return
    if any(name.lower() in _DOCUMENTS for name in archive):
        yield item
        return
    names = sorted(archive)[:MAX_MEMBERS]
    if len(archive) > len(names):
        yield Skipped(item.path.joinpath(*item.members), "many")
    for name in names:
        member = replace(item, relative=item.relative / name, members=(*item.members, archive[name].filename))
        reason = _reason(name, archive[name], len(item.members))
        if reason:
            yield Skipped(item.path.joinpath(*item.members, name), reason)
        elif name.lower().endswith(SUFFIX):
            yield from inputs_in(member)
        else:
            yield member


def read_member(item: Input, max_bytes: int) -> bytes:
    """The bytes of an input that lies in an archive; raises SourceError."""
    assert item.path is not None
    try:
        archive = open_archive(item.path, item.members[:-1])
        entry = next((entry for entry in archive.values() if entry.filename == item.members[-1]), None)
        if entry is None:
            raise _DamagedError("its archive has changed since it was listed")
        if entry.file_size > max_bytes:
            raise SourceError(f"{item.uri} has {entry.file_size} bytes, more than the limit of {max_bytes}")
        if entry.flag_bits & _IS_ENCRYPTED:
            raise _DamagedError("it is encrypted; unpack the archive with its password first")
        return archive.read(entry, max_bytes)
    except (_DamagedError, OSError) as error:
        raise SourceError(f"{item.uri} could not be opened: {error}", str(error)) from error


class _Archive(dict[str, zipfile.ZipInfo]):
    """The files of an archive by name as people read it, `/` between folders."""

    def __init__(self, file: Path | BytesIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except ZIP_FAULTS as error:
            raise _DamagedError(str(error)) from error
        super().__init__({printed_name(entry): entry for entry in self._zip.infolist() if not is_folder(entry)})

    def read(self, entry: zipfile.ZipInfo, max_bytes: int) -> bytes:
        """The bytes of an entry, no more than its list of contents says."""
        try:
            with self._zip.open(entry) as stream:
                return stream.read(max_bytes)
        except ZIP_FAULTS as error:
            raise _DamagedError(f"it cannot be unpacked ({error})") from error


def open_archive(path: Path, members: tuple[str, ...]) -> _Archive:
    """The archive at a path, or the one that `members` lead to in it; kept open, so that its list is read once."""
    return _opened(path, members, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _opened(path: Path, members: tuple[str, ...], changed: int) -> _Archive:
    if members:
        outer = _opened(path, members[:-1], changed)
        entry = next(entry for entry in outer.values() if entry.filename == members[-1])
        inner = BytesIO(outer.read(entry, MAX_INNER_BYTES))
        _check(inner)
        return _Archive(inner)
    with path.open("rb") as stream:
        _check(stream)
    return _Archive(path)  # which opens the file itself, and so closes it


def _check(stream: BinaryIO) -> None:
    size = directory_bytes(stream)
    if size is None or size > MAX_DIRECTORY_BYTES:
        raise _DamagedError("it has no list of contents, or far too long a one")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The folders and the name that an entry's name consists of."""

    all: tuple[str, ...]

    @property
    def is_unsafe(self) -> bool:
        """Whether the name would lead out of the folder it is unpacked to, or is none on some system."""
        return any(part in ("..", "/") or ":" in part or "\0" in part for part in self.all)

    @property
    def is_hidden(self) -> bool:
        """Whether a folder or the file is hidden, or is what macOS adds to archives."""
        return any(part.startswith(".") or part == _LEFT_BY_MACOS for part in self.all)


def _reason(name: str, entry: zipfile.ZipInfo, depth: int) -> str | None:
    """Why a member is not read; None where it is."""
    parts = _Parts(PurePosixPath(name.replace("\\", "/")).parts)
    if parts.is_unsafe:
        return "name"
    if parts.is_hidden:
        return "hidden"
    if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return "bomb"
    is_archive = name.lower().endswith(SUFFIX)
    return "deep" if is_archive and (depth + 1 >= MAX_DEPTH or entry.file_size > MAX_INNER_BYTES) else None
