"""The figures of an evaluation: by document, over all, by indicator and by rule."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from marked import gold_file, report, said, wanted, with_observations

from tiaoli.document import Document, ObservationFacts
from tiaoli.errors import UsageError
from tiaoli.workbench.evaluation import Evaluation, Rule, evaluate, figures_of
from tiaoli.workbench.gold import read_gold
from tiaoli.workbench.marked_parts import Count


@pytest.fixture
def made() -> Document:
    return report()


def evaluated(
    folder: Path, document: Document | None, made: Document, *, of: Collection[str] | None = None, **parts: Any
) -> Evaluation:
    gold = read_gold([gold_file(folder / "gold", made, **parts)])
    return evaluate(gold, lambda _: document, indicators=of)


def test_a_part_that_no_gold_holds_has_no_figure(tmp_path: Path, made: Document) -> None:
    figures = figures_of(evaluated(tmp_path, made, made, metadata={"document_type": "other"}).counts)
    assert {name: value for name, value in figures.items() if value is not None} == {"meta": 1.0}


def test_over_all_documents_the_counts_are_added(tmp_path: Path, made: Document) -> None:
    for name, marked in (("a", {"year": None, "date": None, "title": "别的"}), ("b", {"year": 1999})):
        gold_file(tmp_path / "gold", made, name=f"{name}.txt.gold.json", metadata=marked)
    evaluation = evaluate(read_gold([tmp_path / "gold"]), lambda _: made)
    assert evaluation.counts["meta"] == Count(2, 4)


def test_a_document_of_other_bytes_is_not_scored(tmp_path: Path, made: Document) -> None:
    source = made.source.model_copy(update={"sha256": "0" * 64})
    evaluation = evaluated(tmp_path, made.model_copy(update={"source": source}), made, metadata={"year": None})
    assert [each.state for each in evaluation.documents] == ["other-bytes"]
    assert evaluation.counts == {}


def test_a_document_that_was_not_converted_counts_as_missed(tmp_path: Path, made: Document) -> None:
    evaluation = evaluated(tmp_path, None, made, observations=[wanted()])
    assert [each.state for each in evaluation.documents] == ["not-converted"]
    assert evaluation.counts["obs"] == Count(0, 1, 0)


def found_in(made: Document) -> tuple[ObservationFacts, ...]:
    """A right one, a false one of an indicator that gold names, one of a standard indicator, one of neither."""
    others = ({"year": 2020}, {"indicator": "gdp", "rule": "x#indicators.gdp"}, {"indicator": "roads"})
    return (said(made), *(said(made, **attributes) for attributes in others))


def test_standard_indicators_are_scored_and_those_that_gold_names(tmp_path: Path, made: Document) -> None:
    document = with_observations(made, *found_in(made))
    evaluation = evaluated(tmp_path, document, made, observations=[wanted()])
    assert evaluation.indicators == {"bags": Count(1, 1, 2), "gdp": Count(0, 0, 1)}


def test_where_indicators_are_chosen_no_others_are_scored(tmp_path: Path, made: Document) -> None:
    document = with_observations(made, *found_in(made))
    evaluation = evaluated(tmp_path, document, made, of={"roads"}, observations=[wanted()])
    assert evaluation.indicators == {"roads": Count(0, 0, 1)}


def test_a_rule_is_held_against_what_gold_has_of_its_indicator_and_measure(tmp_path: Path, made: Document) -> None:
    document = with_observations(made, *found_in(made))
    marked = [wanted(), wanted(year=2023), wanted(measure="growth", value=7)]
    evaluation = evaluated(tmp_path, document, made, observations=marked)
    assert evaluation.rules == {
        Rule("test.inspection#indicators.bags", "level"): Count(1, 2, 2),
        Rule("x#indicators.gdp", "level"): Count(0, 0, 1),
        Rule("", "growth"): Count(0, 1, 0),
    }


def test_gold_that_points_outside_its_document_is_refused(tmp_path: Path, made: Document) -> None:
    with pytest.raises(UsageError, match=r"observations\.0\.span"):
        evaluated(tmp_path, made, made, observations=[wanted(span=[0, 100_000])])
