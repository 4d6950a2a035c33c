"""`tiaoli plugins list`: every plugin and rule library, what each offers, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tiaoli.admission import HOOKS
from tiaoli.cli.plugins.options import with_plugins
from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.discovery import LoadedPlugin, installed
from tiaoli.rulebook.packs import InstalledLibrary, installed_libraries

_COLUMNS = ("plugin", "kind", "version", "interface", "formats", "stands")


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("list", help=say("plugins.list.help"))
    @with_plugins(say)
    def list_plugins() -> None:
        click.echo(_listing(say))

    return list_plugins


def _listing(say: Words) -> str:
    """A row a plugin, and below the table every fault of each."""
    plugins = installed()
    rows = [_row(plugin, say) for plugin in plugins]
    rows += [_library_row(library, say) for library in installed_libraries()]
    faults = (fault for plugin in plugins for fault in _faults(plugin, say))
    return "\n".join([render(rows, [say(f"column.{name}") for name in _COLUMNS]), *faults])


def _row(plugin: LoadedPlugin, say: Words) -> list[str]:
    kinds = (
        f"{say(f'plugins.kind.{kind}')} {offered.name}" for kind in HOOKS.values() for offered in plugin.offers(kind)
    )
    state = "disabled" if plugin.disabled else "error" if plugin.error else "warning" if plugin.warnings else "ok"
    return [
        plugin.key, ", ".join(kinds), plugin.version, plugin.api or "", " ".join(_formats(plugin)),
        say(f"plugins.state.{state}"),
    ]  # fmt: skip


def _formats(plugin: LoadedPlugin) -> Iterator[str]:
    for reader in plugin.readers:
        yield from reader.extensions
    for writer in plugin.writers:
        yield writer.extension


def _library_row(library: InstalledLibrary, say: Words) -> list[str]:
    state = "disabled" if library.disabled else "ok"
    return [library.key, say("plugins.kind.rules"), library.version, "", ".yaml", say(f"plugins.state.{state}")]


def _faults(plugin: LoadedPlugin, say: Words) -> list[str]:
    faults = (plugin.error,) if plugin.error else plugin.warnings
    return [say("plugins.fault", plugin=plugin.key, why=fault) for fault in faults]
