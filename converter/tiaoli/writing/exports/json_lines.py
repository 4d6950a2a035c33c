"""JSON Lines: an object a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tiaoli.writing.exports.table import Table


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes a table to a file; how many rows it has."""
    (table,) = tables
    names = [column.name for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in table.read():
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
            count += 1
    return count
