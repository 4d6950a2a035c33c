"""One input after another to its document: a source that cannot be read fails alone, and so does its writing."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tiaoli.admission import PLUGIN_FAULTS, in_words
from tiaoli.batch.items import Input
from tiaoli.batch.outputs import write_whole
from tiaoli.batch.zipped import read_member
from tiaoli.diagnostic import Diagnostic
from tiaoli.discovery import chosen
from tiaoli.document import Document
from tiaoli.errors import PluginError, SourceError, TiaoliError
from tiaoli.pipeline import Options, convert_source, failed_document
from tiaoli.source import MAX_SOURCE_BYTES, Source


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user asks for every source of a run."""

    options: Options = field(default_factory=Options)
    writers: tuple[str, ...] = ("json",)
    encoding: str | None = None
    max_bytes: int = MAX_SOURCE_BYTES


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its document, where that was written, and what kept it from being written."""

    item: Input
    document: Document
    output: Path | None
    """The first of the files that it was written to."""
    write_error: str | None = None

    @property
    def status(self) -> str:
        """The document's status; failed too where it could not be written."""
        return "failed" if self.write_error else self.document.status


def convert_inputs(inputs: Sequence[Input], outputs: Sequence[Sequence[Path]], choices: Choices) -> Iterator[Outcome]:
    """The outcome of each input in turn, its document written to the outputs of the same index, one a writer."""
    for item, files in zip(inputs, outputs, strict=True):
        document = convert_input(item, choices)
        error = None
        for name, output in zip(choices.writers, files, strict=True):
            try:
                write_whole(output, written(document, name))
            except OSError as failure:
                error = f"{output}: {failure.strerror or failure}"
            except PluginError as failure:
                error = failure.message
        yield Outcome(item, document, None if error else files[0], error)


def written(document: Document, name: str) -> bytes:
    """The document as the writer of that name writes it; raises PluginError where the writer fails."""
    try:
        data = chosen("writer", name).write(document)
    except PLUGIN_FAULTS as error:
        raise PluginError(f"the writer {name} failed: {in_words(error)}") from error
    if not isinstance(data, bytes):
        raise PluginError(f"the writer {name} returned a {type(data).__name__} where bytes are asked for")
    return data


def convert_input(item: Input, choices: Choices) -> Document:
    """The document of one input; a failed one where the source cannot be read, or where tiaoli itself fails on it."""
    opened = open_or_failed(item, choices)
    return opened if isinstance(opened, Document) else convert_opened(opened, choices.options)


def open_or_failed(item: Input, choices: Choices) -> Source | Document:
    """The source of an input; a failed document where it cannot be read."""
    try:
        return open_input(item, choices)
    except SourceError as error:
        return failed_document(Source(b"", uri=item.uri), [_diagnostic(item, error, choices.max_bytes)])


def convert_opened(source: Source, options: Options) -> Document:
    """The document of a source; a failed one where tiaoli itself fails on it."""
    try:
        return convert_source(source, options)
    except TiaoliError:
        raise  # a wrong name or a faulty pack is wrong for every document
    except Exception as error:  # noqa: BLE001  # a fault of ours in one document must not stop the others
        where = traceback.extract_tb(error.__traceback__)[-1]
        why = f"{type(error).__name__}: {error} ({Path(where.filename).name}, line {where.lineno})"
        return failed_document(source, [Diagnostic("document.fault", None, {"why": why})])


def open_input(item: Input, choices: Choices) -> Source:
    """The source of an input; raises SourceError where it cannot be read or is too large."""
    if item.path is None:
        return _from_stream(sys.stdin.buffer, item.uri, choices)
    if item.members:
        return Source(read_member(item, choices.max_bytes), uri=item.uri, given_encoding=choices.encoding)
    return Source.from_path(item.path, uri=item.uri, max_bytes=choices.max_bytes, encoding=choices.encoding)


def _from_stream(stream: BinaryIO, uri: str, choices: Choices) -> Source:
    data = stream.read(choices.max_bytes + 1)
    if len(data) > choices.max_bytes:
        raise SourceError(f"standard input has more bytes than the limit of {choices.max_bytes}")
    return Source(data, uri=uri, given_encoding=choices.encoding)


def _diagnostic(item: Input, error: SourceError, limit: int) -> Diagnostic:
    """The error as a diagnostic, without the path: a document does not depend on where it was read."""
    if error.why:
        return Diagnostic("source.unreadable", None, {"why": error.why})
    size = item.path.stat().st_size if item.path and not item.members else f"more than {limit}"
    return Diagnostic("source.too-large", None, {"size": size, "limit": limit})
