"""From what a command line names to a folder of documents with its store: what is locked, opened and planned."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from tiaoli.batch.conversion import Choices, open_or_failed
from tiaoli.batch.freshness import fingerprint
from tiaoli.batch.guard import Allowance
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import Input
from tiaoli.batch.manifest import read_manifest
from tiaoli.batch.outcomes import Outcome
from tiaoli.batch.outputs import plan_outputs
from tiaoli.batch.run import Plan, run, run_here
from tiaoli.batch.work import Job
from tiaoli.discovery import chosen
from tiaoli.errors import UsageError
from tiaoli.pipeline import Options
from tiaoli.rulebook.wording import Phrase
from tiaoli.writing.copies import has_unmarked, mark_copies
from tiaoli.writing.corrections import FILE as CORRECTIONS
from tiaoli.writing.corrections import NO_CORRECTIONS, Corrections, read_corrections
from tiaoli.writing.store import FILE, Store, StoreError, open_store

LOCK = ".tiaoli.lock"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a folder is converted: with how many workers (0 for none, in this process), and what is done again."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    allowance: Allowance = field(default_factory=Allowance)
    force: bool = False
    retry_failed: bool = False


def extensions_of(writers: Sequence[str]) -> list[str]:
    """The extension that each writer gives its files; raises UsageError for a name that nothing bears, and where
    two writers would write the same files."""
    owners: dict[str, str] = {}
    for name in writers:
        extension = chosen("writer", name).extension
        other = owners.setdefault(extension, name)
        if other != name:
            raise UsageError(f"the writers {other} and {name} both write files ending in {extension}; convert twice")
    return list(owners)


def convert_inputs(inputs: Sequence[Input], out: Path, choices: Choices, manner: Manner) -> Iterator[Outcome]:
    """The outcome of each input as it comes, its document written below `out` and in the store there.

    Raises UsageError where outputs would clash, before any work, and StoreError where the store cannot be used.
    """
    outputs = plan_outputs(inputs, out, extensions_of(choices.writers))
    mark = fingerprint(choices)
    plan = Plan(choices, mark, min(manner.workers, len(inputs)), manner.allowance, manner.force, manner.retry_failed)
    jobs = (_job(item, files, choices) for item, files in zip(inputs, outputs, strict=True))
    with locked_store(out) as store:
        yield from run(jobs, plan, store) if manner.workers else run_here(jobs, plan, store)
        if has_unmarked(store):
            mark_copies(store)


def with_manifest(inputs: Sequence[Input], file: Path) -> tuple[list[Input], tuple[Phrase, ...]]:
    """The inputs with what a manifest gives of each, and what is to be said of its rows; raises UsageError."""
    manifest = read_manifest(file, [item.uri for item in inputs])
    return [replace(item, given=manifest.given(item.uri)) for item in inputs], manifest.remarks


def corrections_for(out: Path | None, file: Path | None) -> Corrections:
    """The corrections in a file, else in `corrections.yaml` of the output folder, if there; raises RuleError."""
    if file is None and out is not None and (out / CORRECTIONS).is_file():
        file = out / CORRECTIONS
    return read_corrections(file) if file else NO_CORRECTIONS


def _job(item: Input, outputs: tuple[Path, ...], choices: Choices) -> Job:
    """The work on one input; standard input and what lies elsewhere is read by this process."""
    return Job(item, outputs, open_or_failed(item, choices) if item.path is None else None)


@contextmanager
def locked_store(out: Path) -> Iterator[Store]:
    """The store of a folder, for one run at a time; raises StoreError where another has it, or it cannot be used."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / LOCK)
        lock.acquire(blocking=False)
    except Timeout as error:
        raise StoreError(f"another run is writing to {out}; wait for it, or name another folder with -o") from error
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        store = open_store(out / FILE, create=True)
        try:
            yield store
        finally:
            store.close()
    finally:
        lock.release()


@dataclass(slots=True)
class Counts:
    """What came of a folder: how many documents there are by status, and how many of them were not done again."""

    ok: int = 0
    partial: int = 0
    failed: int = 0
    unchanged: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Each document that failed in this run with its reason."""


def convert_folder(
    paths: Path | str | Sequence[Path | str],
    out: Path | str,
    *,
    to: Sequence[str] = ("json",),
    rules: Sequence[Path | str] = (),
    pack: str | None = None,
    topics: bool = False,
    workers: int | None = None,
    seconds: float | None = None,
    manifest: Path | str | None = None,
    corrections: Path | str | None = None,
    force: bool = False,
    retry_failed: bool = False,
) -> Counts:
    """Converts files, folders and globs to documents below `out` and to tables in `out/tiaoli.db`.

    What has not changed since the last call is not done again. `workers` are processes, one a core where None is
    given and none for 0; `seconds` is what one document may take. `manifest` is a table of what is known of the files,
    `corrections` a file of what was set right by hand. Raises UsageError, RuleError and StoreError.
    """
    named = [paths] if isinstance(paths, (str, Path)) else list(paths)
    folder = Path(out)
    inputs, _ = find_inputs([str(path) for path in named], out=folder)
    if manifest is not None:
        inputs, _ = with_manifest(inputs, Path(manifest))
    options = Options(pack=pack, rules=tuple(Path(place) for place in rules), topics=topics)
    manner = Manner(force=force, retry_failed=retry_failed)
    if workers is not None:
        manner = replace(manner, workers=workers)
    if seconds is not None:
        manner = replace(manner, allowance=replace(manner.allowance, seconds=seconds))
    corrected = corrections_for(folder, Path(corrections) if corrections is not None else None)
    choices = Choices(options, tuple(to), corrected)
    counts = Counts()
    for outcome in convert_inputs(inputs, folder, choices, manner):
        setattr(counts, outcome.status, getattr(counts, outcome.status) + 1)
        if outcome.facts is None:
            counts.unchanged += 1
        elif outcome.status == "failed":
            why = outcome.write_error or " ".join(remark.message() for remark in outcome.facts.errors)
            counts.failures.append((outcome.item.uri, why))
    return counts
