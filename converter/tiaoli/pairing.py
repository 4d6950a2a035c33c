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
_CELL = re.compile(r"[^\t|]+")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}\s?:")  # one that no site file knows: 访问量:199
_BRACKETED = re.compile(r"\[\s*([^\s\[\]][^\[\]]{0,18}?)\s*\]\s*:?\s*")  # 【时效性】 现行有效
_OF_THE_PAGE = re.compile(r"(?:浏览|点击|阅读|访问|累计|字号|字体|作者|编辑|审核|校对|记者|责任)[\u4e00-\u9fff]{0,4}")
_DAY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}(?:日期|时间)")
_DAY = re.compile(r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")


def pair_lines(lines: Sequence[Block], folded: str, labels: frozenset[str]) -> Iterator[Block]:
    """The blocks of lines, with label and value made a pair: on one line behind a colon, or on two lines.

    A label alone on its line takes the next line as its value, unless that is a label as well; without a colon, where
    labels and values stand in turn. An item has its words, without the bullet, as its `value`. Blocks of other kinds
    are given back as they are.
    """
    at, in_turn = 0, False
    while at < len(lines):
        block = lines[at]
        if block.kind not in ("paragraph", "item"):
            yield block
            at, in_turn = at + 1, False
            continue
        start, text = _ink(block)[0], folded[slice(*_ink(block))]
        on_line = _pairs_of_cells(start, text, labels) or _bracketed(start, text, labels)
        on_line = on_line or _pairs_of_line(start, text, labels)
        if on_line and (on_line[0].value or len(on_line) > 1):
            first = on_line[0]._replace(span=(block.span[0], on_line[0].span[1]))
            for pair in (first, *on_line[1:]):
                yield pair._replace(node=block.node, page=block.page, bbox=block.bbox)
            at, in_turn = at + 1, False
            continue
        is_label = _is_label(text, labels)
        in_turn = is_label and (in_turn or _opens_turns(lines, at, folded, labels))
        following = lines[at + 1] if at + 1 < len(lines) else None
        takes_next = is_label and (block.kind == "item" or text.endswith(":") or in_turn)
        if takes_next or _names_day(text, following, folded):
            value = _value_below(following, block, folded, labels)
            end = value[1] if value else block.span[1]
            span = block.span[0], end
            yield block._replace(kind="pair", span=span, label=_name(_ink(block), folded), value=value)
            at += value is not None
        else:
            yield block._replace(value=None) if block.value else block
        at += 1


def _ink(block: Block) -> Span:
    return block.value if block.value else block.span


def _name(span: Span, folded: str) -> Span:
    """A label without the brackets around it."""
    return trim(folded, span[0] + 1, span[1] - 1) or span if folded[span[0]] == "[" else span


def _names_day(text: str, following: Block | None, folded: str) -> bool:
    """Whether a line is the label of the day that is all of the next, be it one that no site file knows: 审签日期."""
    return bool(following and _DAY_LABEL.fullmatch(text) and _DAY.fullmatch(folded, *_ink(following)))


def _opens_turns(lines: Sequence[Block], at: int, folded: str, labels: frozenset[str]) -> bool:
    """Whether labels and values stand in turn from here on: one line a label, the next none, the third one again."""
    words = [folded[slice(*_ink(line))] for line in lines[at : at + 3] if line.kind == "paragraph"]
    return len(words) == 3 and [_is_label(line, labels) for line in words] == [True, False, True]


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
    found = [label for match in _LABEL.finditer(text) if (label := _label_in(match, labels))]
    if not any(_is_label(text[first:last], labels) for _, first, last in found):
        return []
    opening = trim(text, 0, found[0][0])  # the day and the time alone: 2020-01-15 09:00 来源:…
    if opening and not _DAY.fullmatch(text, *opening):
        return []
    pairs = [Block("paragraph", (start + opening[0], start + opening[1]))] if opening else []
    for (begin, first, last), following in zip_longest(found, found[1:]):
        colon = text.index(":", last) + 1
        value = trim(text, colon, following[0] if following else len(text))
        value = trim(text, value[0], value[0] + len(text[slice(*value)].rstrip("| \t"))) if value else None
        span = (start + begin, start + (value[1] if value else colon))
        if _is_label(text[first:last], labels):
            within = (start + value[0], start + value[1]) if value else None
            pairs.append(Block("pair", span, label=(start + first, start + last), value=within))
        else:
            pairs.append(Block("paragraph", span))
    return pairs


def _label_in(match: re.Match[str], labels: frozenset[str]) -> tuple[int, int, int] | None:
    """Where what was found before a colon begins, and where the label in it does and ends.

    What stands before a blank in it may be the value of another label: 来源: 财政局 发布时间:2021-02-27.
    """
    words, (first, last) = match[2], match.span(2)
    if _is_label(words, labels) or _OTHER_LABEL.match(f"{words}:"):
        return match.start(1), first, last
    for at in (at + 1 for at, char in enumerate(words) if char.isspace()):
        if words[at:] and (_is_label(words[at:], labels) or _OF_THE_PAGE.fullmatch(words, at)):
            return first + at, first + at, last
    return None


def _bracketed(start: int, text: str, labels: frozenset[str]) -> list[Block]:
    """The pair of a line that opens with a label in brackets: [时效性] 现行有效; with nothing behind it, its label."""
    match = _BRACKETED.match(text)
    if match is None or len(text) > 200 or not _is_label(match[1], labels):
        return []
    value = trim(text, match.end(), len(text))
    within = (start + value[0], start + value[1]) if value else None
    label = (start + match.start(1), start + match.end(1))
    return [Block("pair", (start, start + len(text)), label=label, value=within)]


def _pairs_of_cells(start: int, text: str, labels: frozenset[str]) -> list[Block]:
    """The pairs of a row of a table that lost its borders: labels and values in turn, with tabs or bars between them.

    A label that no site file knows has a colon: it is none of the pairs.
    """
    if len(text) > 200 or ("\t" not in text and "|" not in text):
        return []
    cells = [span for cell in _CELL.finditer(text) if (span := trim(text, *cell.span()))]
    if not cells or not _is_label(text[slice(*cells[0])], labels):
        return []
    pairs = []
    while cells:
        (begin, end), *cells = cells
        is_known = _is_label(text[begin:end], labels)
        if not is_known and not _OTHER_LABEL.fullmatch(text, begin, end):
            return []
        has_value = cells and not _is_label(text[slice(*cells[0])], labels) and text[cells[0][1] - 1] != ":"
        value = cells.pop(0) if has_value else None
        within = (start + value[0], start + value[1]) if value else None
        span = start + begin, within[1] if within else start + end
        pair = Block("pair", span, label=(start + begin, start + end), value=within)
        pairs.append(pair if is_known else Block("paragraph", span))
    return pairs


def _is_label(text: str, labels: frozenset[str]) -> bool:
    return len(text) <= 20 and "".join(text.split()).rstrip(":").strip("[]") in labels
