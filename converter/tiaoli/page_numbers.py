"""Numbers of printed pages that stand alone on a line, in the midst of a sentence that goes on behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMBER = re.compile(r"\d{1,3}")
_OPEN_PROSE = re.compile("[,、。;].*[^。!?:;…)]$")
COUNTED = "万亿元%‰月日个人户家项公千亩吨套座所条件名位倍次处天米级"
BOUNDED = "左右|以上|以下|以内|多"
"""What units begin with, and what else stands behind a number."""
_COUNTED = re.compile(f"[{COUNTED}年度]|{BOUNDED}")
"""What follows a number that belongs to the sentence: 增长 / 3 / 个百分点."""
_AWAITS = re.compile("[第约为达至到从近超]$")


def lone_page_numbers(lines: Sequence[str]) -> set[int]:
    """The lines that are numbers of pages: within sentences, and each greater than the one before."""
    found = [at for at in range(1, len(lines) - 1) if _NUMBER.fullmatch(lines[at]) and _is_beside_text(lines, at)]
    rises = all(int(lines[one]) < int(lines[other]) for one, other in pairwise(found))
    return set(found) if rises else set()


def _is_beside_text(lines: Sequence[str], at: int) -> bool:
    before, behind = lines[at - 1], lines[at + 1]
    if not _OPEN_PROSE.search(before) or behind[:1].isdigit():
        return False
    return before[-1].isdigit() or (not before[-1].isascii() and not (_COUNTED.match(behind) or _AWAITS.search(before)))
