"""Patterns: literal text with placeholders, compiled so that nothing a pack holds can hang a run.

======================  ==================================================================================
`索引号`                these characters in either width, white space and line breaks between them or not
`{date}` `{year}`       a full date; four digits of a year, or four Chinese ones
`{n}` `{digits}`        a number of up to four characters, Chinese or not; a row of digits
`{number}`              a number with its 万 and 亿 (1.2万亿, 3,500, 三百五十, 70多), a range of two (5-8) whole
`{money}` `{percent}`   an amount with its unit (983亿元, 两千万美元); a share (12.5%, 百分之五, 1.5‰)
`{region}` `{person}`   2 to 25 characters; a name (张三, 王 强, 买买提·艾力)
`{full_name}`           a name that begins with a usual surname or holds a point: not 信箱, where 张三 is one
`{office}` `{organ}`    characters that end as names of offices (市长, 总理), as names of organs (县教育局) do
`{meeting}`             a session of a people's congress, its numbers captured as `congress` and `session`
`{any}` `{line}`        a short stretch of one line without 。; the rest of the line
`{phrase}`              a short stretch without any punctuation
`{space}`               at least one white space
`{start}` `{end}`       the start and the end of a line; the ends of the searched stretch count as such
`{value:date}`          a placeholder with a name of its own
`{?第{n}次}`            a part that may be absent
`{{` `}}`               the braces themselves (outside optional parts)
======================  ==================================================================================

Braces, colons and question marks may be typed in full width too. A placeholder without a name is captured
under its kind where no other in the pattern could be. The leftmost match wins; of several words, the longest.

Patterns with placeholders, and raw regular expressions, run on RE2, whose time is linear. Words without
placeholders run on `re`, where they are linear as well (no two neighbouring parts can match the same
character) and about five times as fast, since RE2 first encodes the text to UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from tiaoli.chinese.width import fold
from tiaoli.rulebook.expressions import write, write_literal
from tiaoli.rulebook.notation import (
    MAX_LENGTH,
    NO_WORDS,
    Element,
    Literal,
    PatternError,
    Placeholder,
    parse_pattern,
    walk,
)  # fmt: skip
from tiaoli.rulebook.placeholders import ANCHORS
from tiaoli.rulebook.stored import Stored
from tiaoli.rulebook.wording import Phrase

Span = tuple[int, int]
"""Half-open range of code points in the searched text."""

MAX_REGEX_LENGTH = 1000
"""The longest raw regular expression, in characters."""

MAX_EXPRESSION = 100_000
"""The longest expression, in characters, that a pattern may come to; RE2 takes twice that."""

MAX_STATES = 50_000
"""The most states that a raw regular expression may have: its time is linear, but each of them counts."""

_REFUSED = (
    ("(?=", "ahead"), ("(?!", "ahead"), ("(?<=", "behind"), ("(?<!", "behind"), ("(?>", "atomic"),
    ("(?(", "conditions"), ("invalid repetition size", "repeats"), ("bad repetition operator", "possessive"),
)  # fmt: skip
"""What of RE2's complaint tells which of its limits was met."""
_GROUP = re.compile(r"\(\?P<(\w+)>")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern matched, without the white space at its ends, and what its placeholders hold."""

    span: Span
    groups: dict[str, Span]


@dataclass(frozen=True, slots=True)
class Pattern(Stored):
    """A pattern to run over folded text; it is compiled when first used."""

    source: str
    expression: str
    is_plain: bool = False
    """Whether it holds only words, and so runs on `re`."""
    required: str = ""
    """Characters without which it cannot match: looking for them first is ten times cheaper than a miss."""
    is_regex: bool = False
    """Whether it was written as a raw regular expression."""
    words: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)
    """The placeholders of the rule's own, each with its words."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it captures what it matches."""
        return tuple(_GROUP.findall(self.expression))

    def search(self, folded: str, start: int = 0, end: int | None = None) -> Found | None:
        """The first match in the stretch, or None. The stretch is cut out: what stands beside it is not seen."""
        return next(self._matches(folded, start, len(folded) if end is None else end), None)

    def find_all(self, folded: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Every match in the stretch, from left to right, none overlapping another."""
        return list(self._matches(folded, start, len(folded) if end is None else end))

    def _matches(self, folded: str, start: int, end: int) -> Iterator[Found]:
        for char in self.required:
            if folded.find(char, start, end) < 0:
                return iter(())
        return self._looked_for(folded, start, end)

    def _looked_for(self, folded: str, start: int, end: int) -> Iterator[Found]:
        # RE2 would encode and count the whole text for a search of a part of it.
        window = folded[start:end]
        compiled, names = _compiled(self.expression, self.is_plain)
        if not self.is_plain and not window.isascii():
            window = _encodable(window)
        for match in compiled.finditer(window):
            span = _trimmed(window, match.span())
            if span:
                groups = {name: part for name, at in names if (part := _trimmed(window, match.span(at)))}
                moved = {name: (first + start, last + start) for name, (first, last) in groups.items()}
                yield Found((span[0] + start, span[1] + start), moved)


class Patterns(tuple[Pattern, ...]):
    """Patterns of which any may match; those that hold only words are tried as one, which is quicker."""

    def found_in(self, folded: str) -> bool:
        """Whether any of them matches somewhere in the text."""
        if self._words and self._words.search(folded):
            return True
        return any(char in folded and pattern.search(folded) for char, pattern in self._others)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        plain = [f"(?:{pattern.expression})" for pattern in self if pattern.is_plain]
        return re.compile("|".join(plain)) if plain else None

    @cached_property
    def _others(self) -> tuple[tuple[str, Pattern], ...]:
        """The patterns with placeholders, each behind a character that it asks for: most texts have not even that."""
        return tuple((pattern.required[:1], pattern) for pattern in self if not pattern.is_plain)


def compile_pattern(source: str, words: Mapping[str, tuple[str, ...]] = NO_WORDS) -> Pattern:
    """The pattern that `source` writes; raises ValueError with the fault and its position in the source.

    `words` are the placeholders that a rule defines itself, each with the words any of which it stands for.
    """
    folded = fold(source)
    if "{" not in folded and "}" not in folded and len(source) <= MAX_LENGTH and (word := "".join(folded.split())):
        return Pattern(source, write_literal(word), True, _telling(word))
    return pattern_of(parse_pattern(source, words), source, words)


def pattern_of(elements: tuple[Element, ...], source: str, words: Mapping[str, tuple[str, ...]] = NO_WORDS) -> Pattern:
    """The pattern that some elements make, written as `source`."""
    parts = list(walk(elements))
    is_plain = len(parts) == len(elements) and not any(
        isinstance(part, Placeholder) and part.kind not in ANCHORS for part in parts
    )
    literals = "".join(part.text for part in elements if isinstance(part, Literal))
    expression = write(elements)
    if len(expression) > MAX_EXPRESSION:
        raise PatternError("words-too-many", 0, limit=MAX_EXPRESSION, length=len(expression))
    return Pattern(source, expression, is_plain, _telling(literals), words=tuple(words.items()))


def compile_regex(source: str) -> Pattern:
    """A raw regular expression for RE2; raises ValueError with the reason where RE2 refuses it.

    Its literal characters are folded as the text is. Named groups are captured.
    """
    import re2

    if len(source) > MAX_REGEX_LENGTH:
        raise PatternError("regex-too-long", MAX_REGEX_LENGTH, limit=MAX_REGEX_LENGTH, length=len(source))
    expression = "".join(_fold_in_regex(char) for char in source)
    try:
        compiled, _ = _compiled(expression, is_plain=False)
    except re2.error as error:
        raise _explain(source, error) from error
    if compiled.programsize > MAX_STATES:
        raise PatternError("regex-too-big", 0, limit=MAX_STATES, size=compiled.programsize)
    if compiled.fullmatch(""):
        raise PatternError("regex-empty", 0)
    return Pattern(source, expression, is_regex=True)


@lru_cache(maxsize=4096)
def _compiled(expression: str, is_plain: bool) -> tuple[Any, tuple[tuple[str, int], ...]]:
    """The compiled expression and the names and numbers of its groups; cached, so that patterns stay plain values."""
    if is_plain:
        return re.compile(expression), ()
    # Imported where needed: loading it takes longer than loading the packs.
    import re2

    options = re2.Options()
    options.log_errors = False
    compiled = re2.compile(expression, options)
    return compiled, tuple(compiled.groupindex.items())


def _telling(literals: str) -> str:
    """Up to six characters of the literals, ideographs first: they are rarer than points and digits."""
    return "".join(sorted(dict.fromkeys(literals), key=lambda char: char < "\u3400")[:6])


def _trimmed(window: str, span: Span) -> Span | None:
    words = window[span[0] : span[1]]
    ink = words.strip()
    if span[0] < 0 or not ink:
        return None
    first = span[0] + len(words) - len(words.lstrip())
    return first, first + len(ink)


def _encodable(window: str) -> str:
    """The window with lone surrogates, which UTF-8 cannot write, replaced one to one."""
    try:
        window.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("�", window)
    return window


def _fold_in_regex(char: str) -> str:
    folded = fold(char)
    return char if folded == char else re.escape(folded)


def _explain(source: str, error: Exception) -> PatternError:
    detail = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
    fragment = detail.partition(": ")[2]
    position = max(source.find(fragment), 0) if fragment else 0
    why = next((reason for sign, reason in _REFUSED if sign in detail), None)
    if re.fullmatch(r"invalid escape sequence: \\[1-9]", detail):
        why = "references"
    if why is None:
        return PatternError("regex-refused", position, detail=detail)
    return PatternError("regex-cannot", position, detail=detail, why=Phrase(f"regex.{why}"))
