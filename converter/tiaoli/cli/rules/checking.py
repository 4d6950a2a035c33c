"""`tiaoli rules check`: faults of rule files, repaired where that is safe, and rules that are of no use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tiaoli.batch.outputs import write_whole
from tiaoli.cli.options import with_rules
from tiaoli.cli.rules.options import library_of
from tiaoli.cli.wording import Words
from tiaoli.errors import UsageError
from tiaoli.rulebook.mending import Change, mend
from tiaoli.rulebook.packs import rule_files
from tiaoli.workbench.linting import Lint, lint


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("check", help=say("rules.check.help"))
    @click.argument("paths", metavar="[FILE|DIR]…", nargs=-1, type=click.Path(exists=True, path_type=Path))
    @click.option("--fix", is_flag=True, help=say("rules.check.fix"))
    @click.option("--strict", is_flag=True, help=say("rules.check.strict"))
    @with_rules(say)
    def check(paths: tuple[Path, ...], **options: Any) -> int:
        if options["fix"]:
            _fix(paths, say)
        return _check(paths, options["rules"], say, strict=options["strict"])

    return check


def _check(paths: tuple[Path, ...], rules: tuple[Path, ...], say: Words, *, strict: bool) -> int:
    """The exit status; what is no fault but of no use goes to standard output."""
    library = library_of((*rules, *paths), say)
    named = {file.resolve() for path in paths for file in _files(path)}
    packs = [pack for pack in library.packs if not paths or Path(pack.path).resolve() in named]
    lints = lint(packs, library)
    for remark in lints:
        click.echo(_shown(remark, say))
    files = len(named) if paths else len(library.packs) + len(library.sites)
    click.echo(say("rules.check.fine-one") if files == 1 else say("rules.check.fine", files=files), err=True)
    if lints:
        click.echo(say("rules.check.remarks", lints=len(lints)), err=True)
    return 1 if lints and strict else 0


def _shown(remark: Lint, say: Words) -> str:
    place = f"{remark.file}:{remark.line}" if remark.line else remark.file
    return say("faults.fault", place=place, words=remark.message(say.language), code=remark.code)


def _fix(paths: tuple[Path, ...], say: Words) -> None:
    """Repairs the files that are named and says what was changed; raises UsageError where one may not be written."""
    if not paths:
        raise UsageError(say("rules.check.name-files"))
    files = [file for path in paths for file in _files(path)]
    mended = 0
    for file in files:
        data, changes = mend(file.read_bytes())
        if changes:
            _write(file, data, say)
            click.echo("\n".join(_diff(file, changes)))
        mended += len(changes)
    click.echo(say("rules.check.mended", lines=mended), err=True)


def _diff(file: Path, changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        yield f"{file}:{change.line}"
        yield f"- {change.old}"
        yield f"+ {change.new}"


def _files(path: Path) -> list[Path]:
    """The rule files of a folder, or the file itself."""
    return [Path(str(file)) for file in rule_files(path)] if path.is_dir() else [path]


def _write(file: Path, data: bytes, say: Words) -> None:
    """Replaces a file, or what a link leads to, as a whole and with the mode it had."""
    real = file.resolve()
    if not os.access(real, os.W_OK) or _is_installed(real):
        raise UsageError(say("rules.check.read-only", file=file))
    mode = real.stat().st_mode
    try:
        write_whole(real, data)
        real.chmod(mode)
    except OSError as error:
        raise UsageError(say("rules.not-written", file=file, why=error.strerror or error)) from error


def _is_installed(file: Path) -> bool:
    """Whether a file belongs to an installed library, whose next update would undo every change."""
    return any(name in file.parts for name in ("site-packages", "dist-packages"))
