"""`tiaoli rules test`: the tests that stand in rule files, and the rules that no test holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiaoli.cli.rules.options import library_of, with_rules
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.wording import Phrase, in_words
from tiaoli.workbench.bench import Failure, Outcome
from tiaoli.workbench.comparing import written
from tiaoli.workbench.own_rules import OwnRule
from tiaoli.workbench.testing import FileReport, report_on

INDENT = "  "


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("test", help=say("rules.test.help"))
    @click.argument("named", metavar="[ID|FILE]...", nargs=-1)
    @with_rules(say)
    @click.option("--all", "each_part", is_flag=True, help=say("rules.test.option.all"))
    def test_rules(named: tuple[str, ...], rules: tuple[Path, ...], each_part: bool) -> int:
        library, files = _wanted(named, rules, say)
        reports = []
        for file in files:
            reports.append(report_on(library, file, each_part=each_part))
            click.echo("\n".join(_lines(reports[-1], say)))
        click.echo(_summary(reports, say))
        return 1 if any(report.is_failed for report in reports) else 0

    return test_rules


def _wanted(named: tuple[str, ...], rules: tuple[Path, ...], say: Words) -> tuple[Library, list[Pack | Site]]:
    """The library and those of its files that are named, all where none is; a file it does not have yet joins it."""
    paths = [Path(name) for name in named if Path(name).exists()]
    library = library_of(rules, say)
    held = {Path(file.path).resolve() for file in _files(library)}
    new = tuple(path for path in paths if path.is_file() and path.resolve() not in held)
    library = library_of((*rules, *new), say) if new else library
    wanted = [file for name in named for file in _found(library, name)]
    return library, wanted if named else _files(library)


def _files(library: Library) -> list[Pack | Site]:
    return [*library.packs, *library.sites]


def _found(library: Library, name: str) -> list[Pack | Site]:
    """The file with an id, at a path, or all in a folder; raises UsageError where there is none."""
    place = Path(name).resolve()
    every = _files(library)
    found = [file for file in every if file.id == name or place in (path := Path(file.path).resolve(), path.parent)]
    if not found:
        hint = nearest(name, [file.id for file in every])
        raise UsageError(f"there is no rule file {name}; {hint}")
    return found


def _lines(report: FileReport, say: Words) -> Iterator[str]:
    """The report on one file: its name with a word on it, then what is to be mended."""
    state = "failed" if report.is_failed else "passed"
    yield say(f"rules.test.file.{state}", id=report.file.id, count=len(report.outcomes))
    for outcome in report.outcomes:
        if outcome.status != "passed":
            yield from _outcome_lines(outcome, _place(report.file, outcome.test.line), say)
    if not report.outcomes:
        yield INDENT + say("rules.test.none", count=len(report.untested))
        return
    yield from _rule_lines("untested", report.untested, report.file, say)
    yield from _rule_lines("unopposed", report.unopposed, report.file, say)
    for parts in report.idle:
        place = _place(report.file, parts.rule.line)
        yield INDENT + say("rules.test.idle", place=place, rule=parts.rule, words=" | ".join(parts.words))


def _outcome_lines(outcome: Outcome, place: str, say: Words) -> Iterator[str]:
    test = outcome.test
    yield INDENT + say(f"rules.test.{outcome.status}", place=place, name=test.name, why=test.known_gap)
    for failure in outcome.failures:
        yield 2 * INDENT + _wording(failure, say)


def _rule_lines(key: str, rules: Sequence[OwnRule], file: Pack | Site, say: Words) -> Iterator[str]:
    for rule in rules:
        yield INDENT + say(f"rules.test.{key}", place=_place(file, rule.line), rule=rule)


def _place(file: Pack | Site, line: int) -> str:
    """Where to look, from the working folder if the file lies in it."""
    path, here = Path(file.path), Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{line}"


def _wording(failure: Failure, say: Words) -> str:
    """What was asked, and what there is instead."""
    params = {
        name: in_words(f"phrase.{value.key}", value.params, say.language) if isinstance(value, Phrase) else value
        for name, value in failure.finding.params.items()
    }
    asked = say(f"rules.test.{failure.asked}", said=written(failure.said))
    return f"{asked}: {say(f'rules.test.found.{failure.finding.code}', **params)}"


def _summary(reports: Sequence[FileReport], say: Words) -> str:
    counts = {
        status: sum(report.count(status) for report in reports) for status in ("passed", "failed", "gap", "closed")
    }
    return say(
        "rules.test.summary",
        files=len(reports),
        tests=sum(counts.values()),
        **counts,
        untested=sum(len(report.untested) for report in reports),
        unopposed=sum(len(report.unopposed) for report in reports),
    )
