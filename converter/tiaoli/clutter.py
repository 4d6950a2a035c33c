"""Lines that a page carries but a document does not: toolbars, share links, footers, repeated bodies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tiaoli.diagnostic import Diagnostic
from tiaoli.page import NO_PROSE, Block, Page, trim
from tiaoli.page_numbers import lone_page_numbers
from tiaoli.rulebook.models import ClutterRule, Site
from tiaoli.rulebook.patterns import Pattern
from tiaoli.watermarks import without_watermark

_SPACE = re.compile(r"\s+")
_BODY = re.compile(
    r"^(?:各位|同志们)|^[一二三四五六七八九十]+、|^\([一二三四五六七八九十]+\)|^第[一二三四五六七八九十]+[章条]"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))")
_PAGE = re.compile(r"\d{1,3}")
_NO_LINES = frozenset((*NO_PROSE, "table"))
_STEPS = frozenset((">", ">>", "»", "›", "->"))
LONGEST_LINE = 120
SENTENCE_LENGTH = 40
LONGEST_NOTE = 20
LEAST_TAIL = 600
TAIL_SHARE = 0.15
"""A rule that drops all that follows may drop at most this share of the page."""


def mark_clutter(page: Page, site: Site) -> Page:
    """The page with every content block that the site's rules know as clutter relabelled with its reason.

    `top` rules hold before the first sentence or heading, `tail` rules behind the last sentence of the
    document; a rule with `rest` drops all that follows it, unless headings or much text follow.
    """
    blocks = list(_split_endings(page, site.clutter))
    folded = page.folded
    lines = [_line(folded, block) for block in blocks]
    tail = _find_tail(blocks, lines)
    rules = _indexes(site)
    in_top, reason = True, None
    for at, block in enumerate(blocks):
        if block.kind in _NO_LINES:
            continue
        rule = rules[_ZONES[2 * in_top + (at >= tail.start)]].first(lines[at])
        if rule and rule.rest and tail.may_be_dropped_behind(at):
            reason = rule.reason
        if rule or reason:
            blocks[at] = block.as_clutter(rule.reason if rule else reason or "")
        elif in_top and _is_crumb(lines, at):
            blocks[at] = block.as_clutter("navigation")
        elif _opens_body(lines[at]):
            in_top = False
    kept = [at for at, block in enumerate(blocks) if block.kind not in _NO_LINES]
    for number in lone_page_numbers([lines[at] for at in kept]):
        blocks[kept[number]] = blocks[kept[number]].as_clutter("pagination")
    remarks = [remark for remark in _pager(blocks, lines) if remark not in page.diagnostics]
    return replace(page, blocks=tuple(blocks), diagnostics=(*page.diagnostics, *remarks))


def _pager(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[Diagnostic, ...]:
    """A remark where a dropped pager counts further pages: the document goes on elsewhere."""
    for block, line in zip(blocks, lines, strict=True):
        pages = [int(digits) for digits in _PAGE.findall(line)] if block.reason == "pagination" else []
        if len(pages) > 1:
            return (Diagnostic("document.paginated", block.span, {"pages": max(pages)}),)
    return ()


def _is_crumb(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a step of a breadcrumb that was broken up: between two signs that part its steps."""
    return 0 < at < len(lines) - 1 and lines[at - 1] in _STEPS and lines[at + 1] in _STEPS


def _opens_body(line: str) -> bool:
    return bool(_BODY.match(line) or ("。" in line and len(line) >= SENTENCE_LENGTH))


@dataclass(frozen=True, slots=True)
class _Tail:
    """The last part of a page, where tail rules are tried, and what stands behind each block."""

    start: int
    behind: Sequence[int]
    last_heading: int

    def may_be_dropped_behind(self, at: int) -> bool:
        """Whether so little follows, and no heading, that it can all be furniture."""
        return self.behind[at] <= max(TAIL_SHARE * self.behind[0], LEAST_TAIL) and self.last_heading <= at


def _find_tail(blocks: Sequence[Block], lines: Sequence[str]) -> _Tail:
    """The tail begins behind the last numbered heading, or where a third of the text is left."""
    behind = [0] * (len(blocks) + 1)
    last_heading = -1
    for at in range(len(blocks) - 1, -1, -1):
        counts = blocks[at].kind not in ("clutter", "footnote")
        behind[at] = behind[at + 1] + (len(lines[at]) if counts else 0)
        if counts and last_heading < 0 and _NUMBERED.match(lines[at]):
            last_heading = at
    left = 0.3 * behind[0] + 300
    start = next((at for at in range(len(blocks)) if behind[at] <= left), len(blocks))
    return _Tail(max(start, last_heading + 1), behind[1:] or [0], last_heading)


_ZONES = (("anywhere",), ("anywhere", "tail"), ("anywhere", "top"), ("anywhere", "top", "tail"))
"""The rules that hold in the middle of a page, in its tail, above its body, and above it in a short page."""


class _Index:
    """Rules by a character that a line must have for them: a line has few, and most rules are not even tried."""

    def __init__(self, rules: Sequence[ClutterRule]) -> None:
        self._rules = rules
        self._exact: dict[str, int] = {}
        self._by_char: dict[str, list[tuple[int, Pattern]]] = {}
        for at, rule in enumerate(rules):
            for words in rule.exact:
                self._exact.setdefault(words, at)
            for pattern in rule.patterns:
                self._by_char.setdefault(pattern.required[:1], []).append((at, pattern))
        self._chars = frozenset(self._by_char)

    def first(self, line: str) -> ClutterRule | None:
        """The first rule that knows the line; a long line is text, whatever words it holds."""
        if len(line) > LONGEST_LINE:
            return None
        best = self._exact.get(line.replace(" ", ""), len(self._rules))
        for char in ("", *self._chars.intersection(line)):
            for at, pattern in self._by_char.get(char, ()):
                if at < best and pattern.search(line):
                    best = at
        return self._rules[best] if best < len(self._rules) else None


def _indexes(site: Site) -> dict[tuple[str, ...], _Index]:
    """The rules of a site for each zone, made once for each set of rules."""
    key = tuple(map(id, site.clutter))
    if key not in _known:
        if len(_known) >= MOST_SITES:
            _known.clear()
        by_zone: dict[tuple[str, ...], _Index] = {}
        for zones in _ZONES:
            by_zone[zones] = _Index([rule for rule in site.clutter if rule.zone in zones])
        _known[key] = (site, by_zone)
    return _known[key][1]


MOST_SITES = 16
_known: dict[tuple[int, ...], tuple[Site, dict[tuple[str, ...], _Index]]] = {}
"""The site is kept beside its rules' indexes, so that no other rules can come to bear their numbers."""


def _line(folded: str, block: Block) -> str:
    """The block's words with single spaces; very long ones, which no rule looks at, as they are."""
    start, end = block.span
    words = folded[start:end]
    if len(words) > 4 * LONGEST_LINE or not ("  " in words or "\n" in words or "\t" in words):
        return words
    return _SPACE.sub(" ", words)


def knowing_rule(page: Page, block: Block, rules: Sequence[ClutterRule]) -> ClutterRule | None:
    """The first of some rules that knows a block's line, wherever in the page it stands."""
    return _Index(rules).first(_line(page.folded, block))


def _split_endings(page: Page, rules: Sequence[ClutterRule]) -> list[Block]:
    """The blocks, with a note in brackets that is glued behind a last sentence made a block of its own, and one on the
    page where the sentence goes on or comes from."""
    glued = [rule for rule in rules if rule.zone == "glued"]
    jumps = [rule for rule in glued if rule.reason == "pagination"]
    blocks: list[Block] = []
    folded = page.folded
    for block in without_watermark(page.blocks, folded):
        if block.kind == "paragraph" and glued:
            if folded[block.span[0]] in "([":
                block = _opened(block, folded, jumps, blocks)
            block = _closed(block, folded, glued, blocks)
        blocks.append(block)
    return blocks


def _opened(block: Block, folded: str, rules: Sequence[ClutterRule], blocks: list[Block]) -> Block:
    """A block behind the note in brackets that it begins with, which goes to `blocks`; the block where it has none."""
    start, end = block.span
    closed = max(folded.find(")", start, start + LONGEST_NOTE), folded.find("]", start, start + LONGEST_NOTE)) + 1
    kept = trim(folded, closed, end) if closed and closed < end else None
    rule = next((rule for rule in rules if kept and rule.patterns.found_in(folded[start:closed])), None)
    if kept is None or rule is None:
        return block
    blocks.append(block._replace(span=(start, closed)).as_clutter(rule.reason))
    return block._replace(span=kept)


def _closed(block: Block, folded: str, rules: Sequence[ClutterRule], blocks: list[Block]) -> Block:
    """The note in brackets that a block ends with, its other words going to `blocks`; the block where it has none."""
    start, end = block.span
    if folded[end - 1] not in ")]":
        return block
    opened = max(folded.rfind("(", start, end), folded.rfind("[", start, end))
    words = folded[opened:end] if opened > start else ""
    rule = next((rule for rule in rules if words and rule.patterns.found_in(words)), None)
    kept = trim(folded, start, opened) if rule else None
    if kept is None or rule is None:
        return block
    blocks.append(block._replace(span=kept))
    return block._replace(span=(opened, end)).as_clutter(rule.reason)


def drop_repeats(page: Page, site: Site) -> Page:
    """The page with all copies of its body but the longest dropped as `duplicate`, and its tail looked at anew.

    Only the repeat of a whole body counts: most of the page's text must stand in lines that come equally
    often, and only what the kept copy holds as well is dropped.
    """
    lines = ["".join(page.folded[slice(*block.span)].split()) for block in page.blocks]
    long = [at for at, line in enumerate(lines) if len(line) >= 20 and page.blocks[at].kind != "clutter"]
    counts = Counter(lines[at] for at in long)
    by_copies: Counter[int] = Counter()
    for line, count in counts.items():
        by_copies[count] += len(line) * count
    if not by_copies:
        return page
    copies = by_copies.most_common(1)[0][0]
    repeated = sum(w for count, w in by_copies.items() if count >= 2)
    if copies < 2 or repeated < 0.8 * sum(by_copies.values()) or len([c for c in counts.values() if c == copies]) < 2:
        return page
    starts = _copy_starts(lines, long, counts, copies)
    kept = _without_next_head(lines, _longest(lines, starts), starts[0])
    held = "".join(lines[: kept[1]])  # joined, since an outer copy may hold on one line what stands on several
    blocks = [
        block.as_clutter("duplicate")
        if block.kind != "clutter" and not kept[0] <= at < kept[1] and at >= starts[0] and lines[at] in held
        else block
        for at, block in enumerate(page.blocks)
    ]
    span = (page.blocks[kept[0]].span[0], page.blocks[kept[1] - 1].span[1])
    remark = Diagnostic("text.duplicate-body", span, {"copies": copies})
    return mark_clutter(replace(page, blocks=tuple(blocks), diagnostics=(*page.diagnostics, remark)), site)


def _without_next_head(lines: Sequence[str], copy: tuple[int, int], first: int) -> tuple[int, int]:
    """A copy without the lines at its end that stand above the first copy too: the next one's title and date."""
    above = set(lines[:first])
    end = copy[1]
    while end > copy[0] and lines[end - 1] in above:
        end -= 1
    return copy[0], end


def _copy_starts(lines: Sequence[str], long: Sequence[int], counts: Counter[str], copies: int) -> list[int]:
    """Where each copy begins: the places of the first line that comes as often as there are copies,
    taken back over the short lines before it that every copy has too."""
    anchor = next(lines[at] for at in long if counts[lines[at]] == copies)
    starts = [at for at in long if lines[at] == anchor]
    while starts[0] > 0 and all(start and lines[start - 1] == lines[starts[0] - 1] for start in starts):
        starts = [start - 1 for start in starts]
    return starts


def _longest(lines: Sequence[str], starts: Sequence[int]) -> tuple[int, int]:
    """The copy with the most text; the first one unless a later one is clearly longer."""
    ranges = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    sizes = [sum(map(len, lines[slice(*copy)])) for copy in ranges[:-1]] or [0]
    best = max(range(len(sizes)), key=lambda at: (sizes[at] > 1.05 * sizes[0], sizes[at], -at))
    return ranges[best if sizes[best] > 1.05 * sizes[0] else 0]
