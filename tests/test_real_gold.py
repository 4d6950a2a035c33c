"""Reports that people marked by hand, where they are at hand: the figures, and the gate that none may fall through."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tiaoli.document import Document, ObservationFacts
from tiaoli.pipeline import convert
from tiaoli.source import Source
from tiaoli.workbench.evaluation import evaluate, figures_of
from tiaoli.workbench.gate import FAILING, read_baseline, shifts
from tiaoli.workbench.gold import Gold, GoldObservation, read_gold

FACTS = Path(__file__).resolve().parent / "gold"
CHANGES: tuple[dict[str, Any], ...] = (
    {"indicator": "cpi"},
    {"measure": "share"},
    {"value": 7.0},
    {"value_high": 9.5},
    {"unit": "percentage_point"},
    {"bound": "below"},
    {"kind": "unknown"},
    {"year": 1950},
    {"scope": "高新区"},
    {"averaged": True},
)


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[Gold]:
    """What lies beside the reports, and the facts that are the project's own."""
    return read_gold([shared / "gold", FACTS])


@pytest.fixture(scope="module")
def documents(shared: Path, gold: list[Gold]) -> dict[str, Document]:
    """The marked reports, converted, by the hash of their bytes."""
    marked = {each.sha256 for each in gold}
    paths = (path for name in ("seeds", "corpus") for path in sorted((shared / name).rglob("*")) if path.is_file())
    hashed = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    return {key: convert(Source.from_path(path, uri=path.name)) for key, path in hashed.items() if key in marked}


def test_no_figure_is_below_the_committed_one(gold: list[Gold], documents: dict[str, Document]) -> None:
    evaluation = evaluate(gold, lambda each: documents.get(each.sha256))
    found = shifts(read_baseline(FACTS / "baseline.json"), evaluation)
    assert [shift for shift in found if shift.kind in FAILING] == []


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_scorer_that_came_with_the_gold(
    shared: Path, gold: list[Gold], documents: dict[str, Document], seed: int, tmp_path: Path
) -> None:
    dice = random.Random(seed)
    marked = [each for each in gold if not each.is_facts]
    harmed = {each.name: harm(each, documents[each.sha256], dice) for each in marked if dice.random() < 0.9}
    for name, document in harmed.items():
        (tmp_path / f"{name}.json").write_bytes(document.to_json())
    evaluation = evaluate(marked, lambda each: harmed.get(each.name))
    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold"), str(tmp_path), "--json"]
    scored = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    ours = {each.name: figures_of(each.counts) for each in evaluation.documents}
    theirs = {row.pop("file"): row for row in (*scored["documents"], scored["all"])}
    assert {**ours, "ALL": figures_of(evaluation.counts)} == theirs
    assert 0 < theirs["ALL"]["obs_f1"] < 1


def harm(gold: Gold, document: Document, dice: random.Random) -> Document:
    """The document with most of gold's observations, some of them otherwise, and with less of its own."""
    kept = [said for said in gold.observations or () if dice.random() < 0.9]
    changed = [observed(said, dice.choice(CHANGES) if dice.random() < 0.3 else {}) for said in kept]
    sections = tuple(section for section in document.sections if dice.random() < 0.9)
    metadata = document.metadata.model_copy(update={"year": dice.choice([None, document.metadata.year])})
    return document.model_copy(update={"observations": tuple(changed), "sections": sections, "metadata": metadata})


def observed(said: GoldObservation, change: dict[str, Any]) -> ObservationFacts:
    facts = said.model_dump(exclude={"span", "doubtful"})
    return ObservationFacts(**{**facts, "label": "", "section": "1", "span": (0, 1), "rule": "any", **change})
