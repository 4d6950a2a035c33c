"""SDMX-CSV 2.0 of the observations: one row for each that has a region code, a year or period, and an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tiaoli.writing.exports.delimited import lines, write_lines
from tiaoli.writing.exports.table import Table

STRUCTURE = ("dataflow", "TIAOLI:OBSERVATIONS(1.0)", "I")
"""The kind and id of the structure, and that rows are information to be taken as they are."""
HEAD = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION",
    "FREQ", "REF_AREA", "INDICATOR", "MEASURE", "KIND", "STATEMENT", "TIME_PERIOD",
    "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "UPPER_VALUE", "BOUND", "SCOPE", "COMPARED_WITH", "SHARE_OF", "AVERAGED",
    "CUMULATIVE", "SAID", "QUOTE",
)  # fmt: skip
_UNITS = {"%": "PT"}
"""What is no code, and the code for it; ours are the codes else, money those of ISO 4217."""


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes the observations to a file; how many could be placed."""
    (table,) = tables
    return write_lines(path, lines(HEAD, _rows(table)), encoding="utf-8")


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    names = [column.name for column in table.columns]
    document, number = None, 0
    for row in table.read():
        said = dict(zip(names, row, strict=True))
        number = number + 1 if said["doc_id"] == document else 1
        document = said["doc_id"]
        time = _time(said)
        if said["adcode"] is None or time is None:
            continue
        yield (
            *STRUCTURE, "A", said["adcode"], said["indicator"], said["measure"], said["kind"], f"{document}.{number}",
            time, said["value"], _UNITS.get(said["unit"], said["unit"]), _status(said), said["value_high"],
            said["bound"], said["scope"], said["compared_with"], said["of"], said["averaged"], said["cumulative"],
            said["statement"], said["quote"],
        )  # fmt: skip


def _time(said: dict[str, Any]) -> str | None:
    """A year, or where it is of several a start and a duration."""
    first, last, year = said["period_from"], said["period_to"], said["year"]
    if first is not None and last is not None:
        return f"{first}-01-01/P{last - first + 1}Y"
    return None if year is None else str(year)


def _status(said: dict[str, Any]) -> str:
    """O (missing) where no number is said, F (forecast) for a target, A (normal) else."""
    if said["value"] is None:
        return "O"
    return "F" if said["kind"] == "target" else "A"
