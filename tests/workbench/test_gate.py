"""The gate: which figures fell, which are gone, which are new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from marked import gold_file, report, said, wanted, with_observations

from tiaoli.document import Document
from tiaoli.errors import UsageError
from tiaoli.workbench.evaluation import Evaluation, evaluate
from tiaoli.workbench.gate import baseline_of, read_baseline, shifts, write_baseline
from tiaoli.workbench.gold import read_gold


@pytest.fixture
def made() -> Document:
    return report()


def evaluated(folder: Path, made: Document, *found: dict[str, Any], marked: dict[str, Any]) -> Evaluation:
    gold = read_gold([gold_file(folder / "gold", made, **marked)])
    return evaluate(gold, lambda _: with_observations(made, *(said(made, **attributes) for attributes in found)))


MARKED = {"observations": [wanted()]}


def test_a_figure_that_fell_is_told_for_the_document_for_all_and_for_the_indicator(
    tmp_path: Path, made: Document
) -> None:
    before = baseline_of(evaluated(tmp_path, made, {}, marked=MARKED))
    now = evaluated(tmp_path, made, {}, {"year": 2020}, marked=MARKED)
    fallen = [(shift.kind, shift.name, shift.figure, shift.old, shift.new) for shift in shifts(before, now)]
    assert fallen == [
        ("fell", "ALL", "obs_p", 1.0, 0.5),
        ("fell", "ALL", "obs_f1", 1.0, 0.667),
        ("fell", "a.txt", "obs_p", 1.0, 0.5),
        ("fell", "a.txt", "obs_f1", 1.0, 0.667),
        ("fell", "bags", "f1", 1.0, 0.667),
    ]


def test_what_is_better_does_not_fail(tmp_path: Path, made: Document) -> None:
    before = baseline_of(evaluated(tmp_path, made, marked=MARKED))
    assert {shift.kind for shift in shifts(before, evaluated(tmp_path, made, {}, marked=MARKED))} == {"rose"}


def test_figures_that_only_one_side_has_are_told(tmp_path: Path, made: Document) -> None:
    before = baseline_of(evaluated(tmp_path, made, {}, marked=MARKED))
    now = evaluated(tmp_path, made, marked={"metadata": {"year": None}})
    kinds = {(shift.figure, shift.kind) for shift in shifts(before, now) if shift.group == "documents"}
    assert kinds == {(name, "gone") for name in ("obs_p", "obs_r", "obs_f1", "unit")} | {("meta", "new")}


def test_an_indicator_that_gold_lacks_is_not_kept(tmp_path: Path, made: Document) -> None:
    evaluation = evaluated(tmp_path, made, {}, {"indicator": "gdp"}, marked=MARKED)
    assert set(baseline_of(evaluation)["indicators"]) == {"bags"}


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path, made: Document) -> None:
    baseline = baseline_of(evaluated(tmp_path, made, {}, marked=MARKED))
    (tmp_path / "baseline.json").write_bytes(write_baseline(baseline))
    assert read_baseline(tmp_path / "baseline.json") == baseline


def test_a_baseline_has_a_document_on_each_line_in_order(tmp_path: Path, made: Document) -> None:
    for name in ("b", "a"):
        gold_file(tmp_path / "gold", made, name=f"{name}.txt.gold.json", metadata={"year": None})
    evaluation = evaluate(read_gold([tmp_path / "gold"]), lambda _: made)
    assert write_baseline(baseline_of(evaluation)).decode() == (
        '{\n"all": {\n "ALL": {"meta": 1.0}\n},\n'
        '"documents": {\n "a.txt": {"meta": 1.0},\n "b.txt": {"meta": 1.0}\n},\n"indicators": {}\n}\n'
    )


@pytest.mark.parametrize("text", ["[]", "{", '{"all": {"ALL": {"meta": "good"}}}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "baseline.json").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"baseline\.json: is no baseline"):
        read_baseline(tmp_path / "baseline.json")
