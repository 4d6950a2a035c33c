"""Which sources are meant by the paths, folders, archives, globs and `-` of a command line."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiaoli.batch.items import Input, Skipped
from tiaoli.batch.remote import MARK, inputs_at
from tiaoli.batch.zipped import SUFFIX, inputs_in
from tiaoli.errors import UsageError

STDIN = "-"
_WILD = frozenset("*?[")


def find_inputs(arguments: Sequence[str], *, out: Path | None = None) -> tuple[list[Input], list[Skipped]]:
    """What the arguments mean, argument by argument, each folder in the order of its names.

    The same file counts once. Raises UsageError where an argument names nothing, or where a folder is
    to be read and written at once.
    """
    walk = _Walk(os.path.realpath(out) if out is not None else None)
    items = dict.fromkeys(item for argument in arguments for item in walk.items(argument))
    found = [item for item in items if isinstance(item, Input)]
    return found, [item for item in items if isinstance(item, Skipped)]


def read_list(file: Path) -> list[Input]:
    """The files that a list names, a path a line, relative to the folder that all of them lie in.

    Empty lines and those that begin with # say nothing. Raises UsageError where the list cannot be read, or names
    what is no file.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list {file} cannot be read: {error}") from error
    paths = dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    missing = [path for path in paths if not Path(path).is_file()]
    if missing:
        raise UsageError(f"{len(missing)} lines of {file} name no file, the first {missing[0]!r}")
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100  # links in a path stay as they are
    base = os.path.commonpath([os.path.dirname(path) for path in whole]) if whole else ""  # noqa: PTH120
    return [Input(Path(path), Path(path).relative_to(base)) for path in whole]


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through files and folders that keeps out of the output folder."""

    out: str | None

    def items(self, argument: str) -> Iterator[Input | Skipped]:
        """What one argument means."""
        path = Path(argument)
        if argument == STDIN:
            yield Input(None, Path(STDIN))
        elif MARK in argument:
            yield from inputs_at(argument)
        elif path.is_dir():
            self._refuse_output(path)
            yield from self._in_folder(path, path, os.path.realpath(path))
        elif os.path.lexists(path):
            yield from _one_or_more(Input(path, Path(path.name)))
        elif _WILD.intersection(argument):
            yield from self._matching(argument)
        else:
            raise UsageError(f"there is no file or folder {argument!r}")

    def _matching(self, pattern: str) -> Iterator[Input | Skipped]:
        """What a glob matches, relative to the folder before its first wildcard."""
        base = _fixed_part(pattern)
        self._refuse_output(base)
        matches = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207  # Path.glob takes no full path
        if not matches:
            raise UsageError(f"no file matches {pattern!r}")
        for match in matches:
            if self._is_written(match):
                continue
            if match.is_dir():
                yield from self._in_folder(match, base, os.path.realpath(base))
            else:
                yield from _one_or_more(Input(match, match.relative_to(base)))

    def _in_folder(self, folder: Path, base: Path, root: str) -> Iterator[Input | Skipped]:
        """The files of a folder and of the folders in it, relative to `base`."""
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            yield Skipped(folder, "unreadable")
            return
        for entry in entries:
            kind = _kind(entry, root)
            if kind == "file":
                yield from _one_or_more(Input(entry, entry.relative_to(base)))
            elif kind != "folder":
                yield Skipped(entry, kind)
            elif not self._is_written(entry):
                yield from self._in_folder(entry, base, root)

    def _is_written(self, path: Path) -> bool:
        """Whether the path is the output folder or in it."""
        return self.out is not None and _is_within(os.path.realpath(path), self.out)

    def _refuse_output(self, folder: Path) -> None:
        if os.path.realpath(folder) == self.out:
            raise UsageError(f"{folder} is to be read and written at once; give another folder with -o")


def _one_or_more(item: Input) -> Iterator[Input | Skipped]:
    """The input, or what lies in it where it is an archive of reports."""
    if item.relative.name.lower().endswith(SUFFIX):
        yield from inputs_in(item)
    else:
        yield item


def _fixed_part(pattern: str) -> Path:
    """The folder that a glob starts from: its parts before the first that holds a wildcard."""
    parts = Path(pattern).parts
    wild = next(at for at, part in enumerate(parts) if _WILD.intersection(part))
    return Path(*parts[:wild])


def _kind(entry: Path, root: str) -> str:
    """file or folder, or the reason to skip the entry.

    A link that leads out of `root` is not followed, and no link to a folder is: one inside `root` is found
    under its own name, and following links could go in circles.
    """
    if entry.name.startswith("."):
        return "hidden"
    try:
        if entry.is_symlink() and not (entry.is_file() and _is_within(os.path.realpath(entry), root)):
            return "link"
        return "folder" if entry.is_dir() else "file" if entry.is_file() else "special"
    except OSError:
        return "unreadable"


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
