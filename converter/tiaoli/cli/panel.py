"""`tiaoli panel`: region, year and indicator, with what was aimed at and what came of it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import click

from tiaoli.cli.export import listed, show_written
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.writing.columns import TARGETS, tables
from tiaoli.writing.exports.codebook import codebook_of
from tiaoli.writing.exports.delimited import lines_of
from tiaoli.writing.exports.formats import FORMATS, Format, Written, chosen_formats, write_file
from tiaoli.writing.exports.table import Table, targets_table
from tiaoli.writing.panel import count_by, set_aside
from tiaoli.writing.store import open_store, told


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("panel", help=say("panel.help"))
    @click.argument("store", metavar="STORE", type=click.Path(exists=True, path_type=Path))
    @click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help=say("panel.out"))
    @click.option("--indicators", default="", metavar="ID,…", help=say("panel.indicators"))
    @click.option("--level", "levels", default="", metavar="LEVEL,…", help=say("panel.level"))
    def panel(store: Path, out: Path | None, indicators: str, levels: str) -> None:
        form = _format_of(out) if out else None
        wanted = listed(indicators)
        with closing(open_store(store)) as opened, told("read", store):
            opened.connection.execute("BEGIN")  # one moment for all of it, whatever is put meanwhile
            table = targets_table(opened, wanted, _checked(listed(levels)))
            if out and form:
                show_written(_write(table, out, form), say)
            else:
                _print(table)
            _tell(opened.connection, wanted, say)

    return panel


def _format_of(file: Path) -> Format:
    """The format that the name of a file asks for."""
    endings = [each.extension for each in FORMATS.values() if not each.only]
    if file.suffix not in endings:
        raise UsageError(f"{file}: the ending says the format; it is one of {' '.join(endings)}")
    (form,) = chosen_formats([file.suffix.removeprefix(".")])
    return form


def _checked(levels: Sequence[str]) -> Sequence[str]:
    known = _values("level")
    for level in levels:
        if level not in known:
            raise UsageError(f"there is no level {level!r}; there are: {', '.join(known)}")
    return levels


def _write(table: Table, out: Path, form: Format) -> Iterator[Written]:
    codebook = codebook_of({table.name: table.columns})
    yield write_file(out, form, [table, codebook] if form.is_workbook else [table])
    yield write_file(out.with_name(f"{out.stem}.{codebook.name}.csv"), FORMATS["csv"], [codebook])


def _print(table: Table) -> None:
    """Writes the table as CSV to standard output, without the byte order mark that a file has."""
    for line in lines_of(table):
        sys.stdout.buffer.write(line.encode())


def _tell(connection: sqlite3.Connection, indicators: Sequence[str], say: Words) -> None:
    """Says on stderr what the panel holds, which reports it does not rest on, and what was asked for in vain."""
    names = _values("status") if say.language == "zh" else {}
    stands = [f"{names.get(status, status)} {count}" for status, count in count_by(connection, "status").items()]
    click.echo(say("panel.rows", stands=", ".join(stands) or 0), err=True)
    aside = set_aside(connection)
    if aside.versions or aside.unplaced:
        click.echo(say("panel.aside", versions=aside.versions, unplaced=aside.unplaced), err=True)
    found = count_by(connection, "indicator")
    if lacking := [name for name in indicators if name not in found]:
        click.echo(say("panel.no-target", names=", ".join(lacking)), err=True)


def _values(name: str) -> Mapping[str, str]:
    """The values that a column of the panel has, with their Chinese names."""
    (column,) = (column for column in tables()[TARGETS] if column.name == name)
    return column.values
