"""Which labels with values samples have that no field of the parent pack reads, and what their values look like."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tiaoli.chinese.amounts import parse_money, parse_percent, parse_quantity
from tiaoli.chinese.dates import parse_date
from tiaoli.chinese.width import fold
from tiaoli.extraction.views import pairs
from tiaoli.rulebook.models import Pack
from tiaoli.workbench.drafting_words import drafting_data
from tiaoli.workbench.heading_survey import LONGEST_HEAD
from tiaoli.workbench.samples import Sample

MOST_LABELS = 20
"""More labels than these are a form, not the metadata of a document."""

_LABELLED = re.compile(r"([\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,9})\s*:\s*(\S.{0,59})")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")

TYPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("date", lambda text: parse_date(text) is not None),
    ("year", lambda text: _YEAR.fullmatch(text) is not None),
    ("number", lambda text: parse_quantity(text) is not None),
    ("money", lambda text: parse_money(text) is not None),
    ("percent", lambda text: parse_percent(text) is not None),
)
"""The types that values are tried as, in this order; what is none of them is text."""


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """A label before values: where it stands (pair, front or body), in how many samples, and how it may be read."""

    label: str
    where: str
    name: str
    type: str
    samples: int
    example: str


@dataclass(slots=True)
class _Values:
    where: str
    samples: set[int] = field(default_factory=set)
    values: list[str] = field(default_factory=list)


def see_labels(samples: Sequence[Sample], parent: Pack) -> tuple[LabelSeen, ...]:
    """The labels that no field of the parent reads, those of most samples first.

    Labels of a page's label table count wherever they stand; those of lines `甲:乙` where at least half of the
    samples, and two of several, have them once.
    """
    known = {name for rule in parent.fields.values() for source in rule.sources
             if source.where == "pair" for name in source.names}  # fmt: skip
    found: dict[str, _Values] = {}
    for at, sample in enumerate(samples):
        for label, value, where in _labelled(sample):
            if label not in known:
                seen = found.setdefault(label, _Values(where))
                seen.samples.add(at)
                seen.values.append(value)
    least = max(min(2, len(samples)), len(samples) / 2)
    kept = {
        label: seen
        for label, seen in found.items()
        if seen.where == "pair" or (len(seen.samples) >= least and len(seen.values) == len(seen.samples))
    }
    ordered = sorted(kept, key=lambda label: -len(kept[label].samples))[:MOST_LABELS]
    names = _names(ordered, taken=set(parent.fields))
    return tuple(
        LabelSeen(label, kept[label].where, names[label], type_of(kept[label].values), len(kept[label].samples),
                  kept[label].values[0])
        for label in ordered
    )  # fmt: skip


def _labelled(sample: Sample) -> Iterator[tuple[str, str, str]]:
    """Each label with its value and where both stand."""
    folded = sample.page.folded
    for block in pairs(sample.page):
        if block.label and block.value:
            yield _bare(folded[slice(*block.label)]), folded[slice(*block.value)], "pair"
    for line in sample.lines:
        is_short = line.kind != "table" and len(line.text) <= 2 * LONGEST_HEAD and line.text[-1] not in "。;,"
        match = _LABELLED.fullmatch(line.text) if is_short else None
        if match:
            yield _bare(match[1]), match[2], "front" if line.span[0] < sample.outline.front_end else "body"


def type_of(values: Sequence[str]) -> str:
    """The type that all the values can be read as.

    >>> type_of(["2024年3月1日", "2024-05-06"]), type_of(["52万元", "3.5亿元"]), type_of(["15", "丙"])
    ('date', 'money', 'text')
    """
    return next((name for name, fits in TYPES if all(fits(value.strip()) for value in values)), "text")


def _names(labels: Sequence[str], taken: set[str]) -> dict[str, str]:
    """A name for the field of each label, none of them twice."""
    names: dict[str, str] = {}
    known: dict[str, str] = drafting_data()["names"]
    counts: defaultdict[str, int] = defaultdict(int)
    for label in labels:
        stem = known.get(label, "label")
        name = stem if label in known else f"{stem}_1"
        while name in taken or name in names.values():
            counts[stem] += 1
            name = f"{stem}_{counts[stem] + 1}"
        names[label] = name
    return names


def _bare(label: str) -> str:
    return "".join(fold(label).split()).rstrip(":")
