"""Packs with what they inherit: a child's entry replaces its parent's, a child's list comes before its parent's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from tiaoli.rulebook.entries import Entry, Items
from tiaoli.rulebook.faults import quoted
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.overriding import override
from tiaoli.rulebook.pack_file import PackFile, build_pack
from tiaoli.rulebook.references import check_joint, check_references
from tiaoli.rulebook.versions import Wanted, parse_wanted
from tiaoli.rulebook.yaml_nodes import Node

_JOINED = ("part_heads", "annex_heads", "closings")
_REPLACED_BY_NAME = ("headings", "fields", "indicators", "joint", "records", "topics")
_FIRST_WINS = ("roles",)
"""The first role that fits a heading has it, so the child's go first; of fields, later ones refer to earlier ones."""
_WHOLE = ("applies_to", "document_type", "segmenter")
"""Taken over as they are where the child says nothing."""


MAX_GENERATIONS = 50
"""How many packs may extend one another in a row."""


@dataclass(slots=True)
class Heir:
    """A pack file with all that it inherits, the hash over its own file and its parents', their ids, and how many
    generations it ends."""

    entry: Entry
    digest: str
    ancestors: tuple[str, ...]
    generations: int


@dataclass(slots=True)
class _Family:
    """The pack files by id, and those whose inheritance is done."""

    files: dict[str, PackFile]
    done: dict[str, Heir] = field(default_factory=dict)


def inherit(files: Iterable[PackFile]) -> tuple[Pack, ...]:
    """Every pack with its parents' rules, in the order given; the first of two with one id counts.

    What is wrong with `extends`, `override` and `disable` is noted with the pack that says it.
    """
    return tuple(
        build_pack(heir.entry, file.faults, heir.digest, heir.ancestors) for file, heir in heirs(files).values()
    )


def heirs(files: Iterable[PackFile]) -> dict[str, tuple[PackFile, Heir]]:
    """Each pack file by its id, with what it inherits."""
    family = _Family({})
    for file in files:
        other = family.files.setdefault(file.id, file)
        if other is not file and file.id:
            file.faults.add("rules.duplicate-id", file.entry.at("id"), id=file.id, other=other.faults.file)
    found = {pack_id: (file, _resolve(file, family, ())) for pack_id, file in family.files.items()}
    for file, heir in found.values():
        check_joint(file.entry, heir.entry, file.faults)
        if not file.entry.get("abstract"):
            check_references(file.entry, heir.entry, file.faults)
    return found


def _resolve(file: PackFile, family: _Family, path: tuple[str, ...]) -> Heir:
    """The entries of a file over those of its parents."""
    if file.id in family.done:
        return family.done[file.id]
    path = (*path, file.id)
    entry, digests = file.entry, [file.digest]
    ancestors: dict[str, None] = {}
    generations = 1
    for text, node in _parents(file):
        parent = _parent(parse_wanted(text), text, node, file, family, path)
        if parent:
            inherited = _resolve(parent, family, path)
            entry = _over(entry, inherited.entry)
            digests.append(inherited.digest)
            generations = max(generations, inherited.generations + 1)
            ancestors |= dict.fromkeys((parent.id, *inherited.ancestors))
    digest = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    family.done[file.id] = Heir(override(file.entry, entry, file.faults), digest, tuple(ancestors), generations)
    return family.done[file.id]


def _parents(file: PackFile) -> list[tuple[str, Node]]:
    nodes = file.entry.at("extends").items if "extends" in file.entry else ()
    return [(node.text, node) for node in nodes if node.kind == "text" and node.text]


def _parent(
    wanted: Wanted | None, text: str, node: Node, file: PackFile, family: _Family, path: tuple[str, ...]
) -> PackFile | None:
    """The pack that is to be extended, None where it may not be."""
    if wanted is None:
        file.faults.add("rules.bad-parent", node, found=quoted(text))
        return None
    if wanted.id not in family.files:
        hint = file.faults.hint(wanted.id, filter(None, family.files))
        file.faults.add("rules.unknown-parent", node, found=quoted(wanted.id), hint=hint)
        return None
    if wanted.id in path:
        file.faults.add("rules.cycle", node, path=" → ".join([*path[path.index(wanted.id) :], wanted.id]))
        return None
    parent = family.files[wanted.id]
    resolved = family.done.get(wanted.id)
    # In a row the file may come last, with its parents done, or first, with all of them still to come.
    if len(path) >= MAX_GENERATIONS or (resolved and resolved.generations >= MAX_GENERATIONS):
        file.faults.add("rules.generations", node, limit=MAX_GENERATIONS)
        return None
    version = parent.entry.get("version") or ""
    if not wanted.allows(version):
        file.faults.add("rules.parent-version", node, parent=wanted.id, version=version, wanted=wanted.range[:40])
        return None
    return parent


def _over(child: Entry, parent: Entry) -> Entry:
    """The child's entries over its parent's, of which an earlier parent goes before a later one."""
    merged = child.copied()
    for key, value in parent.items():
        mine = merged.get(key)
        if key in _JOINED:
            merged.put(key, _joined(mine, value), merged.origins.get(key, parent.origins[key]))
        elif key in (*_REPLACED_BY_NAME, *_FIRST_WINS):
            merged.put(key, _by_name(mine, value, key in _FIRST_WINS), merged.origins.get(key, parent.origins[key]))
        elif key == "value_kind":
            merged.put(key, _lists_joined(mine, value), merged.origins.get(key, parent.origins[key]))
        elif key in _WHOLE and key not in merged:
            merged.put(key, value, parent.origins[key])
    return merged


def _joined(own: Items | None, parents: Items) -> Items:
    mine = own.pairs() if own is not None else []
    there = {item for item, _ in mine}  # patterns and texts, which never change
    return Items.of([*mine, *(pair for pair in parents.pairs() if pair[0] not in there)])


def _by_name(own: Entry | None, parents: Entry, own_first: bool) -> Entry:
    if own is None:
        return parents
    first, second = (own, parents) if own_first else (parents, own)
    merged = Entry(own.node, own.origin)
    for name in (*first, *(name for name in second if name not in first)):
        holder = own if name in own else parents
        merged.put(name, holder[name], holder.origins[name])
    return merged


def _lists_joined(own: Entry | None, parents: Entry) -> Entry:
    if own is None:
        return parents
    merged = own.copied()
    for name, value in parents.items():
        merged.put(name, _joined(own.get(name), value), own.origins.get(name, parents.origins[name]))
    return merged
