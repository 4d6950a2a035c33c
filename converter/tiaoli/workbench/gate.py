"""A gate: the figures of an evaluation against those that were committed, none of which may fall."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from tiaoli.errors import Place, UsageError
from tiaoli.workbench.evaluation import DIGITS, Evaluation, Figures, figures_of

FELL, GONE, NEW, ROSE = "fell", "gone", "new", "rose"
FAILING = (FELL, GONE)

_Group = dict[str, dict[str, Annotated[float, Field(allow_inf_nan=False)]]]
_BASELINE = TypeAdapter(dict[str, _Group])
Baseline = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Under `all`, `documents` and `indicators`: names, and the figures of each."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure that is another than in the baseline; None where one of the two has none."""

    kind: str  # fell | gone | new | rose
    group: str  # all | documents | indicators
    name: str
    figure: str
    old: float | None
    new: float | None


def baseline_of(evaluation: Evaluation) -> dict[str, _Group]:
    """The figures that are to hold from now on: those of what gold marks."""
    documents = {each.name: _held(figures_of(each.counts)) for each in evaluation.documents}
    indicators = {name: {"f1": round(count.f1, DIGITS)} for name, count in evaluation.indicators.items() if count.gold}
    return {
        "all": {"ALL": _held(figures_of(evaluation.counts))},
        "documents": {name: figures for name, figures in documents.items() if figures},
        "indicators": indicators,
    }


def shifts(baseline: Baseline, evaluation: Evaluation) -> list[Shift]:
    """Every figure that differs from the baseline's, or that only one of them has, in the order of both."""
    old, new = _flat(baseline), _flat(baseline_of(evaluation))
    changed = (place for place in {**old, **new} if old.get(place) != new.get(place))
    return [Shift(_kind(old.get(at), new.get(at)), *at, old.get(at), new.get(at)) for at in changed]


def write_baseline(baseline: Baseline) -> bytes:
    """The figures as JSON, one document or indicator a line, sorted."""
    groups = (
        f'"{group}": {{\n {_rows(named)}\n}}' if named else f'"{group}": {{}}' for group, named in baseline.items()
    )
    return ("{\n" + ",\n".join(groups) + "\n}\n").encode()


def read_baseline(path: Path) -> Baseline:
    """The figures that were written; raises UsageError for a file that holds something else."""
    try:
        return _BASELINE.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise UsageError(
            "is no baseline: figures by name under all, documents and indicators; write it with --write-baseline",
            place=Place(str(path)),
        ) from error


def _held(figures: Figures) -> dict[str, float]:
    return {name: value for name, value in figures.items() if value is not None}


def _flat(baseline: Baseline) -> dict[tuple[str, str, str], float]:
    return {
        (group, name, figure): value
        for group, named in baseline.items()
        for name, figures in named.items()
        for figure, value in figures.items()
    }


def _kind(old: float | None, new: float | None) -> str:
    if old is None:
        return NEW
    if new is None:
        return GONE
    return FELL if new < old else ROSE


def _rows(named: Mapping[str, Mapping[str, float]]) -> str:
    lines = (f"{_dumps(name)}: {_dumps(dict(named[name]))}" for name in sorted(named))
    return ",\n ".join(lines)


_dumps = json.JSONEncoder(ensure_ascii=False).encode
