"""`tiaoli rules new`: a draft pack from sample documents, or a pack to start from without any."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiaoli.batch.conversion import Choices, open_input
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.outputs import write_whole
from tiaoli.cli.options import with_rules
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.wording import Words
from tiaoli.errors import SourceError, UsageError
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.pack_file import is_id
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.reference import SCHEMA_FILE
from tiaoli.source import Source
from tiaoli.workbench.drafting import Draft, Request, draft_pack
from tiaoli.workbench.samples import Unread
from tiaoli.workbench.template import template_pack

OWN_SCHEMA = "tiaoli-rules.schema.json"
"""What the schema is called beside a draft."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("new", help=say("rules.new.help"))
    @click.option("--from", "samples", metavar="SAMPLE", multiple=True, help=say("rules.new.from"))
    @click.option("--id", "pack_id", metavar="ID", help=say("rules.new.id"))
    @click.option("--title", help=say("rules.new.title"))
    @click.option("--extends", metavar="ID", help=say("rules.new.extends"))
    @click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=say("rules.new.output"))
    @click.option("--force", is_flag=True, help=say("rules.new.force"))
    @click.argument("more", metavar="[SAMPLE]...", nargs=-1)
    @with_rules(say)
    def new_rules(
        samples: tuple[str, ...], more: tuple[str, ...], pack_id: str | None, title: str | None, extends: str | None,
        output: Path | None, force: bool, rules: tuple[Path, ...],
    ) -> int:  # fmt: skip
        library = library_of(rules, say)
        _refuse_overwriting(output, force, say)
        request = Request(
            id=_id(pack_id, output, library, say),
            title=title,
            extends=extends,
            language=say.language,
            file=str(output or ""),
            schema=OWN_SCHEMA if output else None,
        )
        named = (*samples, *more)
        draft = draft_pack(_sources(named, say), library, request) if named else Draft(template_pack(library, request))
        _report(draft, say)
        if draft.text:
            _put(draft.text, output, request.id, say)
        return 1 if draft.unread else 0

    return new_rules


def _refuse_overwriting(output: Path | None, force: bool, say: Words) -> None:
    if output and output.is_dir():
        raise UsageError(say("rules.new.folder", file=output))
    if output and output.exists() and not force:
        raise UsageError(say("rules.new.exists", file=output))


def _id(wanted: str | None, output: Path | None, library: Library, say: Words) -> str:
    """The wanted id, else one made of the file's name; raises UsageError where it is no id or another file bears it."""
    stem = output.stem.lower().replace("_", "-") if output else ""
    chosen = wanted or (f"my.{stem}" if _NAME.fullmatch(stem) and is_id(f"my.{stem}") else "my.pack")
    if not is_id(chosen):
        raise UsageError(say("rules.new.bad-id", id=chosen))
    every: list[Pack | Site] = [*library.packs, *library.sites]
    other = next((file for file in every if file.id == chosen), None)
    if other and not (output and output.exists() and Path(other.path).resolve() == output.resolve()):
        raise UsageError(say("rules.new.taken", id=chosen, file=other.path))
    return chosen


def _sources(arguments: Sequence[str], say: Words) -> Iterator[Source | Unread]:
    """Each sample named, or found in a folder, under its own name."""
    inputs, skipped = find_inputs(arguments)
    for item in inputs:
        try:
            yield open_input(item, Choices())
        except SourceError as error:
            yield Unread(item.uri, str(error))
    for other in skipped:
        if other.reason == "unreadable":
            yield Unread(str(other.path), say("rules.new.unreadable"))


def _report(draft: Draft, say: Words) -> None:
    """What the author has to know that does not stand in the file."""
    for sample in draft.unread:
        click.echo(say("rules.new.unread", name=sample.name, why=sample.why), err=True)
    for name, pack in draft.lost:
        click.echo(say("rules.new.lost", name=name, pack=pack), err=True)
    if not draft.text:
        click.echo(say("rules.new.none"), err=True)


def _put(text: str, output: Path | None, pack_id: str, say: Words) -> None:
    """Writes the draft, and beside it the schema that its first line names unless that lies there."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(output, text.encode())
        schema = output.parent / OWN_SCHEMA
        if not schema.exists():
            shutil.copyfile(SCHEMA_FILE, schema)
    except OSError as error:
        where, why = error.filename or output, error.strerror or error
        raise UsageError(say("rules.not-written", file=where, why=why)) from error
    click.echo(say("rules.new.written", file=output, id=pack_id), err=True)
