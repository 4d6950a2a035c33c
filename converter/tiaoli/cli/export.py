"""`tiaoli export`: the tables of a store as files of other programs."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.writing.exports.formats import FORMATS, Written, chosen_formats, export
from tiaoli.writing.store import open_store

FOLDER = "tables"


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("export", help=say("export.help"))
    @click.argument("store", metavar="STORE", type=click.Path(exists=True, path_type=Path))
    @click.option("--to", "to", metavar="FORMAT,…", default="csv", show_default=True,
                  help=say("export.to", formats=", ".join(FORMATS)))  # fmt: skip
    @click.option("--tables", "tables", metavar="TABLE,…", default="", help=say("export.tables"))
    @click.option("-o", "--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
                  help=say("export.out"))  # fmt: skip
    def export_(store: Path, to: str, tables: str, out: Path | None) -> None:
        formats = chosen_formats(listed(to))
        folder = out or (store if store.is_dir() else store.parent) / FOLDER
        with closing(open_store(store)) as opened:
            show_written(export(opened, formats, folder, listed(tables)), say)

    return export_


def listed(text: str) -> list[str]:
    """The names in a list with commas, each once; a full-width comma does too."""
    names = (name.strip() for name in text.replace("，", ",").split(","))
    return list(dict.fromkeys(name for name in names if name))


def show_written(written: Iterable[Written], say: Words) -> None:
    """Prints the files with their rows, and on stderr what a format had no place for; even where one fails."""
    done: list[Written] = []
    try:
        done.extend(written)
    finally:
        if done:
            rows = [(str(each.path), str(each.rows)) for each in done]
            click.echo(render(rows, [say("column.file"), say("column.rows")]))
        for each in done:
            if each.left_out:
                click.echo(say("export.left-out", path=each.path, count=each.left_out), err=True)
