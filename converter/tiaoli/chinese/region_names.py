"""The table of division codes, and the forms in which its names are printed."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

OFFICIAL, ABBREVIATED, SHORT, SHORT_COUNTY = range(4)
"""Ranks of a form: 延边朝鲜族自治州, 延边州, 延边; and a county's short form, good only beside another region."""

_AUTONOMOUS = {"区": "自治区", "州": "州", "县": "县", "旗": "旗"}
_SUFFIX = re.compile("(?:特别行政区|行政区|地区|林区|特区|矿区|[省市盟县区旗])$")
_SHORTEST = 2


class Row(NamedTuple):
    """One code and name of the table; years are half-open, and `change_year` is None while in force."""

    code: str
    province: str
    prefecture: str | None
    name: str
    first_year: int
    change_year: int | None

    @property
    def level(self) -> str:
        """The level that GB/T 2260 writes into the code."""
        return level_of(self.code)

    def is_in_force(self, year: int) -> bool:
        """Whether the name was the official one for this code in that year."""
        return self.first_year <= year and (self.change_year is None or year < self.change_year)


class Words(NamedTuple):
    """The words of region_words.tsv by kind."""

    people: tuple[str, ...]
    ordinary: frozenset[str]
    other: frozenset[str]
    aliases: dict[str, tuple[str, ...]]
    """Official name to its irregular short forms."""


def level_of(code: str) -> str:
    """Province, prefecture or county, by the zeros that end the code."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


@cache
def rows_named(name: str) -> tuple[Row, ...]:
    """The rows of areacodes.csv that bear an official name, in the order of the file."""
    rows = []
    for line in _lines_by_name().get(name, ()):
        code, province, prefecture, _, first, change, _ = line.split(",")
        rows.append(Row(code, province, prefecture or None, name, int(first), int(change) if change else None))
    return tuple(rows)


@cache
def names_by_form() -> dict[str, list[tuple[str, bool, int]]]:
    """Every printed form with the official names that it may stand for: name, whether a county's, rank."""
    found: dict[str, list[tuple[str, bool, int]]] = {}
    for name, lines in _lines_by_name().items():
        for is_county in {line[4:6] != "00" for line in lines}:
            for form, rank in forms_of(name, is_county=is_county):
                found.setdefault(form, []).append((name, is_county, rank))
    return found


@cache
def _lines_by_name() -> dict[str, list[str]]:
    # Rows are cut up when they are asked for: a run asks for few of the seven thousand.
    found: dict[str, list[str]] = {}
    for line in _read("areacodes.csv").splitlines()[1:]:
        found.setdefault(line.split(",", 4)[3], []).append(line)
    return found


def forms_of(name: str, *, is_county: bool) -> list[tuple[str, int]]:
    """The forms in which an official name is printed, each with its rank, the official one first.

    >>> forms_of("延边朝鲜族自治州", is_county=False)
    [('延边朝鲜族自治州', 0), ('延边州', 1), ('延边', 2)]
    """
    forms = [(name, OFFICIAL)]
    forms += [(alias, ABBREVIATED) for alias in words().aliases.get(name, ())]
    short, abbreviated = _shortened(name)
    if abbreviated and abbreviated != name:
        forms.append((abbreviated, ABBREVIATED))
    if len(short) >= _SHORTEST and short != name:
        forms.append((short, SHORT_COUNTY if is_county else SHORT))
    return forms


@cache
def words() -> Words:
    """What shortens a name, and what only looks like one."""
    by_kind: dict[str, list[list[str]]] = {}
    for line in _read("region_words.tsv").splitlines():
        if not line.startswith("#"):
            kind, *values = line.split("\t")
            by_kind.setdefault(kind, []).append(values)
    aliases: dict[str, tuple[str, ...]] = {}
    for alias, name in by_kind["alias"]:
        aliases[name] = (*aliases.get(name, ()), alias)
    people, ordinary, other = ([values[0] for values in by_kind[kind]] for kind in ("people", "ordinary", "other"))
    return Words(tuple(people), frozenset(ordinary), frozenset(other), aliases)


def _shortened(name: str) -> tuple[str, str]:
    """The name without its suffix, and an autonomous unit's name without the peoples (or nothing)."""
    if name[-3:-1] == "自治":
        short = _without_peoples(name[:-3])
        return short, short + _AUTONOMOUS[name[-1]]
    return _SUFFIX.sub("", name), ""


def _without_peoples(name: str) -> str:
    shorter = _peoples().sub("", name)
    # 内蒙古 keeps its 蒙古, and 东乡族自治县 is named after its people alone.
    return shorter if len(shorter) >= _SHORTEST else name.removesuffix("族")


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words().people)})+$")


def _read(file: str) -> str:
    return (resources.files("tiaoli.chinese") / file).read_text("utf-8")
