"""Labels and values on lines of text: 索引号:X-1, several on one line, or the value on the line below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tiaoli.page import Block, Span, trim

LONGEST_VALUE = 120
"""Titles and lists of subjects are shorter than this; what is longer is text."""

# A label of two characters may be spread: 名    称.
_LABEL = re.compile(r"(?:^|[\s|]+)(\[?([\u4e00-\u9fff]\s{2,8}[\u4e00-\u9fff]|(?:[^\s:|\[]\s?){1,10}?)\s*):")
_CELL = re.compile(r"[^\t]+")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}\s?:")  # one that no site file knows: 访问量:199


def pair_lines(lines: Sequence[Block], folded: str, labels: frozenset[str]) -> Iterator[Block]:
    """The blocks of lines, with label and value made a pair: on one line behind a colon, or on two lines.

    A label alone on its line takes the next line as its value, unless that is a label as well. An item has its
    words, without the bullet, as its `value`. Blocks of other kinds are given back as they are.
    """
    at = 0
    while at < len(lines):
        block = lines[at]
        if block.kind not in ("paragraph", "item"):
            yield block
            at += 1
            continue
        text = folded[slice(*_ink(block))]
        on_line = _pairs_of_cells(_ink(block)[0], text, labels) or _pairs_of_line(_ink(block)[0], text, labels)
        if on_line and (on_line[0].value or len(on_line) > 1):
            first = on_line[0]._replace(span=(block.span[0], on_line[0].span[1]))
            for pair in (first, *on_line[1:]):
                yield pair._replace(node=block.node, page=block.page, bbox=block.bbox)
        elif _is_label(text, labels) and (block.kind == "item" or text.endswith(":")):
            value = _value_below(lines[at + 1] if at + 1 < len(lines) else None, block, folded, labels)
            end = value[1] if value else block.span[1]
            span = block.span[0], end
            yield block._replace(kind="pair", span=span, label=_ink(block), value=value)
            at += value is not None
        else:
            yield block._replace(value=None) if block.value else block
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
    """The pairs of a line of labels and values: 日期:2025-01-23 来源:发展改革委 holds two.

    A label that no site file knows (访问量:199, [字号:大 中 小]) ends the value before it, and stays a paragraph.
    """
    if len(text) > 200 or ":" not in text:
        return []
    found = [
        match for match in _LABEL.finditer(text) if _is_label(match[2], labels) or _OTHER_LABEL.match(f"{match[2]}:")
    ]
    if not found or found[0].start(1) != 0 or not any(_is_label(match[2], labels) for match in found):
        return []
    pairs = []
    for match, following in zip_longest(found, found[1:]):
        begin, end = match.start(1), following.start() if following else len(text)
        value = trim(text, match.end(), end)
        last = value[1] if value else match.end()
        if _is_label(match[2], labels):
            within = (start + value[0], start + value[1]) if value else None
            label = (start + match.start(2), start + match.end(2))
            pairs.append(Block("pair", (start + begin, start + last), label=label, value=within))
        else:
            pairs.append(Block("paragraph", (start + begin, start + last)))
    return pairs


def _pairs_of_cells(start: int, text: str, labels: frozenset[str]) -> list[Block]:
    """The pairs of a row of a table that lost its borders: labels and values in turn, with tabs between them."""
    if len(text) > 200 or "\t" not in text:
        return []
    cells = [span for cell in _CELL.finditer(text) if (span := trim(text, *cell.span()))]
    pairs = []
    while cells:
        (begin, end), *cells = cells
        if not _is_label(text[begin:end], labels):
            return []
        value = cells.pop(0) if cells and not _is_label(text[slice(*cells[0])], labels) else None
        within = (start + value[0], start + value[1]) if value else None
        span = start + begin, within[1] if within else start + end
        pairs.append(Block("pair", span, label=(start + begin, start + end), value=within))
    return pairs


def _is_label(text: str, labels: frozenset[str]) -> bool:
    return len(text) <= 20 and "".join(text.split()).rstrip(":") in labels
