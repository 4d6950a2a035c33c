"""Rule files read and checked: all the faults of all of them are found before any is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources.abc import Traversable

from tiaoli.errors import Fault, RuleError
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.inheritance import inherit
from tiaoli.rulebook.keyboard import KEYBOARD_CODES
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.pack_file import RawPack, read_pack
from tiaoli.rulebook.site_file import read_site
from tiaoli.rulebook.yaml_nodes import Node, read_nodes

KINDS = ("pack", "site")


def load_files(files: Iterable[Traversable]) -> tuple[tuple[Pack, ...], tuple[Site, ...]]:
    """The packs, each with what it inherits, and the sites of some files; raises RuleError with all faults."""
    packs: list[RawPack] = []
    sites: list[Site] = []
    collected: list[Faults] = []
    for file in files:
        faults = Faults(str(file))
        collected.append(faults)
        loaded = load_file(file, faults)
        if isinstance(loaded, RawPack):
            packs.append(loaded)
        elif loaded:
            sites.append(loaded)
    inherited = inherit(packs)
    found = [fault for faults in collected for fault in sorted(faults.found, key=_by_place)]
    if found:
        raise RuleError(tuple(found))
    return inherited, tuple(sites)


def load_file(file: Traversable, faults: Faults) -> RawPack | Site | None:
    """The pack, before inheritance, or the site of one file; what is wrong is noted in `faults`."""
    try:
        data = file.read_bytes()
    except OSError as error:
        faults.add("rules.unreadable", None, why=error.strerror or str(error))
        return None
    root = read_nodes(data, faults)
    if root is None:
        return None
    mistyped = {fault.place.line for fault in faults.found}
    digest = hashlib.sha256(data).hexdigest()
    read = read_site if _kind(root, faults) == "site" else read_pack
    loaded = read(root, faults, digest)
    if mistyped:
        # What else is wrong in a line with a mistyped mark follows from that mark.
        faults.found = [f for f in faults.found if f.place.line not in mistyped or f.code in KEYBOARD_CODES]
    return loaded


def _kind(root: Node, faults: Faults) -> str:
    node = next((value for key, value in root.entries if key.text == "kind"), None)
    return Checker(faults).choice(node, KINDS, "pack")


def _by_place(fault: Fault) -> tuple[int, int]:
    return fault.place.line or 0, fault.place.column or 0
