"""The formats that tables are exported to, and the export: which files are written, and how many rows each has."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiaoli.errors import UsageError
from tiaoli.writing.exports.codebook import codebook_of
from tiaoli.writing.exports.files import written_whole
from tiaoli.writing.exports.table import Table, columns_of, names_of, stored_table
from tiaoli.writing.libraries import require
from tiaoli.writing.store import Store, told


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module here that writes it, how its files end, and what it needs."""

    module: str
    extension: str
    needs: str | None = None
    """The module that must be installed; the extra of the format's name brings it."""
    is_workbook: bool = False
    """Whether all tables go to one file."""
    only: str | None = None
    """The one table that it is for."""


FORMATS = {
    "csv": Format("delimited", ".csv"),
    "parquet": Format("parquet", ".parquet", needs="pyarrow"),
    "xlsx": Format("workbook", ".xlsx", needs="xlsxwriter", is_workbook=True),
    "dta": Format("stata", ".dta"),
    "jsonl": Format("json_lines", ".jsonl"),
    "sdmx": Format("sdmx", ".sdmx.csv", only="observations"),
}
WORKBOOK = "tables"
"""The name of the file that holds all tables."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that an export wrote, with the rows that it holds and those that the format has no place for."""

    path: Path
    rows: int
    left_out: int = 0


def chosen_formats(names: Sequence[str]) -> list[Format]:
    """The formats of those names; raises UsageError where there is none, or where its library is missing."""
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}; there are: {', '.join(FORMATS)}")
        if module := FORMATS[name].needs:
            require(module, f"'tiaoli[{name}]'", what=f"the format {name}")
    return [FORMATS[name] for name in names]


def export(store: Store, formats: Sequence[Format], folder: Path, names: Sequence[str] = ()) -> Iterator[Written]:
    """Writes tables of a store to a folder in each of the formats, all of them where none is named, and the codebook
    of the store; tells each file once it is whole. All of them show the same moment, whatever is put meanwhile.

    Raises UsageError for a table that is not there, before anything is written, ExportError where a file cannot be
    written, and StoreError where the store cannot be read.
    """
    known = names_of(store)
    for name in names:
        if name not in known:
            raise UsageError(f"there is no table {name!r}; there are: {', '.join(known)}")
    with told("read"):
        store.connection.execute("BEGIN")
        try:
            codebook = codebook_of({name: columns_of(store, name) for name in known})
            tables = [stored_table(store, name) for name in names or known]
            for form in formats:
                yield from _export(tables, codebook, form, folder)
            yield write_file(folder / f"{codebook.name}.csv", FORMATS["csv"], [codebook])
        finally:
            store.connection.rollback()


def _export(tables: Sequence[Table], codebook: Table, form: Format, folder: Path) -> Iterator[Written]:
    if form.is_workbook:
        yield write_file(folder / f"{WORKBOOK}{form.extension}", form, [*tables, codebook])
        return
    for table in tables:
        if form.only in (None, table.name):
            yield write_file(folder / f"{table.name}{form.extension}", form, [table])


def write_file(path: Path, form: Format, tables: Sequence[Table]) -> Written:
    """Writes tables to a file of a format, whole or not at all; raises ExportError where it cannot be written."""
    module = importlib.import_module(f"tiaoli.writing.exports.{form.module}")
    with written_whole(path) as partial:
        rows: int = module.write(partial, tables)
    return Written(path, rows, sum(table.count for table in tables) - rows)
