"""What in packs without faults does nothing, cannot be meant, or costs too much, with the place and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tiaoli.chinese.width import fold, squeeze
from tiaoli.rulebook.aliases import read_alias
from tiaoli.rulebook.models import Condition, FieldRule, FieldSource, IndicatorRule, Pack, RoleRule
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.patterns import Pattern
from tiaoli.workbench.covering import MAX_ALTERNATIVES, covering, needless, why_slow, words
from tiaoli.workbench.rivals import apart_ranges, idle_overrides, never_chosen

_PLACEHOLDER = re.compile(r"\{[^{}]+\}")
_ONE_WORD = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9+#&._%-]+")
"""What jieba can keep in one word: it cuts at every other character, whatever its dictionary holds."""
_LONG = ("body", "review")
"""Places that are long stretches of text, on which a slow pattern is felt."""

Claim = tuple[str, str]
"""A measure, and the dimension that its numbers have."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One remark on a rule: its code, file, line and path, and what fills the words of `messages.yaml`."""

    code: str
    file: str
    line: int | None
    path: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    def message(self, language: str) -> str:
        """The remark in words, in `en` or `zh`."""
        return wordings()[self.code][language].format_map({"path": f"`{self.path}`", **self.params})


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every remark with its words in `en` and `zh`."""
    text = (resources.files("tiaoli.workbench") / "messages.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def lint(packs: Sequence[Pack], library: Library) -> list[Lint]:
    """The remarks on some packs of a library, pack by pack and by line; on rules of their own, not their parents'."""
    found: list[Lint] = []
    for pack in packs:
        remarks = {remark: None for check in _CHECKS for remark in check(pack, library)}
        found += sorted(remarks, key=lambda remark: (remark.line or 0, remark.path))
    return found


def _remark(pack: Pack, code: str, path: str, **params: Any) -> Lint:
    """A remark on a rule of a pack, at the line where the rule begins."""
    origin = next((pack.origins[key] for key in _prefixes(path) if key in pack.origins), None)
    line = origin.line if origin and origin.id == pack.id else None
    return Lint(f"lint.{code}", pack.path, line, path, params)


def _prefixes(path: str) -> Iterator[str]:
    """The path and those above it, the longest first; an item of a list is named by its number."""
    names = path.split(".")
    yield from (".".join(names[:end]) for end in range(len(names), 0, -1))
    yield f"{path}.0"


def _is_own(pack: Pack, path: str) -> bool:
    origin = next((pack.origins[key] for key in _prefixes(path) if key in pack.origins), None)
    return origin is not None and origin.id == pack.id


def _roles(pack: Pack, library: Library) -> Iterator[Lint]:
    before: dict[str, str] = {}
    owners: dict[str, str] = {}
    for role in pack.roles.values():
        own = _is_own(pack, f"roles.{role.name}")
        shadows = [(pattern, by) for pattern in role.heading if (by := covering(pattern, before))]
        if own and shadows and len(shadows) == len(role.heading):
            earlier = ", ".join(f"`{name}`" for name in dict.fromkeys(owners[by] for _, by in shadows))
            yield _remark(pack, "dead-role", f"roles.{role.name}", earlier=earlier)
        elif own:
            for pattern, by in shadows:
                params = {"word": _shown(pattern), "by": f"`{by}`", "earlier": f"`{owners[by]}`"}
                yield _remark(pack, "shadowed-word", f"roles.{role.name}.heading", **params)
        if own:
            yield from _lists(pack, role)
        if not role.not_heading:
            known = words(role.heading)
            before |= known
            owners |= dict.fromkeys(known.values(), role.name)


def _lists(pack: Pack, role: RoleRule) -> Iterator[Lint]:
    for key in ("heading", "not_heading", "has", "paragraphs"):
        path = f"roles.{role.name}.{key}"
        yield from _needless(pack, path, getattr(role, key))
        if key in ("has", "paragraphs"):
            yield from _slow(pack, path, getattr(role, key))


def _needless(pack: Pack, path: str, patterns: Iterable[Pattern]) -> Iterator[Lint]:
    for pattern, by in needless(patterns):
        code = "repeated" if by == pattern.source or squeeze(by) == squeeze(pattern.source) else "needless"
        yield _remark(pack, code, path, word=_shown(pattern), by=f"`{by}`")


def _slow(pack: Pack, path: str, patterns: Sequence[Pattern]) -> Iterator[Lint]:
    for pattern in patterns:
        why = why_slow(pattern)
        if why:
            yield _remark(pack, f"slow-{why}", path, word=_shown(pattern), limit=MAX_ALTERNATIVES)
    count = sum(not pattern.is_plain for pattern in patterns)
    if count > MAX_ALTERNATIVES:
        yield _remark(pack, "slow-many", path, count=count, limit=MAX_ALTERNATIVES)


def _braced(pack: Pack, path: str, patterns: Sequence[Pattern]) -> Iterator[Lint]:
    """Words of a rule's own that look as if they were patterns, and are taken to the letter."""
    for name, listed in dict(entry for pattern in patterns for entry in pattern.words).items():
        for word in listed:
            if _PLACEHOLDER.search(fold(word)):
                yield _remark(pack, "braced-word", path, word=f"`{word[:60]}`", name=f"`{name}`")


def _conditions(pack: Pack, library: Library) -> Iterator[Lint]:
    for key in ("must", "should", "must_not"):
        if not _is_own(pack, f"applies_to.{key}"):
            continue
        conditions: tuple[Condition, ...] = getattr(pack.applies_to, key)
        for at, condition in enumerate(conditions):
            yield from _needless(pack, f"applies_to.{key}.{at}", condition.patterns)
            if condition.where in _LONG:
                yield from _slow(pack, f"applies_to.{key}.{at}", condition.patterns)
    asked = (*pack.applies_to.must, *pack.applies_to.should)
    if asked and _is_own(pack, "applies_to.must") and all(condition.where == "body" for condition in asked):
        yield _remark(pack, "body-only", "applies_to")


def _fields(pack: Pack, library: Library) -> Iterator[Lint]:
    for rule in pack.fields.values():
        if rule.origin == pack.id:
            yield from _sources(pack, rule)


def _sources(pack: Pack, rule: FieldRule) -> Iterator[Lint]:
    for at, source in enumerate(rule.sources):
        path = f"fields.{rule.name}.from.{at}"
        earlier = next((before for before in range(at) if _repeats(source, rule.sources[before])), None)
        if earlier is not None:
            yield _remark(pack, "dead-source", path, earlier=earlier + 1)
        yield from _braced(pack, path, source.patterns)
        if source.where in _LONG:
            yield from _slow(pack, path, source.patterns)


def _repeats(source: FieldSource, earlier: FieldSource) -> bool:
    """Whether a source finds nothing that an earlier one has not found."""
    if source.where != earlier.where or not set(source.names) <= set(earlier.names):
        return False
    if not earlier.patterns:
        return True
    known = {pattern.expression for pattern in earlier.patterns}
    return bool(source.patterns) and all(pattern.expression in known for pattern in source.patterns)


def _indicators(pack: Pack, library: Library) -> Iterator[Lint]:
    owners: dict[tuple[str, Claim], str] = {}
    for rule in pack.indicators.values():
        own = rule.origin == pack.id
        for path, alias, claims in _claims(rule):
            other = next((owners[alias, claim] for claim in claims if (alias, claim) in owners), None)
            if own and other is not None:
                yield _remark(pack, "shadowed-alias", path, word=f"`{alias}`", earlier=f"`{other}`")
            elif own and (by := _excluding(rule, alias)):
                yield _remark(pack, "void-alias", path, word=f"`{alias}`", by=by)
            for claim in claims:
                owners.setdefault((alias, claim), rule.name)
        if own:
            yield from _exceptions(pack, rule)
    yield from _joint(pack)


def _claims(rule: IndicatorRule) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    """The aliases of an indicator that need no word before them: where each stands, and what it claims. Two indicators
    may share an alias where their units tell them apart, as days and per cent do."""
    for alias in rule.aliases:
        claims = ((name, measure.dimension) for name, measure in rule.measures.items())
        yield f"indicators.{rule.name}", alias, tuple(claims)
    for name, measure in rule.measures.items():
        for alias in measure.aliases:
            yield f"indicators.{rule.name}.{name}.aliases", alias, ((name, measure.dimension),)


def _excluding(rule: IndicatorRule, alias: str) -> str:
    """Which key of an indicator rules out its own alias; empty where none does."""
    if alias in rule.not_part_of:
        return "not_part_of"
    return "not_near" if any(text in alias for text in rule.not_near) else ""


def _exceptions(pack: Pack, rule: IndicatorRule) -> Iterator[Lint]:
    path = f"indicators.{rule.name}"
    for alias in rule.aliases_after:
        if alias in rule.aliases:
            yield _remark(pack, "shadowed-alias", f"{path}.aliases_after", word=f"`{alias}`", earlier=f"`{rule.name}`")
    known = [*(alias for _, alias, _ in _claims(rule)), *rule.aliases_after]
    for text in rule.not_part_of:
        if not any(alias in text for alias in known):
            yield _remark(pack, "idle-exception", path, word=f"`{text}`")


def _joint(pack: Pack) -> Iterator[Lint]:
    """Remarks on words for several indicators that stand there twice; they may name one indicator alone as well."""
    owners: dict[str, str] = {}
    for path, origin in pack.origins.items():
        section, _, source = path.partition(".")
        if section == "joint" and origin.id == pack.id:
            for spelling in read_alias(source).spellings:
                other = owners.setdefault(spelling, source)
                if other != source:
                    yield _remark(pack, "shadowed-alias", path, word=f"`{spelling}`", earlier=f"`{other}`")


def _topics(pack: Pack, library: Library) -> Iterator[Lint]:
    owners: dict[str, str] = {}
    for rule in pack.topics.values():
        for term in rule.terms:
            other = owners.setdefault(squeeze(term), rule.name)
            if rule.origin == pack.id and (other != rule.name or owners.get(f"{rule.name} {squeeze(term)}")):
                yield _remark(pack, "shadowed-term", f"topics.{rule.name}", word=f"`{term}`", earlier=f"`{other}`")
            owners[f"{rule.name} {squeeze(term)}"] = rule.name
            if rule.origin == pack.id and not _ONE_WORD.fullmatch(squeeze(term)):
                yield _remark(pack, "split-term", f"topics.{rule.name}", word=f"`{term}`")


def _headings(pack: Pack, library: Library) -> Iterator[Lint]:
    samples: dict[str, str] = {}
    for rule in pack.headings:
        other = samples.setdefault(squeeze(rule.sample), rule.name)
        if other != rule.name and _is_own(pack, f"headings.{rule.name}"):
            params = {"sample": f"`{rule.sample}`", "earlier": f"`{other}`"}
            yield _remark(pack, "same-sample", f"headings.{rule.name}", **params)
    for key in ("part_heads", "annex_heads", "closings"):
        patterns = getattr(pack, key)
        seen: set[str] = set()
        for at, pattern in enumerate(patterns):
            if pattern.expression in seen and _is_own(pack, f"{key}.{at}"):
                yield _remark(pack, "repeated", f"{key}.{at}", word=_shown(pattern), by=_shown(pattern))
            seen.add(pattern.expression)


def _records(pack: Pack, library: Library) -> Iterator[Lint]:
    for rule in pack.records.values():
        if rule.origin == pack.id:
            yield from _braced(pack, f"records.{rule.name}", rule.patterns)
            yield from _slow(pack, f"records.{rule.name}", rule.patterns)
            for column in rule.columns:
                yield from _slow(pack, f"records.{rule.name}.columns.{column.name}", column.patterns)


def _choice(pack: Pack, library: Library) -> Iterator[Lint]:
    for code, params in never_chosen(pack, library.packs):
        yield _remark(pack, code, "applies_to", **params)


def _family(pack: Pack, library: Library) -> Iterator[Lint]:
    parents = [parent for parent in library.packs if parent.id in pack.ancestors]
    for path, line in idle_overrides(pack, parents):
        yield Lint("lint.idle-override", pack.path, line, path)
    for path, params in apart_ranges(pack, parents):
        yield _remark(pack, "apart-range", path, **params)


def _status(pack: Pack, library: Library) -> Iterator[Lint]:
    if pack.status == "stable" and not pack.tests and not pack.abstract:
        yield Lint("lint.untested", pack.path, None, "tests")


def _shown(pattern: Pattern) -> str:
    return f"`{pattern.source[:60]}`"


_CHECKS: tuple[Callable[[Pack, Library], Iterator[Lint]], ...] = (
    _conditions, _headings, _fields, _roles, _indicators, _records, _topics, _choice, _family, _status,
)  # fmt: skip
