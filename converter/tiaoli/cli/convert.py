"""`tiaoli convert`: sources in, documents out, and a table of what was made."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from tiaoli.batch.conversion import Choices, Outcome, convert_input, convert_inputs, written
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import Input, Skipped
from tiaoli.batch.outputs import plan_outputs
from tiaoli.cli.options import choices, rules_in_use, with_choices
from tiaoli.cli.progress import with_progress
from tiaoli.cli.summary import Summary
from tiaoli.cli.wording import Words
from tiaoli.discovery import chosen
from tiaoli.errors import UsageError


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("convert", help=say("convert.help"))
    @click.argument("paths", metavar="PATH…", nargs=-1, required=True)
    @click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", help=say("option.out"))
    @click.option("--to", "to", metavar="WRITER,…", default="json", show_default=True, help=say("option.to"))
    @click.option("--strict", is_flag=True, help=say("option.strict"))
    @click.option("--topics", is_flag=True, help=say("option.topics"))
    @with_choices(say)
    def convert(paths: tuple[str, ...], out: Path | None, to: str, strict: bool, topics: bool, **options: Any) -> int:
        asked = choices(**options)
        writers = tuple(dict.fromkeys(name.strip() for name in to.split(",")))
        asked = replace(asked, options=replace(asked.options, topics=topics), writers=writers)
        rules_in_use(asked.options, say)
        return _run(say, paths, out, asked).status(strict=strict)

    return convert


def _run(say: Words, paths: Sequence[str], out: Path | None, asked: Choices) -> Summary:
    inputs, skipped = find_inputs(paths, out=out)
    if not inputs:
        raise UsageError(say("convert.nothing", paths=", ".join(paths)))
    extensions = _extensions(asked.writers)
    if out is None:
        outcomes: Iterable[Outcome] = [_to_stdout(say, inputs, asked)]
    else:
        outputs = plan_outputs(inputs, out, extensions)
        outcomes = with_progress(convert_inputs(inputs, outputs, asked), len(inputs), say)
    return _reported(say, outcomes, skipped, out)


def _extensions(writers: Sequence[str]) -> list[str]:
    """The extension that each writer gives its files; raises UsageError for a name that nothing bears, and where
    two writers would write the same files."""
    owners: dict[str, str] = {}
    for name in writers:
        extension = chosen("writer", name).extension
        other = owners.setdefault(extension, name)
        if other != name:
            raise UsageError(f"the writers {other} and {name} both write files ending in {extension}; convert twice")
    return list(owners)


def _to_stdout(say: Words, inputs: Sequence[Input], asked: Choices) -> Outcome:
    if len(inputs) > 1 or len(asked.writers) > 1:
        raise UsageError(say("convert.need-out", count=len(inputs) * len(asked.writers)))
    document = convert_input(inputs[0], asked)
    _write_all(sys.stdout.buffer, written(document, asked.writers[0]))
    return Outcome(inputs[0], document, None)


def _write_all(stream: BinaryIO, data: bytes) -> None:
    """Writes every byte: where Python runs unbuffered, one call may write only the first part."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]
    stream.flush()


def _reported(say: Words, outcomes: Iterable[Outcome], skipped: Sequence[Skipped], out: Path | None) -> Summary:
    """The summary of all outcomes, printed even where the run is cut short."""
    summary = Summary(say, skipped)
    try:
        for outcome in outcomes:
            summary.add(outcome)
    finally:
        if summary.total:
            click.echo(summary.text(out), err=True)
    return summary
