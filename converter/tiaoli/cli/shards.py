"""`tiaoli shards`: files and web archives to shards, which the engines of clusters read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from tiaoli.batch.conversion import Choices
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import HARMLESS
from tiaoli.cli.given import EXISTING_FILE, given_by
from tiaoli.cli.wording import Words
from tiaoli.engines.shards import SHARD_BYTES, require_pyarrow, write_shards
from tiaoli.engines.sources import rows_from
from tiaoli.source import MAX_SOURCE_BYTES

_MB = 1_000_000


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("shards", help=say("shards.help"))
    @click.argument("paths", metavar="PATH…", nargs=-1, required=True)
    @click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", required=True, help=say("shards.out"))
    @click.option(
        "--shard-mb", type=click.IntRange(1), default=SHARD_BYTES // _MB, show_default=True, help=say("shards.size")
    )
    @click.option(
        "--max-bytes", type=click.IntRange(1), default=MAX_SOURCE_BYTES, show_default=True,
        help=say("option.max-bytes"),
    )  # fmt: skip
    @click.option("--manifest", type=EXISTING_FILE, metavar="FILE", help=say("option.manifest"))
    def shards(paths: tuple[str, ...], out: Path, shard_mb: int, manifest: Path | None, **limits: Any) -> int:
        require_pyarrow()
        inputs, skipped = find_inputs(paths, out=out)
        inputs = given_by(manifest, inputs, say)
        left_out: Counter[str] = Counter()
        count = write_shards(rows_from(inputs, Choices(**limits), left_out), out, shard_mb * _MB)
        click.echo(say("shards.summary", count=count, out=out), err=True)
        tell_left_out(say, left_out)
        missing = [item for item in skipped if item.reason not in HARMLESS]
        for item in missing:
            click.echo(say(f"skipped.{item.reason}", count=1, first=item.path), err=True)
        return int(bool(missing or left_out["damaged"]))

    return shards


def tell_left_out(say: Words, left_out: Counter[str]) -> None:
    """Says what web archives held beside documents, by its reason."""
    if left_out:
        reasons = ", ".join(f"{reason} {count}" for reason, count in left_out.most_common())
        click.echo(say("shards.left-out", what=reasons), err=True)
