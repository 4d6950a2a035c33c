"""Numbers with a unit in running text, each with the words that it is said of: 粮食产量 in 全年粮食产量达到50万吨."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from tiaoli.page import Span

LONGEST_PHRASE = 24
"""Of longer words before a number only the last characters are looked at."""

_SPACE_AND_BRACKETS = re.compile(r"\s+|\([^()\d\n]{0,20}\)")
_EDGES = ".-—~/*·\"'“”‘’「」《》<>"
# Each part is bounded, so that long rows of digits are passed over in linear time. What multiplies is taken as short
# as it may be: the 千 of 五百千瓦 belongs to the unit.
_ARABIC = r"(?<![\dA-Za-z.第])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,8})?"
_CHINESE = "[一二两三四五六七八九十百千万亿零〇点]"
_NUMBER = rf"(?:{_ARABIC}|(?<!第)(?<!{_CHINESE}){_CHINESE}{{2,15}}?)\s{{0,2}}[十百千万亿]{{0,3}}?[多余几]?\s{{0,2}}"
_SENTENCE = re.compile(r"[^。!?;]+")
_HAS_NUMBER = re.compile(rf"\d|{_CHINESE}{{2}}|百分之")
_DATE = r"[比较]?\d{1,4}(?![\dA-Za-z])[年月日]?[末底]?"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with its unit; `phrase` is empty where no words before it tell what it is a number of."""

    phrase: str
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of `mentions.yaml`, compiled."""

    tokens: re.Pattern[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]


def find_mentions(folded: str) -> Iterator[Mention]:
    """The numbers with a unit in a folded text, in reading order.

    The words before a number are those back to the last punctuation, number or verb. Where none stand there, as
    in 达983亿元,增长6%, they are the ones before, unless a verb such as 建成 says that something new begins.

    >>> [(found.phrase, found.unit) for found in find_mentions("粮食产量达到50万吨,增长2%,建成水库3座。")]
    [('粮食产量', '吨'), ('粮食产量', '%'), ('水库', '座')]
    """
    for sentence in _SENTENCE.finditer(folded):
        if _HAS_NUMBER.search(folded, *sentence.span()):
            yield from _in_sentence(folded, *sentence.span())


def _in_sentence(folded: str, start: int, end: int) -> Iterator[Mention]:
    cues = _cues()
    phrase = ""
    for token in cues.tokens.finditer(folded, start, end):
        kind = token.lastgroup
        if kind == "kept":
            continue
        words = _trimmed(folded[max(start, token.start() - LONGEST_PHRASE) : token.start()], cues)
        phrase = words or phrase
        if kind in ("number", "percent"):
            yield Mention(phrase, token["unit"] or "%", token.span())
        elif kind == "does":
            phrase = ""
        start = token.end()


def _trimmed(words: str, cues: _Cues) -> str:
    """The words without brackets and what stands around the noun that they hold."""
    bare = _SPACE_AND_BRACKETS.sub("", words).strip(_EDGES)
    before = cues.leading.match(bare)
    return cues.trailing.sub("", bare[before.end() if before else 0 :]).strip(_EDGES)


@cache
def _cues() -> _Cues:
    text = (resources.files("tiaoli.workbench") / "mentions.yaml").read_text("utf-8")
    loaded: dict[str, list[list[str]]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {name: _either(lines) for name, lines in loaded.items()}
    tokens = (
        rf"(?P<number>{_NUMBER}(?P<unit>{words['units']}))|(?P<percent>百分之{_CHINESE}{{1,8}})"
        rf"|(?P<kept>{words['whole']}|(?:{words['does']}|{words['says']})[率额]|\([^()\d\n]{{0,20}}\))|(?P<does>{words['does']})|(?P<says>{words['says']})"
        r"|(?P<gap>[,、:()\[\]|])"
    )
    leading, trailing = rf"(?:{_DATE}|{words['leading']})+", rf"(?:[\d.,~—-]|{words['trailing']})+$"
    return _Cues(re.compile(tokens), re.compile(leading), re.compile(trailing))


def _either(lines: list[list[str]]) -> str:
    """Any of the words, the longest first."""
    words = {word for line in lines for word in line}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
