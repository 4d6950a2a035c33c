"""What several commands share: the options for plugins, pack, rules and bytes, and the one file of some."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tiaoli.batch.conversion import Choices
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import Input
from tiaoli.cli.plugins.options import with_plugins
from tiaoli.cli.wording import Words
from tiaoli.discovery import chosen
from tiaoli.errors import UsageError
from tiaoli.pipeline import Options
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.rulebook.settings import rule_places
from tiaoli.source import MAX_SOURCE_BYTES

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def with_rules(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds `--rules`, which gives folders and files."""
    place = click.Path(exists=True, path_type=Path)
    return click.option("--rules", multiple=True, type=place, help=say("option.rules"))


def with_choices(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds the options that `choices` reads."""
    options = [
        click.option("--reader", help=say("option.reader")),
        click.option("--parser", help=say("option.parser")),
        click.option("--pack", help=say("option.pack")),
        with_rules(say),
        with_plugins(say),
        click.option("--encoding", help=say("option.encoding")),
        click.option(
            "--max-bytes", type=click.IntRange(1), default=MAX_SOURCE_BYTES, show_default=True,
            help=say("option.max-bytes"),
        ),
    ]  # fmt: skip

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def with_question(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds `--at` and `--field`, which say what is to be explained."""

    def decorate(function: Decorated) -> Decorated:
        function = click.option("--field", help=say("option.field"))(function)
        return click.option("--at", help=say("option.at"))(function)

    return decorate


def choices(
    *, reader: str | None, parser: str | None, pack: str | None, rules: tuple[Path, ...],
    encoding: str | None, max_bytes: int,
) -> Choices:  # fmt: skip
    """The options as one value; raises UsageError where a name means nothing, before any work begins."""
    if reader:
        chosen("reader", reader)
    if parser:
        chosen("parser", parser)
    if encoding:
        _check_encoding(encoding)
    return Choices(Options(reader, parser, pack, rules, rule_places(Path())), encoding=encoding, max_bytes=max_bytes)


def rules_in_use(options: Options, say: Words) -> Library:
    """The rules that a command works with; those that had to give way to others are named on stderr."""
    library = load_library(options.rules, options.settings)
    for gone in library.replaced:
        why = say(f"rules.replaced.{gone.why}")
        click.echo(say("rules.replaced", id=gone.id, winner=gone.winner, loser=gone.loser, why=why), err=True)
    return library


def only_input(file: str, say: Words) -> Input:
    """The source that a command for one file is given; raises UsageError where it names none or several."""
    inputs, _ = find_inputs([file])
    if len(inputs) != 1:
        raise UsageError(say("inspect.one", count=len(inputs)))
    return inputs[0]


def _check_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        raise UsageError(f"unknown encoding {name!r}; try utf-8, gb18030, big5 or utf-16") from None
