"""`tiaoli plugins disable`: leaves a plugin or rule library out of every run, until it is enabled again."""

from __future__ import annotations

import click

from tiaoli.cli.wording import Words
from tiaoli.discovery import installed
from tiaoli.errors import UsageError
from tiaoli.rulebook.packs import installed_libraries
from tiaoli.selection import remember, remembered, settings_file


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("disable", help=say("plugins.disable.help"))
    @click.argument("name", metavar="PLUGIN")
    def disable(name: str) -> None:
        known = {one.key: one.name for one in installed()} | {one.key: one.name for one in installed_libraries()}
        if name not in known and name not in known.values():
            raise UsageError(say("plugins.unknown", name=name, known=", ".join(known)))
        remember(remembered() | {name})
        click.echo(say("plugins.disabled", name=name, file=settings_file()), err=True)

    return disable
