"""`tiaoli plugins new`: a project for a reader, a writer or a rule library, at work as it stands."""

from __future__ import annotations

import keyword
import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import click

from tiaoli.batch.outputs import write_whole
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError

KINDS = ("reader", "writer", "rules")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SUFFIX = ".template"
"""Of files that hold placeholders; it keeps them from being taken for modules of ours."""


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("new", help=say("plugins.new.help"))
    @click.argument("name", metavar="NAME")
    @click.option("--kind", type=click.Choice(KINDS), default="reader", show_default=True, help=say("plugins.new.kind"))
    @click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help=say("plugins.new.output"))
    def new_plugin(name: str, kind: str, output: Path | None) -> None:
        if not _NAME.fullmatch(name) or keyword.iskeyword(name):
            raise UsageError(say("plugins.new.bad-name", name=name))
        words = _words(name, kind)
        folder = output or Path(words["distribution"])
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(say("plugins.new.exists", folder=folder))
        _write(resources.files("tiaoli") / "scaffold" / kind, folder, words)
        click.echo(say(f"plugins.new.written.{kind}", folder=folder, name=name), err=True)

    return new_plugin


def _words(name: str, kind: str) -> dict[str, str]:
    """What stands for the placeholders of a template."""
    stem = name.replace("-", "_")
    rules = "rules_" if kind == "rules" else ""
    return {
        "name": name,
        "stem": stem,
        "module": f"tiaoli_{rules}{stem}",
        "distribution": f"tiaoli-{rules.replace('_', '-')}{name}",
        "title": "".join(part.capitalize() for part in name.split("-")),
    }


def _write(template: Traversable, folder: Path, words: dict[str, str]) -> None:
    """Each file of a template, its name and its text filled in."""
    for entry in template.iterdir():
        target = folder / Template(entry.name.removesuffix(_SUFFIX)).substitute(words)
        if entry.is_dir():
            _write(entry, target, words)
        else:
            write_whole(target, Template(entry.read_text("utf-8")).substitute(words).encode())
