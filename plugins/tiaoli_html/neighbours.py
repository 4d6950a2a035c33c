"""What else may stand on a page: further articles under the first, clutter as large as the text, a mere outline."""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaoli_html.content import LEAST_PROSE, Content, Measure, common_element
from tiaoli_html.lines import Lines

LARGE_SHARE = 0.3
"""An element with more than this share of the page's prose is no clutter, whatever its name."""

HEAD_LINES = 8
LONGEST_STAMP = 40
LEAST_HEADINGS = 3

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章节编]"
)
_STAMP = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s*\d{1,2}:\d\d")


def next_article(lines: Lines, measure: Measure, anchor: int | None) -> int | None:
    """The title of a second article under the first, with its own time of publication; None where there is none."""
    if anchor is None:
        return None
    tree = lines.tree
    for at in range(anchor + 1, len(lines.all)):
        line = lines.all[at]
        if line.hidden or tree.tags[line.owner] != "h1" or line.text == lines.all[anchor].text:
            continue
        head = lines.all[at + 1 : at + 1 + HEAD_LINES]
        stamped = any(len(one.text) <= LONGEST_STAMP and _STAMP.search(one.folded) for one in head)
        if stamped and measure.prose(anchor + 1, at) >= LEAST_PROSE:
            return at
    return None


def linked_outline(lines: Lines) -> Content | None:
    """The headings of a document on a page that has nothing but them, each a link to its text; None on other pages."""
    numbered = [at for at, line in enumerate(lines.all) if not line.hidden and _NUMBERED.match(line.folded)]
    if len(numbered) < LEAST_HEADINGS:
        return None
    first, last = numbered[0], numbered[-1] + 1
    linked = sum(2 * lines.all[at].linked > len(lines.all[at].text) for at in numbered)
    if 2 * linked < len(numbered) or 2 * len(numbered) < last - first:
        return None
    return Content(first, last, common_element(lines, first, last), "outline")


def is_large(lines: Lines, measure: Measure, anchor: int | None) -> Callable[[int], bool]:
    """Whether an element holds so much of the page's prose that its name does not count: the document itself.

    Where text of its own stands under the title already, what comes behind it is named rightly.
    """
    most = measure.prose(0, len(lines.all)) * LARGE_SHARE

    def holds(at: int) -> bool:
        first, last = lines.of(at)
        if not most or measure.prose(first, last) <= most:
            return False
        return anchor is None or first <= anchor or measure.prose(anchor + 1, first) < LEAST_PROSE

    return holds
