"""`tiaoli explain`: which reader, parser and pack a file gets, and why not another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from tiaoli import discovery
from tiaoli.batch.conversion import Choices, open_input
from tiaoli.cli.options import choices, only_input, with_choices
from tiaoli.cli.table import render
from tiaoli.cli.wording import Words
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.views import head_of, title_candidate
from tiaoli.page import Page
from tiaoli.pipeline import StepError, check, read
from tiaoli.rulebook.choice import rank_packs
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.source import Source

INDENT = "  "


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("explain", help=say("explain.help"))
    @click.argument("file", metavar="FILE")
    @with_choices(say)
    def explain(file: str, **options: Any) -> int:
        item, chosen = only_input(file, say), choices(**options)
        return _explain(open_input(item, chosen), chosen, say)

    return explain


def _explain(source: Source, chosen: Choices, say: Words) -> int:
    """Prints the three rankings one after the other, as far as the source gets."""
    library = load_library(chosen.options.rules, chosen.options.settings)
    _print(say("explain.readers"), _plugin_rows("reader", discovery.readers(), source, chosen.options.reader, say))
    try:
        check(source)
        page = read(source, library.site_for(source.uri), chosen.options.reader, {})
    except StepError as failure:
        _print_remarks(failure.diagnostics, say)
        return 1
    _print(say("explain.parsers"), _plugin_rows("parser", discovery.parsers(), page, chosen.options.parser, say))
    _print(say("explain.packs"), _pack_rows(library, page, chosen.options.pack, say))
    return 0


def _plugin_rows(
    kind: str, candidates: Sequence[Any], subject: object, chosen: str | None, say: Words
) -> Iterator[list[str]]:
    """The candidates that recognise the subject, the others behind them, and what went wrong."""
    ranked, remarks = discovery.rank(candidates, subject)
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
    for entry in rank_packs(library, title_candidate(page), head_of(page), page.folded):
        yield [f"{entry.score:.2f}", entry.pack.id, entry.pack.version, entry.reason]


def _print(title: str, rows: Iterable[list[str]]) -> None:
    click.echo(title)
    for line in render(list(rows)).splitlines():
        click.echo(INDENT + line)
    click.echo()


def _print_remarks(remarks: Iterable[Diagnostic], say: Words) -> None:
    for remark in remarks:
        click.echo(f"{say.name('severity', remark.severity)} {remark.code}: {remark.message(say.language)}")
