"""One input to its document: a source that cannot be read, or that trips a fault of ours, fails alone."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tiaoli.batch.items import Input
from tiaoli.batch.remote import read_remote
from tiaoli.batch.zipped import read_member
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document
from tiaoli.errors import SourceError, TiaoliError
from tiaoli.pipeline import Options, convert_source, failed_document
from tiaoli.source import MAX_SOURCE_BYTES, Source


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user asks for every source of a run."""

    options: Options = field(default_factory=Options)
    writers: tuple[str, ...] = ("json",)
    encoding: str | None = None
    max_bytes: int = MAX_SOURCE_BYTES


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
    if item.address:
        return Source(read_remote(item.address, choices.max_bytes), uri=item.uri, given_encoding=choices.encoding)
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
