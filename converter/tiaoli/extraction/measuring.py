"""In which measure a number is said of an indicator, by its unit and the words before it, and its value and bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from operator import attrgetter

from tiaoli.chinese.quantities import PART, Quantity
from tiaoli.chinese.units import Dimension, load_dimensions
from tiaoli.extraction.vocabulary import Name
from tiaoli.rulebook.models import IndicatorRule

_BEHIND = re.compile(
    r"\(?(?:(?P<at_least>以上(?!年)|及以上|或以上|及其以上)|(?P<at_most>以内|以下|之内|及以下)|(?P<about>左右|上下|前后))"
)
_OPPOSITE = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}
_BOUNDS = frozenset({"bound_below", "bound_above", "bound_at_least", "bound_at_most", "bound_about"})
_CHANGES = frozenset({"up", "down", "improved"})
_LESS_IS_BETTER = frozenset({"concentration", "per_gdp"})
_CARRIED_IN_LIST = frozenset({
    "up", "down", "improved", "average", "mean", "successive", "running", "cumulative", "respectively", "modal",
    "added",
})  # fmt: skip
_BEFORE_NAME = frozenset({"average", "mean", "cumulative", "modal", "respectively"})
_CARRIED_OVER_COMMA = frozenset({"modal"})
_ON_THE_YEAR_BEFORE = ("同比", "比上", "较上", "比去", "较去", "比前", "上年同期")
_SHARES = ("%", "‰")
_LEAST_OF_BASE, _MOST_OF_BASE = Decimal("0.8"), Decimal("1.4")
"""How far from that of the year before a number of an index can lie."""
_MILESTONES = ("大关", "元大关", "台阶", "关口", "元台阶")


@dataclass(slots=True)
class Cues:
    """The linking words since the last number, and the years that were named."""

    kinds: set[str] = field(default_factory=set)
    direction: int = 0
    reached: bool = False
    bound: str = "exact"
    behind: str | None = None
    than: bool = False
    under: bool = False
    """Whether it is less than that of others: 低于全省0.5个百分点."""
    others: str | None = None
    of: str | None = None
    years: str | None = None
    base: str | None = None
    base_holds: bool = False
    """Whether the base is that of the whole sentence: 与2015年相比,…."""
    from_year: str | None = None
    """Where the number is what another rose from: the year, empty where none is named."""
    modal: str | None = None
    added: bool = False
    negative: bool = False
    carried_direction: int = 0
    carried_average: bool = False

    def add(self, kinds: frozenset[str], word: str) -> None:
        """Takes in a linking word."""
        if self.carried_average and "level" in kinds:
            self.kinds.discard("average")  # 年均增长8%、达到850亿元
        self.kinds |= kinds
        if kinds & _CHANGES:
            self.direction = -1 if "down" in kinds else 1
            self.reached = False
        if "compare" in kinds and word.startswith(_ON_THE_YEAR_BEFORE):
            self.base = None
        if "level" in kinds:
            self.reached = len(word) > 1 and word[-1] in "到至为"
        for kind in kinds & _BOUNDS:
            self.bound = kind.removeprefix("bound_")
        if "than" in kinds:
            self.than, self.under = True, word[0] in "低慢"
        if "others" in kinds and self.than:
            self.others = (self.others or "") + word
        if "modal" in kinds:
            self.modal = word

    def trailing(self, text: str, end: int) -> None:
        """Reads the bound behind a number."""
        match = _BEHIND.match(text, end)
        self.behind = match.lastgroup if match else None

    def carried(self, *, over_comma: bool) -> Cues:
        """What still holds behind a number or a mark."""
        kinds = self.kinds & (_CARRIED_OVER_COMMA if over_comma else _CARRIED_IN_LIST)
        if not over_comma and self.kinds >= {"from", "share"}:
            kinds = kinds | {"share"}  # 占比由13.4%提高到14%
        direction = 0 if over_comma else self.direction or self.carried_direction
        grew = bool(direction) and not self.reached
        after = self._holding(kinds)
        after.of = self.of if "share" in kinds else None
        after.carried_direction = direction
        after.carried_average = "average" in kinds and grew
        return after

    def at_name(self) -> Cues:
        """What holds of a subject that is named now: words before it that do not look at one number alone."""
        after = self._holding(self.kinds & _BEFORE_NAME)
        after.carried_average = self.carried_average
        return after

    def _holding(self, kinds: set[str]) -> Cues:
        """What holds for all that follows, with the kinds of words that hold too."""
        after = Cues(kinds)
        after.years, after.base, after.base_holds, after.modal = self.years, self.base, self.base_holds, self.modal
        return after

    def copy(self) -> Cues:
        """The same cues, to be kept."""
        kept = Cues(*_EVERYTHING(self))
        kept.kinds = set(self.kinds)
        return kept

    def is_averaged(self, measure: str) -> bool:
        """Whether a number of this measure is what it was a year on average, over several."""
        return "average" in self.kinds or (measure == "growth" and "mean" in self.kinds)


_EVERYTHING = attrgetter(*(each.name for each in fields(Cues)))
"""Takes all cues at once, five times as quick as `dataclasses.replace`."""


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Measured:
    """What a number says: its measure, value and unit, and how it bounds the value."""

    measure: str
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: str
    statement: str | None = None
    compared_with: str | None = None


def measure(name: Name, quantity: Quantity, cues: Cues, printed: str) -> Measured | None:
    """What a quantity says of an indicator; None where it can be nothing that the indicator has."""
    if quantity.value is None:
        return None
    rule = name.rule
    if cues.others:
        return _compared(rule, quantity, cues)
    growth = rule.measures.get("growth")
    if growth and growth.base:
        quantity = _without_base(quantity, cues, Decimal(growth.base))
    said = _measure_of(name, rule, quantity, cues)
    if said is None:
        return None
    measure_name, dimension = said
    level = rule.measures.get("level")
    if "improved" in cues.kinds and level and level.dimension in _LESS_IS_BETTER:
        cues = replace(cues, direction=-1)
    return _measured(measure_name, dimension, quantity, cues)


def _compared(rule: IndicatorRule, quantity: Quantity, cues: Cues) -> Measured | None:
    if quantity.unit.endswith("百分点"):
        value = (quantity.value or Decimal(0)) * (-1 if cues.under else 1)
        bound = cues.behind or ("above" if quantity.more else "exact")
        bound = _OPPOSITE.get(bound, bound) if cues.under else bound
        return Measured("difference", value, quantity.high, "percentage_point", bound, None, cues.others)
    return None


def _without_base(quantity: Quantity, cues: Cues, base: Decimal) -> Quantity:
    """A number of an index as the growth that it tells; any other as it is."""
    value, high = quantity.value or Decimal(0), quantity.high
    if quantity.unit not in ("%", "") or not base * _LEAST_OF_BASE < value < base * _MOST_OF_BASE or value == base:
        return quantity
    cues.direction = cues.direction or 1
    return replace(quantity, value=value - base, high=high and high - base, unit="%")


def _measure_of(name: Name, rule: IndicatorRule, quantity: Quantity, cues: Cues) -> tuple[str, str] | None:
    """The measure, and the name of the dimension that the unit is read in."""
    unit = quantity.unit
    measures = rule.measures
    level = measures["level"].dimension if "level" in measures else ""
    only_growth = (name.measure == "growth" and not name.bare) or ("growth" in measures and not level)
    direction = cues.direction or cues.carried_direction
    if unit == PART:
        return ("share", "percent") if "share" in measures else None
    if unit in _SHARES and level not in ("percent", "per_mille"):
        if "share" in cues.kinds or (name.measure == "share" and not direction):
            return ("share", "percent") if "share" in measures else None
        if "growth" in measures and (direction or only_growth):
            return "growth", "percent"
        return None
    if name.measure and name.measure != "level":
        dimension = measures[name.measure].dimension
        return (name.measure, dimension) if _fits(unit, dimension) else None
    if unit.endswith("百分点"):
        return ("difference", "percentage_point") if cues.direction and level in ("percent", "per_mille") else None
    if unit == "倍" and not _fits(unit, level):
        return ("growth", "times") if cues.direction and not cues.reached and "growth" in measures else None
    if not level or not _fits(unit, level):
        return None
    if cues.direction and not cues.reached:
        return _changed(rule, level, unit, cues)
    if cues.added and "difference" in measures:
        return "difference", measures["difference"].dimension
    if cues.added and not rule.flow:
        return "difference", level
    return "level", level


def _changed(rule: IndicatorRule, level: str, unit: str, cues: Cues) -> tuple[str, str] | None:
    """A change in the level's own unit; a share that changes by % may be either, so nothing is said of it."""
    if level in ("percent", "per_mille"):
        return ("growth", "percent") if "growth" in rule.measures and "compare" in cues.kinds else None
    return "difference", level


def _fits(unit: str, dimension: str) -> bool:
    known = load_dimensions().get(dimension)
    if known is None:
        return False
    if not unit:
        return known.bare
    return unit in known.units or unit in known.currencies or (unit in _MILESTONES and dimension != "percent")


def _measured(name: str, dimension: str, quantity: Quantity, cues: Cues) -> Measured:
    value, high = quantity.value or Decimal(0), quantity.high
    direction = cues.direction or cues.carried_direction
    sign = -1 if cues.negative or (name in ("growth", "difference") and direction < 0) else 1
    if dimension == "times":
        unit, factor = "%", Decimal(100)
    else:
        unit, factor = _base(load_dimensions()[dimension], quantity.unit)
    value, high = value * factor * sign, None if high is None else high * factor * sign
    if high is not None and high < value:
        value, high = high, value
    return Measured(name, value, high, unit, _bound(quantity, cues, sign))


def _base(dimension: Dimension, unit: str) -> tuple[str, Decimal]:
    if unit in dimension.currencies:
        return dimension.currencies[unit], Decimal(1)
    return dimension.base, dimension.units.get(unit, Decimal(1))


def _bound(quantity: Quantity, cues: Cues, sign: int) -> str:
    if quantity.high is not None:
        return "between"
    bound = cues.behind or ("above" if quantity.more else cues.bound)
    return _OPPOSITE.get(bound, bound) if sign < 0 else bound
