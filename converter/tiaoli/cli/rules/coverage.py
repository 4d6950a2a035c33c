"""`tiaoli rules coverage`: what no rule used over a corpus, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiaoli.batch.conversion import Choices, convert_input
from tiaoli.batch.items import Input
from tiaoli.cli.options import with_rules
from tiaoli.cli.progress import with_progress
from tiaoli.cli.rules.corpus import corpus_of, status_of, write_json
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words
from tiaoli.document import Document
from tiaoli.pipeline import Options
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.settings import rule_places
from tiaoli.workbench.coverage import Count, Coverage, Key, PackUse, Tally

TOP = 10
WORDS_CELLS, EXAMPLE_CELLS, DOCUMENT_CELLS, IDLE_CELLS = 36, 44, 32, 80
"""Widest that columns get, in cells of the terminal."""

COLUMNS = {
    "headings": ("words", "pack", "document"),
    "numbers": ("words", "unit", "example", "document"),
    "labels": ("words", "example", "document"),
    "titles": ("words", "document"),
}
"""What the table of each tally shows, behind its counts."""


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("coverage", help=say("rules.coverage.help"))
    @click.argument("corpus", metavar="CORPUS…", nargs=-1, required=True)
    @with_rules(say)
    @click.option("--pack", metavar="ID", help=say("rules.coverage.pack"))
    @click.option("--top", metavar="N", type=click.IntRange(1), default=TOP, show_default=True,
                  help=say("rules.coverage.top"))  # fmt: skip
    @click.option("--json", "json_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
                  help=say("rules.json"))  # fmt: skip
    def coverage(
        corpus: tuple[str, ...], rules: tuple[Path, ...], pack: str | None, top: int, json_file: Path | None
    ) -> int:
        found = Coverage(_packs_of(rules, pack, say))
        inputs = corpus_of(corpus, say)
        for document in with_progress(_converted(inputs, rules), len(inputs), say):
            if pack in (None, document.produced_by.pack) or document.status == "failed":
                found.add(document)
        click.echo("\n\n".join(_parts(found, top, say)))
        if json_file:
            write_json(json_file, found.to_json(), say)
        return status_of(found.failed, len(inputs), say)

    return coverage


def _packs_of(rules: tuple[Path, ...], only: str | None, say: Words) -> tuple[Pack, ...]:
    """The packs to be counted; raises UsageError where `only` is none of them."""
    library = library_of(rules, say)
    return (library.pack(only),) if only else library.packs


def _converted(inputs: Sequence[Input], rules: tuple[Path, ...]) -> Iterator[Document]:
    chosen = Choices(Options(rules=rules, settings=rule_places(Path())))
    return (convert_input(item, chosen) for item in inputs)


def _parts(found: Coverage, top: int, say: Words) -> Iterator[str]:
    """Each part of the report, most of them a table under a title."""
    yield _packs(found, say)
    tallies = {"headings": found.headings, "numbers": found.numbers, "labels": found.labels, "titles": found.titles}
    for name, tally in tallies.items():
        yield _ranking(name, tally, top, say)
    if found.unnamed:
        yield say("rules.coverage.unnamed", count=found.unnamed)


def _packs(found: Coverage, say: Words) -> str:
    head = [say(f"column.{name}") for name in ("pack", "documents", "rules", "idle")]
    rows = [[use.pack, str(use.documents), str(use.rules), _idle(use)] for use in found.uses()]
    title = say("rules.coverage.packs", count=found.documents.total())
    parts = [title, render(rows, head)] if rows else [title]
    if found.unchosen():
        parts.append(say("rules.coverage.unchosen", names=", ".join(found.unchosen())))
    return "\n".join(parts)


def _idle(use: PackUse) -> str:
    """The rules that never fired, those of a kind together: `11: fields written, genre; roles outlook`."""
    kinds: dict[str, list[str]] = {}
    for path, _ in use.idle:
        kind, _, name = path.partition(".")
        kinds.setdefault(kind, []).append(name)
    listed = "; ".join(f"{kind} {', '.join(names)}" for kind, names in kinds.items())
    return shorten(f"{len(use.idle)}: {listed}", IDLE_CELLS) if use.idle else ""


def _ranking(name: str, tally: Tally, top: int, say: Words) -> str:
    """The first keys of a tally with their counts and an example."""
    ranked = tally.ranked()
    title = say(f"rules.coverage.{name}", count=len(ranked), mentions=tally.mentions)
    if not ranked:
        return title
    columns = ("documents", "mentions", *COLUMNS[name])
    rows = [[_cells(key, count)[column] for column in columns] for key, count in ranked[:top]]
    more = [say("rules.coverage.more", count=len(ranked) - top)] if len(ranked) > top else []
    return "\n".join([title, render(rows, [say(f"column.{column}") for column in columns]), *more])


def _cells(key: Key, count: Count) -> dict[str, str]:
    packs, first = sorted(count.packs), count.examples[0]
    return {
        "documents": str(count.documents),
        "mentions": str(count.mentions),
        "words": shorten(key[0], WORDS_CELLS),
        "unit": key[-1],
        "pack": packs[0] + (f" +{len(packs) - 1}" if len(packs) > 1 else ""),
        "example": shorten(first.words, EXAMPLE_CELLS),
        "document": shorten(first.uri, DOCUMENT_CELLS),
    }
