"""`tiaoli rules`: the packs that are at hand, and the tools to write them with."""

from __future__ import annotations

import importlib

import click

from tiaoli.cli.language import offer_language
from tiaoli.cli.wording import Words

COMMANDS = {
    "list": "listing",
    "show": "show",
    "new": "new",
    "check": "checking",
    "test": "testing",
    "explain": "explain",
    "coverage": "coverage",
    "diff": "diff",
}
"""Each command with the module of this package whose `command(say)` returns it, in the order of their use."""


class RulesGroup(click.Group):
    """`tiaoli rules`, its commands loaded only when they are asked for."""

    def __init__(self, say: Words) -> None:
        """Takes the words that the commands are described in."""
        super().__init__("rules", help=say("rules.help"))
        self.say = say

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"tiaoli.cli.rules.{COMMANDS[cmd_name]}").command(self.say)
        offer_language(found, self.say)
        return found


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    return RulesGroup(say)
