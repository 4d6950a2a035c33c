"""What the shapes alone cannot say of a pack file: keys that exclude one another, samples, ranges, unused words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tiaoli.chinese.width import fold, squeeze
from tiaoli.rulebook.aliases import Alias
from tiaoli.rulebook.entries import Entry
from tiaoli.rulebook.faults import Faults, quoted
from tiaoli.rulebook.language import MEASURES, METADATA_TYPES, NAMED_SOURCES, NUMERALS, WAYS
from tiaoli.rulebook.notation import Placeholder, parse_pattern, walk
from tiaoli.rulebook.patterns import Pattern
from tiaoli.rulebook.wording import Phrase

RESERVED_COLUMNS = ("record", "count", "quote")
"""What a test says of a table or of a whole row, so that no column can bear these names."""


MAX_TERM = 50
"""The most characters of a topic's term: the tokenizer keeps every beginning of it."""


def check_pack(entry: Entry, faults: Faults) -> None:
    """Notes what is wrong with the rules of one file, each by itself."""
    for section, check in _CHECKS.items():
        for name, rule in _under(entry, section):
            check(name, rule, faults)
    for inner in _entries(entry):
        _check_words(inner, faults)


def check_rule(section: str, name: str, rule: Any, faults: Faults) -> None:
    """Notes what is wrong with a rule by its name, and the section it is of such as `fields`, as its child has it."""
    if isinstance(rule, Entry):
        if section in _CHECKS:
            _CHECKS[section](name, rule, faults)
        for inner in _entries(rule):
            _check_words(inner, faults)


def _check_heading(_: str, rule: Entry, faults: Faults) -> None:
    sample = rule.get("sample")
    if sample and not any(numeral in fold(sample) for numeral in NUMERALS):
        faults.add("rules.sample", rule.at("sample"), found=quoted(sample))


def _check_field(name: str, rule: Entry, faults: Faults) -> None:
    found, wanted = rule.get("type", "text"), METADATA_TYPES.get(name)
    if wanted and found and found not in wanted:
        params = {"name": f"`{name}`", "types": _quoted(*wanted), "found": f"`{found}`"}
        faults.add("rules.metadata-type", rule.at("type"), **params)
    for source in rule.get("from") or ():
        _check_source(source, faults)


def _check_indicator(_: str, rule: Entry, faults: Faults) -> None:
    for measure in MEASURES:
        _check_range(rule.get(measure), faults)


def _check_source(source: Entry, faults: Faults) -> None:
    """Notes a source of a field that says in several ways, or in none, where its value stands."""
    named = [way for way in NAMED_SOURCES if way in source]
    searched = [way for way in WAYS if way in source]
    filtered = named == ["reader"] and len(searched) == 1
    is_said = bool(source) or (source.node.kind == "map" and not source.node.entries)
    if is_said and len(named) + len(searched) != 1 and not filtered:
        found = " + ".join(f"`{way}`" for way in (*searched, *named)) or Phrase("nothing")
        faults.add("rules.one-of", source.node, keys=_quoted(*WAYS, *NAMED_SOURCES), found=found)
    elif named and "in" in source:
        faults.add("rules.one-of", source.at("in"), keys=_quoted("in", *named), found=f"`in` + `{named[0]}`")
    elif searched and not named and "in" not in source:
        faults.add("rules.missing-key", source.node, key="`in`")


def _check_range(measure: Entry | None, faults: Faults) -> None:
    bounds = measure.get("range") if measure is not None else None
    if measure is not None and bounds and bounds[0] > bounds[1]:
        faults.add("rules.range", measure.at("range"), low=f"{bounds[0]:g}", high=f"{bounds[1]:g}")


def _check_columns(_: str, rule: Entry, faults: Faults) -> None:
    """A column without a search of its own is a group that the record's pattern captures."""
    patterns = list(_patterns(rule))
    known = sorted(set().union(*(set(pattern.names) for pattern in patterns)))
    columns: Entry | dict[str, Any] = rule.get("columns") or {}
    for name in RESERVED_COLUMNS:
        if name in (columns or known):
            place = columns.at(name) if isinstance(columns, Entry) else rule.node
            faults.add("rules.reserved-column", place, found=quoted(name))
    for name, column in columns.items():
        there = [way for way in WAYS if way in column] if isinstance(column, Entry) else [""]
        if len(there) > 1:
            faults.add("rules.one-of", column.node, keys=_quoted(*WAYS), found=" + ".join(f"`{way}`" for way in there))
        elif not there and patterns and name not in known:
            faults.add("rules.unknown-group", column.node, found=name[:40], hint=faults.hint(name, known))


def _check_terms(_: str, rule: Entry, faults: Faults) -> None:
    """A term has ink, and no more characters than a word can have."""
    for term in rule.get("terms") or ():
        if not 1 <= len(squeeze(term)) <= MAX_TERM:
            faults.add("rules.term", rule["terms"].at(term), found=quoted(term[:MAX_TERM]), limit=MAX_TERM)


def _check_words(entry: Entry, faults: Faults) -> None:
    """A word that no pattern and no alias uses is a word misspelt."""
    words = entry.get("words")
    if not isinstance(words, Entry):
        return
    sources = [source for inner in _entries(entry) for source in _sources(inner)]
    used = dict.fromkeys(sorted({kind for source in sources for kind in _kinds(source, words)}))
    for name in words:
        if sources and name not in used:
            faults.add("rules.unknown-word", words.at(name), name=name[:40], hint=faults.hint(name, used))


def _kinds(source: str, words: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if "{" in fold(source):
        try:
            elements = parse_pattern(source, words)
        except ValueError:
            return
        yield from (part.kind for part in walk(elements) if isinstance(part, Placeholder))


def _patterns(entry: Entry) -> Iterator[Pattern]:
    for value in entry.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Pattern):
                yield item


def _sources(entry: Entry) -> Iterator[str]:
    """What of a mapping may use words of the rule's own, as it is written."""
    yield from (pattern.source for pattern in _patterns(entry))
    for value in (*entry, *entry.values()):
        yield from (item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, Alias))


def _under(entry: Entry, key: str) -> list[tuple[str, Entry]]:
    return [(name, value) for name, value in (entry.get(key) or {}).items() if isinstance(value, Entry)]


def _entries(value: Any) -> Iterator[Entry]:
    """Every mapping within a value, itself first."""
    if isinstance(value, Entry):
        yield value
        for inner in value.values():
            yield from _entries(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _entries(inner)


def _quoted(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)


_CHECKS: dict[str, Callable[[str, Entry, Faults], None]] = {
    "headings": _check_heading,
    "fields": _check_field,
    "indicators": _check_indicator,
    "records": _check_columns,
    "topics": _check_terms,
}
"""What is checked of each rule of a section."""
