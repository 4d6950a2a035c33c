"""`tiaoli explain`: which reader, parser and pack a file gets, and why not another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from tiaoli import discovery
from tiaoli.batch.conversion import Choices, open_input
from tiaoli.choosing import rank
from tiaoli.cli.explained import explained, remarked
from tiaoli.cli.options import choices, only_input, rules_in_use, with_choices, with_question
from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.extraction.views import head_of, title_candidate
from tiaoli.page import Page
from tiaoli.pipeline import StepError, check, read
from tiaoli.rulebook.choice import MissedPack, missed_packs, rank_packs
from tiaoli.rulebook.packs import Library
from tiaoli.source import Source
from tiaoli.workbench.explaining import explain
from tiaoli.workbench.trace import trace

INDENT = "  "
WORDS_SHOWN = 4


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("explain", help=say("explain.help"))
    @click.argument("file", metavar="FILE")
    @with_question(say)
    @with_choices(say)
    def explain_file(file: str, at: str | None, field: str | None, **options: Any) -> int:
        item, chosen = only_input(file, say), choices(**options)
        return _explain(open_input(item, chosen), chosen, _Question(at, field), say)

    return explain_file


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be explained beside the rankings."""

    at: str | None
    field: str | None


def _explain(source: Source, chosen: Choices, question: _Question, say: Words) -> int:
    """Prints the three rankings one after the other, as far as the source gets, and what was asked beside them."""
    library = rules_in_use(chosen.options, say)
    _print(say("explain.readers"), _plugin_rows("reader", discovery.readers(), source, chosen.options.reader, say))
    site = library.site_for(source.uri)
    try:
        check(source)
        page = read(source, site, chosen.options.reader, {})
    except StepError as failure:
        click.echo("\n".join(remarked(failure.diagnostics, say)))
        return 1
    _print(say("explain.parsers"), _plugin_rows("parser", discovery.parsers(), page, chosen.options.parser, say))
    _print(say("explain.packs"), _pack_rows(library, page, chosen.options.pack, say))
    if question.at or question.field:
        try:
            traced = trace(page, site, library, chosen.options)
        except StepError as failure:
            click.echo("\n".join(remarked(failure.diagnostics, say)))
            return 1
        for line in explained(explain(traced, at=question.at, field=question.field), say):
            click.echo(line)
    return 0


def _plugin_rows(
    kind: str, candidates: Sequence[Any], subject: object, chosen: str | None, say: Words
) -> Iterator[list[str]]:
    """The candidates that recognise the subject, the others behind them, and what went wrong."""
    ranked, remarks = rank(candidates, subject)
    if chosen:
        yield [say("explain.chosen"), chosen, discovery.origin(kind, chosen), ""]
    for entry in ranked:
        yield [f"{entry.score:.2f}", entry.name, discovery.origin(kind, entry.name), entry.reason]
    if not ranked:
        yield ["-", say("explain.nobody"), "", ""]
    recognised = {entry.name for entry in ranked}
    for name in sorted(candidate.name for candidate in candidates if candidate.name not in recognised):
        yield ["-", name, discovery.origin(kind, name), say("explain.unsure")]
    for remark in remarks:
        yield ["-", say.name("severity", remark.severity), "", remark.message(say.language)]


def _pack_rows(library: Library, page: Page, chosen: str | None, say: Words) -> Iterator[list[str]]:
    if chosen:
        yield [say("explain.chosen"), chosen, "", ""]
    texts = (title_candidate(page), head_of(page), page.folded)
    for entry in rank_packs(library, *texts):
        yield [f"{entry.score:.2f}", entry.pack.id, entry.pack.version, entry.reason]
    for missed in missed_packs(library, *texts):
        yield ["-", missed.pack.id, missed.pack.version, _failed(missed, say)]


def _failed(missed: MissedPack, say: Words) -> str:
    """The first condition that kept a pack off, and how many others hold."""
    condition = missed.failed
    if condition is None:
        return say("explain.asks-nothing")
    words = [pattern.source for pattern in condition.patterns]
    shown = ", ".join([*words[:WORDS_SHOWN], *(["…"] if len(words) > WORDS_SHOWN else [])])
    key = "explain.must" if missed.found is None else "explain.must-not"
    params = {"words": shown, "found": missed.found, "place": condition.where, "line": condition.line}
    return say(key, **params, held=missed.held, asked=missed.asked)


def _print(title: str, rows: Iterable[list[str]]) -> None:
    click.echo(title)
    for line in render(list(rows)).splitlines():
        click.echo(INDENT + line)
    click.echo()
