"""`tiaoli rules`: the packs that are at hand, and the tools to write them with."""

from __future__ import annotations

import click

from tiaoli.cli.lazy_group import LazyGroup
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


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    return LazyGroup("rules", COMMANDS, say, help=say("rules.help"))
