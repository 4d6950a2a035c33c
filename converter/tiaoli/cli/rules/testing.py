"""`tiaoli rules test`: the tests that stand in rule files, and the rules that no test holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiaoli.cli.options import with_rules
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.rulebook.settings import rule_places
from tiaoli.rulebook.wording import worded
from tiaoli.workbench.bench import Failure, Outcome
from tiaoli.workbench.comparing import written
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
    """The library and those of its files that are named, all where none is; a path it does not have yet joins it."""
    held = load_library(rules, rule_places(Path()))
    new = tuple(path for path in map(Path, named) if path.exists() and not _found(held, str(path)))
    library = library_of((*rules, *new), say)
    wanted: list[Pack | Site] = []
    for name in named:
        found = _found(library, name)
        if not found:
            hint = worded(nearest(name, [file.id for file in _files(library)]), say.language)
            raise UsageError(say("rules.test.no-file", name=name, hint=hint))
        wanted += found
    return library, wanted if named else _files(library)


def _files(library: Library) -> list[Pack | Site]:
    return [*library.packs, *library.sites]


def _found(library: Library, name: str) -> list[Pack | Site]:
    """The file with an id, the one at a path, or all in a folder."""
    place = Path(name).resolve()
    return [
        file for file in _files(library) if file.id == name or place in (path := Path(file.path).resolve(), path.parent)
    ]


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
    if report.count("failed"):
        yield INDENT + say("rules.test.mend-first")
    yield from _rule_lines(report, say)
    for parts in report.idle:
        place = _place(report.file, parts.rule.line)
        yield INDENT + say("rules.test.idle", place=place, rule=parts.rule, words=" | ".join(parts.words))


def _outcome_lines(outcome: Outcome, place: str, say: Words) -> Iterator[str]:
    test = outcome.test
    yield INDENT + say(f"rules.test.{outcome.status}", place=place, name=test.name, why=test.known_gap)
    for failure in outcome.failures:
        yield 2 * INDENT + _wording(failure, say)


def _rule_lines(report: FileReport, say: Words) -> Iterator[str]:
    """The rules that the tests leave open, in the order of the file."""
    missing = {
        "open": [rule for rule in report.untested if rule in report.unopposed],
        "untested": [rule for rule in report.untested if rule not in report.unopposed],
        "unopposed": [rule for rule in report.unopposed if rule not in report.untested],
    }
    listed = [(rule.line, rule, key) for key, rules in missing.items() for rule in rules]
    for line, rule, key in sorted(listed, key=lambda entry: entry[0]):
        yield INDENT + say(f"rules.test.{key}", place=_place(report.file, line), rule=rule)


def _place(file: Pack | Site, line: int) -> str:
    """Where to look, from the working folder if the file lies in it."""
    path, here = Path(file.path), Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{line}"


def _wording(failure: Failure, say: Words) -> str:
    """What was asked, and what there is instead."""
    params = {name: worded(value, say.language) for name, value in failure.finding.params.items()}
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
