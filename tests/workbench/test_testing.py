"""The tests in rule files: what holds, what fails and why, and which rules they leave open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import load_library
from tiaoli.workbench.testing import FileReport, report_on

PACK = """\
rules: 1
id: x.notice
version: 1.0.0
title: 督查通报
applies_to: {must: [{in: head, any: [督查通报]}]}
headings: {part: {level: 1, sample: 一、}}
part_heads: ["{start}总体{any}{end}"]
fields:
  office: {from: [{in: front, pattern: "{start}督查单位:{value:line}"}]}
  number: {type: number, from: [{in: front, pattern: "第{value:digits}期"}]}
roles:
  review: {heading: [进展情况]}
  problems: {heading: [存在问题], paragraphs: [进展缓慢]}
"""
TEXT = """\
云溪县督查通报
第12期
督查单位:县政府督查室
一、进展情况
各乡镇防汛物资储备到位。个别水库除险加固进展缓慢。
二、存在问题
有的乡镇值班制度不落实。
"""
SITE = """\
rules: 1
kind: site
id: x.site
version: 1.0.0
title: 站点
domains: [example.gov.cn]
clutter:
  - {reason: share, zone: tail, exact: [转给朋友看]}
"""
Report = Callable[..., FileReport]


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Reports on a rule file with some tests: report({"expect": [...]}, file=PACK)."""

    def made(
        *tests: dict[str, Any], file: str = PACK, parents: tuple[str, ...] = (), each_part: bool = False
    ) -> FileReport:
        nonlocal made_so_far
        made_so_far += 1
        folder = tmp_path / str(made_so_far)  # rules are read once a process from one place
        folder.mkdir()
        written = [{"text": TEXT, **test} for test in tests]
        files = [file + (f"tests: {json.dumps(written, ensure_ascii=False)}\n"), *parents]
        for at, text in enumerate(files):
            (folder / f"{at}.yaml").write_text(text, "utf-8")
        library = load_library((folder,))
        every: tuple[Pack | Site, ...] = (*library.packs, *library.sites)
        tested = next(entry for entry in every if entry.path == str(folder / "0.yaml"))
        return report_on(library, tested, each_part=each_part)

    made_so_far = 0
    return made


def paths(rules: tuple[Any, ...]) -> list[str]:
    return [rule.path for rule in rules]


HOLDING = [
    {"field": "office"},
    {"field": "office", "value": "县政府 督查室", "quote": "县政府督查室"},
    {"field": "number", "value": 12.0},
    {"field": "region", "value": None},
    {"heading": "进展 情况", "level": 1, "role": "review", "state": "full", "number": 1},
    {"role": "problems"},
    {"role": "problems", "heading": "存在问题"},
    {"role": "problems", "paragraph": "水库除险加固进展缓慢"},
    {"role": "problems", "paragraph": "值班制度"},
    {"paragraph": "值班制度", "heading": "存在问题"},
    {"kept": "值班制度\n不落实"},
]
FAILING = [
    ({"field": "office", "value": "县委"}, "field", "县政府督查室"),
    ({"field": "office", "quote": "督查室"}, "field", "县政府督查室"),
    ({"field": "title"}, "field-none", "title"),
    ({"heading": "进展情况", "level": 2}, "heading", "level 1, role review"),
    ({"heading": "下一步"}, "heading-none", "一、进展情况; 二、存在问题"),
    ({"role": "annex"}, "role", "一、进展情况: review"),
    ({"role": "review", "paragraph": "值班制度"}, "paragraph", "二、存在问题"),
    ({"paragraph": "值班制度", "heading": "进展"}, "paragraph-none", ""),
    ({"dropped": "值班制度"}, "claims", "paragraph:2.0"),
    ({"kept": "山洪"}, "words-none", ""),
    ({"role": "plan"}, "unknown-name", "plan"),
    ({"field": "offce"}, "unknown-name", "office"),
    ({"heading": "进展情况", "lvl": 1}, "unknown-key", "level"),
]


@pytest.mark.parametrize("said", HOLDING, ids=str)
def test_what_holds_passes_where_it_is_expected_and_fails_where_it_is_forbidden(
    report: Report, said: dict[str, Any]
) -> None:
    expected, forbidden = report({"expect": [said]}, {"forbid": [said]}).outcomes
    assert (expected.status, forbidden.status) == ("passed", "failed")


@pytest.mark.parametrize(("said", "code", "words"), FAILING, ids=str)
def test_what_does_not_hold_fails_with_what_there_is_instead(
    report: Report, said: dict[str, Any], code: str, words: str
) -> None:
    (outcome,) = report({"expect": [said]}).outcomes
    (failure,) = outcome.failures
    assert (failure.said, failure.finding.code) == (said, code)
    assert words in " ".join(map(str, failure.finding.params.values()))


@pytest.mark.parametrize("said", [{"role": "plan"}, {"heading": "进展情况", "lvl": 1}], ids=str)
def test_a_prohibition_of_what_the_pack_does_not_know_fails(report: Report, said: dict[str, Any]) -> None:
    assert report({"forbid": [said]}).outcomes[0].status == "failed"


def test_a_pack_is_chosen_or_not_as_its_test_asks(report: Report) -> None:
    wrong = {"text": "云溪县工作简报\n今年以来各项工作有序推进。\n"}
    tests = [{"applies": True}, {"applies": False}, {**wrong, "applies": False}, {**wrong, "applies": True}]
    statuses = [outcome.status for outcome in report(*tests).outcomes]
    assert statuses == ["passed", "failed", "passed", "failed"]


def test_a_text_is_converted_with_an_abstract_pack_too(report: Report) -> None:
    (outcome,) = report({"expect": [{"role": "review"}]}, file=PACK + "abstract: true\n").outcomes
    assert outcome.status == "passed"


def test_a_text_that_cannot_be_converted_fails_even_where_it_only_forbids(report: Report) -> None:
    (outcome,) = report({"text": " ", "forbid": [{"field": "office"}]}).outcomes
    assert outcome.failures[0].finding.params == {"codes": "source.empty"}


def test_a_known_gap_may_fail_and_is_closed_once_it_passes(report: Report) -> None:
    gap = {"known_gap": "表格还读不了"}
    found = report({**gap, "expect": [{"field": "title"}]}, {**gap, "expect": [{"field": "office"}]})
    assert [outcome.status for outcome in found.outcomes] == ["gap", "closed"]
    assert not found.is_failed


def test_a_rule_without_which_all_tests_pass_is_untested(report: Report) -> None:
    found = report({"expect": [{"field": "office"}, {"role": "review", "heading": "进展情况"}]})
    assert paths(found.untested) == ["applies_to", "part_heads", "fields.number", "roles.problems"]


def test_a_pack_is_untested_in_what_it_applies_to_until_a_test_asks(report: Report) -> None:
    assert "applies_to" not in paths(report({"applies": True}).untested)


def test_no_rule_is_called_open_while_a_test_fails(report: Report) -> None:
    failing = {"expect": [{"field": "office"}, {"field": "number", "value": 13}]}
    found = report({"applies": True}, failing, each_part=True)
    assert (found.untested, found.unopposed, found.idle) == ((), (), ())


def test_a_known_gap_leaves_the_rules_open_that_only_it_would_hold(report: Report) -> None:
    gap = {"known_gap": "期号读不全", "expect": [{"field": "office"}, {"field": "number", "value": 13}]}
    assert {"fields.office", "fields.number"} <= set(paths(report({"applies": True}, gap).untested))


TOPICS = PACK + "topics:\n  flood: {label: 防汛, terms: {防汛: 1, 除险加固: 2}}\n  sea: {label: 海, terms: {海防: 1}}\n"


@pytest.mark.parametrize(
    "said",
    [
        {"topic": "flood"},
        {"topic": "flood", "count": 2, "token_count": 2, "score": 3},
        {"topic": "flood", "term": "除险 加固", "count": 1},
        {"topic": "flood", "role": "review", "term": "防汛", "count": 0},
        {"topic": "flood", "role": "problems", "token_count": 2},
        {"topic": "sea", "token_count": 0, "share": 0},
    ],
    ids=str,
)
def test_what_is_said_of_topics_passes_where_it_holds_and_fails_where_it_is_forbidden(
    report: Report, said: dict[str, Any]
) -> None:
    expected, forbidden = report({"expect": [said]}, {"forbid": [said]}, file=TOPICS).outcomes
    assert (expected.status, forbidden.status) == ("passed", "failed")


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"topic": "sea"}, "rows", "0"),
        ({"topic": "flood", "count": 5}, "rows", "count: 2"),
        ({"topic": "flod"}, "unknown-name", "flood"),
        ({"topic": "flood", "term": "防洪"}, "unknown-name", "防汛"),
        ({"topic": "flood", "value": 1}, "unknown-key", "value"),
    ],
    ids=str,
)
def test_what_is_said_of_topics_and_is_not_so_fails_with_what_there_is(
    report: Report, said: dict[str, Any], code: str, words: str
) -> None:
    (outcome,) = report({"expect": [said]}, file=TOPICS).outcomes
    (failure,) = outcome.failures
    assert failure.finding.code == code
    assert words in " ".join(map(str, failure.finding.params.values()))


def test_a_topic_without_test_or_counter_example_is_open(report: Report) -> None:
    open_rules = report({"expect": [{"field": "office"}]}, file=TOPICS)
    assert {"topics.flood", "topics.sea"} <= set(paths(open_rules.untested))
    assert {"topics.flood", "topics.sea"} <= set(paths(open_rules.unopposed))


def test_a_topic_is_tested_by_its_words_and_opposed_where_their_characters_stand(report: Report) -> None:
    made = report(
        {"expect": [{"topic": "flood"}], "forbid": [{"topic": "sea"}]},
        {"forbid": [{"topic": "flood"}], "text": "预防为主,汛情平稳。"},
        file=TOPICS,
    )
    assert "topics.flood" not in paths(made.untested)
    assert "topics.flood" not in paths(made.unopposed)
    assert "topics.sea" in paths(made.unopposed), "no 海 in either text"


def test_a_term_that_no_test_would_miss_is_named_where_asked_for(report: Report) -> None:
    made = report({"expect": [{"topic": "flood", "term": "防汛", "count": 1}]}, file=TOPICS, each_part=True)
    assert ("topics.flood", ("除险加固",)) in [(idle.rule.path, idle.words) for idle in made.idle]


def test_a_rule_that_only_says_what_its_parent_says_is_untested(report: Report) -> None:
    child = "rules: 1\nid: x.child\nversion: 1.0.0\ntitle: 子\nextends: [x.notice]\nfields:\n"
    again = '  office: {from: [{in: front, pattern: "{start}督查单位:{value:line}"}]}\n'
    other = '  number: {type: number, from: [{in: front, pattern: "第{n}期"}]}\n'
    test = {"expect": [{"field": "office"}], "forbid": [{"field": "number", "value": 13}]}
    found = report(test, file=child + again, parents=(PACK,))
    assert paths(found.untested) == ["fields.office"]
    assert paths(report({"expect": [{"field": "office"}]}, file=child + other, parents=(PACK,)).untested) == [
        "fields.number"
    ]


def test_inherited_rules_are_not_the_childs_to_test(report: Report) -> None:
    child = "rules: 1\nid: x.child\nversion: 1.0.0\ntitle: 子\nextends: [x.notice]\npart_heads: [甲, 乙]\n"
    assert paths(report(file=child, parents=(PACK,)).untested) == ["part_heads"]


COUNTERED = [
    ({"forbid": [{"field": "office", "value": "县委"}]}, "fields.office"),
    ({"forbid": [{"role": "review", "heading": "存在问题"}]}, "roles.review"),
    ({"forbid": [{"heading": "有的乡镇"}]}, "headings.part"),
    ({"text": "督查通报\n防汛总体到位,请抓好落实。\n", "forbid": [{"heading": "防汛总体"}]}, "part_heads"),
    ({"text": "云溪县工作简报\n", "applies": False}, "applies_to"),
]


@pytest.mark.parametrize(("test", "path"), COUNTERED, ids=lambda value: str(value)[:40])
def test_a_counter_example_says_where_a_rule_must_not_fire(report: Report, test: dict[str, Any], path: str) -> None:
    assert path not in paths(report(test).unopposed)
    assert path in paths(report({"expect": [{"kept": "乡镇"}]}).unopposed)


@pytest.mark.parametrize(
    ("test", "path"),
    [
        ({"forbid": [{"role": "review", "heading": "下一步"}]}, "roles.review"),
        ({"text": "防汛督查通报\n请抓好落实。\n", "forbid": [{"heading": "抓好落实"}]}, "headings.part"),
        ({"forbid": [{"heading": "有的乡镇"}]}, "part_heads"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_prohibition_that_nothing_in_the_text_could_break_is_no_counter_example(
    report: Report, test: dict[str, Any], path: str
) -> None:
    found = report(test)
    assert found.outcomes[0].status == "passed"
    assert path in paths(found.unopposed)


PAGE = "<p>云溪县工作简报</p><p>今年以来各项工作有序推进,群众得到了实惠,好政策请转给朋友看一看。</p><p>转给朋友看</p>"


def test_a_site_is_tested_by_what_it_drops_and_keeps(report: Report) -> None:
    drops = {"text": PAGE, "format": "html", "expect": [{"dropped": "\n转给朋友看", "reason": "share"}]}
    keeps = {"text": PAGE, "format": "html", "expect": [{"kept": "请转给朋友看一看"}]}
    alone = report(drops, file=SITE)
    assert (alone.outcomes[0].status, paths(alone.untested), paths(alone.unopposed)) == ("passed", [], ["clutter.0"])
    assert paths(report(drops, keeps, file=SITE).unopposed) == []


def test_a_line_unlike_the_clutter_is_no_counter_example(report: Report) -> None:
    keeps = {"text": PAGE, "format": "html", "expect": [{"kept": "工作简报"}]}
    assert paths(report(keeps, file=SITE).unopposed) == ["clutter.0"]


def test_a_site_that_is_asked_to_be_chosen_fails(report: Report) -> None:
    (outcome,) = report({"text": PAGE, "applies": True}, file=SITE).outcomes
    assert outcome.failures[0].finding.code == "is-site"


def test_an_open_rule_fails_only_a_stable_file(report: Report) -> None:
    test = {"expect": [{"field": "office"}]}
    assert not report(test).is_failed
    assert report(test, file=PACK + "status: stable\n").is_failed


def test_parts_that_no_test_would_miss_are_named_where_asked_for(report: Report) -> None:
    file = PACK.replace("[进展情况]", "[进展情况, 总体情况, 进展]")
    test = {"expect": [{"role": "review", "heading": "进展情况"}, {"role": "problems", "paragraph": "水库"}]}
    idle = {parts.rule.path: parts.words for parts in report(test, file=file, each_part=True).idle}
    # Each of 进展情况 and 进展 stands in for the other.
    assert idle == {"roles.review": ("进展情况", "总体情况", "进展"), "roles.problems": ("存在问题",)}
    assert report(test, file=file).idle == ()


def test_a_pattern_with_words_of_its_own_is_one_part(report: Report) -> None:
    source = "{in: front, pattern: '{kind}{colon}{value:line}', words: {kind: [督查单位, 督查机关], colon: [':', ——]}}"
    file = PACK.replace('{in: front, pattern: "{start}督查单位:{value:line}"}', source)
    tests = {"expect": [{"field": "office"}, {"field": "number"}]}, {"text": "云溪县简报\n", "applies": False}
    assert "fields.office" not in [parts.rule.path for parts in report(*tests, file=file, each_part=True).idle]
