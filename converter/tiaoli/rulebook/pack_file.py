"""What a pack file may hold, read from its nodes into a pack before inheritance."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.models import AppliesTo, Condition, FieldRule, FieldSource, HeadingRule, Pack, RoleRule
from tiaoli.rulebook.patterns import Pattern, compile_pattern, compile_regex
from tiaoli.rulebook.yaml_nodes import Node

STATUSES = ("draft", "test", "stable", "deprecated")
FIELD_TYPES = ("text", "date", "year", "number", "person", "office", "region", "meeting", "list")
CONDITION_PLACES = ("title", "head", "body")
FIELD_PLACES = ("title", "head", "front", "heading", "review", "body")
PERIODS = ("last_year", "this_year", "years_ahead")

HEADER_KEYS = ("rules", "kind", "id", "version", "title", "status")
PACK_KEYS = (
    *HEADER_KEYS, "document_type", "extends", "abstract", "fallback", "applies_to", "headings", "part_heads",
    "annex_heads", "fields", "roles", "tests",
)  # fmt: skip
_REQUIRED = ("rules", "id", "version", "title")
_WAYS = ("pattern", "any", "regex")
_NAMED_SOURCES = ("pair", "attribute", "field", "reader")
_ROLE_KEYS = ("period", "heading", "not_heading", "has", "paragraphs", "follows")
_ID = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Header:
    """What every rule file says of itself."""

    id: str
    version: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class RawPack:
    """A pack as its file has it, with the places of the ids it extends."""

    pack: Pack
    extends: tuple[tuple[str, Node], ...]
    id_node: Node
    faults: Faults
    digest: str


def read_pack(root: Node, faults: Faults, digest: str) -> RawPack:
    """The pack that a file's root node describes; what is wrong is noted in `faults`."""
    check = Checker(faults)
    keys = check.mapping(root, PACK_KEYS, _REQUIRED)
    header = read_header(keys, check)
    extends = tuple((text, node) for node in check.items(keys.get("extends")) if (text := check.text(node)))
    pack = Pack(
        id=header.id,
        version=header.version,
        title=header.title,
        status=header.status,
        document_type=check.text(keys.get("document_type"), "other"),
        applies_to=_applies_to(keys.get("applies_to"), check),
        headings=tuple(_headings(keys.get("headings"), check)),
        part_heads=check.patterns(keys.get("part_heads")),
        annex_heads=check.patterns(keys.get("annex_heads")),
        fields={name: _field(name, node, header.id, check) for name, node in check.named(keys.get("fields")).items()},
        roles={name: _role(name, node, header.id, check) for name, node in check.named(keys.get("roles")).items()},
        sha256=digest,
        path=faults.file,
        extends=tuple(parent for parent, _ in extends),
        abstract=check.truth(keys.get("abstract")),
        fallback=check.truth(keys.get("fallback")),
        tests=tuple(_tests(keys.get("tests"), check)),
    )
    return RawPack(pack, extends, keys.get("id", root), faults, digest)


def read_header(keys: dict[str, Node], check: Checker) -> Header:
    """The keys that packs and site files have in common, checked."""
    language = keys.get("rules")
    if language and check.text(language) not in ("1", ""):
        check.faults.add("rules.language", language, found=language.text)
    identity = check.text(keys.get("id"))
    if identity and not _ID.fullmatch(identity):
        check.faults.add("rules.bad-id", keys["id"], found=f"`{identity}`")
    version = check.text(keys.get("version"))
    if version and not _VERSION.fullmatch(version):
        check.faults.add("rules.bad-version", keys["version"], found=f"`{version}`")
    status = check.choice(keys.get("status"), STATUSES, "draft")
    return Header(identity, version, check.text(keys.get("title")), status)


def _applies_to(node: Node | None, check: Checker) -> AppliesTo:
    keys = check.mapping(node, ("must", "should", "must_not"))
    must, should, must_not = (_conditions(keys.get(key), check) for key in ("must", "should", "must_not"))
    return AppliesTo(must, should, must_not)


def _conditions(node: Node | None, check: Checker) -> tuple[Condition, ...]:
    conditions = []
    for item in check.items(node):
        keys = check.mapping(item, ("in", *_WAYS), ("in",))
        where = check.choice(keys.get("in"), CONDITION_PLACES, "head")
        if keys and _one_of(item, keys, _WAYS, check):
            conditions.append(Condition(where, _patterns(keys, check)))
    return tuple(conditions)


def _one_of(node: Node, keys: Collection[str], wanted: Collection[str], check: Checker) -> str | None:
    """The one of the wanted keys that is there; none or several is a fault."""
    there = [key for key in wanted if key in keys]
    if len(there) == 1:
        return there[0]
    found = " and ".join(f"`{key}`" for key in there) or "none"
    check.faults.add("rules.one-of", node, keys=", ".join(f"`{key}`" for key in wanted), found=found)
    return None


def _patterns(keys: dict[str, Node], check: Checker) -> tuple[Pattern, ...]:
    if "any" in keys:
        return check.patterns(keys["any"])
    compile_text = compile_regex if "regex" in keys else compile_pattern
    pattern = check.compiled(keys["regex"] if "regex" in keys else keys["pattern"], compile_text)
    return (pattern,) if pattern else ()


def _headings(node: Node | None, check: Checker) -> list[HeadingRule]:
    rules = []
    for name, value in check.named(node).items():
        keys = check.mapping(value, ("level", "sample", "title_ends_with"), ("level", "sample"))
        level = check.integer(keys.get("level"), 1, low=1, high=9)
        ends = tuple(fold(word) for word in check.texts(keys.get("title_ends_with")))
        rules.append(HeadingRule(name, level, check.text(keys.get("sample")), ends))
    return rules


def _field(name: str, node: Node, pack_id: str, check: Checker) -> FieldRule:
    keys = check.mapping(node, ("type", "from"), ("from",))
    sources = [_source(item, check) for item in check.items(keys.get("from"))]
    kind = check.choice(keys.get("type"), FIELD_TYPES, "text")
    return FieldRule(name, kind, tuple(source for source in sources if source), node.line, pack_id)


def _source(node: Node, check: Checker) -> FieldSource | None:
    keys = check.mapping(node, ("in", *_WAYS, "add", *_NAMED_SOURCES))
    if "reader" in keys and "pattern" in keys:
        return FieldSource("reader", _patterns(keys, check), _names("reader", keys["reader"], check))
    way = _one_of(node, keys, (*_WAYS, *_NAMED_SOURCES), check) if keys else None
    if way is None:
        return None
    if way in _NAMED_SOURCES:
        if "in" in keys:
            check.faults.add("rules.one-of", keys["in"], keys=f"`in`, `{way}`", found=f"`in` and `{way}`")
        return FieldSource(way, names=_names(way, keys[way], check), add=_add(keys, check))
    if "in" not in keys:
        check.faults.add("rules.missing-key", node, key="`in`")
    where = check.choice(keys.get("in"), FIELD_PLACES, "head")
    return FieldSource(where, _patterns(keys, check), add=_add(keys, check))


def _add(keys: dict[str, Node], check: Checker) -> int:
    return check.integer(keys.get("add"), 0, low=-100, high=100)


def _names(way: str, node: Node, check: Checker) -> tuple[str, ...]:
    """The labels or names that a source looks for, in the form they are compared in."""
    if way == "pair":
        return tuple("".join(fold(text).split()).rstrip(":") for text in check.texts(node))
    if way == "attribute":
        return tuple(text.lower() for text in check.texts(node))
    text = check.text(node)
    return (text,) if text else ()


def _role(name: str, node: Node, pack_id: str, check: Checker) -> RoleRule:
    keys = check.mapping(node, _ROLE_KEYS)
    if keys and not keys.keys() & {"heading", "has", "paragraphs"}:
        check.faults.add("rules.missing-key", node, key="`heading`, `has` or `paragraphs`")
    return RoleRule(
        name=name,
        period=check.choice(keys.get("period"), PERIODS, "") or None,
        heading=check.patterns(keys.get("heading")),
        has=check.patterns(keys.get("has")),
        not_heading=check.patterns(keys.get("not_heading")),
        paragraphs=check.patterns(keys.get("paragraphs")),
        follows=tuple(check.texts(keys.get("follows"))),
        line=node.line,
        origin=pack_id,
    )


def _tests(node: Node | None, check: Checker) -> list[Node]:
    tests = check.items(node)
    for test in tests:
        check.text(check.mapping(test, ("text", "expect", "forbid"), ("text",)).get("text"))
    return tests
