"""What a child changes in its parents' rules by path: `override` adds, removes and sets, `disable` takes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tiaoli.rulebook.checking import Checker, Words
from tiaoli.rulebook.entries import Entry, Items
from tiaoli.rulebook.faults import Faults, quoted
from tiaoli.rulebook.language import HEADER, shape_at
from tiaoli.rulebook.meaning import check_rule
from tiaoli.rulebook.patterns import Pattern
from tiaoli.rulebook.shapes import ListOf, Mapping
from tiaoli.rulebook.wording import Phrase
from tiaoli.rulebook.yaml_nodes import Node

_DEPTH = 3
"""How far down the paths go that a hint offers: `roles.review.heading`."""

_OWN = frozenset([*(key.name for key in HEADER), "extends", "abstract", "fallback", "override", "disable", "tests"])
"""What every file says of itself, which is none of its parents' rules."""

_CHANGES = ("remove", "add_first", "add")


def override(child: Entry, merged: Entry, faults: Faults) -> Entry:
    """The merged entries as the child changes them; what it cannot change is noted."""
    changes: Entry | None = child.get("override")
    nodes = child.at("disable").items if "disable" in child else ()
    disabled = [node for node in nodes if node.kind == "text" and node.text]
    if not changes and not disabled:
        return merged
    if not child.get("extends"):
        faults.add("rules.no-parent", child.at("override" if changes else "disable"))
        return merged
    merged = merged.copied()
    for key in {path.partition(".")[0] for path in (*(changes or ()), *(node.text for node in disabled))}:
        if isinstance(merged.get(key), Entry):
            merged[key] = _copied(merged[key])
    keys = {key.text: key for key, _ in reversed(changes.node.entries)} if changes else {}
    for path, change in (changes or {}).items():
        if isinstance(change, Entry):
            _change(merged, keys[path], change, faults)
    for node in disabled:
        holder, name = _holder(merged, node.text)
        if holder is None:
            _unknown(merged, node.text, node, faults)
        else:
            del holder[name], holder.origins[name]
            _check_left(holder, node, faults)
    return merged


def _check_left(holder: Entry, disabled: Node, faults: Faults) -> None:
    """Notes a rule that cannot be without the part that is disabled."""
    shape = shape_at(disabled.text.rpartition(".")[0])
    if isinstance(shape, Mapping):
        Checker(faults).check_presence(disabled, holder, shape)


def _copied(entry: Entry) -> Entry:
    """The entry and all within it, to be changed without changing its parents'."""
    copy = entry.copied()
    for name, value in copy.items():
        if isinstance(value, Entry):
            copy[name] = _copied(value)
    return copy


def _change(merged: Entry, key: Node, change: Entry, faults: Faults) -> None:
    """Does one change to what stands at the path that a key of `override` gives."""
    path = key.text
    shape = shape_at(path)
    holder, name = _holder(merged, path)
    if shape is None or holder is None:
        _unknown(merged, path, key, faults)
        return
    asked = [key for key in _CHANGES if key in change]
    if "set" in change and asked:
        found = " + ".join(f"`{key}`" for key in ("set", *asked))
        faults.add("rules.one-of", change.node, keys="`set`, `add`", found=found)
        return
    checker = Checker(faults, change.origin.id, _words_at(merged, path))
    if "set" in change:
        holder.put(name, checker.read(change["set"], shape), change.origin)
    elif isinstance(shape, ListOf):
        lists = {key: checker.read(change[key], shape) for key in asked}
        holder.put(name, _amended(holder[name] or Items.of(()), lists, path, change, faults), change.origin)
    else:
        faults.add("rules.not-a-list", key, path=quoted(path, 60))
        return
    _check_changed(merged, path, change, faults)


def _words_at(merged: Entry, path: str) -> Words:
    """The words of the rule's own that what stands at a path may use."""
    words: Words = {}
    holder: Any = merged
    for step in path.split("."):
        if not isinstance(holder, Entry):
            break
        words |= holder.get("words") or {}
        holder = holder.get(step)
    return words


def _check_changed(merged: Entry, path: str, change: Entry, faults: Faults) -> None:
    """Notes at the change what is wrong with the rule that it has changed."""
    section, _, rest = path.partition(".")
    rules = merged.get(section)
    name = rest.partition(".")[0]
    if not isinstance(rules, Entry):
        return
    found = Faults(faults.file)
    for each in (name,) if name else rules:
        check_rule(section, each, rules.get(each), found)
    for fault in found.found:
        faults.add(fault.code, change.node, **fault.params)


def _unknown(merged: Entry, path: str, at: Node, faults: Faults) -> None:
    faults.add("rules.unknown-path", at, path=quoted(path, 60), hint=faults.hint(path, _paths(merged)))


def _amended(items: Items, lists: dict[str, Items], path: str, change: Entry, faults: Faults) -> Items:
    there = {_key(item) for item in items}
    removed = {_key(item) for item in lists.get("remove", ())}
    for item in lists.get("remove", ()):
        if _key(item) not in there:
            faults.add("rules.not-there", change.at("remove"), path=quoted(path, 60), found=_shown(item))
    kept = [pair for pair in items.pairs() if _key(pair[0]) not in removed]
    before, after = (lists.get(key, Items.of(())).pairs() for key in ("add_first", "add"))
    return Items.of([*before, *kept, *after])


def _key(item: Any) -> Any:
    """What two items have in common that say the same."""
    if isinstance(item, Entry):
        return frozenset((name, _key(value)) for name, value in item.items())
    return tuple(map(_key, item)) if isinstance(item, tuple) else item


def _shown(item: Any) -> str | Phrase:
    if isinstance(item, Entry):
        return Phrase("this")
    return quoted(item.source if isinstance(item, Pattern) else str(item), 60)


def _holder(merged: Entry, path: str) -> tuple[Entry | None, str]:
    """The mapping that holds the last name of a path, None where there is no such path to be changed; and that name."""
    *above, name = path.split(".")
    holder: Any = None if (above or [name])[0] in _OWN else merged
    for step in above:
        holder = holder.get(step) if isinstance(holder, Entry) else None
    return (holder, name) if isinstance(holder, Entry) and name in holder else (None, name)


def _paths(entry: Entry, prefix: str = "", depth: int = _DEPTH) -> Iterator[str]:
    """The paths of the rules there are, those of what every file says of itself left out."""
    for name, value in entry.items():
        if prefix or name not in _OWN:
            yield f"{prefix}{name}"
            if isinstance(value, Entry) and depth > 1:
                yield from _paths(value, f"{prefix}{name}.", depth - 1)
