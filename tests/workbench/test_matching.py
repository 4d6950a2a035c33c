"""Observations held against gold's."""

from __future__ import annotations

from typing import Any

import pytest
from marked import WORDS, gold_observation, report, said, with_observations

from tiaoli.document import Document
from tiaoli.workbench.gold import GoldObservation
from tiaoli.workbench.matching import Matching, match_observations


@pytest.fixture
def made() -> Document:
    return report()


def matched(made: Document, gold: list[GoldObservation], *found: dict[str, Any]) -> Matching:
    document = with_observations(made, *(said(made, **attributes) for attributes in found))
    return match_observations(gold, document, {"bags", "roads"})


@pytest.mark.parametrize("apart", [{"year": 2023}, {"kind": "target"}, {"value": 3}, {"value_high": 4}])
def test_what_an_observation_says_must_be_equal(made: Document, apart: dict[str, Any]) -> None:
    assert len(matched(made, [gold_observation()], {}).right) == 1
    assert matched(made, [gold_observation()], apart).right == []


def test_numbers_are_equal_to_nine_digits(made: Document) -> None:
    assert len(matched(made, [gold_observation()], {"value": 30000.000001}).right) == 1


@pytest.mark.parametrize(
    "attributes",
    [
        {"indicator": "schools"},
        {"measure": "share"},
        {"value": None},
        {"scope": "开发区"},
        {"compared_with": "全市"},
        {"averaged": True},
        {"cumulative": True},
    ],
)
def test_what_gold_is_not_marked_for_is_not_false(made: Document, attributes: dict[str, Any]) -> None:
    assert matched(made, [], attributes).found == {}


def test_what_is_said_twice_counts_once(made: Document) -> None:
    matching = matched(made, [gold_observation(), gold_observation()], {}, {})
    assert (len(matching.gold), len(matching.found)) == (1, 1)


def test_a_right_observation_of_another_bound_is_inexact(made: Document) -> None:
    (inexact,) = matched(made, [gold_observation(bound="about")], {}).inexact()
    assert (inexact.observation.bound, inexact.gold.bound) == ("exact", "about")


def test_what_was_missed_is_told_with_the_words_around_it(made: Document) -> None:
    (missed,) = matched(made, [gold_observation()]).missed()
    assert missed.words.quote == WORDS
    assert (missed.words.before.endswith("总体情况 全县储备"), missed.words.after[:1]) == (True, "。")


def test_facts_give_their_words_by_their_span(made: Document) -> None:
    start = made.text.index(WORDS)
    (missed,) = matched(made, [gold_observation(quote=None, span=(start, start + 3))]).missed()
    assert missed.words.quote == "编织袋"


def test_without_a_document_gold_is_missed_with_its_own_words() -> None:
    (missed,) = match_observations([gold_observation()], None, {"bags"}).missed()
    assert (missed.words.before, missed.words.quote, missed.words.after) == ("", WORDS, "")


def test_a_false_one_is_held_against_the_gold_it_differs_least_from(made: Document) -> None:
    gold = [gold_observation(kind="target", value=5), gold_observation(year=2023), gold_observation(indicator="roads")]
    (false,) = matched(made, gold, {"kind": "target"}).spurious()
    assert (false.nearest, false.differs) == (gold[0], ("value",))


def test_of_gold_as_near_the_one_that_was_missed_is_told(made: Document) -> None:
    gold = [gold_observation(year=2022), gold_observation(year=2023)]
    (false,) = matched(made, gold, {"year": 2022}, {"year": 2024}).spurious()
    assert (false.nearest, false.differs) == (gold[1], ("year",))


def test_a_number_of_another_indicator_is_near_by_its_value(made: Document) -> None:
    (false,) = matched(made, [gold_observation()], {"indicator": "roads"}).spurious()
    assert false.differs == ("indicator",)


def test_a_false_one_that_shares_nothing_with_gold_has_no_nearest(made: Document) -> None:
    (false,) = matched(made, [gold_observation()], {"indicator": "roads", "value": 7}).spurious()
    assert (false.nearest, false.differs) == (None, ())
