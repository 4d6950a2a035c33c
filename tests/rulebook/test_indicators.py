"""Indicators as they are loaded: every spelling of their words, their measures, and what names several at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.chinese.units import load_dimensions
from tiaoli.errors import RuleError
from tiaoli.rulebook.language import DIMENSIONS
from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.models import MeasureRule, Pack

PARENT = """\
rules: 1
id: x.parent
version: 1.0.0
title: 父
abstract: true
indicators:
  income:
    label: 居民人均可支配收入
    aliases: ["{?全体}居民人均{kind}", ＧＮＩ]
    words: {kind: [可支配收入, 收入]}
    level: {dimension: money, range: [1000, 200000]}
    growth: {aliases: ["居民{kind}增速"]}
    rank: {}
    aliases_after: {"人均{kind}": ["全体{?城乡}居民"]}
    not_near: ["{?低保}户"]
    not_part_of: [居民人均可支配收入 比]
  grain: {label: 粮食产量, aliases: [粮食产量], level: {dimension: mass}}
joint:
  居民{?人均}收入和粮食产量: [income, grain]
"""
CHILD = "rules: 1\nid: x.child\nversion: 1.0.0\ntitle: 子\nextends: [x.parent]\n"


def load(folder: Path, *texts: str) -> Pack:
    """The last of some packs."""
    files = [folder / f"{at}.yaml" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return load_files(files)[0][-1]


def test_words_of_an_indicator_are_kept_squeezed_and_in_every_spelling(tmp_path: Path) -> None:
    rule = load(tmp_path, PARENT).indicators["income"]
    assert rule.aliases == (
        "全体居民人均可支配收入", "全体居民人均收入", "居民人均可支配收入", "居民人均收入", "GNI",
    )  # fmt: skip
    assert rule.aliases_after == {
        "人均可支配收入": ("全体城乡居民", "全体居民"),
        "人均收入": ("全体城乡居民", "全体居民"),
    }
    assert rule.not_near == ("低保户", "户")
    assert rule.not_part_of == ("居民人均可支配收入比",)


def test_a_measure_has_its_own_aliases_range_and_dimension(tmp_path: Path) -> None:
    assert load(tmp_path, PARENT).indicators["income"].measures == {
        "level": MeasureRule("money", 1000, 200000),
        "growth": MeasureRule("percent", aliases=("居民可支配收入增速", "居民收入增速")),
        "rank": MeasureRule(),
    }


def test_a_share_is_a_percentage_where_nothing_else_is_said(tmp_path: Path) -> None:
    pack = load(tmp_path, PARENT.replace("rank: {}", "share: {}").replace("growth: {", "growth: {dimension: times, "))
    measures = pack.indicators["income"].measures
    assert (measures["share"].dimension, measures["growth"].dimension) == ("percent", "times")


def test_of_an_alias_behind_several_words_all_count(tmp_path: Path) -> None:
    text = PARENT.replace("aliases_after: {", "aliases_after: {人均收入: [农民], ")
    assert load(tmp_path, text).indicators["income"].aliases_after["人均收入"] == ("农民", "全体城乡居民", "全体居民")


def test_an_observation_names_the_rule_of_the_file_it_stands_in(tmp_path: Path) -> None:
    assert load(tmp_path, PARENT, CHILD).indicators["income"].place == "x.parent#indicators.income"


def test_words_for_several_indicators_are_inherited_in_every_spelling(tmp_path: Path) -> None:
    both = ("income", "grain")
    assert load(tmp_path, PARENT, CHILD).joint == {"居民人均收入和粮食产量": both, "居民收入和粮食产量": both}


def test_a_child_says_anew_what_words_name_together(tmp_path: Path) -> None:
    joint = load(tmp_path, PARENT, CHILD + "joint: {居民收入和粮食产量: [grain, income]}\n").joint
    assert joint["居民收入和粮食产量"] == ("grain", "income")
    assert joint["居民人均收入和粮食产量"] == ("income", "grain")


@pytest.mark.parametrize(
    ("path", "added", "found"),
    [
        ("indicators.income.aliases", "农民{kind}", "农民可支配收入"),
        ("indicators.income.growth.aliases", "农民{kind}增速", "农民收入增速"),
    ],
)
def test_what_a_child_adds_may_use_the_words_of_the_rule(tmp_path: Path, path: str, added: str, found: str) -> None:
    rule = load(tmp_path, PARENT, CHILD + f'override: {{{path}: {{add: ["{added}"]}}}}\n').indicators["income"]
    assert found in (*rule.aliases, *rule.measures["growth"].aliases)


def test_an_alias_is_taken_out_as_it_was_written(tmp_path: Path) -> None:
    change = 'override: {indicators.income.aliases: {remove: ["{?全体}居民人均{kind}"]}}\n'
    assert load(tmp_path, PARENT, CHILD + change).indicators["income"].aliases == ("GNI",)


def test_names_of_an_abstract_pack_have_to_be_there_too(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(tmp_path, PARENT.replace("[income, grain]", "[income, grian]"))
    assert [fault.code for fault in caught.value.faults] == ["rules.unknown-indicator"]


def test_a_word_that_only_the_words_before_an_alias_use_is_used(tmp_path: Path) -> None:
    text = PARENT.replace("全体{?城乡}居民", "全体{who}").replace("words: {", "words: {who: [居民], ")
    assert load(tmp_path, text).indicators["income"].aliases_after["人均收入"] == ("全体居民",)


def test_the_language_names_every_dimension_there_is() -> None:
    assert tuple(load_dimensions()) == DIMENSIONS
