"""Automatic numbering: the marker that Word prints before a paragraph of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tiaoli_docx.names import attribute, is_on, number, short, value
from tiaoli_docx.numerals import print_number
from tiaoli_docx.symbols import plain_symbols

LEVELS = 9
LONGEST_MARKER = 255
"""Word takes no more characters for the text of a marker."""

PICTURE_BULLET = "•"

_PLACE = re.compile(r"%([1-9])")
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is printed, where it starts and when it starts anew."""

    text: str = ""
    form: str = "decimal"
    start: int = 1
    restart: int | None = None
    """The level, from 1, whose items restart this one; 0 for never; None for all higher ones."""
    suffix: str = " "
    legal: bool = False
    """Whether all its numbers are printed as plain digits."""
    style: str | None = None
    font: str | None = None

    @property
    def is_bullet(self) -> bool:
        """Whether it has a sign in place of a number."""
        return self.form == "bullet"


@dataclass(frozen=True)
class List:
    """A list by its `w:num`: the definition that it counts by, with levels and starts of its own."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)

    def start(self, at: int) -> int:
        """The first number of a level."""
        return self.starts.get(at, self.levels.get(at, Level()).start)


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a paragraph of a list, with the white space behind it."""

    text: str
    is_bullet: bool


class Numbering:
    """How far the lists of a document have counted in one of its parts."""

    def __init__(self, lists: Mapping[int, List]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of_style(self, list_id: int, style_id: str | None) -> int | None:
        """The level of a list that is tied to a paragraph style; None where none is."""
        found = self._lists.get(list_id)
        return (
            next((at for at, level in found.levels.items() if style_id and level.style == style_id), None)
            if found
            else None
        )

    def next_marker(self, list_id: int, at: int) -> Marker | None:
        """The marker of the next paragraph at that level, counted; None where the list prints none."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= at < LEVELS:
            return None
        level = found.levels.get(at, Level())
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        self._count(list_id, found, at, counts)
        text = level.text if level.is_bullet else self._printed(found, level, at, counts)
        return Marker(text + level.suffix, level.is_bullet) if text.strip() else None

    def _count(self, list_id: int, found: List, at: int, counts: list[int | None]) -> None:
        """Counts one item, and lets the deeper levels start anew where they do."""
        earlier = counts[at]
        begins = at in found.starts and (list_id, at) not in self._begun
        counts[at] = found.start(at) if earlier is None or begins else earlier + 1
        self._begun.add((list_id, at))
        for deeper in range(at + 1, LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                counts[deeper] = None

    def _printed(self, found: List, level: Level, at: int, counts: list[int | None]) -> str:
        def printed(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            of_other = found.levels.get(other, Level())
            count = counts[other] if other <= at else None
            form = "decimal" if level.legal and of_other.form != "none" else of_other.form
            return print_number(found.start(other) if count is None else count, form)

        return _PLACE.sub(printed, level.text)


def read_lists(root: Any, style_lists: dict[str, int]) -> dict[int, List]:
    """The lists that `numbering.xml` defines, by id; `style_lists` gives the list of each numbering style."""
    definitions: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    numbers: list[Any] = []
    for element in root if root is not None else ():
        match short(element.tag):
            case "w:abstractNum":
                name = attribute(element.attrib, "w:abstractNumId") or ""
                definitions[name] = dict(_levels(element))
                link = _child(element, "w:numStyleLink")
                if link:
                    links[name] = link
            case "w:num":
                numbers.append(element)
    named = {number(attribute(each.attrib, "w:numId")): _child(each, "w:abstractNumId") or "" for each in numbers}
    lists = {}
    for element in numbers:
        list_id = number(attribute(element.attrib, "w:numId"))
        if list_id is not None:
            lists[list_id] = _list(element, _definition(named[list_id], links, style_lists, named), definitions)
    return lists


def _definition(name: str, links: dict[str, str], style_lists: dict[str, int], named: dict[int | None, str]) -> str:
    """The definition that a list counts by: its own, or the one of the numbering style that its own stands for."""
    seen = set()
    while name in links and name not in seen:
        seen.add(name)
        name = named.get(style_lists.get(links[name]), name)
    return name


def _list(element: Any, definition: str, definitions: dict[str, dict[int, Level]]) -> List:
    levels = dict(definitions.get(definition, {}))
    starts: dict[int, int] = {}
    for override in element:
        at = number(attribute(override.attrib, "w:ilvl"))
        if short(override.tag) != "w:lvlOverride" or at is None:
            continue
        levels.update(_levels(override))
        start = number(_child(override, "w:startOverride"))
        if start is not None:
            starts[at] = start
    return List(definition, levels, starts)


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for child in element:
        at = number(attribute(child.attrib, "w:ilvl"))
        if short(child.tag) == "w:lvl" and at is not None:
            yield at, _level(child)


def _level(element: Any) -> Level:
    level = Level()
    for child in _understood(element):
        said = value(child.attrib)
        match short(child.tag):
            case "w:start":
                level = replace(level, start=number(said) or 0)
            case "w:numFmt":
                level = replace(level, form=said or "decimal")
            case "w:lvlText":
                level = replace(level, text=(said or "")[:LONGEST_MARKER])
            case "w:suff":
                level = replace(level, suffix=_SUFFIXES.get(said or "", " "))
            case "w:isLgl":
                level = replace(level, legal=is_on(child.attrib))
            case "w:lvlRestart":
                level = replace(level, restart=number(said))
            case "w:pStyle":
                level = replace(level, style=said)
            case "w:lvlPicBulletId":
                level = replace(level, font=PICTURE_BULLET)
            case "w:rPr":
                level = replace(level, font=level.font or _font(child))
    if level.font == PICTURE_BULLET:
        return replace(level, text=PICTURE_BULLET)
    return replace(level, text=plain_symbols(level.text, level.font)) if level.is_bullet else level


def _understood(element: Any) -> Iterator[Any]:
    """The children of an element; of alternatives, the one for programs that know no newer format."""
    for child in element:
        if short(child.tag) == "mc:AlternateContent":
            yield from (each for part in child if short(part.tag) == "mc:Fallback" for each in part)
        else:
            yield child


def _font(properties: Any) -> str | None:
    for child in properties:
        if short(child.tag) == "w:rFonts":
            return attribute(child.attrib, "w:ascii") or attribute(child.attrib, "w:hAnsi")
    return None


def _child(element: Any, name: str) -> str | None:
    """The `w:val` of an element's first child of that name."""
    return next((value(child.attrib) for child in element if short(child.tag) == name), None)
