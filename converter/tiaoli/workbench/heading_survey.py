"""Which headings samples have: kinds of markers with the level each stands at, and lines without a number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tiaoli.chinese.numerals import parse_integer
from tiaoli.chinese.width import fold
from tiaoli.rulebook.models import HeadingRule, Pack
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import marker_set, paragraph_marker
from tiaoli.workbench.drafting_words import drafting_data
from tiaoli.workbench.samples import Sample

LONGEST_HEAD = 40
LEAST_PLACED = 0.2
"""A marker stands below another where at least this share of its lines do."""

_OTHER = re.compile(r"第([一二三四五六七八九十百〇零]{1,5}|\d{1,3})([\u4e00-\u9fff])(?=[\s、:])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|[一二][〇零一二三四五六七八九]{3}(?=年)")
_DIGITS = re.compile(r"\d{1,4}")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]")
_CLOSED = '。!?;:,、…)]”"'


@dataclass(frozen=True, slots=True)
class MarkerSeen:
    """A kind of marker at the start of lines: the level it stands at, whether the parent pack has it so, counts."""

    name: str
    sample: str
    level: int
    is_inherited: bool
    lines: int
    samples: int
    example: str


@dataclass(slots=True)
class _Kind:
    """What is counted of one kind of marker: its lines, the samples they are in, and below which kinds it stands."""

    sample: str
    name: str
    places: list[int] = field(default_factory=list)
    inside: Counter[str] = field(default_factory=Counter)
    depths: list[int] = field(default_factory=list)
    example: str = ""


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line without a number that several samples have: its pattern, and where it stands."""

    pattern: str
    places: tuple[tuple[int, str], ...]
    """The number of each sample that has it, and the line as it stands there."""

    @property
    def samples(self) -> int:
        """How many samples have it."""
        return len(self.places)

    @property
    def example(self) -> str:
        """The first one."""
        return self.places[0][1]


def see_markers(samples: Sequence[Sample], parent: Pack) -> tuple[MarkerSeen, ...]:
    """The kinds of markers at line starts, outermost first, each at a level below those it stands in."""
    kinds: dict[str, _Kind] = {}
    for at, sample in enumerate(samples):
        _count(at, sample.lines, kinds)
    known = {_sign(rule.sample): rule for rule in parent.headings}
    levels: dict[str, int] = {}
    seen = []
    for sign, kind in sorted(kinds.items(), key=lambda item: sum(item[1].depths) / len(item[1].depths)):
        least = max(2, LEAST_PLACED * len(kind.places))
        above = max((levels[outer] for outer, count in kind.inside.items() if count >= least and outer in levels),
                    default=0)  # fmt: skip
        rule = known.get(sign)
        is_inherited = rule is not None and rule.level > above
        levels[sign] = rule.level if rule is not None and is_inherited else above + 1
        name = rule.name if rule is not None else kind.name
        seen.append(MarkerSeen(name, rule.sample if rule else kind.sample, levels[sign], is_inherited,
                               len(kind.places), len(set(kind.places)), kind.example))  # fmt: skip
    return tuple(sorted(seen, key=lambda marker: marker.level))


def _count(at: int, lines: Sequence[Line], kinds: dict[str, _Kind]) -> None:
    """Counts the markers of one sample; a kind that is seen once and does not begin at 1 is chance."""
    found = list(_markers(lines))
    numbers: dict[str, set[int]] = defaultdict(set)
    for sign, number, _ in found:
        numbers[sign].add(number)
    is_kind = {sign: 1 in all_ and (2 in all_ or sign in _known_markers()) for sign, all_ in numbers.items()}
    stack: list[str] = []
    for sign, number, line in found:
        if not is_kind[sign]:
            continue
        if sign in stack:
            del stack[stack.index(sign) + 1 :]
        elif number == 1 or not stack:
            stack.append(sign)
        else:
            continue
        sample, name = _known_markers().get(sign, (sign, "division_of_its_own"))
        kind = kinds.setdefault(sign, _Kind(sample, name, example=line.text[:LONGEST_HEAD]))
        kind.places.append(at)
        kind.inside.update(stack[:-1])
        kind.depths.append(len(stack))


def _markers(lines: Sequence[Line]) -> Iterator[tuple[str, int, Line]]:
    """The kind and number of the marker of each line that begins with one."""
    known = marker_set(tuple(HeadingRule(sign, 1, sample) for sign, (sample, _) in _known_markers().items()))
    for line in lines:
        if line.kind == "table":
            continue
        other = _OTHER.match(line.text)
        marker = known.at(line.text, 0, len(line.text))
        if marker:
            yield marker.name, marker.number, line
        elif other:
            yield f"第一{other[2]}", parse_integer(other[1]) or 0, line


def _known_markers() -> dict[str, tuple[str, str]]:
    """Sample and name of each kind of marker that is looked for, by its sign."""
    return {_sign(sample): (sample, name) for name, sample in drafting_data()["markers"].items()}


def _sign(sample: str) -> str:
    """What samples of the same kind share: (一) and （一）, 1. and 1、."""
    return fold(sample).replace(".", "、").replace("第1", "第一")


def see_part_heads(samples: Sequence[Sample], parent: Pack) -> tuple[LineSeen, ...]:
    """The short lines within the text that at least half of several samples have, by how many, years and numbers aside.

    Empty for one sample, and without those that the parent pack knows.
    """
    places: dict[str, dict[int, str]] = defaultdict(dict)
    for at, sample in enumerate(samples):
        for text in _short_lines(sample):
            places[head_pattern(text)].setdefault(at, text)
    known = (*parent.part_heads, *parent.annex_heads)
    found = [
        LineSeen(pattern, tuple(texts.items()))
        for pattern, texts in places.items()
        if len(texts) >= max(2, len(samples) / 2)
        and not any(rule.search(text) for rule in known for text in texts.values())
    ]
    return tuple(sorted(found, key=lambda line: -line.samples))


def head_pattern(text: str) -> str:
    """The pattern of a line that stands alone: its words, any year and any number."""
    literal = text.replace("{", "{{").replace("}", "}}")
    return "{start}" + _DIGITS.sub("{n}", _YEAR.sub("{year}", literal)) + "{end}"


def _short_lines(sample: Sample) -> Iterator[str]:
    """The lines of the text that have the shape of a heading without a number."""
    for line, following in zip(sample.lines, sample.lines[1:], strict=False):
        text = line.text
        if (
            line.kind != "table"
            and line.span[0] >= sample.outline.front_end
            and len(text) <= LONGEST_HEAD
            and len(_IDEOGRAPHS.findall(text)) >= 4
            and text[-1] not in _CLOSED
            and not any(mark in text for mark in "。;:")
            and not paragraph_marker(text)
            and not any(_markers([line]))
            and (len(following.text) > LONGEST_HEAD or following.ends_sentence or any(_markers([following])))
        ):
            yield text
