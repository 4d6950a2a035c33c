"""Repairs of rule files that are safe: characters are changed where a fault stands, and nothing else.

What is repaired is what a Chinese keyboard types in place of YAML's marks, and other slips of which only one reading
is left. A word that is not known is never replaced by one that looks like it: the author may have meant another.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.errors import Fault
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.loading import check_bytes
from tiaoli.rulebook.menders import MENDERS
from tiaoli.rulebook.pack_file import PackFile
from tiaoli.rulebook.wording import Phrase
from tiaoli.rulebook.yaml_nodes import LINE_BREAK

MAX_ROUNDS = 50
"""How often a file is repaired and read again: a fault that stops the reading hides those behind it."""

MAX_SINGLE = 10
"""How many repairs are tried one by one where all of them together make nothing better."""

_STUMBLED = ("rules.yaml", "rules.unclosed", "rules.alias", "rules.tag")


MAX_LINE = 2000
"""Longer lines, which nobody typed, are left alone."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of one line, from `start` to `end` (counted from 0, half-open), and what takes their place."""

    line: int  # from 1
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line as it was and as it is now."""

    line: int  # from 1
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _State:
    """A rule file in one round: its bytes, its faults, and whether all of it is YAML."""

    data: bytes
    faults: tuple[Fault, ...]
    is_readable: bool


def mend(data: bytes) -> tuple[bytes, tuple[Change, ...]]:
    """The bytes of a rule file with what is safe repaired, and the lines that were changed.

    The same bytes and no change where nothing can be repaired, or where no repair makes the file better.
    """
    state = _read(data)
    for _ in range(MAX_ROUNDS):
        better = _bettered(state)
        if better is None:
            break
        state = better
    return state.data, _changes(data, state.data)


def edit_of(fault: Fault) -> Edit | None:
    """What repairs a fault, None where nothing does so safely."""
    place = fault.place
    mender = MENDERS.get(_kind(fault))
    if mender is None or place.line is None or place.column is None or not place.excerpt:
        return None
    if len(place.excerpt) > MAX_LINE or place.column > len(place.excerpt):
        return None
    found = mender(place.excerpt, place.column - 1)
    if found is None or found[2] == place.excerpt[found[0] : found[1]]:
        return None
    return Edit(place.line, *found)


def _kind(fault: Fault) -> str:
    """The code, and for a value of the wrong type what it was to be: `rules.wrong-type expected.truth`."""
    expected = fault.params.get("expected")
    return f"{fault.code} {expected.key}" if isinstance(expected, Phrase) else fault.code


def _read(data: bytes) -> _State:
    faults = Faults("")
    loaded = check_bytes(data, faults)
    # A file without a single colon that counts is one text: there is nothing yet that could be spoilt.
    is_readable = loaded is not None and not (isinstance(loaded, PackFile) and loaded.entry.node.kind == "text")
    return _State(data, tuple(faults.found), is_readable)


def _bettered(state: _State) -> _State | None:
    """The file after all repairs there are, or after the first that helps by itself; None where none does."""
    edits = [edit for fault in state.faults if (edit := edit_of(fault))]
    alone = [[edit] for edit in edits[:MAX_SINGLE]] if len(edits) > 1 else []
    for chosen in [edits, *alone] if edits else []:
        after = _read(_edited(state.data, chosen))
        if after.data != state.data and _is_better(after, state, {edit.line for edit in chosen}):
            return after
    return None


def _is_better(after: _State, before: _State, lines: set[int]) -> bool:
    """Whether a repair of some lines left no line among them that YAML stumbles over for a new reason."""
    if before.is_readable and not after.is_readable:
        return False
    stood = {(fault.code, fault.place.line) for fault in before.faults}
    new = [fault for fault in after.faults if fault.place.line in lines and (fault.code, fault.place.line) not in stood]
    return not any(fault.code in _STUMBLED for fault in new)


def _edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with some edits done; of two that overlap, the first."""
    bom, lines = _lines(data)
    for line in {edit.line for edit in edits}:
        of_line = sorted((edit for edit in edits if edit.line == line), key=lambda edit: edit.start)
        text, at, written = lines[line - 1], 0, ""
        for edit in of_line:
            if edit.start >= at:
                written += text[at : edit.start] + edit.text
                at = edit.end
        lines[line - 1] = written + text[at:]
    return bom + "".join(lines).encode()


def _lines(data: bytes) -> tuple[bytes, list[str]]:
    """The byte order mark where there is one, and the lines with their ends."""
    bom = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text = data[len(bom) :].decode("utf-8")
    pieces, at = [], 0
    for match in LINE_BREAK.finditer(text):
        pieces.append(text[at : match.end()])
        at = match.end()
    return bom, [*pieces, text[at:]]


def _changes(old: bytes, new: bytes) -> tuple[Change, ...]:
    if old == new:
        return ()
    pairs = zip(_lines(old)[1], _lines(new)[1], strict=True)  # no edit adds or removes a line
    return tuple(
        Change(at, before.rstrip(), after.rstrip()) for at, (before, after) in enumerate(pairs, 1) if before != after
    )
