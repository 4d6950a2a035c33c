"""What some texts have in common: the runs of ideographs that all of them hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tiaoli.workbench.drafting_words import drafting_data

LONGEST = 20
"""Runs are looked for up to this length."""

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")


def shared_runs(texts: Sequence[str], *, least: int) -> list[str]:
    """The longest runs of at least `least` ideographs that all the texts hold, none overlapping, as the first has them.

    >>> shared_runs(["关于消防检查情况的通报", "关于食品安全检查情况的通报"], least=2)
    ['关于', '检查情况的通报']
    """
    if not texts:
        return []
    first, *others = texts
    taken: dict[int, str] = {}
    covered: set[int] = set()
    for length in range(LONGEST, least - 1, -1):
        shared = set(_grams(first, length)).intersection(*(_grams(text, length) for text in others))
        for at in _starts(first, length) if shared else ():
            if first[at : at + length] in shared and covered.isdisjoint(range(at, at + length)):
                covered.update(range(at, at + length))
                taken[at] = first[at : at + length]
    return list(dict.fromkeys(taken[at] for at in sorted(taken)))


def covering_words(texts: Sequence[str], *, least: int) -> list[str]:
    """Few runs of which every text holds one: each time the run that most of the texts left have, the longest of those.

    A text that shares nothing with another gives its last four ideographs; one without ideographs nothing.
    """
    words: list[str] = []
    left = [text for text in texts if _IDEOGRAPHS.search(text)]
    while left:
        counts = Counter(gram for text in left for gram in dict.fromkeys(_all_grams(text, least)))
        best = max(counts, key=lambda gram: (counts[gram], len(gram)), default="")
        if not best or counts[best] == 1:
            best = _IDEOGRAPHS.findall(left[0])[-1][-4:]
        words.append(best)
        left = [text for text in left if best not in text]
    return words


def trimmed(run: str) -> str:
    """The run without words at its ends that say nothing by themselves."""
    data = drafting_data()
    before = next((word for word in data["opening"] if run.startswith(word)), "")
    after = next((word for word in data["closing"] if run.endswith(word)), "")
    return trimmed(run.removeprefix(before).removesuffix(after)) if before or after else run


def parts_of(text: str) -> list[str]:
    """The runs of ideographs of one text, cut behind 的 and at words of two characters that say nothing."""
    cut = re.compile("|".join(["的", *(word for word in drafting_data()["opening"] if len(word) > 1)]))
    parts = (trimmed(part) for run in _IDEOGRAPHS.findall(text) for part in cut.split(run))
    return [part for part in parts if len(part) > 1]


def _starts(text: str, length: int) -> Iterator[int]:
    """Where a run of that many ideographs begins."""
    for match in _IDEOGRAPHS.finditer(text):
        yield from range(match.start(), match.end() - length + 1)


def _grams(text: str, length: int) -> Iterable[str]:
    return (text[at : at + length] for at in _starts(text, length))


def _all_grams(text: str, least: int) -> Iterator[str]:
    for length in range(least, LONGEST + 1):
        yield from _grams(text, length)
