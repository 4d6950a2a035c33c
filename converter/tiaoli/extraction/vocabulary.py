"""The words of a pack's indicators, and those that link them to numbers, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tiaoli.chinese.width import squeeze
from tiaoli.rulebook.models import IndicatorRule, Pack


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator that a word names: in one measure alone, or only behind some words, where it says so. `bare` says
    that the word of a growth has nothing of growing in it (出口, unlike 经济增长)."""

    rule: IndicatorRule
    measure: str | None = None
    after: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What a word can be: names of indicators (several at once where joint), kinds of linking word, a statement."""

    names: tuple[Name, ...] = ()
    joint: bool = False
    alone: tuple[Name, ...] = ()
    """What a joint name stands for where one number is said of it."""
    kinds: frozenset[str] = frozenset()
    statement: str | None = None
    token: str = field(init=False)
    """The kind of token that it is: name, statement, word, or other where it only keeps others from being found."""

    def __post_init__(self) -> None:
        token = "name" if self.names else "statement" if self.statement else "word" if self.kinds else "other"
        object.__setattr__(self, "token", token)

    @property
    def is_conditional(self) -> bool:
        """Whether it is a name only behind some words, wherever it stands."""
        return bool(self.names) and all(name.after for name in self.names)

    def behind(self, before: str) -> Word | None:
        """The word as it is behind what stands before it in its sentence, of several names that of the nearest word;
        None where it is none there."""
        nearest = {at: name for name in self.names if (at := max(map(before.rfind, name.after), default=-1)) >= 0}
        fitting = [nearest[max(nearest)]] if nearest else []
        names = (*fitting, *(name for name in self.names if not name.after))
        return replace(self, names=names) if names else None


Found = tuple[Word, int, int]
"""A word and where it stands."""


class Vocabulary:
    """The words of one pack; finding them takes time linear in the text."""

    def __init__(self, pack: Pack) -> None:
        """Takes the pack's indicators and joint names."""
        # Imported where needed: conversion without indicators does without it.
        import ahocorasick_rs

        named = _names(pack)
        linking = _linking_words()
        words = {**linking, **named}
        for word in linking.keys() & named.keys():
            words[word] = replace(named[word], kinds=linking[word].kinds)  # 高于城镇居民2个百分点
        self._words = list(words.items())
        self._plain = {**linking, **{word: what for word, what in words.items() if not what.is_conditional}}
        self._plain_in: dict[int, list[Found]] = {}
        looking_back = {at for at, (_, word) in enumerate(self._words) if any(name.after for name in word.names)}
        ending = {at for at, (alias, word) in enumerate(self._words) if alias[-1] == "比" and not word.kinds}
        self._of_ratios = ending - looking_back
        self._doubtful = ending | looking_back
        self._named = {word: what for word, what in named.items() if what.names and not what.joint}
        self._all = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._names = ahocorasick_rs.AhoCorasick(_shortest({word for word, what in named.items() if what.names}))

    def names_at(self, text: str) -> list[int]:
        """Where names of indicators stand in a text; of one that holds a shorter one, where that begins."""
        return [start for _, start, _ in self._names.find_matches_as_indexes(text)]

    def name(self, word: str) -> Word | None:
        """The word as a name of one indicator, None where it is none."""
        return self._named.get(word)

    def states(self, text: str) -> bool:
        """Whether a stretch may say something of an indicator without a number."""
        return _statements().search(text) is not None

    def words_in(self, text: str, before: Callable[[], str] = str) -> list[Found]:
        """The words of a stretch that `before()` stands before; none overlap, the leftmost and of those the longest."""
        found: list[Found] = []
        at: int | None = 0
        while at is not None:
            more, at = self._words_from(text, at, before)
            found += more
        return found

    def _words_from(self, text: str, at: int, before: Callable[[], str]) -> tuple[list[Found], int | None]:
        """The words of a stretch from some place in it, and the place up to which they were found; None at its end."""
        found: list[Found] = []
        for number, first, last in self._all.find_matches_as_indexes(text[at:] if at else text):
            alias, word = self._words[number]
            start, end = at + first, at + last
            if number not in self._doubtful:
                found.append((word, start, end))
            elif number in self._of_ratios:
                if _COMPARING.match(text, end - 1):
                    plain = _leftmost_longest(alias[:-1], self._plain)
                    return [*found, *((one, start + first, start + last) for one, first, last in plain)], end - 1
                found.append((word, start, end))
            elif behind := word.behind(before() + text[max(0, start - _LOOKED_BACK) : start]):
                found.append((behind, start, end))
            else:
                found += [(plain, start + first, start + last) for plain, first, last in self._plain_within(number)]
        return found, None

    def _plain_within(self, number: int) -> list[Found]:
        """The words that stand within one that is none where it stands, looked for once."""
        if number not in self._plain_in:
            self._plain_in[number] = list(_leftmost_longest(self._words[number][0], self._plain))
        return self._plain_in[number]


def _shortest(words: set[str]) -> list[str]:
    """The words that hold no other: one in seven, and where any stands, one of these does."""
    # Names end in what they have in common, so the ends of words are looked at first.
    return [
        word
        for word in words
        if not any(
            word[start:end] in words for end in range(len(word), 0, -1) for start in range(end == len(word), end)
        )
    ]


def _leftmost_longest(text: str, words: Mapping[str, Word]) -> Iterator[Found]:
    at = 0
    while at < len(text):
        end = next((end for end in range(len(text), at, -1) if text[at:end] in words), None)
        if end:
            yield words[text[at:end]], at, end
        at = end or at + 1


_COMPARING = re.compile("比(?:上|去|前|同期|年初|全国|全省|全市|全区|[12][0-9]{3}年)")
"""What stands for a comparison and for no ratio: 居民收入比上年增长6%."""

_LOOKED_BACK = 120
"""How many characters back the words are looked for behind which alone another names an indicator."""
_GROWTH = re.compile("[增涨速幅]")

_KEPT: dict[int, tuple[Mapping[str, IndicatorRule], Vocabulary]] = {}
_MOST_KEPT = 16


def vocabulary_of(pack: Pack) -> Vocabulary:
    """The vocabulary of a pack, made once as long as it is in use."""
    kept = _KEPT.get(id(pack))
    if kept is None or kept[0] is not pack.indicators:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(pack)] = pack.indicators, Vocabulary(pack)
    return kept[1]


def _names(pack: Pack) -> dict[str, Word]:
    """The names of all indicators; the longer words that hold one and mean something else are words of their own."""
    found: dict[str, list[Name]] = {}
    others: dict[str, Word] = {}
    for rule in pack.indicators.values():
        plain = Name(rule)
        for alias in rule.aliases:
            found.setdefault(alias, []).append(plain)
        for alias, after in rule.aliases_after.items():
            found.setdefault(alias, []).append(Name(rule, after=after))
        for measure, said in rule.measures.items():
            named, bare = Name(rule, measure), Name(rule, measure, bare=True)
            for alias in said.aliases:
                found.setdefault(alias, []).append(bare if measure == "growth" and not _GROWTH.search(alias) else named)
        others |= dict.fromkeys(rule.not_part_of, Word())
    others |= {f"{alias}业": Word() for alias in found if alias.endswith("产")}  # 蔬菜产业 is no 蔬菜产
    made: dict[tuple[int, ...], Word] = {}
    words: dict[str, Word] = {}
    found = {**{alias.lower(): names for alias, names in found.items()}, **found}  # gdp and pm2.5 are written too
    for alias, names in found.items():
        # One word for all aliases of an indicator: there are many of them.
        key = tuple(map(id, names))
        words[alias] = made[key] = made.get(key) or Word(tuple(names))
    for alias, indicators in pack.joint.items():
        alone = words[alias].names if alias in words else ()
        together = tuple(Name(pack.indicators[name]) for name in indicators if name in pack.indicators)
        words[alias] = Word(together, joint=True, alone=alone)
    return {**others, **words}


@cache
def _statements() -> re.Pattern[str]:
    """What the words of statements have in common with nothing else."""
    said = sorted(word for word, what in _linking_words().items() if what.statement)
    return re.compile("|".join(map(re.escape, said)))


@cache
def no_scopes() -> frozenset[str]:
    """Words right before the name of an indicator that do not narrow it."""
    return frozenset(_linking()["no_scope"])


@cache
def _linking() -> dict[str, Any]:
    """What linking.yaml says."""
    return yaml.load(  # type: ignore[no-any-return]
        (resources.files("tiaoli.extraction") / "linking.yaml").read_text("utf-8"),
        getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )


@cache
def _linking_words() -> dict[str, Word]:
    loaded = _linking()
    statements = loaded["statements"]
    kinds: dict[str, set[str]] = {}
    for kind in loaded.keys() - {"statements", "no_scope"}:
        for word in loaded[kind]:
            kinds.setdefault(squeeze(word), set()).add(kind)
    return {
        **{word: Word(kinds=frozenset(said - {"blocked"})) for word, said in kinds.items()},
        **{squeeze(word): Word(statement=kind) for kind, words in statements.items() for word in words},
    }
