"""`tiaoli eval`: converted documents held against gold, and a gate that no figure may fall through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tiaoli.cli.evaluated import shown_misses, shown_tables, to_json
from tiaoli.cli.rules.corpus import write_json
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.workbench.conversions import Conversions
from tiaoli.workbench.evaluation import SCORED, Evaluation, evaluate
from tiaoli.workbench.gate import FAILING, NEW, ROSE, Shift, baseline_of, read_baseline, shifts, write_baseline
from tiaoli.workbench.gold import chosen_indicators, read_gold


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""
    file = click.Path(dir_okay=False, path_type=Path)

    @click.command("eval", help=say("eval.help"))
    @click.argument("gold", metavar="GOLD…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
    @click.argument("out", metavar="OUT", type=click.Path(exists=True, file_okay=False, path_type=Path))
    @click.option("--indicators", metavar="TSV|IDS", help=say("eval.indicators"))
    @click.option("--only", default="", metavar="TEXT", help=say("eval.only"))
    @click.option("--misses", is_flag=True, help=say("eval.misses"))
    @click.option("--json", "json_file", metavar="FILE", type=file, help=say("rules.json"))
    @click.option("--baseline", metavar="FILE", type=file, help=say("eval.baseline"))
    @click.option("--write-baseline", "new_baseline", metavar="FILE", type=file, help=say("eval.write-baseline"))
    def eval_(
        gold: tuple[Path, ...], out: Path, indicators: str | None, only: str, misses: bool,
        json_file: Path | None, baseline: Path | None, new_baseline: Path | None,
    ) -> int:  # fmt: skip
        if only and (baseline or new_baseline):
            raise UsageError(say("eval.only-some"))
        chosen = chosen_indicators(indicators) if indicators else None
        committed = read_baseline(baseline) if baseline else None
        evaluation = evaluate(read_gold(gold, only=only), Conversions(out).find, indicators=chosen)
        click.echo(shown_tables(evaluation, say))
        if misses:
            click.echo(shown_misses(evaluation, say))
        _tell_unscored(evaluation, say)
        if json_file:
            write_json(json_file, to_json(evaluation), say)
        failed = committed is not None and _gate(shifts(committed, evaluation), say)
        if new_baseline:
            write_json(new_baseline, write_baseline(baseline_of(evaluation)), say)
        return int(failed)

    return eval_


def _tell_unscored(evaluation: Evaluation, say: Words) -> None:
    """Says on stderr which documents were not found, and which were made of other bytes."""
    for document in evaluation.documents:
        if document.state != SCORED:
            click.echo(say(f"eval.{document.state}", name=document.name), err=True)


def _gate(found: Sequence[Shift], say: Words) -> bool:
    """Whether a figure fell or is gone; every one is told on stderr, and every one that the baseline lacks."""
    for shift in found:
        if shift.kind != ROSE:
            click.echo(say(f"eval.{shift.kind}", name=shift.name, figure=shift.figure, old=shift.old, new=shift.new),
                       err=True)  # fmt: skip
    failing = sum(shift.kind in FAILING for shift in found)
    risen, new = (sum(shift.kind == kind for shift in found) for kind in (ROSE, NEW))
    if failing:
        click.echo(say("eval.failed", count=failing), err=True)
    elif risen or new:
        click.echo(say("eval.better", risen=risen, new=new), err=True)
    else:
        click.echo(say("eval.held"), err=True)
    return bool(failing)
