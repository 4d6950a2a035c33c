"""What the commands that measure rules share: the corpus they run over, and what they say of failures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import Input
from tiaoli.batch.outputs import write_whole
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError


def corpus_of(paths: Sequence[str], say: Words) -> list[Input]:
    """The files of a corpus; raises UsageError where there are none."""
    inputs, _ = find_inputs(paths)
    if not inputs:
        raise UsageError(say("convert.nothing", paths=", ".join(paths)))
    return inputs


def write_json(path: Path, data: bytes, say: Words) -> None:
    """Writes the whole result of a command; raises UsageError where the file cannot be written."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise UsageError(say("rules.not-written", file=path, why=error.strerror or error)) from error


def status_of(failed: int, total: int, say: Words) -> int:
    """The exit status after a run over a corpus; failures are told on stderr."""
    if failed:
        click.echo(say("rules.corpus.failed", failed=failed, total=total), err=True)
    return 1 if failed else 0
