"""Converted documents held against gold: figures by document, over all, by indicator and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tiaoli.document import Document
from tiaoli.workbench.gold import Gold, check_spans, standard_indicators
from tiaoli.workbench.marked_parts import Count, Wrong, judge_parts
from tiaoli.workbench.matching import Matching, match_observations

SCORED, MISSING, OTHER_BYTES = "scored", "not-converted", "other-bytes"

Figures = dict[str, float | None]

_FIGURES: dict[str, tuple[str, Callable[[Count], float]]] = {
    "meta": ("meta", lambda count: count.share),
    "head": ("head", lambda count: count.f1),
    "role": ("role", lambda count: count.share),
    "obs_p": ("obs", lambda count: count.precision),
    "obs_r": ("obs", lambda count: count.recall),
    "obs_f1": ("obs", lambda count: count.f1),
    "unit": ("unit", lambda count: count.share),
    "body": ("body", lambda count: count.share),
}
FIGURES = tuple(_FIGURES)
"""The figures of a document in the order of their columns."""
DIGITS = 3
"""Digits to which figures are told, and compared with those of a baseline."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for one measure, as observations name it; the name is empty for what no rule found."""

    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A document that gold was made of; one that is missing has nothing right, one of other bytes no counts."""

    name: str
    state: str
    counts: Mapping[str, Count]
    wrong: tuple[Wrong, ...] = ()
    matching: Matching | None = None


@dataclass(frozen=True)
class Evaluation:
    """All documents of the gold, scored."""

    documents: tuple[Scored, ...]

    @cached_property
    def counts(self) -> dict[str, Count]:
        """The counts of each part over all documents."""
        total: dict[str, Count] = {}
        for document in self.documents:
            for part, count in document.counts.items():
                total[part] = total.get(part, Count()) + count
        return total

    @cached_property
    def indicators(self) -> dict[str, Count]:
        """The counts of each indicator that gold has or that was found, by id."""
        right, gold, found = Counter[str](), Counter[str](), Counter[str]()
        for matching in self._matchings:
            right.update(matching.gold[key].indicator for key in matching.right)
            gold.update(observation.indicator for observation in matching.gold.values())
            found.update(observation.indicator for observation in matching.found.values())
        return {name: Count(right[name], gold[name], found[name]) for name in sorted(gold | found)}

    @cached_property
    def rules(self) -> dict[Rule, Count]:
        """The counts of each rule and measure, held against all that gold has of the indicators it was found to give.

        What gold has of indicators and measures that no rule gave stands under a rule without a name.
        """
        right, found = Counter[Rule](), Counter[Rule]()
        wanted: Counter[tuple[str, str]] = Counter()
        given: dict[Rule, set[str]] = {}
        for matching in self._matchings:
            wanted.update((item.indicator, item.measure) for item in matching.gold.values())
            for key, item in matching.found.items():
                rule = Rule(item.rule, item.measure)
                given.setdefault(rule, set()).add(item.indicator)
                found[rule] += 1
                right[rule] += key in matching.gold
        for indicator, measure in wanted:
            if not any(rule.measure == measure and indicator in names for rule, names in given.items()):
                given.setdefault(Rule("", measure), set()).add(indicator)
        gold = {rule: sum(wanted[name, rule.measure] for name in names) for rule, names in given.items()}
        ordered = sorted(given, key=lambda rule: (not rule.name, rule.name, rule.measure))
        return {rule: Count(right[rule], gold[rule], found[rule]) for rule in ordered}

    @property
    def _matchings(self) -> list[Matching]:
        return [document.matching for document in self.documents if document.matching]


def evaluate(
    gold: Iterable[Gold], find: Callable[[Gold], Document | None], *, indicators: Collection[str] | None = None
) -> Evaluation:
    """The documents that `find` has for the gold, scored.

    Gold without other indicators is held to name every statement of the standard ones, and of others it names.
    Raises UsageError for gold that points outside its document.
    """
    chosen = frozenset(indicators) if indicators is not None else None
    return Evaluation(tuple(_score(each, find(each), chosen) for each in gold))


def figures_of(counts: Mapping[str, Count]) -> Figures:
    """The figures that counts give, rounded; None for a part that no gold holds."""
    return {
        name: round(measure(counts[part]), DIGITS) if part in counts else None
        for name, (part, measure) in _FIGURES.items()
    }


def _score(gold: Gold, document: Document | None, indicators: frozenset[str] | None) -> Scored:
    if document and document.source.sha256 != gold.sha256:
        return Scored(gold.name, OTHER_BYTES, {})
    if document:
        check_spans(gold, document.text)
    judged = judge_parts(gold, document)
    counts = {part: count for part, (count, _) in judged.items()}
    wrong = tuple(fault for _, faults in judged.values() for fault in faults)
    state = SCORED if document else MISSING
    if gold.observations is None:
        return Scored(gold.name, state, counts, wrong)
    named = {observation.indicator for observation in gold.observations}
    chosen = standard_indicators() | named if indicators is None else indicators
    matching = match_observations(gold.observations, document, chosen)
    right = len(matching.right)
    counts["obs"] = Count(right, len(matching.gold), len(matching.found))
    counts["unit"] = Count(right - len(matching.inexact()), right, right)
    return Scored(gold.name, state, counts, wrong, matching)
