"""The letters by which a site marks what is copied from it: the same few behind every paragraph, `…工作任务。qKx`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tiaoli.page import Block

LEAST_MARKED = 5
"""A mark stands behind so many paragraphs at least, and behind the end of a sentence each time: no word does."""

_MARK = re.compile("(?<=[。:;!?”)])[A-Za-z0-9]{2,6}$")
_LETTERS = re.compile("[A-Za-z0-9]+$")


def without_watermark(blocks: Sequence[Block], folded: str) -> Sequence[Block]:
    """The blocks with the site's mark behind paragraphs, if there is one, made clutter of its own; also where a forced
    line break stands within it."""
    paragraphs = (block for block in blocks if block.kind == "paragraph")
    marks = Counter(match[0] for block in paragraphs if (match := _MARK.search(folded, *_end(block))))
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    if count < LEAST_MARKED or mark.isdigit():
        return blocks
    return list(_parted(blocks, folded, mark))


def _end(block: Block) -> tuple[int, int]:
    start, end = block.span
    return (max(start, end - 8), end) if block.kind == "paragraph" else (end, end)


def _parted(blocks: Sequence[Block], folded: str, mark: str) -> Iterator[Block]:
    left = ""
    for at, block in enumerate(blocks):
        start, end = block.span
        following = folded[slice(*blocks[at + 1].span)] if at + 1 < len(blocks) else ""
        if left and folded[start:end] == left:
            yield block.as_clutter("watermark")
            left = ""
            continue
        letters = _LETTERS.search(folded, *_end(block))
        left = mark.removeprefix(letters[0]) if letters and letters[0] != mark and following else ""
        if letters and start < letters.start() and (letters[0] == mark or (left and left == following)):
            yield block._replace(span=(start, letters.start()))
            yield block._replace(span=(letters.start(), end)).as_clutter("watermark")
        else:
            left = ""
            yield block
