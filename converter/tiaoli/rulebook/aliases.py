"""Aliases: words that name something, written once for several spellings: `{?全体}居民人均{kind}收入`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tiaoli.chinese.width import fold, squeeze
from tiaoli.rulebook.notation import NO_WORDS, Element, Literal, Optional, PatternError, parse_pattern
from tiaoli.rulebook.patterns import MAX_EXPRESSION

MAX_SPELLINGS = 200
"""The most spellings that one alias may stand for."""


class Alias(str):
    """An alias as its file has it, and every spelling that it stands for, squeezed and in the order written."""

    __slots__ = ("spellings",)
    spellings: tuple[str, ...]


def read_alias(source: str, words: Mapping[str, tuple[str, ...]] = NO_WORDS) -> Alias:
    """The alias that `source` writes with text, optional parts and a rule's own words.

    Raises PatternError where it holds anything else, or stands for too many spellings.

    >>> read_alias("{?城镇}居民{kind}", {"kind": ("收入", "支出")}).spellings
    ('城镇居民收入', '城镇居民支出', '居民收入', '居民支出')
    """
    alias = Alias(source)
    alias.spellings = tuple(_spellings(parse_pattern(source, words), source))
    return alias


def spellings(aliases: Iterable[Alias]) -> tuple[str, ...]:
    """Every spelling of some aliases, each once."""
    return tuple(dict.fromkeys(spelling for alias in aliases for spelling in alias.spellings))


def _spellings(elements: tuple[Element, ...], source: str) -> list[str]:
    """What some elements of an alias may be written as, with all their optional parts first."""
    found = [""]
    for element in elements:
        choices = _choices(element, source)
        longer: dict[str, None] = {}
        size = 0
        for spelling in found:
            for choice in choices:
                longer[spelling + choice] = None
                size += len(spelling) + len(choice)
                if len(longer) > MAX_SPELLINGS:
                    raise PatternError("spellings", 0, limit=MAX_SPELLINGS)
                if size > MAX_EXPRESSION:
                    raise PatternError("words-too-many", 0, limit=MAX_EXPRESSION, length=size)
        found = list(longer)
    return found


def _choices(element: Element, source: str) -> list[str]:
    match element:
        case Literal(text=text):
            return [text]
        case Optional(parts=parts):
            return [*_spellings(parts, source), ""]
        case _ if element.words:
            return list(dict.fromkeys(filter(None, map(squeeze, element.words))))
        case _:
            raise PatternError("in-alias", max(fold(source).find(element.kind), 0), kind=element.kind)
