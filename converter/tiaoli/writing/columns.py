"""The tables and their columns, as `tables.yaml` lays them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

RECORDS = "records"
"""The table that only gives the leading columns of the tables of record rules."""
SKETCHES = "sketches"
"""The table that only the store itself has use for."""
TARGETS = "targets"
"""The table that a view makes of the others."""
RECORD_PREFIX = "record_"
"""Before the name of a record rule, the name of its table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (text, integer, real, boolean, or within the store blob), its label in each
    language, and for one of few values what each of them is in Chinese; rules may add values."""

    name: str
    type: str
    en: str = ""
    zh: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """The columns of every fixed table, in their order, and under `records` the leading ones of record tables."""
    text = (resources.files("tiaoli.writing") / "tables.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, dict[str, Any]]] = yaml.load(text, yaml.CSafeLoader)
    return {table: tuple(Column(name, **facts) for name, facts in columns.items()) for table, columns in loaded.items()}


def fixed_tables() -> dict[str, tuple[Column, ...]]:
    """The tables that every store has and fills, and that every export may hold, in their order."""
    return {name: columns for name, columns in tables().items() if name not in (RECORDS, SKETCHES, TARGETS)}
