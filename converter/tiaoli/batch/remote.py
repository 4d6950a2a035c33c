"""Sources that lie elsewhere (`s3://`, `oss://`, `memory://` …), by way of fsspec and what it needs for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from tiaoli.batch.items import Input
from tiaoli.errors import SourceError, UsageError

MARK = "://"


def inputs_at(address: str) -> Iterator[Input]:
    """The files that an address names: one, those under a folder, or those that its wildcards match, by name.

    Raises UsageError where fsspec does not know the scheme or nothing is there.
    """
    files, root = _system(address)
    try:
        if files.isdir(root):
            found, base = sorted(files.find(root)), root
        else:
            found = sorted(files.glob(root)) if any(sign in root for sign in "*?[") else [root]
            base = str(PurePosixPath(found[0]).parent) if found else root
        found = [place for place in found if files.isfile(place)]
    except Exception as error:  # each service has exceptions of its own
        raise UsageError(f"{address} cannot be listed: {error}") from error
    if not found:
        raise UsageError(f"there is no file at {address}")
    for place in found:
        relative = PurePosixPath(place).relative_to(base) if place != base else PurePosixPath(PurePosixPath(place).name)
        yield Input(None, Path(*relative.parts), address=files.unstrip_protocol(place))


def read_remote(address: str, max_bytes: int) -> bytes:
    """The bytes at an address; raises SourceError where they cannot be read or are too many."""
    files, place = _system(address)
    try:
        size = files.size(place)
        if size is not None and size > max_bytes:
            raise SourceError(f"{address} has {size} bytes, more than the limit of {max_bytes}")
        data: bytes = files.cat_file(place)
    except SourceError:
        raise
    except Exception as error:  # each service has exceptions of its own
        raise SourceError(f"{address} could not be opened: {error}", str(error) or type(error).__name__) from error
    return data


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(f"{address} needs fsspec: pip install 'tiaoli[remote]'") from error
    try:
        system, place = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address} cannot be read: {error}") from error
    return system, place
