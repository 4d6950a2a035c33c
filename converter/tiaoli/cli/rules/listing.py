"""`tiaoli rules list`: the packs that are at hand, and which of two with one id is in use."""

from __future__ import annotations

from pathlib import Path

import click

from tiaoli.cli.options import with_rules
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.table import render
from tiaoli.cli.wording import Words


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("list", help=say("rules.list.help"))
    @with_rules(say)
    def list_rules(rules: tuple[Path, ...]) -> None:
        click.echo(_listing(rules, say))

    return list_rules


def _listing(rules: tuple[Path, ...], say: Words) -> str:
    head = [say(f"column.{name}") for name in ("pack", "version", "stands", "type", "title")]
    rows = [
        [
            pack.id,
            pack.version,
            "abstract" if pack.abstract else pack.status,
            say.name("type", pack.document_type),
            pack.title,
        ]
        for pack in library_of(rules, say).packs
    ]
    return render(rows, head)
