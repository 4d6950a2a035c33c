"""`tiaoli plugins`: what is installed, what each plugin offers, and what is wrong with it."""

from __future__ import annotations

import click

from tiaoli.admission import HOOKS
from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.discovery import LoadedPlugin, plugins


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    group = click.Group("plugins", help=say("plugins.help"))

    @group.command("list", help=say("plugins.list.help"))
    def list_plugins() -> None:
        click.echo(_listing(plugins(), say))

    return group


def _listing(found: tuple[LoadedPlugin, ...], say: Words) -> str:
    """A row a plugin, and below the table every fault of each."""
    if not found:
        return say("plugins.none")
    head = [say(f"column.{name}") for name in ("plugin", "version", "offers", "stands")]
    rows = [[plugin.key, plugin.version, _offers(plugin, say), _stands(plugin, say)] for plugin in found]
    return "\n".join([render(rows, head), *(fault for plugin in found for fault in _faults(plugin, say))])


def _offers(plugin: LoadedPlugin, say: Words) -> str:
    return ", ".join(
        f"{say(f'plugins.kind.{kind}')} {offered.name}" for kind in HOOKS.values() for offered in plugin.offers(kind)
    )


def _stands(plugin: LoadedPlugin, say: Words) -> str:
    return say(f"plugins.state.{'error' if plugin.error else 'warning' if plugin.warnings else 'ok'}")


def _faults(plugin: LoadedPlugin, say: Words) -> list[str]:
    faults = (plugin.error,) if plugin.error else plugin.warnings
    return [say("plugins.fault", plugin=plugin.key, why=fault) for fault in faults]
