"""A manifest: a table that gives each file of a folder its address, its region, its year and more."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from tiaoli.chinese.dates import parse_date
from tiaoli.chinese.width import fold, squeeze
from tiaoli.errors import UsageError
from tiaoli.rulebook.wording import Phrase
from tiaoli.writing.sheets import SheetRow, read_sheet

_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0+)?(?:年度?)?")
_SEVERAL = ""
"""No path, so it stands where several files end alike."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a table gives of files, by URI, and what is to be said of the table."""

    rows: Mapping[str, Mapping[str, Any]]
    remarks: tuple[Phrase, ...]
    """Rows that fit no file, fit several or come twice, and cells that cannot be read, each with its row's number."""

    def given(self, uri: str) -> dict[str, Any]:
        """The columns of a file's row that are not empty, under their own names; empty where it has no row."""
        return dict(self.rows.get(uri, {}))


def fingerprint_of(given: Mapping[str, Any]) -> str:
    """What changes when what a manifest gives of a file does, and only then; empty where it gives nothing."""
    return hashlib.sha256(json.dumps(dict(given), sort_keys=True).encode()).hexdigest() if given else ""


def read_manifest(path: Path, uris: Iterable[str]) -> Manifest:
    """The manifest in a CSV or XLSX file for the files with these URIs.

    A row is that of the file that bears its path, else of the only one whose path ends so: `b.html` is `a/b.html`.
    Paths may have folders in front that the files lie in, the same for all rows: `reports/a/b.html`. Raises
    UsageError where the table cannot be read or has no paths.
    """
    head, *rows = read_sheet(path)
    names = _column_names(head.cells)
    if "path" not in names:
        raise UsageError(Phrase("manifest.no-path", {"file": path, "found": ", ".join(filter(None, head.cells))}))
    at = names.index("path")
    files = _Files(uris, (row.cells[at] for row in rows if at < len(row.cells)))
    found: dict[str, Mapping[str, Any]] = {}
    first: dict[str, int] = {}
    remarks: list[Phrase] = []
    for row in rows:
        given, faults = _given(names, row)
        written = given.pop("path", "–")
        uri = files.find(written)
        if not uri:
            key = "manifest.no-file" if uri is None else "manifest.several-files"
            faults.append(Phrase(key, {"row": row.number, "path": written}))
        elif uri in found:
            faults.append(Phrase("manifest.twice", {"row": row.number, "path": uri, "first": first[uri]}))
        else:
            found[uri], first[uri] = given, row.number
        remarks += faults
    return Manifest(found, tuple(remarks))


class _Files:
    """The files of a folder by their paths, and by every end of them."""

    def __init__(self, uris: Iterable[str], written: Iterable[str]) -> None:
        self._whole = {_path(uri): uri for uri in uris}
        self._ends: dict[str, str] = {}
        for path, uri in self._whole.items():
            for end in _ends(path):
                self._ends[end] = uri if end not in self._ends else _SEVERAL
        in_front = {front for path in written if (front := self._in_front(_path(path))) is not None}
        self._front = in_front.pop() if len(in_front) == 1 else None
        """The folders before the paths of a table; None where it has none, or where they differ and so tell nothing."""

    def find(self, written: str) -> str | None:
        """The URI of the file that a path means; `_SEVERAL` where it may mean several, None where it means none."""
        path = _path(written)
        for known in (self._whole, self._ends):
            if path in known:
                return known[path]
        return self._whole.get(path.removeprefix(self._front)) if self._front else None

    def _in_front(self, path: str) -> str | None:
        """What of a path stands before that of a file; None where no file is named so."""
        if path in self._whole or path in self._ends:
            return None
        return next((path.removesuffix(end) for end in _ends(path) if end in self._whole), None)


def _path(written: str) -> str:
    """A path as paths are compared: with `/`, without `./`, its characters composed as most systems have them."""
    return unicodedata.normalize("NFC", written.strip().replace("\\", "/").removeprefix("./")).lstrip("/")


def _ends(path: str) -> Iterator[str]:
    """The path without its first folder, without the first two, and so on to the file's name."""
    while "/" in path:
        path = path.partition("/")[2]
        yield path


def _column_names(head: Sequence[str]) -> list[str]:
    """The names of the columns, each another: of the first that means one of ours that name, else what stands there."""
    names: list[str] = []
    for at, cell in enumerate(head, 1):
        known = _known_columns().get(squeeze(cell).casefold(), cell)
        names.append(next(name for name in (known, cell, f"{cell} {at}") if name not in names or not name))
    return names


@cache
def _known_columns() -> dict[str, str]:
    text = (resources.files("tiaoli.batch") / "manifest.yaml").read_text("utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, yaml.CSafeLoader)
    return {squeeze(word).casefold(): name for name, words in loaded.items() for word in (name, *words)}


def _given(names: Sequence[str], row: SheetRow) -> tuple[dict[str, Any], list[Phrase]]:
    """The cells of a row by column, and what is wrong with them; a year or a day that is none is left out."""
    given: dict[str, Any] = {}
    faults = []
    if any(row.cells[len(names) :]):
        faults.append(Phrase("manifest.too-many-cells", {"row": row.number, "columns": len(names)}))
    for name, cell in zip(names, row.cells, strict=False):
        if not cell or not name:
            continue
        value = _value(name, cell)
        if value is None:
            faults.append(Phrase(f"manifest.no-{name}", {"row": row.number, "found": cell}))
        else:
            given[name] = value
    return given, faults


def _value(name: str, cell: str) -> str | int | None:
    if name == "year":
        match = _YEAR.fullmatch(squeeze(cell))
        return int(match[1]) if match else None
    if name == "published":
        date = parse_date(fold(cell))
        return date.isoformat() if date else None
    return cell
