"""What a rule pack and a site file hold, once read, checked and inherited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tiaoli.rulebook.entries import Origin
from tiaoli.rulebook.patterns import Pattern, Patterns
from tiaoli.rulebook.stored import Stored

NO_PATTERNS = Patterns()


@dataclass(frozen=True, slots=True)
class Condition(Stored):
    """One thing asked of a page when a pack is chosen: any of some words, or a pattern, in a place."""

    where: str  # title | head | body
    patterns: tuple[Pattern, ...]
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AppliesTo(Stored):
    """When a pack is for a page: every `must`, no `must_not`; each `should` that holds adds to the score."""

    must: tuple[Condition, ...] = ()
    should: tuple[Condition, ...] = ()
    must_not: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingRule(Stored):
    """How one level of headings is marked, learnt from a sample such as 一、 or (一) or 1. or 第一章."""

    name: str
    level: int
    sample: str
    title_ends_with: tuple[str, ...] = ()  # words that end a title which runs into its text without a mark
    has_title: bool = True  # whether what stands behind the marker is a title, or the text itself: 第一条 为了…


@dataclass(frozen=True, slots=True)
class FieldSource(Stored):
    """One place a metadata value may come from; sources are tried in order and the first value wins."""

    where: str  # title | head | front | heading | review | body | pair | attribute | field | reader
    patterns: tuple[Pattern, ...] = ()
    names: tuple[str, ...] = ()  # labels of pairs, names of attributes, or the field referred to
    add: int = 0  # for numbers and years: 2023年工作回顾 speaks of the year before the report's
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FieldRule(Stored):
    """How one metadata value is found."""

    name: str
    type: str  # text | date | year | number | money | percent | person | office | region | meeting | list
    sources: tuple[FieldSource, ...]
    line: int = field(default=0, compare=False)  # where the rule stands in its file
    origin: str = field(default="", compare=False)  # id of the pack that the rule stands in, before inheritance

    @property
    def place(self) -> str:
        """How evidence names the rule, such as `cn.gov.base#fields.title`."""
        return f"{self.origin}#fields.{self.name}"


@dataclass(frozen=True, slots=True)
class RoleRule(Stored):
    """What a section is for: known by the words of its heading, or of its first sentences."""

    name: str
    period: str | None = None  # last_year | this_year | years_ahead | year_reported
    heading: Patterns = NO_PATTERNS
    has: Patterns = NO_PATTERNS
    not_heading: Patterns = NO_PATTERNS
    paragraphs: Patterns = NO_PATTERNS  # words that give a single paragraph this role
    follows: tuple[str, ...] = ()  # a section without words of its own has this role behind one of these
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MeasureRule(Stored):
    """What may be said of an indicator in one measure: its dimension, and which values are plausible."""

    dimension: str = ""  # name of one of chinese.units.load_dimensions(); empty for a rank
    low: float | None = None  # in the dimension's base unit
    high: float | None = None
    aliases: tuple[str, ...] = ()  # further words that name the indicator in this measure alone
    base: float | None = None  # of a growth that is also told as an index: what the year before is in that


@dataclass(frozen=True, slots=True)
class IndicatorRule(Stored):
    """A quantity that reports give numbers for, and the words that name it: squeezed, every spelling of each."""

    name: str
    label: str
    aliases: tuple[str, ...]
    measures: dict[str, MeasureRule]  # by level | growth | difference | share | rank
    aliases_after: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Aliases that name it only where one of some words stands before them in the same sentence."""
    flow: bool = False  # whether its levels add up over years, so that 五年 gives their sum
    not_narrowed_by: tuple[str, ...] = ()  # words before an alias that leave it the whole region's: 城市优良天数
    not_near: tuple[str, ...] = ()  # beside one of these, in the same clause, an alias means something else
    not_part_of: tuple[str, ...] = ()  # longer words that hold an alias and mean something else
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """How an observation names its rule, such as `cn.gov.base#indicators.gdp`."""
        return f"{self.origin}#indicators.{self.name}"


@dataclass(frozen=True, slots=True)
class ColumnRule(Stored):
    """A column of a record: a group of the record's pattern, or what patterns of its own find in the same unit."""

    name: str
    type: str = "text"  # text | date | year | number | money | percent | person | office | region | list
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRule(Stored):
    """A table of the analyst's own: one row for each match of a pattern in each unit."""

    name: str
    label: str
    each: str  # section | paragraph | sentence | item
    patterns: tuple[Pattern, ...]
    in_role: tuple[str, ...] = ()  # only in sections and paragraphs of these roles; anywhere where empty
    columns: tuple[ColumnRule, ...] = ()
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """How a row names its rule, such as `my.pack#records.projects`."""
        return f"{self.origin}#records.{self.name}"


@dataclass(frozen=True, slots=True)
class TopicRule(Stored):
    """A dictionary of terms, each with its weight."""

    name: str
    label: str
    terms: dict[str, float]
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Segmenter(Stored):
    """How text is cut into words where topics are counted."""

    engine: str = "jieba"
    dictionary: str = "from_terms"
    hmm: bool = False


@dataclass(frozen=True, slots=True)
class RuleTest(Stored):
    """A text, and what a rule file has to make of it and must not.

    An expectation is a mapping with a subject (field, heading, role, record, indicator, topic, dropped, kept) and what
    is said of it.
    """

    name: str
    text: str
    format: str = "text"  # text | html
    applies: bool | None = None  # whether the pack has to be the one chosen for the text; None: it is not asked
    expect: tuple[dict[str, Any], ...] = ()
    forbid: tuple[dict[str, Any], ...] = ()
    known_gap: str = ""  # why the test is known to fail
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pack(Stored):
    """The rules for one kind of document, after inheritance."""

    id: str
    version: str
    title: str
    document_type: str
    status: str
    applies_to: AppliesTo
    headings: tuple[HeadingRule, ...] = ()
    part_heads: Patterns = NO_PATTERNS  # unnumbered lines that head a part
    annex_heads: Patterns = NO_PATTERNS  # lines that open an annex or a glossary
    closings: Patterns = NO_PATTERNS  # what documents of this kind end with
    fields: dict[str, FieldRule] = field(default_factory=dict)
    roles: dict[str, RoleRule] = field(default_factory=dict)
    sha256: str = ""  # of the file's bytes and those of the packs it extends
    path: str = ""
    ancestors: tuple[str, ...] = ()  # ids of all packs it extends, and of those that they extend
    abstract: bool = False  # only there to be extended, never chosen
    fallback: bool = False  # chosen where no other pack applies
    indicators: dict[str, IndicatorRule] = field(default_factory=dict)
    joint: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that name several indicators at once, every spelling of them, with the indicators' names in order."""
    value_kind: dict[str, tuple[str, ...]] = field(default_factory=dict)  # actual, target: words that tell
    records: dict[str, RecordRule] = field(default_factory=dict)
    topics: dict[str, TopicRule] = field(default_factory=dict)
    segmenter: Segmenter = Segmenter()
    description: str = ""
    tests: tuple[RuleTest, ...] = ()  # the pack's own, never its parents'
    origins: dict[str, Origin] = field(default_factory=dict)
    """Where each rule comes from, by its path: `fields.title`, `roles.review`, `part_heads.0`."""


@dataclass(frozen=True, slots=True)
class ClutterRule(Stored):
    """Lines that are no part of the document.

    `anywhere` lines are dropped wherever they stand, `top` ones before the body, `tail` ones after it,
    `glued` ones where they stand in brackets behind a sentence; a rule with `rest` also drops all that follows it.
    """

    reason: str
    zone: str  # anywhere | top | tail | glued
    exact: frozenset[str] = frozenset()
    patterns: Patterns = NO_PATTERNS
    rest: bool = False
    line: int = field(default=0, compare=False)
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Site(Stored):
    """What is known of the pages of some sites: where content stands, what is clutter, which labels occur."""

    id: str
    domains: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()  # CSS selectors of one step: #zoom, .TRS_Editor, article
    content_comments: tuple[tuple[str, str], ...] = ()
    clutter_classes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # reason, words in class or id
    labels: frozenset[str] = frozenset()
    clutter: tuple[ClutterRule, ...] = ()
    sha256: str = ""
    version: str = ""
    title: str = ""
    path: str = ""
    tests: tuple[RuleTest, ...] = ()
    status: str = "draft"
    origins: dict[str, Origin] = field(default_factory=dict)
    """Where each rule stands, by its path: `clutter.3`, `clutter_classes.share`, `labels.0`."""
