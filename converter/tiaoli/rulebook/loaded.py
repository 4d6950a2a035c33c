"""Rules as they are loaded: the packs and sites of some files, and which of the files had to give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.stored import Stored

Layers = Sequence[tuple[str, Sequence[Traversable]]]
"""Rule files by where they come from, the weaker first: `installed`, `settings`, `folder`."""


@dataclass(frozen=True, slots=True)
class Replaced(Stored):
    """A rule file that another one with the same id takes the place of."""

    id: str
    loser: str
    winner: str
    why: str
    """Where the winner comes from: `folder` (named by the user), `settings` (tiaoli.toml), `installed`."""


@dataclass(frozen=True, slots=True)
class Loaded(Stored):
    """The packs, each with what it inherits, the sites, and which files had to give way to others."""

    packs: tuple[Pack, ...]
    sites: tuple[Site, ...]
    replaced: tuple[Replaced, ...] = ()
