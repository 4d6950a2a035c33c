"""The function that every engine runs: batches of sources in, as many rows of documents out, in the same order.

No engine isolates one document from the others of its task, so each is converted in a guarded process.
"""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiaoli.batch.conversion import Choices
from tiaoli.batch.freshness import fingerprint
from tiaoli.batch.guard import Allowance
from tiaoli.batch.items import Input
from tiaoli.batch.scheduling import Done, Workers, workers
from tiaoli.batch.work import Job, finish
from tiaoli.diagnostic import Diagnostic
from tiaoli.engines.schema import JSON, LEDGER, Tables, result_schema, schema_of, tables_of
from tiaoli.errors import UsageError
from tiaoli.pipeline import failed_document
from tiaoli.rulebook.packs import load_library
from tiaoli.selection import ALONE_VARIABLE, DISABLED_VARIABLE, FOLDER_VARIABLE, selection
from tiaoli.source import Source
from tiaoli.writing.columns import RECORD_PREFIX, Column
from tiaoli.writing.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 64
"""So many documents are in memory at once, and come out together."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every task of a run has to know; made where the run is started and sent to each."""

    choices: Choices
    mark: str
    """What `fingerprint` gives where the run is started."""
    tables: Tables
    environment: dict[str, str]
    """Which plugins are in use, as environment variables."""
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def outputs(self) -> Tables:
        """Every table that is written, with its columns."""
        return {**self.tables, "ledger": LEDGER, "json": JSON}


def settings_of(choices: Choices, allowance: Allowance | None = None) -> Settings:
    """The settings of a run with the rules and plugins that are at hand here."""
    wanted = selection()
    environment = {
        DISABLED_VARIABLE: ",".join(sorted(wanted.disabled)),
        ALONE_VARIABLE: "1" if wanted.alone else "",
        FOLDER_VARIABLE: str(wanted.folder or ""),
    }
    library = load_library(choices.options.rules, choices.options.settings)
    known = tables_of(library.packs)
    return Settings(choices, fingerprint(choices), known, environment, allowance or Allowance())


def run_batches(batches: Iterator[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Documents for sources, one row out for one row in, in the same order.

    Raises UsageError where this machine has other versions, plugins or rules than the one that started the run.
    """
    filled = (batch for batch in batches if batch.num_rows)
    first = next(filled, None)
    if first is None:
        return
    os.environ.update(settings.environment)
    if fingerprint(settings.choices) != settings.mark:
        raise UsageError(
            "this machine has other versions of tiaoli, its plugins or its rules than the one that started the run; "
            "install the same on all of them"
        )
    with workers(1, settings.choices, settings.allowance) as converting:
        for batch in chain([first], filled):
            for start in range(0, batch.num_rows, BATCH_ROWS):
                yield from _converted(batch.slice(start, BATCH_ROWS).to_pylist(), converting, settings)


def _converted(rows: list[dict[str, Any]], converting: Workers, settings: Settings) -> Iterator[pa.RecordBatch]:
    jobs = [_job(row, settings.choices) for row in rows]
    found = {id(done.job): done for done in converting.done(jobs)}
    yield from _batches([found[id(job)] for job in jobs], settings)


def _job(row: dict[str, Any], choices: Choices) -> Job:
    """The work on a row of a shard; a row without bytes is a failed document that says why."""
    uri, data, given = row["uri"] or "-", row["data"], _given(row)
    item = Input(None, Path(uri))
    remark = None
    if given is None:
        remark = Diagnostic("source.unreadable", None, {"why": "what the shard says is given of it is no JSON object"})
    elif row.get("fault"):
        code, params = json.loads(row["fault"])
        remark = Diagnostic(code, None, params)
    elif data is None:
        remark = Diagnostic("source.unreadable", None, {"why": "the shard holds no bytes of it"})
    elif len(data) > choices.max_bytes:
        remark = Diagnostic("source.too-large", None, {"size": len(data), "limit": choices.max_bytes})
    if remark:
        return Job(item, (), failed_document(Source(b"", uri=uri, given=given or {}), [remark]))
    encoding = choices.encoding or _known(row.get("encoding"))
    return Job(item, (), Source(data, uri, encoding, row.get("media_type"), given or {}))


def _given(row: dict[str, Any]) -> dict[str, Any] | None:
    """What a manifest said of a source when its shard was made; None where that cannot be read."""
    try:
        given = json.loads(row.get("given") or "{}")
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def _known(encoding: str | None) -> str | None:
    """The encoding that a shard names; None for one that nobody knows, which would else be wrong for the whole run."""
    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _batches(done: Sequence[Done], settings: Settings) -> Iterator[pa.RecordBatch]:
    """The rows of some documents; one that Arrow cannot hold fails alone."""
    import pyarrow as pa

    try:
        yield _batch(done, settings.tables)
    except (pa.ArrowException, OverflowError, UnicodeError) as error:
        if len(done) > 1:
            for one in done:
                yield from _batches([one], settings)
            return
        yield _batch([_unfit(done[0], error, settings.choices)], settings.tables)


def _unfit(done: Done, error: Exception, choices: Choices) -> Done:
    job = done.job
    assert isinstance(job.source, Source)  # what failed before it was read has nothing that does not fit
    remark = Diagnostic("document.fault", None, {"why": f"its rows do not fit into a table: {error}"})
    return Done(job, finish(failed_document(job.source, [remark]), job, choices, 0), done.attempts)


def _batch(done: Sequence[Done], known: Tables) -> pa.RecordBatch:
    import pyarrow as pa

    ledger = [
        (_uri(one), one.made.doc_id, one.made.content_id, one.made.status, one.made.error, one.attempts,
         round(one.made.seconds, 4), one.made.written)
        for one in done
    ]  # fmt: skip
    columns = _arrays(ledger, (*LEDGER, JSON[-1]))
    columns += [_nested([_rows(one, name, table) for one in done], table) for name, table in known.items()]
    return pa.RecordBatch.from_arrays(columns, schema=result_schema(known))


def _uri(done: Done) -> str:
    source = done.job.source
    return source.uri if isinstance(source, Source) else source.source.uri if source else done.job.item.uri


def _rows(done: Done, name: str, columns: tuple[Column, ...]) -> Sequence[Row]:
    """The rows of a document in a table, in the order of its columns."""
    rows = done.made.rows.get(name, [])
    if not rows or not name.startswith(RECORD_PREFIX):
        return rows
    leading = len(rows[0]) - len(done.made.record_columns[name])
    place = {own: at for at, own in enumerate(done.made.record_columns[name], leading)}
    order = [*range(leading), *(place.get(column.name) for column in columns[leading:])]
    return [tuple(None if at is None else row[at] for at in order) for row in rows]


def _nested(rows: Sequence[Sequence[Row]], columns: tuple[Column, ...]) -> pa.Array:
    """A list of rows for each document."""
    import pyarrow as pa

    ends = [0]
    for of_one in rows:
        ends.append(ends[-1] + len(of_one))
    flat = _arrays(list(chain.from_iterable(rows)), columns)
    struct = pa.StructArray.from_arrays(flat, fields=list(schema_of(columns)))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), struct)


def _arrays(rows: Sequence[Row], columns: tuple[Column, ...]) -> list[pa.Array]:
    import pyarrow as pa

    return [
        pa.array([_text(row[at]) if column.type == "text" else row[at] for row in rows], field.type)
        for at, (column, field) in enumerate(zip(columns, schema_of(columns), strict=True))
    ]


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)
