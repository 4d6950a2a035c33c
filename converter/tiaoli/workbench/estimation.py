"""A stratified sample, and the share that it tells, with its interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Z = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""


def allocate(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many to draw from each stratum: one at least, the rest in proportion, never more than there are.

    Each next one goes where it is most due (Webster's method). `count` is at least the number of strata.

    >>> allocate({"a": 900, "b": 90, "c": 2}, 12)
    {'a': 10, 'b': 1, 'c': 1}
    """
    drawn = dict.fromkeys(sizes, 1)
    for _ in range(min(count, sum(sizes.values())) - len(sizes)):
        open_ones = (name for name in sizes if drawn[name] < sizes[name])
        drawn[max(open_ones, key=lambda name: sizes[name] / (drawn[name] + 0.5))] += 1
    return drawn


@dataclass(frozen=True, slots=True)
class Judged:
    """A drawn item that a person judged: its stratum, how many items that has, and whether it is right."""

    stratum: str
    stratum_size: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of right items, its interval of 95 %, and what it rests on."""

    share: float
    low: float
    high: float
    judged: int
    right: int


def estimate(items: Iterable[Judged], drawn: Mapping[str, int]) -> Estimate | None:
    """The share of right items among all that the sample stands for; None where nothing was judged.

    `drawn` is how many items of each stratum were judged in the whole sample, of which `items` may be a part, such
    as those of one indicator. An item stands for w = N_h / n_h of its stratum, and the share is p = Σwy / Σw: with
    all items that is the stratified mean Σ(N_h / N)p_h (Cochran, Sampling Techniques, 1977, chapter 5). The interval
    is Wilson's (1927), with the effective size n = (Σw)² / Σw² (Kish, Survey Sampling, 1965) in place of the number
    of items:

        (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)

    It needs no variance within strata, which strata of one item do not have, and is rather too wide than too narrow
    where strata differ. It takes the items of a stratum as drawn independently of each other.
    """
    kept = list(items)
    if not kept:
        return None
    weights = [each.stratum_size / drawn[each.stratum] for each in kept]
    total = sum(weights)
    share = sum(weight for weight, each in zip(weights, kept, strict=True) if each.is_right) / total
    low, high = wilson(share, total**2 / sum(weight**2 for weight in weights))
    return Estimate(share, low, high, len(kept), sum(each.is_right for each in kept))


def wilson(share: float, size: float) -> tuple[float, float]:
    """The interval of 95 % of a share among so many items (Wilson 1927).

    >>> [round(end, 3) for end in wilson(0.9, 100)]
    [0.826, 0.945]
    """
    middle = share + Z**2 / (2 * size)
    half = Z * math.sqrt(share * (1 - share) / size + Z**2 / (4 * size**2))
    scale = 1 + Z**2 / size
    return max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)
