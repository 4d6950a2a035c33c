"""A document's observations held against gold's: which are right, which were missed, which are false and by what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tiaoli.document import Document, ObservationFacts, Offsets
from tiaoli.workbench.gold import MEASURES, GoldObservation

ATTRIBUTES = ("indicator", "measure", "value", "value_high", "kind", "year")
"""What an observation says; two that say the same are one, however often they are said."""
_APART = ("scope", "compared_with", "averaged", "cumulative")
"""What makes an observation another than the plain ones that gold is marked for."""
DIGITS = 9
"""Significant digits to which two numbers are compared."""
AROUND = 16
"""Characters of context on each side of a quote."""

Key = tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document between what stands around it; all of it is empty where the text is not at hand."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Missed:
    """An observation of gold that was not found."""

    observation: GoldObservation
    words: Stretch


@dataclass(frozen=True, slots=True)
class Spurious:
    """An observation that gold does not have, the one of gold that comes nearest, and in what they differ."""

    observation: ObservationFacts
    words: Stretch
    nearest: GoldObservation | None
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inexact:
    """An observation that gold has with another unit or bound."""

    observation: ObservationFacts
    words: Stretch
    gold: GoldObservation


@dataclass(frozen=True, slots=True)
class Matching:
    """The observations of gold and those found, each under what it says."""

    gold: Mapping[Key, GoldObservation]
    found: Mapping[Key, ObservationFacts]
    text: str

    @property
    def right(self) -> list[Key]:
        """What both have."""
        return [key for key in self.gold if key in self.found]

    def inexact(self) -> list[Inexact]:
        """What is right but for its unit or its bound, in the order of gold."""
        pairs = [(self.gold[key], self.found[key]) for key in self.right]
        return [
            Inexact(found, words_at(self.text, found.span), gold)
            for gold, found in pairs
            if (gold.unit, gold.bound) != (found.unit, found.bound)
        ]

    def missed(self) -> list[Missed]:
        """What only gold has, in its order."""
        lost = (observation for key, observation in self.gold.items() if key not in self.found)
        return [Missed(observation, self._words(observation)) for observation in lost]

    def spurious(self) -> list[Spurious]:
        """What only the document has, in its order."""
        index = _by_likeness(self.gold.values())
        extra = (observation for key, observation in self.found.items() if key not in self.gold)
        return [self._spurious(observation, index) for observation in extra]

    def _spurious(self, observation: ObservationFacts, index: Mapping[Key, list[GoldObservation]]) -> Spurious:
        rivals = [rival for likeness in _likenesses(observation) for rival in index.get(likeness, ())]
        nearest = min(rivals, key=lambda rival: self._distance(observation, rival), default=None)
        differs = _differences(observation, nearest) if nearest else ()
        return Spurious(observation, words_at(self.text, observation.span), nearest, differs)

    def _distance(self, observation: ObservationFacts, rival: GoldObservation) -> tuple[int, bool, bool, int]:
        """Few differences first, then one that was missed, then one of the same indicator, then one that is close."""
        differs = _differences(observation, rival)
        place = self._place(rival)
        apart = abs(place[0] - observation.span[0]) if place else len(self.text)
        return len(differs), _key(rival) in self.found, "indicator" in differs, apart

    def _words(self, observation: GoldObservation) -> Stretch:
        place = self._place(observation)
        return words_at(self.text, place) if place else Stretch("", observation.quote or "", "")

    def _place(self, observation: GoldObservation) -> Offsets | None:
        """Where gold's words stand; a quote is taken for its first occurrence."""
        if observation.span:
            return observation.span if self.text else None
        quote = observation.quote or ""
        start = self.text.find(quote)
        return None if start < 0 else (start, start + len(quote))


def match_observations(
    marked: Iterable[GoldObservation], document: Document | None, indicators: Collection[str]
) -> Matching:
    """What gold and a document say of the indicators, said twice or not; no document says nothing.

    Of two that say the same the later stands for both. What gold holds for doubtful is neither wanted nor false.
    """
    said = document.observations if document else ()
    marked = [observation for observation in marked if observation.indicator in indicators]
    gold = {_key(observation): observation for observation in marked if not observation.doubtful}
    doubtful = {_key(observation) for observation in marked if observation.doubtful} - gold.keys()
    found = {_key(item): item for item in said if item.indicator in indicators and _is_plain(item)}
    found = {key: item for key, item in found.items() if key not in doubtful}
    return Matching(gold, found, document.text if document else "")


def _is_plain(observation: ObservationFacts) -> bool:
    has_number = observation.measure in MEASURES and observation.value is not None
    return has_number and not any(getattr(observation, name) for name in _APART)


def words_at(text: str, span: Offsets) -> Stretch:
    """The words of a span and a little of what is around them, each on one line."""
    start, end = span
    parts = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return Stretch(*(" ".join(part.split()) for part in parts))


def _key(observation: GoldObservation | ObservationFacts) -> Key:
    values = (getattr(observation, name) for name in ATTRIBUTES)
    return tuple(_rounded(value) if isinstance(value, (int, float)) else value for value in values)


def _rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def _differences(observation: ObservationFacts, rival: GoldObservation) -> tuple[str, ...]:
    pairs = zip(ATTRIBUTES, _key(observation), _key(rival), strict=True)
    return tuple(name for name, ours, theirs in pairs if ours != theirs)


def _by_likeness(observations: Iterable[GoldObservation]) -> dict[Key, list[GoldObservation]]:
    index: dict[Key, list[GoldObservation]] = {}
    for observation in observations:
        for likeness in _likenesses(observation):
            index.setdefault(likeness, []).append(observation)
    return index


def _likenesses(observation: GoldObservation | ObservationFacts) -> Iterator[Key]:
    """What two observations must share to be near: the indicator, or the number."""
    key = _key(observation)
    yield ("indicator", key[0])
    yield ("value", *key[2:4])
