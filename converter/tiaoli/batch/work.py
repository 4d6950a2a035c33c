"""What is done for one input, wherever it is done: converted, written, and made into rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tiaoli.admission import PLUGIN_FAULTS, in_words
from tiaoli.batch.conversion import Choices, convert_opened, open_or_failed
from tiaoli.batch.items import Input
from tiaoli.batch.outcomes import Facts
from tiaoli.batch.outputs import write_whole
from tiaoli.discovery import chosen
from tiaoli.document import Document
from tiaoli.errors import PluginError
from tiaoli.source import Source
from tiaoli.writing.correcting import apply_corrections
from tiaoli.writing.rows import Rows, rows_of

_SMALLEST = "某县2024年政府工作报告\n\n一、2023年工作回顾\n全县地区生产总值增长5%。\n".encode()


@dataclass(frozen=True, slots=True)
class Job:
    """An input with the files it is to be written to, one a writer; where there are none, what the first writer makes
    of it comes back in `Made.written`."""

    item: Input
    outputs: tuple[Path, ...]
    source: Source | Document | None = None
    """The source itself, where only the process that gives out the work could read it; a failed document where not
    even that could."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job, small enough to be sent between processes."""

    facts: Facts
    doc_id: str
    content_id: str
    rows: Rows
    record_columns: dict[str, tuple[str, ...]]
    write_error: str | None
    seconds: float
    written: bytes | None = None

    @property
    def status(self) -> str:
        """The document's status; failed too where it could not be written."""
        return "failed" if self.write_error else self.facts.status

    @property
    def error(self) -> str | None:
        """Why it failed, or is partial, in words; None where nothing is wrong."""
        return self.write_error or "; ".join(remark.message() for remark in self.facts.errors) or None


def prepare(choices: Choices) -> None:
    """Loads what every document needs, rules and plugins and the libraries behind them, by converting one."""
    convert_opened(Source(_SMALLEST, "smallest.txt"), replace(choices.options, reader=None, parser=None, pack=None))


def work(jobs: Sequence[Job], choices: Choices) -> list[Made]:
    """What comes of each job in turn."""
    return [_made(job, choices) for job in jobs]


def _made(job: Job, choices: Choices) -> Made:
    start = time.perf_counter()
    opened = job.source or open_or_failed(job.item, choices)
    document = opened if isinstance(opened, Document) else convert_opened(opened, choices.options)
    return finish(apply_corrections(document, choices.corrections), job, choices, start)


def finish(document: Document, job: Job, choices: Choices, start: float) -> Made:
    """Writes a document to its files and makes its rows; `start` is when work on it began, by `perf_counter`."""
    data, error = None, None
    if job.outputs:
        error = write_all(document, job.outputs, choices)
    else:
        try:
            data = written(document, choices.writers[0])
        except PluginError as failure:
            error = failure.message
    rows, columns = rows_of(document)
    seconds = time.perf_counter() - start
    return Made(Facts.of(document), document.doc_id, document.id, rows, columns, error, seconds, data)


def write_all(document: Document, outputs: Sequence[Path], choices: Choices) -> str | None:
    """Writes a document with each writer; what went wrong in words, None where nothing did."""
    error = None
    for name, output in zip(choices.writers, outputs, strict=True):
        try:
            write_whole(output, written(document, name))
        except OSError as failure:
            error = f"{output}: {failure.strerror or failure}"
        except PluginError as failure:
            error = failure.message
    return error


def written(document: Document, name: str) -> bytes:
    """The document as the writer of that name writes it; raises PluginError where the writer fails."""
    try:
        data = chosen("writer", name).write(document)
    except PLUGIN_FAULTS as error:
        raise PluginError(f"the writer {name} failed: {in_words(error)}") from error
    if not isinstance(data, bytes):
        raise PluginError(f"the writer {name} returned a {type(data).__name__} where bytes are asked for")
    return data
