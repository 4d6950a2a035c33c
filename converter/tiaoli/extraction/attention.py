"""Attention: how often the terms of a pack's dictionaries occur, by section and by role.

What is counted is the heading of each section and its own paragraphs, half width and without white space. Annexes,
front matter and clutter are not counted. A term has two counts: `count` is how often its characters stand in the text,
no two of these places sharing a character; `token_count` how many of the words that the text is cut into are the term.
成就业绩 holds the characters of 就业 and not the word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, MatchKind

from tiaoli.chinese.width import squeeze
from tiaoli.extraction.numbering import walk_numbered
from tiaoli.extraction.segmenting import WordCutter, word_cutter
from tiaoli.rulebook.models import Pack
from tiaoli.structure import Section

WHOLE = "all"
"""What stands for the role in the rows of the whole document."""

_LEFT_OUT = "annex"


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a term occurs in a role, or where `term` is None all terms of the dictionary together.

    `tokens` and `characters` are those of the whole role; `share` is token_count / tokens, None without tokens.
    `score` is weight × token_count, of a dictionary the sum over its terms.
    """

    role: str | None
    dictionary: str
    label: str
    term: str | None
    weight: float | None
    count: int
    token_count: int
    score: float
    tokens: int
    characters: int
    share: float | None


@dataclass(frozen=True, slots=True)
class SectionTopic:
    """How often the terms of a dictionary occur in one section, without the sections below it."""

    topic: str
    count: int
    token_count: int
    score: float
    tokens: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Attention:
    """The counts of a document, what it was cut with, and by the section's id the topics that occur there."""

    rows: tuple[TermCount, ...]
    sections: dict[str, tuple[SectionTopic, ...]]
    cutter: WordCutter


@dataclass(slots=True)
class _Tally:
    """What was counted in some stretch of text, by squeezed term."""

    characters: int = 0
    tokens: int = 0
    places: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Tally) -> None:
        self.characters += other.characters
        self.tokens += other.tokens
        self.places.update(other.places)
        self.words.update(other.words)

    def share(self, token_count: int) -> float | None:
        return token_count / self.tokens if self.tokens else None


@dataclass(frozen=True, slots=True)
class _Topic:
    name: str
    label: str
    terms: tuple[tuple[str, str, float], ...]  # as written, squeezed, weight


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The dictionaries, their terms squeezed, and what finds these."""

    topics: tuple[_Topic, ...]
    terms: tuple[str, ...]
    known: frozenset[str]
    finder: AhoCorasick
    cutter: WordCutter

    def counted(self, text: str) -> _Tally:
        words = self.cutter.words(text)
        return _Tally(len(text), len(words), self._places(text), Counter(word for word in words if word in self.known))

    def _places(self, text: str) -> Counter[str]:
        """How often the characters of each term stand in the text."""
        found: Counter[str] = Counter()
        ends: dict[str, int] = {}
        for index, start, end in self.finder.find_matches_as_indexes(text, overlapping=True):
            term = self.terms[index]
            if start >= ends.get(term, 0):
                found[term] += 1
                ends[term] = end
        return found


def count_topics(pack: Pack, sections: Sequence[Section]) -> Attention | None:
    """The counts of a pack's dictionaries in some sections; None where the pack has no dictionary.

    Rows stand by role, in the order in which roles begin to occur, those of the whole document first; within a
    role by dictionary, first the row of the whole dictionary, there even where nothing occurs, then the terms that do.
    """
    if not pack.topics:
        return None
    lexicon = _lexicon(pack)
    roles: dict[str | None, _Tally] = {WHOLE: _Tally()}
    by_section = {}
    for number, section in walk_numbered(sections):
        own = _Tally()
        for role, text in _texts(section):
            tally = lexicon.counted(text)
            for total in (own, roles[WHOLE], roles.setdefault(role, _Tally())):
                total.add(tally)
        by_section[number] = tuple(_section_topics(lexicon.topics, own))
    rows = (row for role, tally in roles.items() for topic in lexicon.topics for row in _rows(role, topic, tally))
    return Attention(tuple(rows), by_section, lexicon.cutter)


def _lexicon(pack: Pack) -> _Lexicon:
    topics = tuple(
        _Topic(rule.name, rule.label, tuple((term, squeeze(term), weight) for term, weight in rule.terms.items()))
        for rule in pack.topics.values()
    )
    terms = tuple(dict.fromkeys(short for topic in topics for _, short, _ in topic.terms))
    finder = AhoCorasick(terms, matchkind=MatchKind.Standard)
    return _Lexicon(topics, terms, frozenset(terms), finder, word_cutter(pack.segmenter, terms))


def _texts(section: Section) -> Iterator[tuple[str | None, str]]:
    """The heading and the paragraphs of a section as they are counted, each with the role it counts for."""
    if section.role == _LEFT_OUT:
        return
    if section.title:
        yield section.role, squeeze(section.title)
    for paragraph in section.paragraphs:
        yield paragraph.role or section.role, squeeze(paragraph.text)


def _rows(role: str | None, topic: _Topic, tally: _Tally) -> Iterator[TermCount]:
    """The row of a dictionary in a role, then those of its terms that occur."""

    def row(term: str | None, weight: float | None, count: int, token_count: int, score: float) -> TermCount:
        share = tally.share(token_count)
        totals = (tally.tokens, tally.characters, share)
        return TermCount(role, topic.name, topic.label, term, weight, count, token_count, score, *totals)

    yield row(None, None, *_sums(topic, tally))
    for term, short, weight in topic.terms:
        count, token_count = tally.places[short], tally.words[short]
        if count or token_count:
            yield row(term, weight, count, token_count, weight * token_count)


def _section_topics(topics: Iterable[_Topic], tally: _Tally) -> Iterator[SectionTopic]:
    for topic in topics:
        count, token_count, score = _sums(topic, tally)
        if count or token_count:
            yield SectionTopic(topic.name, count, token_count, score, tally.tokens, tally.share(token_count))


def _sums(topic: _Topic, tally: _Tally) -> tuple[int, int, float]:
    """Places, words and weighted words of all terms of a dictionary."""
    found = [(tally.places[short], tally.words[short], weight) for _, short, weight in topic.terms]
    count, token_count = sum(places for places, _, _ in found), sum(words for _, words, _ in found)
    return count, token_count, sum(weight * words for _, words, weight in found)
