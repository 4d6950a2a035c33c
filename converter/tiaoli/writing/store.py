"""The store: an SQLite file with the ledger of a folder's conversion and the tables of its documents.

A document's rows and its line in the ledger are one transaction, and its old rows go in the same one: whatever
moment a run is ended at, the store holds each document whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from tiaoli.errors import TiaoliError
from tiaoli.writing.columns import RECORD_PREFIX, RECORDS, SKETCHES, Column, fixed_tables, tables
from tiaoli.writing.panel import lay_view
from tiaoli.writing.rows import Row, Rows

FILE = "tiaoli.db"
VERSION = 1
"""Of the store's layout; one of a later version is refused."""

_APPLICATION_ID = 0x7469616F  # "tiao": what `file` and other programs tell a store by
_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER", "blob": "BLOB"}


class StoreError(TiaoliError):
    """A store that cannot be opened, read or written; what it held before is still there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source's line in the ledger. Times and attempts are those of the last conversion."""

    uri: str
    doc_id: str
    content_id: str
    fingerprint: str
    """What the conversion depended on beside the bytes: versions, rules and options."""
    status: str
    error: str | None
    """Why it failed, in words; None where it did not."""
    attempts: int
    seconds: float


_LEDGER = "CREATE TABLE ledger (" + ", ".join(
    f"{field.name} {'INTEGER' if field.name == 'attempts' else 'REAL' if field.name == 'seconds' else 'TEXT'}"
    for field in fields(Entry)
) + ", PRIMARY KEY (uri)) WITHOUT ROWID"  # fmt: skip


class Store:
    """An open store. One process writes it; others may read meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns = {name: list(columns) for name, columns in fixed_tables().items()}
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith(RECORD_PREFIX):
                self._columns[table] = _stored_columns(connection, table)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for queries."""
        return self._connection

    @property
    def columns(self) -> dict[str, list[Column]]:
        """The columns of every table: the fixed ones, then one for each record rule that matched anything."""
        return self._columns

    def entry(self, uri: str) -> Entry | None:
        """What the ledger tells of a source; None where it never was converted."""
        with told("read"):
            row = self._connection.execute("SELECT * FROM ledger WHERE uri = ?", (uri,)).fetchone()
        return Entry(*row) if row else None

    def entries(self) -> Iterator[Entry]:
        """The ledger, by URI."""
        with told("read"):
            yield from (Entry(*row) for row in self._connection.execute("SELECT * FROM ledger ORDER BY uri"))

    def put(self, entry: Entry, rows: Rows, record_columns: dict[str, tuple[str, ...]]) -> None:
        """Replaces all that the store holds of a source by these rows; all of it or nothing. Raises StoreError."""
        with told("written"), self._connection:
            old = self._connection.execute("SELECT doc_id FROM ledger WHERE uri = ?", (entry.uri,)).fetchone()
            if old:
                self._delete(old[0])
            for table, found in rows.items():
                self._insert(table, found, record_columns.get(table, ()))
            marks = ", ".join("?" * len(fields(Entry)))
            self._connection.execute(f"INSERT OR REPLACE INTO ledger VALUES ({marks})", astuple(entry))

    def rows(self, table: str) -> Iterator[Row]:
        """All rows of a table, by the document's URI and place in it: the same whatever the order of conversion."""
        query = f"SELECT t.* FROM ledger JOIN {quoted(table)} AS t USING (doc_id) ORDER BY ledger.uri, t.rowid"
        with told("read"):
            yield from self._connection.execute(query)

    def query(self, sql: str, *values: object) -> Iterator[Row]:
        """What a query gives, row by row. Raises StoreError."""
        with told("read"):
            yield from self._connection.execute(sql, values)

    def change(self, sql: str, rows: Iterable[Row]) -> None:
        """Runs a statement for each of some rows of values; all of it or nothing. Raises StoreError."""
        with told("written"), self._connection:
            self._connection.executemany(sql, rows)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _delete(self, doc_id: str) -> None:
        for table in (*self._columns, SKETCHES):
            self._connection.execute(f"DELETE FROM {quoted(table)} WHERE doc_id = ?", (doc_id,))

    def _insert(self, table: str, rows: Sequence[Row], own: Sequence[str]) -> None:
        """Adds rows; the table of a record rule is made or widened as they need it."""
        if not rows:
            return
        if table.startswith(RECORD_PREFIX):
            self._widen(table, own, rows)
        names = [column.name for column in tables().get(table, tables()[RECORDS])] + list(own)
        columns = ", ".join(map(quoted, names))
        marks = ", ".join("?" * len(names))
        self._connection.executemany(f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})", rows)

    def _widen(self, table: str, own: Sequence[str], rows: Sequence[Row]) -> None:
        leading = tables()[RECORDS]
        if table not in self._columns:
            _create(self._connection, table, leading)
            self._columns[table] = list(leading)
        known = {column.name for column in self._columns[table]}
        for at, name in enumerate(own, len(leading)):
            if name not in known:
                column = Column(name, _type_of(row[at] for row in rows))
                self._connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {_declared(column)}")
                self._columns[table].append(column)


def open_store(path: Path, *, create: bool = False) -> Store:
    """The store in a file or in the folder of a conversion; raises StoreError where there is none, where it is of a
    later version, or is no store."""
    path = path / FILE if path.is_dir() else path
    if not create and not path.is_file():
        raise StoreError(f"there is no store {path}; `tiaoli convert … -o {path.parent}` makes one")
    with told("opened", path):
        connection = sqlite3.connect(path)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return Store(connection)


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Checks what the file is; lays out the tables where it is new."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    is_new = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if not is_new and application != _APPLICATION_ID:
        raise StoreError(f"{path} is an SQLite file of another program; name another folder")
    if version > VERSION:
        raise StoreError(
            f"{path} was written by a later tiaoli (layout {version}, this one knows {VERSION}); update tiaoli"
        )
    # A reader sees the last whole state while one process writes; a commit need not wait for the disk.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA busy_timeout = 10000")
    if is_new and create:
        with connection:
            connection.execute(_LEDGER)
            for table, columns in (*fixed_tables().items(), (SKETCHES, tables()[SKETCHES])):
                _create(connection, table, columns)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
    if create:
        with connection:
            lay_view(connection)


def _create(connection: sqlite3.Connection, table: str, columns: Iterable[Column]) -> None:
    connection.execute(f"CREATE TABLE {quoted(table)} ({', '.join(map(_declared, columns))})")
    connection.execute(f"CREATE INDEX {quoted(f'{table}_by_doc')} ON {quoted(table)} (doc_id)")


def _declared(column: Column) -> str:
    return f"{quoted(column.name)} {_TYPES[column.type]}"


def quoted(name: str) -> str:
    """A name of a table or column as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _stored_columns(connection: sqlite3.Connection, table: str) -> list[Column]:
    known = {column.name: column for column in tables()[RECORDS]}
    types = {"TEXT": "text", "INTEGER": "integer", "REAL": "real"}
    found = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    return [known.get(name, Column(name, types[declared])) for _, name, declared, *_ in found]


def _type_of(values: Iterable[object]) -> str:
    """The type of a column by its values: real for numbers, text for all else."""
    is_number = [isinstance(value, (int, float)) for value in values if value is not None]
    return "real" if is_number and all(is_number) else "text"


@contextmanager
def told(what: str, path: Path | None = None) -> Iterator[None]:
    """Turns what SQLite raises into a StoreError that says what could not be done."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the store {path or ''} cannot be {what}: {error}".replace("  ", " ")) from error
