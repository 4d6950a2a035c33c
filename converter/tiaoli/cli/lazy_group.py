"""A group of commands, each loaded only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

from tiaoli.cli.language import offer_language
from tiaoli.cli.wording import Words


class LazyGroup(click.Group):
    """`tiaoli NAME`, with commands that lie in modules of `tiaoli.cli.NAME`."""

    def __init__(self, name: str, modules: Mapping[str, str], say: Words, *, help: str) -> None:  # noqa: A002  # click's
        """`modules` gives each command the module whose `command(say)` returns it, in the order of their use."""
        super().__init__(name, help=help)
        self._modules = modules
        self._say = say

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now; None for an unknown name."""
        if cmd_name not in self._modules:
            return None
        module = importlib.import_module(f"tiaoli.cli.{self.name}.{self._modules[cmd_name]}")
        found: click.Command = module.command(self._say)
        offer_language(found, self._say)
        return found
