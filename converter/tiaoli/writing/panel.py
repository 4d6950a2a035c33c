"""The panel of targets: the SQL of the view `targets`, and the part of it that is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from tiaoli.writing.columns import TARGETS, tables

_REPORTS = "document_type IN ('government_work_report', 'development_plan_report') AND status <> 'failed'"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Reports that the panel does not rest on."""

    versions: int
    """Beside a more complete one of the same kind, region and year."""
    unplaced: int
    """Whose region or year is not known."""


@cache
def targets_sql() -> str:
    """The query of the view `targets`, complete."""
    folder = resources.files("tiaoli.writing")
    ways: dict[str, list[str]] = yaml.load((folder / "better.yaml").read_text("utf-8"), yaml.CSafeLoader)
    rows = ", ".join(f"('{indicator}', '{way}')" for way, indicators in ways.items() for indicator in indicators)
    return (folder / "targets.sql").read_text("utf-8").replace("(VALUES :better)", f"(VALUES {rows})")


def lay_view(connection: sqlite3.Connection) -> None:
    """Gives the store the view `targets` as this version defines it."""
    sql = f"CREATE VIEW {TARGETS} AS {targets_sql()}"
    if connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (TARGETS,)).fetchone() != (sql,):
        connection.execute(f"DROP VIEW IF EXISTS {TARGETS}")
        connection.execute(sql)


def compute_targets(connection: sqlite3.Connection, indicators: Sequence[str] = (), levels: Sequence[str] = ()) -> None:
    """Computes the panel once, into a temporary table that stands before the view of the same name; of some
    indicators and levels of regions only, where any are given."""
    columns = ", ".join(column.name for column in tables()[TARGETS])
    conditions = [
        f"{name} IN ({', '.join('?' * len(wanted))})"
        for name, wanted in (("indicator", indicators), ("level", levels))
        if wanted
    ]
    where = " AND ".join(conditions) or "TRUE"
    connection.execute(f"DROP TABLE IF EXISTS temp.{TARGETS}")
    connection.execute(
        f"CREATE TEMP TABLE {TARGETS} AS SELECT {columns} FROM ({targets_sql()}) WHERE {where}",
        (*indicators, *levels),
    )


def count_by(connection: sqlite3.Connection, column: str) -> dict[str, int]:
    """How many rows of the computed panel have each value of a column."""
    return dict(connection.execute(f"SELECT {column}, count(*) FROM {TARGETS} GROUP BY 1 ORDER BY 2 DESC, 1"))


def set_aside(connection: sqlite3.Connection) -> SetAside:
    """How many reports there are that the panel does not rest on, and why."""
    placed = "adcode IS NOT NULL AND year IS NOT NULL"
    (versions,) = connection.execute(
        f"SELECT count(*) - count(DISTINCT adcode || ' ' || year || document_type) FROM documents"
        f" WHERE {_REPORTS} AND {placed}"
    ).fetchone()
    (unplaced,) = connection.execute(f"SELECT count(*) FROM documents WHERE {_REPORTS} AND NOT ({placed})").fetchone()
    return SetAside(versions, unplaced)
