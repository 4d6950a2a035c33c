"""How right a store is: a sheet of observations to check by hand, and the precision that the filled sheet gives."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiaoli.chinese.sentences import find_sentences
from tiaoli.chinese.width import fold
from tiaoli.errors import UsageError
from tiaoli.rulebook.wording import Phrase
from tiaoli.workbench.estimation import Estimate, Judged, allocate, estimate
from tiaoli.writing.sheets import SheetRow
from tiaoli.writing.store import Store

STRATA = (
    ("document_type", "indicator", "kind", "measure"),
    ("document_type", "unit", "kind", "measure"),
    ("document_type", "kind", "measure"),
    ("kind",),
    (),
)
"""By what observations are parted, the finest first."""
ROWS_A_STRATUM = 4
"""Strata are no finer than leaves each so many rows on average."""

SAID = ("label", "indicator", "measure", "value", "value_high", "unit", "bound", "kind", "year", "scope", "quote")
COLUMNS = (
    "document", "region", "report_year", *SAID, "sentence", "correct", "comment", "source",
    "stratum", "stratum_size", "row", "doc_id",
)  # fmt: skip
"""The columns of a sheet; `correct` and `comment` are empty."""

_IDENTITY = ("doc_id", "span_start", "span_end", *SAID)
_JUDGEMENTS = {
    **dict.fromkeys(("1", "y", "yes", "true", "是", "对", "√", "✓"), True),
    **dict.fromkeys(("0", "n", "no", "false", "否", "错", "×", "x"), False),
    **dict.fromkeys(("?",), None),
}
_LONGEST = 2000
"""Characters of a sentence that a sheet shows."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Audit:
    """What a filled sheet tells: over all, and by indicator."""

    whole: Estimate
    indicators: Mapping[str, Estimate]
    doubtful: int
    """Rows with `?`, which count neither for nor against."""
    empty: int


def draw(store: Store, count: int, seed: int = 0) -> list[list[Any]]:
    """The rows of a sheet, the head first: a stratified sample of the observations, the same for the same seed.

    What a person corrected is not drawn, nor what stands in a copy of the same bytes. Raises UsageError where
    there is nothing to draw from.
    """
    strata = _strata(store, count)
    if not strata:
        raise UsageError(Phrase("audit.nothing"))
    dice = random.Random(seed)
    drawn = allocate({name: len(rows) for name, rows in strata.items()}, count)
    chosen = sorted((rowid, name) for name in strata for rowid in dice.sample(strata[name], drawn[name]))
    rows = [_sheet_row(store, rowid, name, len(strata[name])) for rowid, name in chosen]
    return [list(COLUMNS), *sorted(rows, key=lambda row: row[0])]  # one document after another, as they are read


def check(store: Store, sheet: Sequence[SheetRow]) -> Audit:
    """What a filled sheet tells of the store that it was drawn from.

    Raises UsageError where columns are missing, where a row is not of this store any more, where `correct` holds
    anything but 1, 0 and ?, and where nothing is judged.
    """
    rows = list(_read(sheet))
    _refuse_strangers(store, rows)
    judged = [(row["indicator"], Judged(row["stratum"], row["stratum_size"], row["correct"]))
              for row in rows if isinstance(row["correct"], bool)]  # fmt: skip
    drawn = Counter(each.stratum for _, each in judged)
    whole = estimate((each for _, each in judged), drawn)
    if whole is None:
        raise UsageError(Phrase("audit.unjudged"))
    parts = {
        name: estimate((each for indicator, each in judged if indicator == name), drawn)
        for name in sorted({indicator for indicator, _ in judged})
    }
    empty = sum(row["correct"] == "" for row in rows)
    known = {name: part for name, part in parts.items() if part}
    return Audit(whole, known, len(rows) - len(judged) - empty, empty)


def _strata(store: Store, count: int) -> dict[str, list[int]]:
    """The observations of each stratum, parted as finely as the size of the sample bears."""
    names = tuple(dict.fromkeys(name for names in STRATA for name in names))
    found = list(
        store.query(
            f"SELECT observations.rowid, {', '.join(names)} FROM observations JOIN documents USING (doc_id)"
            " WHERE duplicate_of IS NULL AND NOT corrected ORDER BY uri, observations.rowid"
        )
    )
    strata: dict[str, list[int]] = {}
    for wanted in STRATA:
        columns = [names.index(name) + 1 for name in wanted]
        strata = {}
        for row in found:
            name = " · ".join(str(row[at]) for at in columns if row[at] is not None) or "all"
            strata.setdefault(name, []).append(row[0])
        if len(strata) * ROWS_A_STRATUM <= count:
            break
    return dict(sorted(strata.items()))


def _sheet_row(store: Store, rowid: int, stratum: str, size: int) -> list[Any]:
    (values,) = _observations(store, "observations.rowid = ?", rowid)
    found = {
        **values,
        "document": values["uri"],
        "source": values["url"] or values["uri"],
        "sentence": _sentence(store, values),
        "correct": None,
        "comment": None,
        "stratum": stratum,
        "stratum_size": size,
        "row": _row_id(values),
    }
    return [_plain(found[name]) for name in COLUMNS]


def _plain(value: Any) -> Any:
    """A whole number without the point that the store's columns give it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _observations(store: Store, where: str, value: object) -> Iterator[Values]:
    names = (*_IDENTITY, "uri", "url", "region", "report_year", "section_id")
    columns = ", ".join(name if name in ("uri", "url") else f"observations.{name}" for name in names)
    rows = store.query(f"SELECT {columns} FROM observations JOIN documents USING (doc_id) WHERE {where}", value)
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _row_id(values: Values) -> str:
    """What an observation goes by in a sheet, its place and all that it says; no spreadsheet takes it for a number."""
    said = "\0".join(str(values[name]) for name in _IDENTITY)
    return "r" + hashlib.sha256(said.encode()).hexdigest()[:12]


def _sentence(store: Store, values: Values) -> str:
    """The sentence round an observation's words, from its section; the words themselves where they stand elsewhere."""
    quote: str = values["quote"]
    (section,) = store.query(
        "SELECT text, span_start FROM sections WHERE doc_id = ? AND section_id = ?"
        " UNION ALL SELECT '', 0 LIMIT 1",
        values["doc_id"], values["section_id"],
    )  # fmt: skip
    text, section_start = section
    places = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not places:
        return quote
    start = min(places, key=lambda at: abs(at - (values["span_start"] - section_start)))
    end = start + len(quote)
    touched = [span for span in find_sentences(fold(text), by_line=True) if span[0] < end and span[1] > start]
    sentence: str = text[touched[0][0] : touched[-1][1]]
    return sentence[:_LONGEST]


def _read(sheet: Sequence[SheetRow]) -> Iterator[Values]:
    """The rows of a filled sheet by column."""
    head, *rows = sheet
    needed = ("row", "doc_id", "indicator", "stratum", "stratum_size", "correct")
    missing = [name for name in needed if name not in head.cells]
    if missing:
        raise UsageError(Phrase("audit.columns", {"missing": ", ".join(missing)}))
    for row in rows:
        padded = (*row.cells, *[""] * (len(head.cells) - len(row.cells)))
        values: Values = dict(zip(head.cells, padded, strict=False))
        said = values["correct"].strip().lower()
        if said and fold(said) not in _JUDGEMENTS:
            raise UsageError(Phrase("audit.judgement", {"row": row.number, "found": said}))
        if not values["stratum_size"].isdecimal() or int(values["stratum_size"]) < 1:
            raise UsageError(Phrase("audit.size", {"row": row.number, "found": values["stratum_size"]}))
        values["correct"] = _JUDGEMENTS[fold(said)] if said else ""
        values["stratum_size"] = int(values["stratum_size"])
        yield values


def _refuse_strangers(store: Store, rows: Sequence[Values]) -> None:
    """Raises UsageError where the store has a row's document no more, or says something else there by now."""
    held = {doc_id for (doc_id,) in store.query("SELECT doc_id FROM documents")}
    gone = [row for row in rows if row["doc_id"] not in held]
    if gone:
        raise UsageError(Phrase("audit.gone", {"count": len(gone), "document": gone[0].get("document", "")}))
    known = {
        _row_id(values)
        for doc_id in {row["doc_id"] for row in rows}
        for values in _observations(store, "observations.doc_id = ?", doc_id)
    }
    changed = [row for row in rows if row["row"] not in known]
    if changed:
        raise UsageError(Phrase("audit.changed", {"count": len(changed), "document": changed[0].get("document", "")}))
