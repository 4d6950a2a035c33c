"""By which words documents like the samples are told from others: conditions for `applies_to`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import Library
from tiaoli.workbench.common_words import covering_words, parts_of, shared_runs, trimmed
from tiaoli.workbench.drafting_words import drafting_data
from tiaoli.workbench.samples import Sample

LEAST_OF_TITLE, LEAST_OF_HEAD = 2, 4
MOST_SHOULD = 4
WORDY = 10
"""A longer run is half a sentence that a few samples may share by chance."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which any has to stand in a place (`title` or `head`), and how many samples have one."""

    where: str
    words: tuple[str, ...]
    samples: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells documents like the samples from others; all samples meet every `must` and every `should`."""

    must: tuple[Words, ...] = ()
    should: tuple[Words, ...] = ()
    must_not: tuple[Words, ...] = ()


def see_words(samples: Sequence[Sample], library: Library, *, is_special: bool) -> Telling:
    """The words of the samples' titles and heads, as conditions.

    Where they share none, a few words of titles that cover them all; none of a special case, which may do without.
    """
    titles = [sample.title for sample in samples]
    if len(samples) == 1:
        runs = parts_of(titles[0])
    else:
        shared = map(trimmed, shared_runs(titles, least=LEAST_OF_TITLE))
        runs = [run for run in shared if len(run) >= LEAST_OF_TITLE]
    in_head = _of_heads(samples, titles)
    if runs:
        # The last words of a title name the genre, the longest are the most telling.
        must = list(dict.fromkeys((max(runs, key=len), runs[-1]))) if len(samples) > 1 else [runs[-1]]
        conditions = [_words("title", [run], samples) for run in must]
        should = [_words("title", [run], samples) for run in runs if run not in must]
    elif in_head:
        conditions, should = [_words("head", [in_head.pop(0)], samples)], []
    else:
        cover = covering_words(titles, least=LEAST_OF_TITLE) if all(titles) and not is_special else []
        conditions, should = [_words("title", cover, samples)] if cover else [], []
    should += [_words("head", [run], samples) for run in in_head]
    return Telling(tuple(conditions), tuple(should[:MOST_SHOULD]), _of_others(titles, library))


def _of_heads(samples: Sequence[Sample], titles: Sequence[str]) -> list[str]:
    """What all heads share, the longest first, beyond the titles and what documents of any kind have; none of one."""
    if len(samples) == 1:
        return []
    commonplaces = drafting_data()["commonplaces"]
    runs = map(trimmed, shared_runs([sample.head for sample in samples], least=LEAST_OF_HEAD))
    telling: list[str] = []
    for run in sorted(dict.fromkeys(runs), key=lambda run: (len(run) > WORDY, -len(run))):
        said_already = any(run in other for other in (*titles, *telling))
        is_common = any(word in run or run in word for word in commonplaces)
        if len(run) >= LEAST_OF_HEAD and not said_already and not is_common:
            telling.append(run)
    return telling[:MOST_SHOULD]


def _of_others(titles: Sequence[str], library: Library) -> tuple[Words, ...]:
    """The words that most packs leave out by the title, as of articles about documents, and no sample has."""
    of_packs = [words for pack in library.packs if (words := _left_out(pack))]
    counts = Counter(word for words in of_packs for word in words)
    kept = tuple(
        word
        for word, count in counts.most_common()
        if count * 2 > len(of_packs) and "{" not in word and not any(word in title for title in titles)
    )
    return (Words("title", kept, 0),) if kept else ()


def _left_out(pack: Pack) -> dict[str, None]:
    """What a pack of its own must not meet in a title, in its order."""
    conditions = [condition for condition in pack.applies_to.must_not if condition.where == "title"]
    return dict.fromkeys(pattern.source for condition in conditions for pattern in condition.patterns)


def _words(where: str, words: Sequence[str], samples: Sequence[Sample]) -> Words:
    texts = [sample.title if where == "title" else sample.head for sample in samples]
    return Words(where, tuple(words), sum(any(word in text for word in words) for text in texts))
