"""`tiaoli convert --engine`: a trial of an engine on this machine, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tiaoli.batch.conversion import Choices
from tiaoli.batch.folder import Manner
from tiaoli.batch.items import HARMLESS, Input, Skipped
from tiaoli.cli.shards import tell_left_out
from tiaoli.cli.summary import MAX_ROWS
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError

LOCAL = "local"
ENGINES = (LOCAL, "spark", "ray")


def convert_on(
    engine: str, inputs: Sequence[Input], skipped: Sequence[Skipped], out: Path | None, asked: Choices,
    manner: Manner, say: Words, *, strict: bool,
) -> int:  # fmt: skip
    """Converts the inputs on an engine, says what was made, and gives the exit status."""
    if out is None:
        raise UsageError(say("convert.need-out", count=len(inputs)))
    if asked.writers != ("json",):
        raise UsageError(say("engine.json-only"))
    from tiaoli.engines.local import try_engine  # which local runs have no use for

    workers = max(manner.workers, 1)
    trial = try_engine(engine, inputs, out, asked, manner.allowance, workers, force=manner.force)
    for uri, why in trial.failures[:MAX_ROWS]:
        click.echo(say("convert.failure", uri=uri, why=why), err=True)
    if len(trial.failures) > MAX_ROWS:
        click.echo(say("convert.more", count=len(trial.failures) - MAX_ROWS), err=True)
    tell_left_out(say, trial.left_out)
    totals = {status: trial.counts[status] for status in ("ok", "partial", "failed")}
    total = trial.counts["documents"]
    click.echo(say("convert.summary", total=total, warnings=trial.warnings, **totals), err=True)
    click.echo(say("convert.where", out=out), err=True)
    if trial.failures or trial.left_out["damaged"] or any(item.reason not in HARMLESS for item in skipped):
        return 1
    return 3 if strict and trial.warnings else 0
