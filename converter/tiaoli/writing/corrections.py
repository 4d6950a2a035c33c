"""Corrections by hand: a YAML file that says what is true of documents, read and checked.

They are applied to every conversion (`correcting`), so that they outlive the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tiaoli.chinese.dates import parse_date
from tiaoli.chinese.regions import resolve
from tiaoli.document import Offsets, doc_id_of
from tiaoli.errors import Place, RuleError
from tiaoli.rulebook import shapes
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.entries import Entry
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.language import MEASURES
from tiaoli.rulebook.shapes import Choice, Integer, Key, ListOf, Number, Raw, Shape, Text, Truth
from tiaoli.rulebook.wording import Phrase
from tiaoli.rulebook.yaml_nodes import Node, read_nodes

FILE = "corrections.yaml"
"""What the file is called where it lies in the output folder."""

YEAR = Integer(1900, 2099)
MEASURE = Choice(MEASURES)
METADATA: dict[str, Shape] = {
    "title": Text(), "document_type": Text(), "region": Text(), "year": YEAR, "date": Text(),
    "speaker.name": Text(), "speaker.title": Text(), "published": Text(), "written": Text(), "effective": Text(),
    "issuer": Text(), "document_number": Text(), "publisher": Text(), "source_name": Text(), "index_number": Text(),
    "subject": Text(), "genre": Text(), "validity": Text(),
}  # fmt: skip
"""What of the metadata may be corrected, under `metadata.` and its name."""

OBSERVATION: dict[str, Shape] = {
    "indicator": Text(), "label": Text(), "measure": MEASURE, "value": Number(), "value_high": Number(),
    "unit": Text(), "statement": Text(),
    "bound": Choice(("exact", "about", "at_least", "at_most", "above", "below", "between")),
    "kind": Choice(("actual", "target", "unknown")), "modal": Text(), "year": YEAR,
    "period": ListOf(YEAR, length=2), "averaged": Truth(), "cumulative": Truth(), "scope": Text(),
    "compared_with": Text(), "of": Text(),
}  # fmt: skip
"""What of an observation may be corrected."""

_DATES = frozenset(("date", "published", "written", "effective"))
_NEVER_NULL = frozenset(("document_type", "indicator", "label", "measure", "bound", "kind", "averaged", "cumulative"))
_EXACT = 1 << 53  # below it every whole number is one of its own
_NEEDED = ("indicator", "measure", "kind", "unit")


def _mapping(known: Mapping[str, Shape], prefix: str = "", needed: Sequence[str] = ()) -> shapes.Mapping:
    """A mapping whose values are checked later, since each may be null too."""
    keys = tuple(Key(prefix + name, Raw(), required=name in needed) for name in known)
    return shapes.Mapping("values", keys, any_of=tuple(prefix + name for name in known) if not needed else ())


_OBSERVATION = shapes.Mapping(
    "observation",
    (
        Key("at", Raw(), required=True),
        Key("indicator", Text()),
        Key("measure", MEASURE),
        Key("year", YEAR),
        Key("set", _mapping(OBSERVATION)),
        Key("remove", Choice(("true",))),
        Key("add", _mapping(OBSERVATION, needed=_NEEDED)),
    ),
    one_of=("set", "remove", "add"),
)
_CORRECTION = shapes.Mapping(
    "correction",
    (
        Key("doc", Text(), required=True),
        Key("set", _mapping(METADATA, "metadata.")),
        Key("observations", ListOf(_OBSERVATION)),
        Key("note", Text()),
        Key("by", Text()),
    ),
    any_of=("set", "observations"),
)


@dataclass(frozen=True, slots=True)
class ObservationCorrection:
    """What is true of the observation at some words, or at a span; where these have several, the one that is meant."""

    at: str | Offsets
    action: str  # set | remove | add
    values: Mapping[str, Any]
    indicator: str | None = None
    measure: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one document: values of its metadata by name, and observations."""

    doc: str
    """Its URI, its `doc_id`, or the SHA-256 of its bytes."""
    metadata: Mapping[str, Any]
    observations: tuple[ObservationCorrection, ...]
    note: str | None
    by: str | None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a run, in the order of their file."""

    entries: Mapping[str, tuple[Correction, ...]]
    """By what they call their document."""

    def of(self, uri: str, content_id: str) -> list[Correction]:
        """The corrections of a document, by any of its names."""
        return [each for name in _names(uri, content_id) for each in self.entries.get(name, ())]

    def fingerprint(self, uri: str, content_id: str) -> str:
        """What changes when the corrections of a document do, and only then; empty where it has none."""
        found = [asdict(each) | {"place": None} for each in self.of(uri, content_id)]
        return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest() if found else ""

    def strangers(self, documents: Iterable[tuple[str, str]]) -> list[Correction]:
        """The corrections of no document among these, each given by its URI and its content id."""
        known = {name for uri, content_id in documents for name in _names(uri, content_id)}
        return [each for name, found in self.entries.items() if name not in known for each in found]


NO_CORRECTIONS = Corrections({})


def _names(uri: str, content_id: str) -> tuple[str, ...]:
    return uri, doc_id_of(uri, content_id), content_id.removeprefix("sha256:")


def read_corrections(path: Path) -> Corrections:
    """The corrections in a YAML file; raises RuleError with all its faults, each with line and column."""
    faults = Faults(str(path))
    try:
        root = read_nodes(path.read_bytes(), faults)
    except OSError as error:
        root = None
        faults.add("rules.unreadable", None, why=error.strerror or str(error))
    checker = Checker(faults)
    read = checker.read(root, ListOf(_CORRECTION)) if root else ()
    found: dict[str, tuple[Correction, ...]] = {}
    for entry in read:
        correction = _correction(checker, entry)
        found[correction.doc] = (*found.get(correction.doc, ()), correction)
    if faults.found:
        raise RuleError(tuple(faults.found))
    return Corrections(found)


def _correction(checker: Checker, entry: Entry) -> Correction:
    values = _values(checker, entry.get("set") or {}, METADATA, "metadata.")
    observations = tuple(_observation(checker, each) for each in entry.get("observations") or ())
    doc = (entry.get("doc") or "").replace("\\", "/").removeprefix("./").removeprefix("sha256:")
    place = Place(checker.faults.file, entry.node.line, entry.node.column)
    return Correction(doc, values, observations, entry.get("note"), entry.get("by"), place)


def _observation(checker: Checker, entry: Entry) -> ObservationCorrection:
    action = next((name for name in ("set", "remove", "add") if name in entry), "")
    given = entry.get(action) if action != "remove" else None
    values = _values(checker, given or {}, OBSERVATION)
    if action == "add" and given and values.get("value") is None and values.get("statement") is None:
        checker.faults.add("rules.any-of", entry.at("add"), keys="`value`, `statement`")
    at = _place(checker, entry.get("at"))
    return ObservationCorrection(at, action, values, *(entry.get(key) for key in ("indicator", "measure", "year")))


def _place(checker: Checker, node: Node | None) -> str | Offsets:
    if node is None:
        return ""
    if node.kind == "list":
        span = checker.read(node, ListOf(Integer(0, 999_999_999), length=2))
        return (span[0], span[1]) if span else ""
    return checker.read(node, Text()) or ""


def _values(
    checker: Checker, nodes: Mapping[str, Node], known: Mapping[str, Shape], prefix: str = ""
) -> dict[str, Any]:
    """The values under their names without the prefix; null is None, where there may be nothing."""
    found: dict[str, Any] = {}
    for key, node in nodes.items():
        name = key.removeprefix(prefix)
        if node.kind == "text" and node.is_plain and node.text in ("null", "~"):
            found[name] = _refuse(checker, node, "text") if name in _NEVER_NULL else None
        else:
            found[name] = _as_said(checker, node, name, checker.read(node, known[name]))
    return found


def _as_said(checker: Checker, node: Node, name: str, value: Any) -> Any:
    """A value as documents have it: days in ISO 8601, whole numbers without a point."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, list | tuple):
        return tuple(value)
    if value is not None and name in _DATES:
        date = parse_date(value)
        return date.isoformat() if date else _refuse(checker, node, "date")
    if value is not None and name == "region" and not resolve(value, year=None):
        return _refuse(checker, node, "region")
    return value


def _refuse(checker: Checker, node: Node, expected: str) -> Any:
    """None, with a fault."""
    checker.faults.add("rules.wrong-type", node, expected=Phrase(f"expected.{expected}"), found=node.in_words())
