"""Where each document is written, decided before work begins, and how: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tiaoli.batch.items import Input
from tiaoli.errors import UsageError


def plan_outputs(inputs: Sequence[Input], out: Path, extensions: Sequence[str]) -> list[tuple[Path, ...]]:
    """`OUT/<relative path><extension>` for each input and each extension, in the same order.

    Raises UsageError where two inputs would share an output, one output would have to be a file and
    a folder, or a document would overwrite a source.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; -o takes a folder")
    return list(zip(*(_planned(inputs, out, extension) for extension in extensions), strict=True))


def _planned(inputs: Sequence[Input], out: Path, extension: str) -> list[Path]:
    planned = [out / item.relative.with_name(item.relative.name + extension) for item in inputs]
    owners: dict[str, Input] = {}
    for item, output in zip(inputs, planned, strict=True):
        other = owners.setdefault(os.path.normcase(output), item)
        if other is not item:
            raise UsageError(
                f"{_named(other)} and {_named(item)} would both be written to {output}; convert them apart"
            )
    for item, output in zip(inputs, planned, strict=True):
        for folder in output.parents:
            if blocking := owners.get(os.path.normcase(folder)):
                raise UsageError(f"{_named(blocking)} needs {folder} as a file, {_named(item)} as a folder")
    _refuse_sources(inputs, planned)
    return planned


def _refuse_sources(inputs: Sequence[Input], planned: Sequence[Path]) -> None:
    sources = {os.path.normcase(item.path.absolute()) for item in inputs if item.path}
    for item, output in zip(inputs, planned, strict=True):
        if os.path.normcase(output.absolute()) in sources:
            raise UsageError(f"{_named(item)} would be written over the source {output}; give another folder with -o")


def _named(item: Input) -> str:
    return str(item.path) if item.path else "standard input"


def write_whole(path: Path, data: bytes) -> None:
    """Writes the file under another name and renames it, so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".tiaoli-{os.getpid()}.tmp")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
