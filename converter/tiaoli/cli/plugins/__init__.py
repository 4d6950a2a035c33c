"""`tiaoli plugins`: what is installed, what is wrong with it, and a start for a plugin of one's own."""

from __future__ import annotations

import click

from tiaoli.cli.lazy_group import LazyGroup
from tiaoli.cli.wording import Words

COMMANDS = {
    "list": "listing",
    "doctor": "doctor",
    "disable": "disabling",
    "enable": "enabling",
    "new": "new",
}
"""Each command with the module of this package whose `command(say)` returns it, in the order of their use."""


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    return LazyGroup("plugins", COMMANDS, say, help=say("plugins.help"))
