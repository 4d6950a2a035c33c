"""The rules that a file holds itself, and the file as it would be without one of them, or without a part of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from tiaoli.rulebook.models import AppliesTo, ClutterRule, FieldSource, Pack, Site
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.patterns import Pattern, Patterns

NAMED = ("fields", "roles", "headings", "indicators", "records", "topics", "clutter_classes", "clutter")
"""Groups of a file in which each rule is one by itself."""

WHOLE = ("part_heads", "annex_heads", "applies_to", "containers", "content_comments", "labels")
"""Parts of a file that are one rule as they stand."""


_WORDED = ("labels", "clutter", "indicators")
"""Groups whose words stand in the text as they are."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule that stands in the file itself, not in one that it extends."""

    path: str  # as in the file: fields.title, clutter.3, part_heads
    line: int
    value: Any
    note: str = ""  # what tells it from its like where the path is a number

    @property
    def group(self) -> str:
        """The first name of its path."""
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """The name behind the group's; empty for a group that is one rule."""
        return self.path.partition(".")[2]

    def __str__(self) -> str:
        return f"{self.path} ({self.note})" if self.note else self.path


def own_rules(file: Pack | Site) -> tuple[OwnRule, ...]:
    """The rules of a file that a document can show, in its order; that an abstract pack is chosen, none can."""
    found: dict[str, OwnRule] = {}
    for path, origin in file.origins.items():
        group = path.partition(".")[0]
        at = path if group in NAMED else group
        if group not in (*NAMED, *WHOLE) or origin.id != file.id or at in found:
            continue
        if group == "applies_to" and isinstance(file, Pack) and file.abstract:
            continue
        value = _value(file, at)
        note = f"{value.reason}, {value.zone}" if isinstance(value, ClutterRule) else ""
        found[at] = OwnRule(at, origin.line, value, note)
    return tuple(found.values())


def without(rule: OwnRule, file: Pack | Site, library: Library) -> Pack | Site:
    """The file without one of its rules; where it inherits one of that name, that one holds again."""
    return _with(file, rule.path, _inherited(rule, file, library))


def without_parts(rule: OwnRule, file: Pack | Site) -> Iterator[tuple[Any, Pack | Site]]:
    """Each single part of a rule (a source, a condition, a pattern, a word) with the file as it is without it."""
    for part, value in _lessened(rule.value):
        yield part, _with(file, rule.path, value)


def words_of(part: Any) -> str:
    """What a person knows a part of a rule by."""
    if isinstance(part, Pattern):
        return part.source
    if isinstance(part, FieldSource):
        return f"{part.where}: {', '.join((*part.names, *(pattern.source for pattern in part.patterns)))}"
    if isinstance(part, tuple):
        return " … ".join(part)
    patterns = getattr(part, "patterns", ())
    return ", ".join(pattern.source for pattern in patterns) or str(getattr(part, "name", part))


def may_matter(part: Any, rule: OwnRule, text: str) -> bool:
    """Whether a part of a rule could find anything in a folded text: a pattern not without its characters."""
    if isinstance(part, Pattern):
        return all(char in text for char in part.required)
    if isinstance(part, FieldSource) and part.patterns:
        return any(may_matter(pattern, rule, text) for pattern in part.patterns)
    # Labels, and whole lines that are clutter; other words may be names of elements, roles or attributes.
    return not isinstance(part, str) or rule.group not in _WORDED or all(char in text for char in part)


def _value(file: Pack | Site, path: str) -> Any:
    """What stands at the path of a rule; None where nothing does."""
    group, _, name = path.partition(".")
    held = getattr(file, group)
    if group in WHOLE:
        return _own(held, group, file)
    if group == "clutter":
        return held[int(name)]
    return _by_name(held).get(name)


def _by_name(held: Any) -> dict[str, Any]:
    """Rules by their names, however the model keeps them."""
    if isinstance(held, dict):
        return held
    return dict(held) if held and isinstance(held[0], tuple) else {rule.name: rule for rule in held}


def _with(file: Pack | Site, path: str, value: Any) -> Pack | Site:
    """The file with another value at the path; None takes away what stands there."""
    group, _, name = path.partition(".")
    held: Any = getattr(file, group)
    if group in WHOLE:
        changed = Patterns((*value, *_inherited_items(held, group, file))) if isinstance(held, Patterns) else value
    elif group == "clutter":
        at = int(name)
        changed = (*held[:at], *([value] if value is not None else []), *held[at + 1 :])
    else:
        rules = {key: value if key == name else rule for key, rule in _by_name(held).items()}
        kept = {key: rule for key, rule in rules.items() if rule is not None}
        changed = _as_kept(group, kept)
    given: Any = {group: changed}
    return replace(file, **given)


def _as_kept(group: str, rules: dict[str, Any]) -> Any:
    """Rules by their names in the form that the model keeps this group in."""
    if group == "clutter_classes":
        return tuple(rules.items())
    return tuple(rules.values()) if group == "headings" else rules


def _own(held: Any, group: str, file: Pack | Site) -> Any:
    if not isinstance(held, Patterns):
        return held
    return Patterns(item for at, item in enumerate(held) if file.origins[f"{group}.{at}"].id == file.id)


def _inherited_items(held: Patterns, group: str, file: Pack | Site) -> list[Pattern]:
    return [item for at, item in enumerate(held) if file.origins[f"{group}.{at}"].id != file.id]


def _inherited(rule: OwnRule, file: Pack | Site, library: Library) -> Any:
    """What holds in place of the rule without it: that of the nearest parent, else none."""
    empty = type(rule.value)() if rule.group in WHOLE else None
    if isinstance(file, Site) or isinstance(rule.value, Patterns):
        return empty
    by_id = {pack.id: pack for pack in library.packs}
    parents = (_value(by_id[parent], rule.path) for parent in file.ancestors)
    return next((value for value in parents if value not in (None, AppliesTo())), empty)


def _lessened(value: Any, *, is_part: bool = False) -> Iterator[tuple[Any, Any]]:
    """Each item of the value with the value as it is without it, then each item of its items; a pattern is one item."""
    if isinstance(value, Pattern):
        return
    if isinstance(value, dict):
        yield from ((item, {key: kept for key, kept in value.items() if key != item}) for item in value)
    elif isinstance(value, frozenset):
        yield from ((item, value - {item}) for item in sorted(value))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            before, behind = value[:at], value[at + 1 :]
            if behind or before or not is_part:  # without its only item a part is no part
                yield item, type(value)((*before, *behind))
            if is_dataclass(item) and not isinstance(item, Pattern):
                for part, changed in _lessened(item, is_part=True):
                    yield part, type(value)((*before, changed, *behind))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for part, changed in _lessened(getattr(value, field.name), is_part=is_part):
                yield part, replace(value, **{field.name: changed})
