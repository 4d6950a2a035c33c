"""Gold: what people marked in documents by hand, with its words or, as facts, with nothing but offsets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from tiaoli.document import Offsets
from tiaoli.errors import Place, UsageError

WITH_WORDS, AS_FACTS = SUFFIXES = (".gold.json", ".facts.json")
MEASURES = ("level", "growth", "difference")
"""What gold is marked for; shares, ranks and statements without a number are not held against it."""

MetadataName = Literal[
    "title", "document_type", "region", "adcode", "year", "meeting", "date", "speaker", "speaker_title",
    "published", "publisher", "index_number", "document_number",
]  # fmt: skip
NAMED = 3
"""How many faults of one gold file are told."""


class _Marked(BaseModel):
    """A part of a gold file: frozen, and open to keys that are for people, such as `notes`."""

    model_config = ConfigDict(frozen=True)


class GoldObservation(_Marked):
    """One number that a document says of an indicator, with its words or with where they stand."""

    indicator: str
    measure: Literal["level", "growth", "difference"]
    value: float
    value_high: float | None = None
    unit: str | None
    bound: str
    kind: str
    year: int | None
    quote: str | None = None
    span: Offsets | None = None
    number_span: Offsets | None = None
    doubtful: str | None = None
    """Why two readings are possible; such an observation counts neither for nor against."""

    @model_validator(mode="after")
    def _has_words(self) -> GoldObservation:
        if self.quote is None and self.span is None:
            raise ValueError("it has neither a quote nor a span")
        return self


class GoldBody(_Marked):
    """The sentences that the true content begins and ends with."""

    first: str
    last: str


class Gold(_Marked):
    """What was marked in one document; a part that is None was not marked, and is not scored."""

    name: str
    path: Path
    file: str
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    metadata: dict[MetadataName, str | int | None] | None = None
    sections: tuple[tuple[int, str, str], ...] | None = None
    roles: dict[str, str | None] | None = None
    observations: tuple[GoldObservation, ...] | None = None
    body: GoldBody | None = None

    @property
    def is_facts(self) -> bool:
        """Whether it holds no words, so that its document is known by its bytes."""
        return self.path.name.endswith(AS_FACTS)

    @property
    def place(self) -> Place:
        """The file, for messages."""
        return Place(str(self.path))

    @model_validator(mode="after")
    def _holds_something(self) -> Gold:
        if not any((self.metadata, self.sections, self.roles, self.body)) and self.observations is None:
            raise ValueError("nothing is marked: metadata, sections, roles, observations or body is needed")
        return self


def read_gold(places: Iterable[Path], *, only: str = "") -> list[Gold]:
    """The gold files at the places, folders or files, whose document's name holds `only`, by name.

    Raises UsageError where there are none, two for one document, or one that is not as it should be.
    """
    places = list(places)
    paths = {path: path.name.removesuffix(suffix) for place in places for path, suffix in _gold_files(place)}
    if not paths:
        listed = ", ".join(map(str, places))
        raise UsageError(f"no gold in {listed}: files named *{WITH_WORDS} or *{AS_FACTS} are looked for")
    by_name: dict[str, Path] = {}
    for path, name in paths.items():
        if (other := by_name.setdefault(name, path)) is not path:
            raise UsageError(f"{other} and {path} are both gold of {name}; keep one of them")
    chosen = [_read(by_name[name], name) for name in sorted(by_name) if only in name]
    if not chosen:
        raise UsageError(f"no gold is of a document whose name holds {only!r}; there are {', '.join(sorted(by_name))}")
    return chosen


def standard_indicators() -> frozenset[str]:
    """The indicators that gold is marked for unless something else is said."""
    text = (resources.files("tiaoli.workbench") / "indicators.tsv").read_text("utf-8")
    return _first_column(text)


def chosen_indicators(said: str) -> frozenset[str]:
    """The indicators that a table names in its first column, below its head, or that are listed with commas.

    Raises UsageError where none is named, and for a table that cannot be read.
    """
    path = Path(said)
    if path.suffix == ".tsv" or path.is_file():
        try:
            named = _first_column(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the table of indicators cannot be read: {error}", place=Place(said)) from error
    else:
        named = frozenset(name for part in said.split(",") if (name := part.strip()))
    if not named:
        raise UsageError(f"{said!r} names no indicator; give ids with commas, or a table with ids below a head")
    return named


def _first_column(text: str) -> frozenset[str]:
    rows = text.splitlines()[1:]
    return frozenset(name for row in rows if (name := row.split("\t")[0].strip()))


def _gold_files(place: Path) -> list[tuple[Path, str]]:
    """The gold files of a folder, or the one file, each with its suffix."""
    found = sorted(place.iterdir()) if place.is_dir() else [place]
    return [(path, suffix) for path in found for suffix in SUFFIXES if path.name.endswith(suffix)]


def _read(path: Path, name: str) -> Gold:
    try:
        marked = json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        raise UsageError(f"no JSON: {error.msg}; mend it there", place=place) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read as UTF-8: {error}", place=Place(str(path))) from error
    if not isinstance(marked, dict):
        raise UsageError("gold is one JSON object; see docs/evaluation.md", place=Place(str(path)))
    try:
        return Gold.model_validate({**marked, "name": name, "path": path})
    except ValidationError as error:
        raise UsageError(_faults(error), place=Place(str(path))) from error


def _faults(error: ValidationError) -> str:
    """The first faults, each with its key, and what to do."""
    found = error.errors(include_url=False, include_context=False)
    told = [f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in found[:NAMED]]
    rest = [f"and {len(found) - NAMED} more"] if len(found) > NAMED else []
    return "; ".join([*told, *rest, "docs/evaluation.md shows what gold looks like"])


def check_spans(gold: Gold, text: str) -> None:
    """Raises UsageError where the gold points outside the text of its document."""
    for at, observation in enumerate(gold.observations or ()):
        for name in ("span", "number_span"):
            span: Sequence[int] | None = getattr(observation, name)
            if span and not 0 <= span[0] < span[1] <= len(text):
                raise UsageError(
                    f"observations.{at}.{name}: {list(span)} is no stretch of the document's {len(text)} characters;"
                    " offsets count the code points of its `text`",
                    place=gold.place,
                )
