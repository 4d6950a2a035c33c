"""The rows of shards: what is found on a disk or in web archives, each source with its bytes or why it has none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tiaoli.batch.conversion import Choices, open_or_failed
from tiaoli.batch.items import Input
from tiaoli.document import Document


@dataclass(frozen=True, slots=True)
class ShardRow:
    """A source as a shard has it; the attributes are the columns of `shard_schema`."""

    uri: str
    data: bytes | None
    media_type: str | None = None
    encoding: str | None = None
    fault: str | None = None
    given: str | None = None


def faulty(uri: str, code: str, **params: object) -> ShardRow:
    """The row of a source that could not be taken in, with the diagnostic that says why."""
    return ShardRow(uri, None, fault=json.dumps([code, params]))


def rows_from(inputs: Iterable[Input], choices: Choices, left_out: Counter[str]) -> Iterator[ShardRow]:
    """A row for each input, and for each document of an input that is a web archive.

    What a web archive holds beside documents is counted in `left_out`.
    """
    from tiaoli.engines.warc import SUFFIXES, responses_in  # which needs the rows

    for item in inputs:
        if item.path and not item.members and item.path.name.lower().endswith(SUFFIXES):
            yield from responses_in(item.path, choices.max_bytes, left_out)
        else:
            yield _row(item, choices)


def _row(item: Input, choices: Choices) -> ShardRow:
    opened = open_or_failed(item, choices)
    given = json.dumps(dict(item.given), ensure_ascii=False) if item.given else None
    if not isinstance(opened, Document):
        return ShardRow(item.uri, opened.data, given=given)
    (remark,) = opened.diagnostics
    return replace(faulty(item.uri, remark.code, **remark.params), given=given)
