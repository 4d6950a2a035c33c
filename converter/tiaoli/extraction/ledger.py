"""The ledger: every character of the text has one owner, or the reason it was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiaoli.page import Page, trim

Claim = tuple[int, int, str]
_WORD = re.compile(r"\w")


def write_ledger(page: Page, layers: Sequence[Iterable[Claim]]) -> tuple[Claim, ...]:
    """Sorted, disjoint claims that cover the whole text.

    A stretch belongs to the first layer that claims it. White space and the punctuation between two
    claims go to the one before; words that nobody claims are `dropped:furniture`.
    """
    owned: list[Claim] = []
    for layer in layers:
        owned = sorted(owned + _free_parts(sorted(layer), owned))
    return tuple(_filled(owned, page))


def _free_parts(claims: list[Claim], owned: list[Claim]) -> list[Claim]:
    """The parts of sorted claims that no sorted, disjoint owner holds yet."""
    parts: list[Claim] = []
    at = 0
    reached = 0
    for start, end, owner in claims:
        start = max(start, reached)
        while at < len(owned) and owned[at][1] <= start:
            at += 1
        look = at
        while start < end and look < len(owned) and owned[look][0] < end:
            if owned[look][0] > start:
                parts.append((start, owned[look][0], owner))
            start = max(start, owned[look][1])
            look += 1
        if start < end:
            parts.append((start, end, owner))
        reached = max(reached, end)
    return parts


def _filled(owned: list[Claim], page: Page) -> Iterable[Claim]:
    """The claims grown over the gaps between them."""
    grown: list[Claim] = []
    at = 0
    for start, end, owner in [*owned, (len(page.text), len(page.text), "")]:
        if start > at:
            grown += _gap(at, start, page, grown[-1][2] if grown else owner)
        if end > start:
            grown.append((start, end, owner))
        at = max(at, end)
    return _joined(grown)


def _gap(start: int, end: int, page: Page, before: str) -> list[Claim]:
    ink = trim(page.folded, start, end)
    if ink is None or not _WORD.search(page.folded, *ink):
        return [(start, end, before or "dropped:furniture")]
    return [(start, ink[0], before), (*ink, "dropped:furniture"), (ink[1], end, "dropped:furniture")]


def _joined(claims: Iterable[Claim]) -> Iterable[Claim]:
    last: Claim | None = None
    for claim in claims:
        if claim[0] == claim[1]:
            continue
        if last and last[2] == claim[2]:
            last = (last[0], claim[1], claim[2])
            continue
        if last:
            yield last
        last = claim
    if last:
        yield last
