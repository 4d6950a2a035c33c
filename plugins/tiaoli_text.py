"""Reads plain text: one block a line, label tables as pairs, page furniture that survived scraping as clutter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

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
    split_giant,
    trim,
)

TIAOLI_API = "1"

_LINE = re.compile(r"[^\n\r\f]+")
LONGEST_VALUE = 120
"""Titles and lists of subjects are shorter than this; what is longer is text."""

_LABEL = re.compile(r"(?:^|\s+)((?:[^\s:]\s?){1,10}?)\s*:")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}\s?:")  # one that no site file knows: 访问量:199
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
        lines = list(_lines(folded))
        giants = [span for span in lines if len(split_giant(folded, *span)) > 1]
        remarks = [Diagnostic("text.one-line", span, {"length": span[1] - span[0]}) for span in giants]
        blocks = _paired([block for span in lines for block in _blocks(span, folded)], folded, site.labels)
        return mark_clutter(Page(decoded.text, tuple(blocks), diagnostics=(*decoded.diagnostics, *remarks)), site)


def _lines(folded: str) -> Iterator[Span]:
    for match in _LINE.finditer(folded):
        span = trim(folded, *match.span())
        if span:
            yield span


def _blocks(line: Span, folded: str) -> Iterator[Block]:
    """The blocks of a line: one, unless it is so long that it holds many paragraphs."""
    for span in split_giant(folded, *line):
        if _BULLET.match(folded[slice(*span)]):
            yield Block("item", span, value=trim(folded, span[0] + 1, span[1]))
        else:
            yield Block("paragraph", span)


def _paired(lines: list[Block], folded: str, labels: frozenset[str]) -> Iterator[Block]:
    """The lines, with label and value made a pair: on one line behind a colon, or on two lines.

    A label alone on its line takes the next line as its value, unless that is a label as well.
    """
    at = 0
    while at < len(lines):
        block = lines[at]
        text = folded[slice(*_ink(block))]
        on_line = _pairs_of_line(_ink(block)[0], text, labels)
        if on_line and (on_line[0].value or len(on_line) > 1):
            first = replace(on_line[0], span=(block.span[0], on_line[0].span[1]))
            yield from (first, *on_line[1:])
        elif _is_label(text, labels) and (block.kind == "item" or text.endswith(":")):
            value = _value_below(lines[at + 1] if at + 1 < len(lines) else None, block, folded, labels)
            end = value[1] if value else block.span[1]
            yield Block("pair", (block.span[0], end), label=_ink(block), value=value)
            at += value is not None
        else:
            yield Block(block.kind, block.span)
        at += 1


def _ink(block: Block) -> Span:
    return block.value if block.value else block.span


def _value_below(following: Block | None, block: Block, folded: str, labels: frozenset[str]) -> Span | None:
    """The next line, if it can be the value of a label: near, short, no sentence, no salutation, no label."""
    if following is None or following.kind != block.kind:
        return None
    span = _ink(following)
    words = folded[slice(*span)]
    near = folded.count("\n", block.span[1], following.span[0]) <= 1
    is_value = near and len(words) <= LONGEST_VALUE and words[-1] != ":" and "。" not in words
    is_label = _is_label(words, labels) or _pairs_of_line(span[0], words, labels) or _OTHER_LABEL.match(words)
    return span if is_value and not is_label else None


def _pairs_of_line(start: int, text: str, labels: frozenset[str]) -> list[Block]:
    """The pairs of a line that begins with a label and a colon: 日期:2025-01-23 来源:发展改革委 holds two."""
    if len(text) > 200 or ":" not in text:
        return []
    found = [match for match in _LABEL.finditer(text) if _is_label(match[1], labels)]
    if not found or found[0].start(1) != 0:
        return []
    pairs = []
    for match, following in zip_longest(found, found[1:]):
        end = following.start() if following else len(text)
        value = trim(text, match.end(), end)
        last = value[1] if value else match.end()
        pairs.append(
            Block(
                "pair",
                (start + match.start(1), start + last),
                label=(start + match.start(1), start + match.end(1)),
                value=(start + value[0], start + value[1]) if value else None,
            )
        )
    return pairs


def _is_label(text: str, labels: frozenset[str]) -> bool:
    return len(text) <= 20 and "".join(text.split()).rstrip(":") in labels


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of plain text."""
    return [TextReader()]
