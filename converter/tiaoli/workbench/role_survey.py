"""Which words the headings of samples share, and the roles that packs at hand give to headings with such words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.rulebook.models import Pack, RoleRule
from tiaoli.rulebook.notation import PatternError
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.patterns import Pattern, compile_pattern
from tiaoli.workbench.common_words import trimmed
from tiaoli.workbench.heading_survey import LineSeen
from tiaoli.workbench.samples import Sample

LEAST_WORD, LONGEST_WORD = 3, 12
MOST_CANDIDATES = 10
DEEPEST = 2
"""Headings below this level are too many to name."""

_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role that other packs know, the words of theirs that were found in headings, and in how many samples."""

    name: str
    period: str | None
    words: tuple[str, ...]
    packs: tuple[str, ...]
    samples: int
    example: str


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """Words that headings of several samples share, or the heading of the only one."""

    words: str
    samples: int
    example: str


Title = tuple[int, str]
"""The number of a sample, and a heading of it."""


def see_roles(
    samples: Sequence[Sample], parent: Pack, library: Library, part_heads: Sequence[LineSeen]
) -> tuple[tuple[RoleSeen, ...], tuple[HeadingWords, ...]]:
    """The roles that packs at hand know the headings by, and the words of those that none knows, most frequent first.

    `part_heads` count as headings. Those that have a role by the parent pack are left out.
    """
    own = tuple(parent.roles.values())
    every = dict.fromkeys([*_titles(samples), *(title for seen in part_heads for title in seen.places)])
    titles = [title for title in every if not any(_fits(rule, title[1]) for rule in own)]
    known: dict[str, list[tuple[Title, Pack, RoleRule]]] = defaultdict(list)
    loose = []
    for title in titles:
        fitting = [(pack, rule) for pack in library.packs if (rule := _role_in(pack, title[1]))]
        if not fitting:
            loose.append(title)
            continue
        name = Counter(rule.name for _, rule in fitting).most_common(1)[0][0]
        known[name] += [(title, pack, rule) for pack, rule in fitting if rule.name == name]
    least = max(min(2, len(samples)), len(samples) / 3)
    roles = (_role(name, found) for name, found in known.items())
    return tuple(role for role in roles if role.words and role.samples >= least), _shared_words(loose, len(samples))


def _titles(samples: Sequence[Sample]) -> Iterator[Title]:
    for at, sample in enumerate(samples):
        for section in sample.outline.walk():
            if section.heading and 0 < section.level <= DEEPEST and section.title:
                start, end = section.heading
                yield at, "".join(sample.page.folded[start + len(section.marker) : end].split())


def _fits(rule: RoleRule, title: str) -> bool:
    return rule.heading.found_in(title) and not rule.not_heading.found_in(title)


def _role_in(pack: Pack, title: str) -> RoleRule | None:
    """The role of a pack that the title has; only of the pack that the role was written in."""
    found = next((rule for rule in pack.roles.values() if _fits(rule, title)), None)
    return found if found and found.origin == pack.id else None


def _role(name: str, found: Sequence[tuple[Title, Pack, RoleRule]]) -> RoleSeen:
    words = Counter(
        pattern.source
        for title, _, rule in found
        for pattern in rule.heading
        if pattern.search(title[1]) and _stands_alone(pattern)
    )
    period = next((rule.period for _, _, rule in found if rule.period), None)
    packs = tuple(sorted({pack.id for _, pack, _ in found}))
    samples = {title[0] for title, _, _ in found}
    return RoleSeen(name, period, tuple(word for word, _ in words.most_common()), packs, len(samples), found[0][0][1])


def _stands_alone(pattern: Pattern) -> bool:
    """Whether its source means the same in another rule: no regular expression, no words of the rule's own."""
    try:
        return compile_pattern(pattern.source).expression == pattern.expression
    except PatternError:
        return False


def _shared_words(titles: Sequence[Title], total: int) -> tuple[HeadingWords, ...]:
    """The words that headings of at least half of the samples share, none within another that as many have."""
    if total == 1:
        return tuple(HeadingWords(title, 1, title) for _, title in titles[:MOST_CANDIDATES])
    places: dict[str, dict[int, str]] = defaultdict(dict)
    for at, title in titles:
        for word in _words(title):
            places[word].setdefault(at, title)
    ranked = sorted(places, key=lambda word: (-len(places[word]), -len(word)))
    kept: list[HeadingWords] = []
    for word in ranked:
        seen = places[word]
        overlaps = any(word in other.words or other.words in word for other in kept)
        if len(seen) >= max(2, total / 2) and not overlaps and trimmed(word) == word:
            kept.append(HeadingWords(word, len(seen), next(iter(seen.values()))))
    return tuple(kept[:MOST_CANDIDATES])


def _words(title: str) -> Iterator[str]:
    for run in _IDEOGRAPHS.findall(title[:60]):
        for length in range(LEAST_WORD, min(LONGEST_WORD, len(run)) + 1):
            yield from (run[at : at + length] for at in range(len(run) - length + 1))
