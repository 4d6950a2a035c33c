"""The bar that a long run draws where standard error is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

from tiaoli.cli.wording import Words

Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int, say: Words) -> Iterable[Item]:
    """The items, with a bar while they come; as they are where there is only one, or no terminal."""
    if total == 1 or not sys.stderr.isatty():
        return items
    from tqdm import tqdm  # slow to import, and of no use elsewhere

    bar: Iterable[Item] = tqdm(
        items, desc=say("convert.progress"), total=total, disable=None, file=sys.stderr, leave=False
    )
    return bar
