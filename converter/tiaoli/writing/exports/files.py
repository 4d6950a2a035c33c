"""How a file or a folder is written: under another name, then renamed, so that nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tiaoli.errors import TiaoliError

PART = "part-"
"""What the names of the files in a folder of an export begin with."""


class ExportError(TiaoliError):
    """A file that could not be written; nothing of it is left, and what bore its name before is still there."""


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """The name to write under; what was written there takes its own name at the end, or goes where anything fails.

    Raises ExportError where it cannot be written, and before anything is where a folder of other things has its name.
    """
    partial = path.with_name(f".tiaoli-{os.getpid()}-{path.name}")
    try:
        if path.is_dir() and not all(each.name.startswith(PART) for each in path.iterdir()):
            raise ExportError(f"{path} is a folder that no export wrote; name another place")
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        if path.is_dir():
            _exchange(path, partial)
        else:
            partial.replace(path)
    except BaseException as error:
        with suppress(OSError):
            _remove(partial)
        if isinstance(error, OSError):
            why = error.strerror or error
            raise ExportError(f"{path} could not be written: {why}; nothing of it was left") from error
        raise


def _exchange(path: Path, partial: Path) -> None:
    """Puts a folder in the place of another, over which it cannot be renamed."""
    former = partial.with_name(f"{partial.name}.old")
    path.rename(former)
    try:
        partial.rename(path)
    except BaseException:
        former.rename(path)
        raise
    _remove(former)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
