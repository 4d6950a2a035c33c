"""A table as every format takes it: its columns, its rows, and where the documents of its rows lie."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tiaoli.writing.columns import RECORD_PREFIX, TARGETS, Column, fixed_tables, tables
from tiaoli.writing.panel import compute_targets
from tiaoli.writing.rows import Row
from tiaoli.writing.store import Store, quoted


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `read` gives its rows anew each time, as values of the types of its columns."""

    name: str
    columns: tuple[Column, ...]
    count: int
    read: Callable[[], Iterable[Row]]
    source_of: Callable[[str], str | Path | None] = lambda doc_id: None
    """The address of a document's source, else the file of the document; None where neither is at hand."""


def names_of(store: Store) -> list[str]:
    """The tables that a store has: the fixed ones, that of targets, and those of record rules."""
    fixed = fixed_tables()
    return [*fixed, TARGETS, *(name for name in store.columns if name not in fixed)]


def columns_of(store: Store, name: str) -> tuple[Column, ...]:
    """The columns of a table, with labels in any case, and as text where a record rule gave text among its numbers."""
    columns = tables()[TARGETS] if name == TARGETS else store.columns[name]
    return tuple(_as_held(store.connection, name, column) for column in columns)


def stored_table(store: Store, name: str) -> Table:
    """A table of the store; that of targets is computed."""
    return targets_table(store) if name == TARGETS else _table(store, name)


def targets_table(store: Store, indicators: Sequence[str] = (), levels: Sequence[str] = ()) -> Table:
    """The panel of targets, of some indicators and levels of regions only where any are given."""
    compute_targets(store.connection, indicators, levels)
    return _table(store, TARGETS)


def _table(store: Store, name: str) -> Table:
    connection, columns = store.connection, columns_of(store, name)
    (count,) = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()

    def read() -> Iterator[Row]:
        computed = name == TARGETS  # in the order of its query; what is stored, in that of the ledger
        return _typed(connection.execute(f"SELECT * FROM {TARGETS}") if computed else store.rows(name), columns)

    return Table(name, columns, count, read, _sources(connection))


def _as_held(connection: sqlite3.Connection, table: str, column: Column) -> Column:
    labelled = replace(column, en=column.en or column.name, zh=column.zh or column.name)
    if column.type == "real" and table.startswith(RECORD_PREFIX):
        query = f"SELECT 1 FROM {quoted(table)} WHERE typeof({quoted(column.name)}) = 'text' LIMIT 1"
        if connection.execute(query).fetchone():
            return replace(labelled, type="text")
    return labelled


def _typed(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[Row]:
    """The rows with what SQLite keeps in another type: booleans, and numbers of a column that is text as a whole."""
    types = {"boolean": bool, "text": str}
    changed = [(at, types[column.type]) for at, column in enumerate(columns) if column.type in types]
    for row in rows:
        values = list(row)
        for at, kind in changed:
            if row[at] is not None:
                values[at] = kind(row[at])
        yield tuple(values)


def _sources(connection: sqlite3.Connection) -> Callable[[str], str | Path | None]:
    """Where the documents of a store lie: at the address that is known, else where a conversion leaves them."""
    folder = Path(connection.execute("PRAGMA database_list").fetchone()[2]).parent

    @lru_cache(maxsize=64)  # rows come document by document
    def source_of(doc_id: str) -> str | Path | None:
        found = connection.execute("SELECT uri, url FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        if found is None:
            return None
        uri, url = found
        document = folder / f"{uri}.json"
        return url or (document if document.is_file() else None)

    return source_of
