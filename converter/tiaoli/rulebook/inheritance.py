"""Packs with what they inherit: a child's entry replaces its parent's, a child's list comes before its parent's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from tiaoli.rulebook.checking import nearest
from tiaoli.rulebook.models import HeadingRule, Pack
from tiaoli.rulebook.pack_file import RawPack
from tiaoli.rulebook.patterns import Patterns


def inherit(raws: Iterable[RawPack]) -> tuple[Pack, ...]:
    """Every pack with its parents' headings, fields, roles and heads, in the order given.

    What is wrong with `extends` is noted with the pack that says it; such a parent is left out.
    """
    by_id: dict[str, RawPack] = {}
    for raw in raws:
        other = by_id.setdefault(raw.pack.id, raw)
        if other is not raw and raw.pack.id:
            raw.faults.add("rules.duplicate-id", raw.id_node, id=raw.pack.id, other=other.faults.file)
    done: dict[str, Pack] = {}
    for raw in by_id.values():
        _resolve(raw, by_id, done, ())
    return tuple(done[pack_id] for pack_id in by_id)


def _resolve(raw: RawPack, by_id: dict[str, RawPack], done: dict[str, Pack], path: tuple[str, ...]) -> Pack:
    if raw.pack.id in done:
        return done[raw.pack.id]
    path = (*path, raw.pack.id)
    parents = []
    for parent_id, node in raw.extends:
        if parent_id not in by_id:
            raw.faults.add("rules.unknown-parent", node, found=f"`{parent_id}`", hint=nearest(parent_id, by_id))
        elif parent_id in path:
            circle = [*path[path.index(parent_id) :], parent_id]
            raw.faults.add("rules.cycle", node, path=" → ".join(circle))
        else:
            parents.append(_resolve(by_id[parent_id], by_id, done, path))
    done[raw.pack.id] = _merged(raw.pack, parents)
    return done[raw.pack.id]


def _merged(child: Pack, parents: list[Pack]) -> Pack:
    """The child over its parents, of which an earlier one goes before a later one."""
    pack = child
    for parent in parents:
        pack = replace(
            pack,
            headings=_merged_headings(pack.headings, parent.headings),
            part_heads=_joined(pack.part_heads, parent.part_heads),
            annex_heads=_joined(pack.annex_heads, parent.annex_heads),
            # Fields refer to those before them, so the parent's order stays and new ones follow.
            fields=parent.fields | pack.fields,
            # The first role that fits a heading wins, so the child's go first.
            roles=pack.roles | {name: rule for name, rule in parent.roles.items() if name not in pack.roles},
        )
    digests = "\n".join([child.sha256, *(parent.sha256 for parent in parents)])
    return replace(pack, sha256=hashlib.sha256(digests.encode()).hexdigest())


def _joined(own: Patterns, parents: Patterns) -> Patterns:
    return Patterns((*own, *(pattern for pattern in parents if pattern not in own)))


def _merged_headings(own: tuple[HeadingRule, ...], parents: tuple[HeadingRule, ...]) -> tuple[HeadingRule, ...]:
    merged = {rule.name: rule for rule in parents} | {rule.name: rule for rule in own}
    return tuple(merged.values())
