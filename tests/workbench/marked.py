"""Gold for the report of `converted`, and the report with what was found in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from converted import REPORT, document, rules_in

from tiaoli.document import Document, ObservationFacts
from tiaoli.workbench.gold import GoldObservation

WORDS = "编织袋达到3万条"


@cache
def report() -> Document:
    """The report, converted."""
    with TemporaryDirectory() as folder:
        return document(rules_in(Path(folder)), REPORT, uri="a.txt")


def said(made: Document, words: str = WORDS, **attributes: Any) -> ObservationFacts:
    """An observation whose words are these."""
    start = made.text.index(words)
    facts: dict[str, Any] = {
        "indicator": "bags", "label": "编织袋", "measure": "level", "value": 30000, "unit": "count", "bound": "exact",
        "kind": "actual", "year": 2024, "section": "1", "span": (start, start + len(words)), "quote": words,
        "number_span": None, "rule": "test.inspection#indicators.bags",
    }  # fmt: skip
    return ObservationFacts(**{**facts, **attributes})


def with_observations(made: Document, *observations: ObservationFacts) -> Document:
    """The document with these observations."""
    return made.model_copy(update={"observations": observations})


def wanted(**attributes: Any) -> dict[str, Any]:
    """An observation as gold files have it: what `said` says."""
    facts = {
        "indicator": "bags", "measure": "level", "value": 30000, "value_high": None, "unit": "count",
        "bound": "exact", "kind": "actual", "year": 2024, "quote": WORDS,
    }  # fmt: skip
    return {**facts, **attributes}


def gold_observation(**attributes: Any) -> GoldObservation:
    """The same, read."""
    return GoldObservation(**wanted(**attributes))


def gold_file(folder: Path, made: Document, name: str = "a.txt.gold.json", **parts: Any) -> Path:
    """A gold file of the document that holds these parts."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps({"file": "a.txt", "sha256": made.source.sha256, **parts}), "utf-8")
    return path
