"""What a child changes in its parents' rules by path: `override` adds, removes and sets, `disable` takes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.entries import Entry, Items
from tiaoli.rulebook.faults import Faults, nearest
from tiaoli.rulebook.language import shape_at
from tiaoli.rulebook.meaning import check_source
from tiaoli.rulebook.patterns import Pattern
from tiaoli.rulebook.shapes import ListOf

_DEPTH = 3
"""How far down the paths go that a hint offers: `roles.review.heading`."""


def override(child: Entry, merged: Entry, faults: Faults) -> Entry:
    """The merged entries as the child changes them; what it cannot change is noted."""
    changes: Entry | None = child.get("override")
    disabled: Items = child.get("disable") or Items.of(())
    if not changes and not disabled:
        return merged
    if not child.get("extends"):
        faults.add("rules.no-parent", child.at("override" if changes else "disable"))
        return merged
    for path, change in (changes or {}).items():
        if isinstance(change, Entry):
            merged = _changed(merged, path, change, faults)
    for node, path in zip(child.at("disable").items, disabled, strict=False):
        holder, copied = _holder(merged, path)
        name = path.rpartition(".")[2]
        if holder is None or name not in holder:
            faults.add("rules.unknown-path", node, path=f"`{path[:60]}`", hint=nearest(path[:60], list(_paths(merged))))
            continue
        del holder[name], holder.origins[name]
        merged = copied
    return merged


def _changed(merged: Entry, path: str, change: Entry, faults: Faults) -> Entry:
    """The entries with one change done to what stands at a path."""
    shape = shape_at(path)
    holder, copied = _holder(merged, path)
    name = path.rpartition(".")[2]
    if shape is None or holder is None or name not in holder:
        hint = nearest(path[:60], list(_paths(merged)))
        faults.add("rules.unknown-path", change.node, path=f"`{path[:60]}`", hint=hint)
        return merged
    checker = Checker(faults, change.origin.id)
    value = holder[name]
    if "set" in change:
        value = checker.read(change["set"], shape)
    elif not isinstance(shape, ListOf):
        faults.add("rules.not-a-list", change.node, path=f"`{path}`")
        return merged
    else:
        lists = {key: checker.read(change[key], shape) for key in ("remove", "add_first", "add") if key in change}
        value = _amended(value or Items.of(()), lists, path, change, faults)
    for item in value if isinstance(value, tuple) else ():
        if isinstance(item, Entry) and path.endswith(".from"):
            check_source(item, faults)
    holder.put(name, value, change.origin)
    return copied


def _amended(items: Items, lists: dict[str, Items], path: str, change: Entry, faults: Faults) -> Items:
    removed = lists.get("remove", Items.of(()))
    for item, _ in removed.pairs():
        if item not in items:
            faults.add("rules.not-there", change.at("remove"), path=f"`{path}`", found=f"`{_shown(item)}`")
    kept = [pair for pair in items.pairs() if pair[0] not in removed]
    before, after = (lists.get(key, Items.of(())).pairs() for key in ("add_first", "add"))
    return Items.of([*before, *kept, *after])


def _shown(item: Any) -> str:
    return item.source if isinstance(item, Pattern) else str(item)[:60]


def _holder(merged: Entry, path: str) -> tuple[Entry | None, Entry]:
    """The mapping that holds the last name of a path, None where there is none, in a copy of all above it."""
    copied = merged.copied()
    holder = copied
    for name in path.split(".")[:-1]:
        inner = holder.get(name)
        if not isinstance(inner, Entry):
            return None, merged
        holder[name] = inner = inner.copied()
        holder = inner
    return holder, copied


def _paths(entry: Entry, prefix: str = "", depth: int = _DEPTH) -> Iterator[str]:
    """The paths of the rules there are, those of what every file says of itself left out."""
    for name, value in entry.items():
        if prefix or isinstance(value, (Entry, Items)):
            yield f"{prefix}{name}"
        if isinstance(value, Entry) and depth > 1:
            yield from _paths(value, f"{prefix}{name}.", depth - 1)
