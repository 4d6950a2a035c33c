"""The group of commands, each loaded only when it is asked for, and how errors reach the terminal."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from tiaoli.cli.language import language_option, offer_language
from tiaoli.cli.wording import Words, wanted_language
from tiaoli.errors import RuleError, SourceError, TiaoliError

COMMANDS = {
    "convert": "convert",
    "export": "export",
    "panel": "panel",
    "inspect": "inspect",
    "explain": "explain",
    "rules": "rules",
    "eval": "evaluate",
    "audit": "audit",
    "plugins": "plugins",
    "shards": "shards",
    "schema": "schema",
}
"""Each command with the module of this package whose `command(say)` returns it, in the order of their use."""

FAILED, MISUSED, INTERRUPTED, UNHEARD = 1, 2, 130, 141


class Program(click.Group):
    """`tiaoli`, with its commands in the language of the terminal."""

    def __init__(self, say: Words) -> None:
        """Takes the words that commands and options are described in."""
        super().__init__("tiaoli", help=say("program.help"), context_settings={"help_option_names": ["-h", "--help"]})
        self.say = say
        self.params += [
            language_option(say),
            click.Option(["-V", "--version"], is_flag=True, is_eager=True, expose_value=False,
                         help=say("option.version"), callback=_print_version),
        ]  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"tiaoli.cli.{COMMANDS[cmd_name]}").command(self.say)
        offer_language(found, self.say)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands from their words alone, so that `--help` imports none of them."""
        with formatter.section(self.say("program.commands")):
            formatter.write_dl([(name, self.say(f"{name}.help")) for name in COMMANDS])


def _print_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        click.echo(f"tiaoli {version('tiaoli')}")
        ctx.exit()


def run(arguments: Sequence[str]) -> int:
    """Runs the command that the arguments name and returns its exit status; every expected error is one message."""
    say = Words(wanted_language(arguments, os.environ))
    for stream in (sys.stdout, sys.stderr):
        _forgive(stream)
    try:
        status = _invoke(Program(say), arguments)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return MISUSED
    except TiaoliError as error:
        click.echo(_in_words(error, say), err=True)
        return FAILED if isinstance(error, SourceError) else MISUSED
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("interrupted"), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return UNHEARD
    return status


def _in_words(error: TiaoliError, say: Words) -> str:
    """One message for an error; of faults in rule files, each with its line."""
    if isinstance(error, RuleError):
        from tiaoli.cli.faults import shown  # what it needs is of no use elsewhere

        return shown(error.faults, say)
    if isinstance(error.wording, str):
        return say("error", message=error)
    from tiaoli.rulebook.wording import worded

    return say("error", message=worded(error.wording, say.language))


def _invoke(program: Program, arguments: Sequence[str]) -> int:
    # Not program.main(): it would answer a broken pipe and Ctrl-C with statuses of its own.
    with program.make_context("tiaoli", list(arguments)) as context:
        status = program.invoke(context)
    return status if isinstance(status, int) else 0


def _forgive(stream: TextIO) -> None:
    """Lets a terminal that cannot show a character show its code instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _silence() -> None:
    """Sends what is still in the buffer nowhere, so that the interpreter's last flush does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
