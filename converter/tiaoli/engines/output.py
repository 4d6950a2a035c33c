"""The folder that an engine writes to: tables as Parquet, and `_SUCCESS` when all of them are there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tiaoli
from tiaoli.document import SCHEMA_VERSION
from tiaoli.engines.batches import Settings
from tiaoli.errors import TiaoliError, UsageError

SUCCESS = "_SUCCESS"
STAGED = "_staged"
"""Where Spark keeps one row a document with all its rows, before they are parted into tables."""


class EngineError(TiaoliError):
    """A run on an engine whose result is not whole."""


@dataclass(frozen=True, slots=True)
class Output:
    """A folder on a disk, or at an address that fsspec knows."""

    files: Any
    """The fsspec file system."""
    root: str
    address: str
    """The folder as engines name it."""

    def place(self, name: str) -> str:
        """The address of a part of it."""
        return f"{self.address}/{name}"

    def clear(self, settings: Settings, *, force: bool) -> None:
        """Removes what an earlier run has left; raises UsageError where that was whole, unless `force` is given."""
        if self.files.exists(f"{self.root}/{SUCCESS}"):
            if not force:
                raise UsageError(f"{self.address} holds the whole result of a run; name another folder, or add --force")
            self.files.rm(f"{self.root}/{SUCCESS}")
        self.files.makedirs(self.root, exist_ok=True)
        stale = [place for place in self.files.ls(self.root, detail=False) if "/record_" in place]
        for name in (STAGED, *settings.outputs):
            stale.append(f"{self.root}/{name}")
        for place in dict.fromkeys(stale):
            if self.files.exists(place):
                self.files.rm(place, recursive=True)

    def complete(self, shards: Output, settings: Settings, engine: str) -> dict[str, Any]:
        """Checks that each source has its document, and writes `_SUCCESS`, whose content is returned.

        Raises EngineError where documents are missing or there twice.
        """
        statuses = Counter(status for batch in self.batches("ledger", ["status"]) for status in batch[0].to_pylist())
        sources = shards.count_rows()
        if statuses.total() != sources:
            raise EngineError(f"there are {statuses.total()} documents of {sources} sources; run it again")
        content = {
            "documents": sources,
            **{status: statuses[status] for status in ("ok", "partial", "failed")},
            "tiaoli": tiaoli.__version__,
            "schema": SCHEMA_VERSION,
            "engine": engine,
            "fingerprint": settings.mark,
        }
        self.files.pipe_file(f"{self.root}/{SUCCESS}", json.dumps(content, indent=2).encode())
        return content

    def batches(self, name: str, columns: list[str]) -> Any:
        """Some columns of a table, batch by batch."""
        return self._dataset(f"{self.root}/{name}").to_batches(columns=columns)

    def parts(self) -> list[str]:
        """Its Parquet files; raises UsageError where there are none, or where they are no shards."""
        found = sorted(self.files.glob(f"{self.root}/*.parquet"))
        if not found:
            raise UsageError(f"there are no shards in {self.address}; `tiaoli shards PATH… -o FOLDER` makes some")
        names = self._dataset(self.root).schema.names
        if not {"uri", "data"} <= set(names):
            raise UsageError(f"the files in {self.address} are no shards: they have {names}, and not uri and data")
        return list(found)

    def count_rows(self) -> int:
        """How many rows there are in all files of the folder."""
        return int(self._dataset(self.root).count_rows())

    def _dataset(self, place: str) -> Any:
        import pyarrow.dataset

        return pyarrow.dataset.dataset(place, format="parquet", filesystem=self.files)


def output_at(place: str | Path) -> Output:
    """The folder at a path or an address; raises UsageError where fsspec does not know what to do with it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError("engines need fsspec: pip install 'tiaoli[spark]' or 'tiaoli[ray]'") from error
    if "://" not in str(place):
        place = str(Path(place).absolute())
    try:
        files, root = url_to_fs(str(place))
    except (ImportError, ValueError) as error:
        raise UsageError(f"{place} cannot be used: {error}") from error
    return Output(files, root, str(place).rstrip("/"))
