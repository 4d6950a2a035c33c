"""`tiaoli plugins enable`: takes back what `tiaoli plugins disable` did."""

from __future__ import annotations

import click

from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.selection import remember, remembered


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("enable", help=say("plugins.enable.help"))
    @click.argument("name", metavar="PLUGIN")
    def enable(name: str) -> None:
        disabled = remembered()
        if name not in disabled:
            raise UsageError(say("plugins.not-disabled", name=name, known=", ".join(sorted(disabled)) or "-"))
        remember(disabled - {name})
        click.echo(say("plugins.enabled", name=name), err=True)

    return enable
