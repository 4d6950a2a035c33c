"""`tiaoli rules show`: a pack after inheritance, with where each of its parts comes from."""

from __future__ import annotations

from pathlib import Path

import click

from tiaoli.cli.options import with_rules
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.wording import Words
from tiaoli.rulebook.loading import load_heirs
from tiaoli.rulebook.packs import layers_of, no_pack
from tiaoli.rulebook.settings import rule_places
from tiaoli.workbench.showing import show


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("show", help=say("rules.show.help"))
    @click.argument("pack", metavar="ID")
    @with_rules(say)
    def show_pack(pack: str, rules: tuple[Path, ...]) -> None:
        library_of(rules, say)  # names what gave way, as every command does
        found = load_heirs(layers_of(rules, rule_places(Path())))
        if pack not in found:
            raise no_pack(pack, found)
        file, heir = found[pack]
        parents = ", ".join(heir.ancestors)
        click.echo(f"# {file.faults.file}")
        click.echo(say("rules.show.with", parents=parents) if parents else say("rules.show.alone"))
        click.echo(show(heir))

    return show_pack
