"""Reads plain text: one block a line, label tables as pairs, page furniture that survived scraping as clutter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tiaoli.plugin import Block, Page, Reader, Recognition, Site, Source, fold, hookimpl, mark_clutter, trim

TIAOLI_API = "1"

_LINE = re.compile(r"[^\n\r\f]+")
_BULLET = re.compile(r"^[•·●*\-]\s*")


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
        blocks = tuple(_paired(list(_lines(folded)), folded, site.labels))
        return mark_clutter(Page(decoded.text, blocks, diagnostics=decoded.diagnostics), site)


def _lines(folded: str) -> Iterator[Block]:
    for match in _LINE.finditer(folded):
        span = trim(folded, *match.span())
        if span and _BULLET.match(folded[slice(*span)]):
            ink = trim(folded, span[0] + 1, span[1])
            yield Block("item", span, value=ink)
        elif span:
            yield Block("paragraph", span)


def _paired(lines: list[Block], folded: str, labels: frozenset[str]) -> Iterator[Block]:
    """The lines, with a label and its value made one pair: on one line behind a colon, or on two lines.

    A label alone on its line takes the next line as its value, unless that is a label as well; labels
    that stand for the document's own words (来源, 日期) count only with their colon.
    """
    at = 0
    while at < len(lines):
        block = lines[at]
        text = folded[slice(*_ink(block))]
        pair = _on_one_line(block, text, labels)
        if pair is None and _is_label(text, labels) and (block.kind == "item" or text.rstrip().endswith(":")):
            follows = lines[at + 1] if at + 1 < len(lines) else None
            words = folded[slice(*_ink(follows))] if follows else ""
            if follows and not _is_label(words, labels) and follows.kind == block.kind and len(words) <= 200:
                pair = Block("pair", (block.span[0], follows.span[1]), label=_ink(block), value=_ink(follows))
                at += 1
            else:
                pair = Block("pair", block.span, label=_ink(block))
        yield pair or (Block(block.kind, block.span) if block.value else block)
        at += 1


def _ink(block: Block) -> tuple[int, int]:
    return block.value if block.kind == "item" and block.value else block.span


def _on_one_line(block: Block, text: str, labels: frozenset[str]) -> Block | None:
    label, colon, value = text.partition(":")
    if not colon or not _is_label(label, labels) or len(text) > 120:
        return None
    start = _ink(block)[0]
    at = trim(text, len(label) + 1, len(text))
    found = (start + at[0], start + at[1]) if at and value.strip() else None
    return Block("pair", block.span, label=(start, start + len(label)), value=found)


def _is_label(text: str, labels: frozenset[str]) -> bool:
    return len(text) <= 20 and "".join(text.split()).rstrip(":") in labels


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of plain text."""
    return [TextReader()]
