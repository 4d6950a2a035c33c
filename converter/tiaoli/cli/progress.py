"""What a long run shows while it goes on: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from tiaoli.cli.wording import Words

SECONDS_BETWEEN_LINES = 30.0

Item = TypeVar("Item")


def with_progress(
    items: Iterable[Item], total: int, say: Words, has_failed: Callable[[Item], bool] = lambda item: False
) -> Iterable[Item]:
    """The items, with a bar or lines while they come; as they are where there is only one."""
    if total == 1:
        return items
    show = _bar if sys.stderr.isatty() else _lines
    return show(items, total, say, has_failed)


def _bar(items: Iterable[Item], total: int, say: Words, has_failed: Callable[[Item], bool]) -> Iterator[Item]:
    from tqdm import tqdm  # slow to import, and of no use elsewhere

    failed = 0
    with tqdm(desc=say("convert.progress"), total=total, file=sys.stderr, leave=False) as bar:
        for item in items:
            if has_failed(item):
                failed += 1
                bar.set_postfix_str(say("convert.progress-failed", count=failed), refresh=False)
            bar.update()
            yield item


def _lines(items: Iterable[Item], total: int, say: Words, has_failed: Callable[[Item], bool]) -> Iterator[Item]:
    start = last = time.monotonic()
    failed = 0
    for done, item in enumerate(items, 1):
        failed += has_failed(item)
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_LINES:
            rate = done / (now - start)
            left = round((total - done) / rate / 60)
            click.echo(
                say("convert.progress-line", done=done, total=total, failed=failed, rate=f"{rate:.1f}", left=left),
                err=True,
            )
            last = now
        yield item
