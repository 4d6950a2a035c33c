"""`tiaoli convert`: sources in, documents and tables out, and a table of what was made."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from tiaoli.batch.conversion import Choices, convert_input
from tiaoli.batch.folder import Manner, convert_inputs, corrections_for, extensions_of
from tiaoli.batch.guard import MAX_MEMORY_BYTES, MAX_SECONDS, Allowance
from tiaoli.batch.inputs import find_inputs, read_list
from tiaoli.batch.items import HARMLESS, Input, Skipped
from tiaoli.batch.outcomes import Facts, Outcome
from tiaoli.batch.work import written
from tiaoli.cli.engine import ENGINES, LOCAL, convert_on
from tiaoli.cli.export import FOLDER, listed, show_written
from tiaoli.cli.given import EXISTING_FILE, given_by, tell
from tiaoli.cli.options import Decorated, choices, rules_in_use, with_choices
from tiaoli.cli.progress import with_progress
from tiaoli.cli.summary import Summary
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.writing.exports.formats import FORMATS, chosen_formats, export
from tiaoli.writing.remarks import remarks_in
from tiaoli.writing.store import FILE, open_store

_MIB = 1 << 20
_TOLD = ("manifest.differs", "correction.unused")
"""Diagnostics that are printed at the end of a run, by the beginnings of their codes."""


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("convert", help=say("convert.help"))
    @click.argument("paths", metavar="PATH…", nargs=-1)
    @click.option("--from-list", "from_list", type=EXISTING_FILE, metavar="FILE", help=say("option.from-list"))
    @click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", help=say("option.out"))
    @click.option("--to", "to", metavar="WRITER,…", default="json", show_default=True, help=say("option.to"))
    @click.option("--manifest", type=EXISTING_FILE, metavar="FILE", help=say("option.manifest"))
    @click.option("--corrections", type=EXISTING_FILE, metavar="FILE", help=say("option.corrections"))
    @click.option("--strict", is_flag=True, help=say("option.strict"))
    @click.option("--topics", is_flag=True, help=say("option.topics"))
    @click.option("--engine", type=click.Choice(ENGINES), default=LOCAL, show_default=True, help=say("option.engine"))
    @_with_manner(say)
    @with_choices(say)
    def convert(
        paths: tuple[str, ...], from_list: Path | None, out: Path | None, to: str, strict: bool, topics: bool,
        manifest: Path | None, corrections: Path | None, engine: str, jobs: int | None, timeout: float, memory: int,
        force: bool, retry_failed: bool, **options: Any,
    ) -> int:  # fmt: skip
        asked = choices(**options)
        formats = [name for name in listed(to) if name in FORMATS]
        writers = tuple(name for name in listed(to) if name not in FORMATS) or ("json",)
        chosen_formats(formats)  # which raises where a library is missing, before any work
        asked = replace(asked, options=replace(asked.options, topics=topics), writers=writers)
        workers = os.cpu_count() or 1 if jobs is None else jobs
        manner = Manner(workers, Allowance(timeout, memory * _MIB), force, retry_failed)
        library = rules_in_use(asked.options, say)
        if asked.options.pack:
            library.pack(asked.options.pack)  # which raises for a name that nothing bears, before any work
        inputs, skipped = _inputs(paths, from_list, out, say)
        inputs = given_by(manifest, inputs, say)
        asked = replace(asked, corrections=corrections_for(out, corrections))
        if engine != LOCAL:
            if formats:
                raise UsageError(say("engine.json-only"))
            return convert_on(engine, inputs, skipped, out, asked, manner, say, strict=strict)
        with _reported(say, skipped, out) as summary:
            if out is None:
                summary.add(_to_stdout(say, inputs, asked, wants_tables=bool(formats)))
            else:
                outcomes = convert_inputs(inputs, out, asked, manner)
                for outcome in with_progress(outcomes, len(inputs), say, lambda one: one.status == "failed"):
                    summary.add(outcome)
        if out is not None:
            tell(_said_of_store(out, asked, say), say)
            if formats:
                with closing(open_store(out / FILE)) as store:
                    show_written(export(store, chosen_formats(formats), out / FOLDER), say)
        return summary.status(strict=strict)

    return convert


def _said_of_store(out: Path, asked: Choices, say: Words) -> list[str]:
    """Where the manifest differs from what was found, and which corrections fit nothing any more."""
    with closing(open_store(out / FILE)) as store:
        found = [f"{uri}: {words}" for code in _TOLD for uri, words in remarks_in(store, code, say.language)]
        strangers = asked.corrections.strangers((entry.uri, entry.content_id) for entry in store.entries())
    return found + [say("convert.stranger", doc=each.doc, place=each.place) for each in strangers]


def _with_manner(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds the options that say how a folder is converted."""
    options = [
        click.option("-j", "--jobs", type=click.IntRange(0), metavar="N", help=say("option.jobs")),
        click.option(
            "--timeout", type=click.FloatRange(0, min_open=True), default=MAX_SECONDS, show_default=True,
            metavar="SECONDS", help=say("option.timeout"),
        ),
        click.option(
            "--memory", type=click.IntRange(64), default=MAX_MEMORY_BYTES // _MIB, show_default=True, metavar="MIB",
            help=say("option.memory"),
        ),
        click.option("--force", is_flag=True, help=say("option.force")),
        click.option("--retry-failed", is_flag=True, help=say("option.retry-failed")),
    ]  # fmt: skip

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def _inputs(
    paths: Sequence[str], from_list: Path | None, out: Path | None, say: Words
) -> tuple[list[Input], list[Skipped]]:
    """What the arguments and the list name; raises UsageError where that is nothing."""
    if not paths and not from_list:
        raise UsageError(say("convert.no-path"))
    inputs, skipped = find_inputs(paths, out=out)
    inputs += read_list(from_list) if from_list else []
    if not inputs and all(item.reason in HARMLESS for item in skipped):
        raise UsageError(say("convert.nothing", paths=", ".join(paths)))
    return inputs, skipped


def _to_stdout(say: Words, inputs: Sequence[Input], asked: Choices, *, wants_tables: bool) -> Outcome:
    extensions_of(asked.writers)
    if len(inputs) != 1 or len(asked.writers) > 1 or wants_tables:
        raise UsageError(say("convert.need-out", count=len(inputs) * len(asked.writers)))
    start = time.perf_counter()
    document = convert_input(inputs[0], asked)
    _write_all(sys.stdout.buffer, written(document, asked.writers[0]))
    return Outcome(inputs[0], Facts.of(document), None, seconds=time.perf_counter() - start)


def _write_all(stream: BinaryIO, data: bytes) -> None:
    """Writes every byte: where Python runs unbuffered, one call may write only the first part."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]
    stream.flush()


@contextmanager
def _reported(say: Words, skipped: Sequence[Skipped], out: Path | None) -> Iterator[Summary]:
    """The summary of a run, printed even where that is cut short."""
    summary = Summary(say, skipped)
    try:
        yield summary
    finally:
        if summary.total or skipped:
            click.echo(summary.text(out), err=True)
