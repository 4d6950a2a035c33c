"""What a rule file says once it is checked: mappings and lists that know where each of their parts stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tiaoli.rulebook.stored import Stored

if TYPE_CHECKING:
    from tiaoli.rulebook.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class Origin(Stored):
    """The file, by the id it bears, and the line that a part of a pack comes from."""

    id: str
    line: int

    def __str__(self) -> str:
        return f"{self.id}:{self.line}"


class Entry(dict[str, Any]):
    """A mapping of a rule file: its values by key, the origin of each, and the node it was read from."""

    __slots__ = ("built", "node", "origin", "origins")

    def __init__(self, node: Node, origin: Origin) -> None:
        """An entry without values."""
        super().__init__()
        self.node = node
        self.origin = origin
        self.origins: dict[str, Origin] = {}
        self.built: Any = None
        """The rule that the entry describes, once it is made: all packs that inherit it share that."""

    def at(self, key: str) -> Node:
        """The node under a key, the entry's own where there is none."""
        return next((value for name, value in self.node.entries if name.text == key), self.node)

    def put(self, key: str, value: Any, origin: Origin) -> None:
        """Sets a value together with where it comes from."""
        self[key] = value
        self.origins[key] = origin

    def copied(self) -> Entry:
        """An entry with the same values, to be changed without changing this one."""
        copy = Entry(self.node, self.origin)
        copy.update(self)
        copy.origins.update(self.origins)
        return copy


class Items(tuple[Any, ...]):
    """A list of a rule file, and the origin of each item."""

    origins: tuple[Origin, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Any, Origin]]) -> Items:
        """A list of items, each given with its origin."""
        kept = list(pairs)
        items = cls(item for item, _ in kept)
        items.origins = tuple(origin for _, origin in kept)
        return items

    def pairs(self) -> list[tuple[Any, Origin]]:
        """Each item with its origin."""
        return list(zip(self, self.origins, strict=True))
