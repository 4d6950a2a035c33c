"""`tiaoli plugins doctor`: the conformance kit over every plugin that is in use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tiaoli.cli.plugins.options import with_plugins
from tiaoli.cli.wording import Words
from tiaoli.discovery import LoadedPlugin, installed
from tiaoli.errors import UsageError
from tiaoli.testing import Finding, check_plugins


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("doctor", help=say("plugins.doctor.help"))
    @click.argument("names", metavar="[PLUGIN]...", nargs=-1)
    @click.option(
        "--sample", "samples", multiple=True, metavar="FILE", help=say("plugins.doctor.sample"),
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
    )  # fmt: skip
    @with_plugins(say)
    def doctor(names: tuple[str, ...], samples: tuple[Path, ...]) -> int:
        wanted = _wanted(names, say)
        found = check_plugins([plugin.key for plugin in wanted], samples)
        return max([_report(plugin, findings, say) for plugin, findings in zip(wanted, found, strict=True)], default=0)

    return doctor


def _wanted(names: tuple[str, ...], say: Words) -> list[LoadedPlugin]:
    """The plugins of these names or keys, all that are not disabled where none is named."""
    found = [plugin for plugin in installed() if not plugin.disabled]
    known = {name for plugin in found for name in (plugin.name, plugin.key)}
    unknown = next((name for name in names if name not in known), None)
    if unknown:
        raise UsageError(say("plugins.unknown", name=unknown, known=", ".join(plugin.key for plugin in found)))
    return [plugin for plugin in found if not names or {plugin.name, plugin.key} & set(names)]


def _report(plugin: LoadedPlugin, findings: Sequence[Finding], say: Words) -> int:
    """Prints what the kit found, and returns 1 where that is anything."""
    state = "sick" if findings else "well"
    click.echo(say(f"plugins.doctor.{state}", plugin=plugin.key, count=len(findings)))
    for finding in findings:
        click.echo(f"  {finding}")
    return 1 if findings else 0
