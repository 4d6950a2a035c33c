"""`tiaoli rules`: the packs that are at hand."""

from __future__ import annotations

from pathlib import Path

import click

from tiaoli.cli.table import render
from tiaoli.cli.wording import Words


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    group = click.Group("rules", help=say("rules.help"))

    @group.command("list", help=say("rules.list.help"))
    @click.option("--rules", multiple=True, type=click.Path(exists=True, path_type=Path), help=say("option.rules"))
    def list_rules(rules: tuple[Path, ...]) -> None:
        click.echo(_listing(rules, say))

    return group


def _listing(rules: tuple[Path, ...], say: Words) -> str:
    from tiaoli.rulebook.packs import load_library

    head = [say(f"column.{name}") for name in ("pack", "version", "stands", "type", "title")]
    packs = sorted(load_library(rules).packs, key=lambda pack: pack.id)
    return render(
        [
            [
                pack.id,
                pack.version,
                "abstract" if pack.abstract else pack.status,
                say.name("type", pack.document_type),
                pack.title,
            ]
            for pack in packs
        ],
        head,
    )
