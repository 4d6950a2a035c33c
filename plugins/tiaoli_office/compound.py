"""Compound files (OLE2, [MS-CFB]), which hold Office files up to 2003: their streams, and whether all is there."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_FREE = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA
_SHIFTS = (9, 12)
"""Sectors have 512 bytes, or 4096 in files of the newer version."""


class CompoundError(Exception):
    """A compound file whose directory cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream or storage of the directory: its first sector and its size."""

    start: int
    size_bytes: int


class CompoundFile:
    """The streams and storages at the top of a compound file by name; raises CompoundError."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_BYTES:
            raise CompoundError("it ends within its first 512 bytes, so the file is cut off")
        (self._shift,) = struct.unpack_from("<H", data, 30)
        if self._shift not in _SHIFTS:
            raise CompoundError("its header gives sectors of a size that no such file has")
        self._data = data
        self._sectors = -(-len(data) // (1 << self._shift)) - 1
        self._next = self._allocation()
        self.streams = self._top()

    @property
    def is_cut(self) -> bool:
        """Whether sectors are in use that stand behind the end of the file."""
        return any(entry != _FREE for entry in self._next[self._sectors :])

    def head(self, name: str, size_bytes: int) -> bytes:
        """The first bytes of a large stream; what stands there is of no meaning for one under 4096 bytes."""
        return self._sector(self.streams[name].start)[:size_bytes]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) << self._shift : (number + 2) << self._shift]

    def _numbers(self, sector: int) -> array[int]:
        numbers = array("I", b"")
        numbers.frombytes(self._sector(sector).ljust(1 << self._shift, b"\xff"))
        return numbers

    def _allocation(self) -> array[int]:
        """For every sector the one that follows it."""
        (at, count) = struct.unpack_from("<II", self._data, 68)
        places = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(count, self._sectors)):
            if at >= self._sectors:
                break
            *more, at = self._numbers(at)
            places += more
        (size,) = struct.unpack_from("<I", self._data, 44)
        following = array("I")
        for place in places[: min(size, self._sectors)]:
            if place >= self._sectors:
                raise CompoundError("a part of its list of sectors stands behind its end, so the file is cut off")
            following += self._numbers(place)
        return following

    def _chain(self, sector: int) -> Iterator[int]:
        """A sector and those that follow it; a chain that bites its tail ends."""
        for _ in range(self._sectors):
            if sector >= _LAST_SECTOR:
                return
            if sector >= min(self._sectors, len(self._next)):
                raise CompoundError("its directory stands behind its end, so the file is cut off")
            yield sector
            sector = self._next[sector]

    def _top(self) -> dict[str, Stream]:
        """What the root of the directory holds: a tree whose nodes name the ones to their left and right."""
        (start,) = struct.unpack_from("<I", self._data, 48)
        directory = b"".join(map(self._sector, self._chain(start)))
        if not directory or len(directory) % (1 << self._shift):
            raise CompoundError("its directory is not whole, so the file is cut off")
        found: dict[str, Stream] = {}
        seen: set[int] = set()
        waiting = list(_links(directory, 0)[2:])
        while waiting:
            at = waiting.pop()
            if at in seen or (at + 1) * _ENTRY_BYTES > len(directory):
                continue
            seen.add(at)
            entry = directory[at * _ENTRY_BYTES : (at + 1) * _ENTRY_BYTES]
            name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
            found[name] = Stream(*struct.unpack_from("<II", entry, 116))
            waiting += _links(directory, at)[:2]
        return found


def _links(directory: bytes, at: int) -> tuple[int, ...]:
    """The numbers of the entries to the left, to the right and below an entry."""
    place = at * _ENTRY_BYTES + 68
    return struct.unpack_from("<3I", directory, place) if place + 12 <= len(directory) else ()
