"""A plugin that goes wrong on request, to try what runs plugins: `tiaoli --plugins-dir` takes this folder.

A source whose name ends in `.chaos` says in its first word how to go wrong; see `WAYS`.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Iterable, Sequence

from tiaoli.plugin import Block, Page, Reader, Recognition, Site, Source, hookimpl

TIAOLI_API = "1"


def _hang() -> Page:
    while True:
        time.sleep(1)


def _hang_in_c() -> Page:
    sum(range(10**15))  # no signal is heeded before it ends, years from now
    return _sound()


def _raise() -> Page:
    raise ValueError("chaos was asked for")


def _exit() -> Page:
    raise SystemExit(3)


def _exit_at_once() -> Page:
    os._exit(3)


def _segfault() -> Page:
    ctypes.string_at(0)
    return _sound()


def _recurse() -> Page:
    return _recurse()


def _eat_memory() -> Page:
    eaten = [bytearray(100_000_000) for _ in range(100)]
    return Page(str(len(eaten)), (Block("paragraph", (0, 3)),))


def _bad_spans() -> Page:
    return Page("石桥", (Block("paragraph", (1, 9)),))


def _nonsense() -> Page:
    return "no page"  # type: ignore[return-value]  # on purpose


def _gigabyte() -> Page:
    return Page("石" * (1 << 30), (Block("paragraph", (0, 1 << 30)),))


def _sound() -> Page:
    return Page("石桥", (Block("paragraph", (0, 2)),))


WAYS: dict[str, Callable[[], Page]] = {
    "sound": _sound,
    "raise": _raise,
    "sys-exit": _exit,
    "exit": _exit_at_once,
    "segfault": _segfault,
    "hang": _hang,
    "hang-in-c": _hang_in_c,
    "recurse": _recurse,
    "memory": _eat_memory,
    "gigabyte": _gigabyte,
    "bad-spans": _bad_spans,
    "nonsense": _nonsense,
}
"""What a source may ask for. `sound` asks for nothing wrong."""


class ChaosReader:
    """Does what the source asks for."""

    name = "chaos"
    media_types: Sequence[str] = ("application/x-chaos",)
    extensions: Sequence[str] = (".chaos",)

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of the name's ending alone."""
        return Recognition(1, "the name ends in .chaos") if source.uri.endswith(".chaos") else None

    def read(self, source: Source, site: Site) -> Page:
        """No page, in most ways; raises KeyError for an unknown one."""
        return WAYS[source.data.split()[0].decode()]()


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader that goes wrong."""
    return [ChaosReader()]
