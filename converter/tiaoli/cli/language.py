"""`--lang`, which may stand before a command or behind it."""

from __future__ import annotations

import click

from tiaoli.cli.wording import LANGUAGES, Words


def language_option(say: Words) -> click.Option:
    """The option, which commands need not heed: the program reads it before any command exists."""
    return click.Option(["--lang"], type=click.Choice(LANGUAGES), help=say("option.lang"), expose_value=False)


def offer_language(command: click.Command, say: Words) -> None:
    """Lets `--lang` stand behind a command and each of those within it."""
    command.params.append(language_option(say))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        offer_language(inner, say)
