"""Rule files read and checked: all the faults of all of them are found before any is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from tiaoli.errors import Fault, RuleError
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.inheritance import Heir, heirs, inherit
from tiaoli.rulebook.keyboard import KEYBOARD_CODES
from tiaoli.rulebook.language import KINDS
from tiaoli.rulebook.loaded import Layers, Loaded, Replaced
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.pack_file import PackFile, read_pack
from tiaoli.rulebook.shapes import Choice
from tiaoli.rulebook.site_file import read_site
from tiaoli.rulebook.yaml_nodes import Node, read_nodes


def load_files(files: Iterable[Traversable]) -> tuple[tuple[Pack, ...], tuple[Site, ...]]:
    """The packs, each with what it inherits, and the sites of some files; raises RuleError with all faults."""
    loaded = load_layers([("folder", list(files))])
    return loaded.packs, loaded.sites


def load_layers(layers: Layers) -> Loaded:
    """What the files of some layers hold together; in a later layer an id replaces that of an earlier one.

    Raises RuleError with the faults of all files. Two files of one layer with one id are a fault.
    """
    gathered = _gather(layers)
    packs = inherit(gathered.packs)
    gathered.report()
    return Loaded(packs, gathered.sites, tuple(gathered.replaced))


def load_heirs(layers: Layers) -> dict[str, tuple[PackFile, Heir]]:
    """The pack files of some layers by id, each with the entries it inherits and their origins.

    Raises RuleError as `load_layers` does.
    """
    gathered = _gather(layers)
    found = heirs(gathered.packs)
    gathered.report()
    return found


@dataclass(slots=True)
class _Gathered:
    """The files of all layers: those in use by kind and id, those too many, and the faults of each."""

    used: dict[tuple[type, str], PackFile | Site] = field(default_factory=dict)
    extra: list[PackFile] = field(default_factory=list)
    faults: list[Faults] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)

    @property
    def packs(self) -> list[PackFile]:
        return [*(file for file in self.used.values() if isinstance(file, PackFile)), *self.extra]

    @property
    def sites(self) -> tuple[Site, ...]:
        return tuple(site for site in self.used.values() if isinstance(site, Site))

    def report(self) -> None:
        found = [fault for faults in self.faults for fault in sorted(faults.found, key=_by_place)]
        if found:
            raise RuleError(tuple(found))


def _gather(layers: Layers) -> _Gathered:
    gathered = _Gathered()
    for why, files in layers:
        layer: dict[tuple[type, str], PackFile | Site] = {}
        for file in files:
            faults = Faults(str(file))
            gathered.faults.append(faults)
            loaded = load_file(file, faults)
            if loaded is None:
                continue
            first = layer.setdefault((type(loaded), loaded.id), loaded)
            if isinstance(loaded, PackFile) and first is not loaded:
                gathered.extra.append(loaded)  # reported as a fault where packs inherit
            elif first is not loaded:
                faults.add("rules.duplicate-id", None, id=loaded.id, other=_path(first))
        for key, loaded in layer.items():
            if key in gathered.used:
                gathered.replaced.append(Replaced(key[1], _path(gathered.used[key]), _path(loaded), why))
            gathered.used[key] = loaded
    return gathered


def load_file(file: Traversable, faults: Faults) -> PackFile | Site | None:
    """The pack file, before inheritance, or the site of one file; what is wrong is noted in `faults`."""
    try:
        data = file.read_bytes()
    except OSError as error:
        faults.add("rules.unreadable", None, why=error.strerror or str(error))
        return None
    return check_bytes(data, faults)


def check_bytes(data: bytes, faults: Faults) -> PackFile | Site | None:
    """What the bytes of one rule file hold, as `load_file` gives it."""
    root = read_nodes(data, faults)
    if root is None:
        return None
    mistyped = {fault.place.line for fault in faults.found}
    digest = hashlib.sha256(data).hexdigest()
    read = read_site if _kind(root) == "site" else read_pack
    loaded = read(root, faults, digest)
    if mistyped:
        # What else is wrong in a line with a mistyped mark follows from that mark.
        faults.found = [f for f in faults.found if f.place.line not in mistyped or f.code in KEYBOARD_CODES]
    return loaded


def _kind(root: Node) -> str:
    node = next((value for key, value in root.entries if key.text == "kind"), None)
    return (Checker(Faults("")).read(node, Choice(KINDS)) if node else None) or "pack"


def _path(loaded: PackFile | Site) -> str:
    return loaded.faults.file if isinstance(loaded, PackFile) else loaded.path


def _by_place(fault: Fault) -> tuple[int, int]:
    return fault.place.line or 0, fault.place.column or 0
