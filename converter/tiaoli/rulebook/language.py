"""The rule language: every key of a pack and of a site file, and what may stand under it.

What each key means is said in `language.yaml`, from which the reference is made.
"""

from __future__ import annotations

from tiaoli.rulebook.shapes import (
    AliasText,
    AnyPattern,
    Choice,
    Integer,
    Key,
    Labelled,
    ListOf,
    Mapping,
    Named,
    Number,
    PatternText,
    Plain,
    Raw,
    RegexText,
    Shape,
    Text,
    Truth,
)  # fmt: skip

KINDS = ("pack", "site")
STATUSES = ("draft", "test", "stable", "deprecated")
FIELD_TYPES = (
    "text", "date", "year", "number", "money", "percent", "person", "office", "region", "meeting", "list",
)  # fmt: skip
COLUMN_TYPES = ("text", "date", "year", "number", "money", "percent", "person", "office", "region", "list")
_WORDS_OF_METADATA = ("text", "person", "office")
METADATA_TYPES = {
    **dict.fromkeys(
        ("title", "speaker", "speaker_title", "issuer", "document_number", "publisher", "source_name", "index_number",
         "subject", "genre", "validity"), _WORDS_OF_METADATA),
    **dict.fromkeys(("date", "published", "written", "effective"), ("date",)),
    "year": ("year",), "region": ("region",), "meeting": ("meeting",), "keywords": ("list",),
}  # fmt: skip
"""The types that a field may have whose name is a key of every document's metadata."""

CONDITION_PLACES = ("title", "head", "body")
FIELD_PLACES = ("title", "head", "front", "heading", "review", "body")
PERIODS = ("last_year", "this_year", "years_ahead", "year_reported")
UNITS_OF_RECORDS = ("section", "paragraph", "sentence", "item")
ZONES = ("anywhere", "top", "tail", "glued")
VALUE_KINDS = ("actual", "target")
MEASURES = ("level", "growth", "difference", "share", "rank")
DIMENSIONS = (
    "money", "percent", "per_mille", "percentage_point", "times", "ratio", "person", "person_time", "household", "site",
    "count", "area", "floor_area", "territory", "length", "mass", "coal", "volume", "electricity", "power", "day",
    "age", "beds", "concentration", "per_gdp", "freight", "index",
)  # fmt: skip
"""The dimensions of `chinese/units.yaml`, named here so that rules are read without it; a test compares them."""

USUAL_DIMENSIONS = {"growth": "percent", "share": "percent"}
"""The dimensions of measures that need not say theirs."""

FORMATS = ("text", "html")

NAMED_SOURCES = ("pair", "attribute", "field", "reader")
"""Sources of a field that are no stretch of the text to search."""

WAYS = ("pattern", "any", "regex")
"""How a stretch of the text is searched."""

NUMERALS = ("一", "1", "①", "Ⅰ")
"""What stands for the number in the sample of a heading."""

_TEXTS = ListOf(Text())
_PATTERNS = ListOf(AnyPattern())
_ALIASES = ListOf(AliasText())
_WORDS = Labelled(_TEXTS)
_SEARCH = (Key("pattern", PatternText()), Key("any", _PATTERNS), Key("regex", RegexText()))

HEADER = (
    Key("rules", Text(), required=True),
    Key("kind", Choice(KINDS)),
    Key("id", Text(), required=True),
    Key("version", Text(), required=True),
    Key("title", Text(), required=True),
    Key("description", Text()),
    Key("status", Choice(STATUSES)),
)
"""What every rule file says of itself."""

CONDITION = Mapping(
    "condition", (Key("in", Choice(CONDITION_PLACES), required=True), *_SEARCH, Key("words", _WORDS)), one_of=WAYS
)
APPLIES_TO = Mapping(
    "applies_to",
    (Key("must", ListOf(CONDITION)), Key("should", ListOf(CONDITION)), Key("must_not", ListOf(CONDITION))),
)
HEADING = Mapping(
    "heading",
    (
        Key("level", Integer(1, 9), required=True),
        Key("sample", Text(), required=True),
        Key("title", Truth()),
        Key("title_ends_with", _TEXTS),
    ),
)
SOURCE = Mapping(
    "source",
    (
        Key("in", Choice(FIELD_PLACES)),
        *_SEARCH,
        Key("words", _WORDS),
        Key("add", Integer(-100, 100)),
        Key("pair", _TEXTS),
        Key("attribute", _TEXTS),
        Key("field", Text()),
        Key("reader", Choice(("title",))),
    ),
)
FIELD = Mapping("field", (Key("type", Choice(FIELD_TYPES)), Key("from", ListOf(SOURCE), required=True)))
ROLE = Mapping(
    "role",
    (
        Key("period", Choice(PERIODS)),
        Key("heading", _PATTERNS),
        Key("not_heading", _PATTERNS),
        Key("has", _PATTERNS),
        Key("paragraphs", _PATTERNS),
        Key("follows", _TEXTS),
        Key("words", _WORDS),
    ),
    any_of=("heading", "has", "paragraphs"),
)
_RANGE = Key("range", ListOf(Number(), length=2))
_OF_THIS_MEASURE = Key("aliases", _ALIASES)
AMOUNT = Mapping("amount", (Key("dimension", Choice(DIMENSIONS), required=True), _RANGE, _OF_THIS_MEASURE))
RATIO = Mapping("ratio", (Key("dimension", Choice(DIMENSIONS)), _RANGE, _OF_THIS_MEASURE))
GROWTH = Mapping("ratio", (*RATIO.keys, Key("base", Number())))
RANK = Mapping("rank", (_RANGE, _OF_THIS_MEASURE))
SHAPES_OF_MEASURES = {"level": AMOUNT, "growth": GROWTH, "difference": AMOUNT, "share": RATIO, "rank": RANK}
INDICATOR = Mapping(
    "indicator",
    (
        Key("label", Text(), required=True),
        Key("aliases", _ALIASES, required=True),
        *(Key(name, SHAPES_OF_MEASURES[name]) for name in MEASURES),
        Key("aliases_after", Labelled(_ALIASES, by_alias=True)),
        Key("flow", Truth()),
        Key("not_narrowed_by", _ALIASES),
        Key("not_near", _ALIASES),
        Key("not_part_of", _ALIASES),
        Key("words", _WORDS),
    ),
    any_of=MEASURES,
)
COLUMN = Mapping("column", (Key("type", Choice(COLUMN_TYPES)), *_SEARCH, Key("words", _WORDS)))
RECORD = Mapping(
    "record",
    (
        Key("label", Text()),
        Key("in_role", _TEXTS),
        Key("each", Choice(UNITS_OF_RECORDS), required=True),
        *_SEARCH,
        Key("words", _WORDS),
        Key("columns", Named(COLUMN)),
    ),
    one_of=WAYS,
)
TOPIC = Mapping("topic", (Key("label", Text(), required=True), Key("terms", Labelled(Number()), required=True)))
SEGMENTER = Mapping(
    "segmenter",
    (Key("engine", Choice(("jieba",))), Key("dictionary", Choice(("from_terms", "none"))), Key("hmm", Truth())),
)
CHANGE = Mapping(
    "change",
    (Key("add", Raw()), Key("add_first", Raw()), Key("remove", Raw()), Key("set", Raw())),
    any_of=("add", "add_first", "remove", "set"),
)
SUBJECTS = ("field", "heading", "role", "record", "indicator", "topic", "dropped", "kept")
"""What an expectation is about."""

EXPECTATION = Mapping(
    "expectation",
    (*(Key(name, Text()) for name in SUBJECTS), Key("paragraph", Text()), Key("level", Integer(0, 9))),
    any_of=SUBJECTS,
    others=Plain(),
)
TEST = Mapping(
    "test",
    (
        Key("name", Text()),
        Key("text", Text(), required=True),
        Key("format", Choice(FORMATS)),
        Key("applies", Truth()),
        Key("expect", ListOf(EXPECTATION)),
        Key("forbid", ListOf(EXPECTATION)),
        Key("known_gap", Text()),
    ),
    any_of=("applies", "expect", "forbid"),
)

PACK = Mapping(
    "pack",
    (
        *HEADER,
        Key("document_type", Text()),
        Key("extends", _TEXTS),
        Key("abstract", Truth()),
        Key("fallback", Truth()),
        Key("applies_to", APPLIES_TO),
        Key("headings", Named(HEADING)),
        Key("part_heads", _PATTERNS),
        Key("annex_heads", _PATTERNS),
        Key("closings", _PATTERNS),
        Key("fields", Named(FIELD)),
        Key("roles", Named(ROLE)),
        Key("indicators", Named(INDICATOR)),
        Key("joint", Labelled(_TEXTS, by_alias=True)),
        Key("value_kind", Mapping("value_kind", tuple(Key(kind, _TEXTS) for kind in VALUE_KINDS))),
        Key("records", Named(RECORD)),
        Key("topics", Named(TOPIC)),
        Key("segmenter", SEGMENTER),
        Key("disable", _TEXTS),
        Key("override", Labelled(CHANGE)),
        Key("tests", ListOf(TEST)),
    ),
)
CLUTTER = Mapping(
    "clutter",
    (
        Key("reason", Text(), required=True),
        Key("zone", Choice(ZONES), required=True),
        Key("exact", _TEXTS),
        Key("patterns", _PATTERNS),
        Key("rest", Truth()),
    ),
    any_of=("exact", "patterns"),
)
SITE = Mapping(
    "site",
    (
        *(Key(key.name, key.shape, required=key.required or key.name == "kind") for key in HEADER),
        Key("domains", _TEXTS),
        Key("containers", _TEXTS),
        Key("content_comments", ListOf(ListOf(Text(), length=2))),
        Key("clutter_classes", Named(_TEXTS)),
        Key("labels", _TEXTS),
        Key("clutter", ListOf(CLUTTER)),
        Key("tests", ListOf(TEST)),
    ),
)


def shape_at(path: str) -> Shape | None:
    """What may stand at a dotted path of a pack, such as `roles.review.heading`; None where nothing may."""
    shape: Shape | None = PACK
    for name in path.split("."):
        match shape:
            case Mapping():
                shape = shape.shape_of(name)
            case Named(value=inner) | Labelled(value=inner):
                shape = inner
            case _:
                return None
    return shape
