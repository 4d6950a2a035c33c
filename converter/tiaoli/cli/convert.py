"""`tiaoli convert`: sources in, documents out, and a table of what was made."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from tiaoli.batch.conversion import Choices, Outcome, convert_input, convert_inputs
from tiaoli.batch.inputs import Input, Skipped, find_inputs
from tiaoli.batch.outputs import plan_outputs
from tiaoli.cli.options import choices, rules_in_use, with_choices
from tiaoli.cli.progress import with_progress
from tiaoli.cli.summary import Summary
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("convert", help=say("convert.help"))
    @click.argument("paths", metavar="PATH…", nargs=-1, required=True)
    @click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", help=say("option.out"))
    @click.option("--strict", is_flag=True, help=say("option.strict"))
    @click.option("--topics", is_flag=True, help=say("option.topics"))
    @with_choices(say)
    def convert(paths: tuple[str, ...], out: Path | None, strict: bool, topics: bool, **options: Any) -> int:
        chosen = choices(**options)
        chosen = replace(chosen, options=replace(chosen.options, topics=topics))
        rules_in_use(chosen.options, say)
        return _run(say, paths, out, chosen).status(strict=strict)

    return convert


def _run(say: Words, paths: Sequence[str], out: Path | None, chosen: Choices) -> Summary:
    inputs, skipped = find_inputs(paths, out=out)
    if not inputs:
        raise UsageError(say("convert.nothing", paths=", ".join(paths)))
    if out is None:
        outcomes: Iterable[Outcome] = [_to_stdout(say, inputs, chosen)]
    else:
        outcomes = with_progress(convert_inputs(inputs, plan_outputs(inputs, out), chosen), len(inputs), say)
    return _reported(say, outcomes, skipped, out)


def _to_stdout(say: Words, inputs: Sequence[Input], chosen: Choices) -> Outcome:
    if len(inputs) > 1:
        raise UsageError(say("convert.need-out", count=len(inputs)))
    document = convert_input(inputs[0], chosen)
    _write_all(sys.stdout.buffer, document.to_json())
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
