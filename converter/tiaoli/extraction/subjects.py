"""What is known at a point of a sentence of which numbers are said of indicators."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields

from tiaoli.extraction.measuring import Cues, Measured
from tiaoli.extraction.tokens import Token
from tiaoli.extraction.vocabulary import Name
from tiaoli.rulebook.models import IndicatorRule

Span = tuple[int, int]
"""Half-open range of code points."""


_PLANNED = ("计划", "任务", "预算", "预算数", "目标", "指标")
"""What that ends in of which something was done: a part of it is no share."""
_RATES = frozenset(("增速", "增速均", "年均增速", "增幅", "增长率", "增长速度", "增长幅度"))

_LISTS = ("listed", "before", "history", "waiting")
"""What a state has that grows, and so is copied to be kept."""


@dataclass(slots=True)
class Subject:
    """What numbers are said of: the indicators that a name stands for (several where it is joint), none where it is a
    word of its own. `scope` is a word before the name that narrows it; `caused` says that 拉动 or the like stands
    before it, so that a growth is no growth of the whole; a `spoilt` one takes no more numbers, one
    `of_other` none of a list, since a word right behind it tells of something else; one that is
    `part_of_word` stands within a longer word, with which all of its list is meant. `added` says that 新增 or the like
    stands before it, `added_late` that it does before another, of which a number was said. `classifier` is the unit it
    was counted by; `share_of` is the whole that its share of is spoken of, where that was said to change; `grown` says
    which way it grew, 1 or -1, where a growth was said of it, `rate` that the rate of its growth is spoken of;
    `rose_from` is the year that it is said to have risen from."""

    names: tuple[Name, ...]
    start: int
    end: int = -1
    joint: bool = False
    alone: tuple[Name, ...] = ()
    scope: str | None = None
    added: bool = False
    added_late: bool = False
    caused: bool = False
    spoilt: bool = False
    of_other: bool = False
    part_of_word: bool = False
    classifier: str | None = None
    share_of: str | None = None
    grown: int = 0
    rate: bool = False
    rose_from: str | None = None


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Link:
    """A number, or a statement without one, said of an indicator."""

    rule: IndicatorRule
    measured: Measured
    start: int
    end: int
    number: Span | None
    scope: str | None
    cues: Cues


@dataclass(slots=True)
class State:
    """What is known at a point of a sentence: the subject at hand, those of the list, the clause and the sentence, the
    linking words since the last number, and the tokens since the last mark or number."""

    subject: Subject | None = None
    listed: list[Subject] = field(default_factory=list)
    before: list[Subject] = field(default_factory=list)
    cues: Cues = field(default_factory=Cues)
    part: list[Token] = field(default_factory=list)
    named: bool = False
    foreign: bool = False
    added: bool = False
    added_told: bool = False
    """Whether a number was said of what was added."""
    scope: str | None = None
    clause: int = 0
    history: list[Subject] = field(default_factory=list)
    memory: dict[str, str] = field(default_factory=dict)
    toward: str | None = None
    part_of_year: str | None = None
    waiting: list[Subject] = field(default_factory=list)
    """The subjects of the list at hand that no number was said of yet."""
    entered: int = 0
    outside: State | None = None
    """Within brackets, what was known before them."""

    def enter(self, at: int) -> None:
        """Begins what stands in brackets from `at` on, with which nothing outside goes on."""
        if self.outside is None:
            self.entered = at
            self.outside = copy(self)
            for name in _LISTS:
                setattr(self.outside, name, list(getattr(self, name)))
            self.part, self.named, self.foreign = [], False, False
            self.cues = self.cues.carried(over_comma=False)

    def leave(self, inside: str) -> None:
        """Goes on with what stood before the brackets, unless they only named something: 占比(城镇化率)为58%."""
        if self.outside is None:
            return
        if not any(char.isdigit() for char in inside):
            self.outside = None
            return
        for each in fields(self):
            setattr(self, each.name, getattr(self.outside, each.name))

    def open(self, subject: Subject) -> None:
        """Takes a subject as the one at hand."""
        self.subject = subject
        self.listed.append(subject)
        self.history.append(subject)
        self.waiting.append(subject)

    def read(self, token: Token, text: str) -> None:
        """Takes in a linking word."""
        kinds = token.word.kinds
        self.part.append(token)
        if self.named and self.subject and text[token.start : token.end] in _RATES:
            self.subject.rate = True
        if "added" in kinds and not self.named and not _is_attribute(text, token):
            self.added, self.added_told = True, False
        self.cues.add(kinds, text[token.start : token.end])
        if "share" in self.cues.kinds and _is_planned(text, token):
            self.cues.kinds.discard("share")  # 占全年任务100.8%
        if self.part_of_year and text.startswith("全年", token.start):
            self.part_of_year = None
        if "and" in kinds and self.named and not self.foreign:
            self.named = False
            self.part = []

    def open_subject(self) -> Subject | None:
        """The subject at hand, None where there is none that a number could be said of."""
        if self.foreign or self.subject is None or self.subject.spoilt or not self.subject.names:
            return None
        return self.subject


def _is_attribute(text: str, word: Token) -> bool:
    """Whether a word tells which ones are meant, not what was done: 国家认定的高新技术企业."""
    return text.startswith("的", word.end) and not text.startswith("新", word.start)


def _is_planned(text: str, word: Token) -> bool:
    return text.endswith(_PLANNED, word.start, word.end) and not text.startswith(("收", "支"), word.end)
