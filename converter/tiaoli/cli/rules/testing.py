"""`tiaoli rules test`: the tests that stand in rule files, and the rules that no test holds."""

from __future__ import annotations

from pathlib import Path

import click

from tiaoli.cli.rules.options import library_of, with_rules
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import Library
from tiaoli.workbench.comparing import written
from tiaoli.workbench.testing import Bench, Failure, Outcome, run_tests

SIGNS = {"failed": "✗", "gap": "~", "closed": "+"}


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("test", help=say("rules.test.help"))
    @click.argument("named", metavar="[ID|FILE]...", nargs=-1)
    @with_rules(say)
    def test_rules(named: tuple[str, ...], rules: tuple[Path, ...]) -> int:
        library = library_of(rules, say)
        failed = 0
        for file in _wanted(library, named):
            click.echo(f"{file.id} {file.version}")
            for outcome in run_tests(Bench(library, file)):
                failed += outcome.status == "failed"
                _print(file, outcome, say)
        return 1 if failed else 0

    return test_rules


def _wanted(library: Library, named: tuple[str, ...]) -> list[Pack | Site]:
    every: dict[str, Pack | Site] = {file.id: file for file in (*library.packs, *library.sites)}
    for name in named:
        if name not in every:
            raise UsageError(f"there is no rule file {name}; {nearest(name, every)}")
    return [every[name] for name in named or every]


def _print(file: Pack | Site, outcome: Outcome, say: Words) -> None:
    if outcome.status != "passed":
        click.echo(f"  {SIGNS[outcome.status]} {file.path}:{outcome.test.line} {outcome.test.name}")
    for failure in outcome.failures:
        click.echo(f"      {_wording(failure, say)}")


def _wording(failure: Failure, say: Words) -> str:
    asked = say(f"rules.test.{failure.asked}", said=written(failure.said))
    return f"{asked}; {say(f'rules.test.found.{failure.finding.code}', **failure.finding.params)}"
