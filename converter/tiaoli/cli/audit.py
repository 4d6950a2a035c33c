"""`tiaoli audit`: a sheet of observations to check by hand, and the precision that it gives once it is filled."""

from __future__ import annotations

from pathlib import Path

import click

from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.workbench.auditing import Audit, check, draw
from tiaoli.workbench.estimation import Estimate
from tiaoli.writing.sheets import csv_text, read_sheet, write_sheet
from tiaoli.writing.store import FILE, open_store

MAX_SAMPLE = 10_000


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    file = click.Path(dir_okay=False, path_type=Path)

    @click.command("audit", help=say("audit.help"))
    @click.argument("store", metavar="STORE", type=click.Path(exists=True, path_type=Path))
    @click.option("--sample", type=click.IntRange(1, MAX_SAMPLE), metavar="N", help=say("audit.sample"))
    @click.option("--seed", type=int, default=0, show_default=True, help=say("audit.seed"))
    @click.option("-o", "--out", metavar="FILE", type=file, help=say("audit.out"))
    @click.option("--check", "filled", metavar="FILE", type=file, help=say("audit.check"))
    def audit(store: Path, sample: int | None, seed: int, out: Path | None, filled: Path | None) -> None:
        if (sample is None) == (filled is None):
            raise UsageError(say("audit.one"))
        opened = open_store(store / FILE if store.is_dir() else store)
        try:
            if filled is not None:
                click.echo(_shown(check(opened, read_sheet(filled)), say))
                return
            rows = draw(opened, sample or 0, seed)
        finally:
            opened.close()
        if out is None:
            click.echo(csv_text(rows), nl=False)
        else:
            write_sheet(out, rows)
            click.echo(say("audit.drawn", count=len(rows) - 1, file=out), err=True)

    return audit


def _shown(audit: Audit, say: Words) -> str:
    """The precision over all in a sentence, that of each indicator in a table, and what was not judged."""
    head = [say("column.indicator"), *(say(f"column.{name}") for name in ("judged", "right", "precision", "interval"))]
    table = [[name, *_cells(part)] for name, part in audit.indicators.items()]
    share, low, high = (f"{part:.1%}" for part in (audit.whole.share, audit.whole.low, audit.whole.high))
    lines = [
        render(table, head),
        "",
        say("audit.precision", share=share, low=low, high=high, judged=audit.whole.judged, right=audit.whole.right),
    ]
    if audit.doubtful or audit.empty:
        lines.append(say("audit.left", doubtful=audit.doubtful, empty=audit.empty))
    return "\n".join(lines)


def _cells(part: Estimate) -> list[str]:
    return [str(part.judged), str(part.right), f"{part.share:.1%}", f"{part.low:.1%} – {part.high:.1%}"]
