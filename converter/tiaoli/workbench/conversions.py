"""A folder of converted documents, in which one is found by the name or by the bytes of its source."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from tiaoli.document import Document
from tiaoli.errors import Place, UsageError
from tiaoli.workbench.gold import Gold

_SUFFIX = ".json"


class Conversions:
    """What `tiaoli convert -o` left in a folder, at any depth."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder; nothing is read yet but names."""
        self._by_name: dict[str, list[Path]] = {}
        for path in sorted(folder.rglob(f"*{_SUFFIX}")):
            self._by_name.setdefault(path.name, []).append(path)

    def find(self, gold: Gold) -> Document | None:
        """The document that the gold is of, None where it was not converted; its source may have other bytes.

        It is found by its name, as facts it is found by its bytes before that: their file may be called anything.
        Raises UsageError for one that is not in the schema.
        """
        name = PurePosixPath(gold.file).name if gold.is_facts else gold.name
        named = self._by_name.get(f"{name}{_SUFFIX}", [])
        same = (path for path in named if _hash(path) == gold.sha256)
        path = (
            next(same, None) or (self._by_hash.get(gold.sha256) if gold.is_facts else None) or next(iter(named), None)
        )
        return _document(path) if path else None

    @cached_property
    def _by_hash(self) -> dict[str, Path]:
        """Every document's first file by the hash of its source; all are read for it."""
        found: dict[str, Path] = {}
        for path in (path for paths in self._by_name.values() for path in paths):
            if digest := _hash(path):
                found.setdefault(digest, path)
        return found


def _hash(path: Path) -> str | None:
    """The hash of the source that a file was made of; None for a file that is no document."""
    try:
        source = json.loads(path.read_bytes())["source"]["sha256"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return source if isinstance(source, str) else None


def _document(path: Path) -> Document:
    try:
        return Document.from_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise UsageError(
            "is no document of this version's schema; convert its source anew", place=Place(str(path))
        ) from error
