"""What is given beside the sources: files that options name, and what is said of a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tiaoli.batch.folder import with_manifest
from tiaoli.batch.items import Input
from tiaoli.cli.wording import Words
from tiaoli.rulebook.wording import worded

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MAX_REMARKS = 20
"""So many remarks on a manifest or on corrections are printed at most; the store has them all."""


def given_by(manifest: Path | None, inputs: list[Input], say: Words) -> list[Input]:
    """The inputs with what a manifest gives of each; what is odd about its rows is said on stderr."""
    if manifest is None:
        return inputs
    inputs, remarks = with_manifest(inputs, manifest)
    tell([str(worded(remark, say.language)) for remark in remarks], say)
    return inputs


def tell(remarks: Sequence[str], say: Words) -> None:
    """Says the first of some remarks on stderr, and how many more there are."""
    for remark in remarks[:MAX_REMARKS]:
        click.echo(remark, err=True)
    if len(remarks) > MAX_REMARKS:
        click.echo(say("convert.more-remarks", count=len(remarks) - MAX_REMARKS), err=True)
