"""Reads plain text: one block a line, label tables as pairs, page furniture that survived scraping as clutter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tiaoli.plugin import (
    Block,
    Diagnostic,
    Page,
    Reader,
    Recognition,
    Site,
    Source,
    Span,
    fold,
    hookimpl,
    mark_clutter,
    pair_lines,
    split_giant,
    trim,
)

TIAOLI_API = "1"

_LINE = re.compile(r"[^\n\r\f]+")
_BULLET = re.compile(r"[•·●*\-]")


class TextReader:
    """Any decoded text that is not markup."""

    name = "text"
    media_types = ("text/plain",)
    extensions = (".txt", ".text")

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of plain text, unsure of text that looks like markup, not of bytes."""
        if source.looks_binary:
            return None
        if source.media_type == "text/plain":
            return Recognition(0.6 if source.looks_like_markup else 0.9, "plain text")
        return Recognition(0.1, f"text, but {source.media_type}")

    def read(self, source: Source, site: Site) -> Page:
        """The page: its text is the decoded source, unchanged."""
        decoded = source.decoded
        folded = fold(decoded.text)
        lines = {span: split_giant(folded, *span) for span in _lines(folded)}
        giants = [span for span, parts in lines.items() if len(parts) > 1]
        remarks = [Diagnostic("text.one-line", span, {"length": span[1] - span[0]}) for span in giants]
        lone = [_block(part, folded) for parts in lines.values() for part in parts]
        blocks = pair_lines(lone, folded, site.labels)
        return mark_clutter(Page(decoded.text, tuple(blocks), diagnostics=(*decoded.diagnostics, *remarks)), site)


def _lines(folded: str) -> Iterator[Span]:
    for match in _LINE.finditer(folded):
        span = trim(folded, *match.span())
        if span:
            yield span


def _block(span: Span, folded: str) -> Block:
    if _BULLET.match(folded, *span):
        return Block("item", span, value=trim(folded, span[0] + 1, span[1]))
    return Block("paragraph", span)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of plain text."""
    return [TextReader()]
