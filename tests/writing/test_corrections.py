"""Corrections by hand: what they change, how that is marked, what is told where they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from reports import document, put

import tiaoli
from tiaoli.document import Document
from tiaoli.errors import RuleError
from tiaoli.source import Source
from tiaoli.writing.correcting import apply_corrections
from tiaoli.writing.corrections import Corrections, read_corrections
from tiaoli.writing.store import open_store

TEXT = """重庆市璧山区2024年政府工作报告
——2024年1月8日在重庆市璧山区第十九届人民代表大会第四次会议上
各位代表:
一、2023年工作回顾
地区生产总值实现512亿元,增长7.2%;固定资产投资增长6%。一般公共预算收入增长270。
二、2024年工作安排
地区生产总值增长6%左右。
"""
REPORT = document(TEXT, "a/璧山.txt")


def read(folder: Path, text: str) -> Corrections:
    (folder / "corrections.yaml").write_text(text, "utf-8")
    return read_corrections(folder / "corrections.yaml")


def corrected(folder: Path, text: str, of: Document = REPORT) -> Document:
    return apply_corrections(of, read(folder, text))


def remarks(document: Document) -> list[str]:
    return [remark.code for remark in document.diagnostics if remark.code.startswith("correction.")]


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read(folder, text)
    return [f"{fault.place.line}:{fault.place.column} {fault.code}" for fault in caught.value.faults]


def test_a_corrected_value_has_evidence_of_the_hand_that_set_it(tmp_path: Path) -> None:
    text = "- {doc: a/璧山.txt, set: {metadata.title: 区政府工作报告, metadata.date: 2024年1月9日},"
    found = corrected(tmp_path, text + " by: 王, note: 核对原件}")
    assert (found.metadata.title, found.metadata.date) == ("区政府工作报告", "2024-01-09")
    assert found.evidence["metadata.date"].rule == "correction"
    assert found.evidence["metadata.year"] == REPORT.evidence["metadata.year"]
    (dated, _) = [remark for remark in found.diagnostics if remark.code == "correction.applied"]
    assert dated.message == "Corrected by hand: metadata.date is 2024-01-09, not 2024-01-08. (王: 核对原件)"


@pytest.mark.parametrize("named", ["a/璧山.txt", r"a\璧山.txt", REPORT.doc_id, REPORT.id, REPORT.source.sha256])
def test_a_document_goes_by_its_path_its_id_or_its_bytes(tmp_path: Path, named: str) -> None:
    assert corrected(tmp_path, f"- {{doc: '{named}', set: {{metadata.title: 甲}}}}").metadata.title == "甲"


def test_a_region_is_set_with_its_code_of_the_corrected_year(tmp_path: Path) -> None:
    text = "- {doc: a/璧山.txt, set: {metadata.region: 璧山县, metadata.year: 2013}}"
    region = corrected(tmp_path, text).metadata.region
    assert region
    assert (region.name, region.adcode, region.level) == ("重庆市璧山县", "500227", "county")


def test_a_region_that_may_be_several_is_not_guessed(tmp_path: Path) -> None:
    found = corrected(tmp_path, "- {doc: a/璧山.txt, set: {metadata.region: 朝阳区}}")
    assert found.metadata.region == REPORT.metadata.region
    (remark,) = [remark for remark in found.diagnostics if remark.code == "correction.unused-region"]
    assert "北京市朝阳区" in remark.message
    assert "吉林省长春市朝阳区" in remark.message


def test_a_speaker_and_an_empty_value_can_be_set(tmp_path: Path) -> None:
    text = "- {doc: a/璧山.txt, set: {metadata.speaker.title: 区长, metadata.speaker.name: 周某, metadata.date: null}}"
    found = corrected(tmp_path, text)
    assert found.metadata.speaker
    assert (found.metadata.speaker.name, found.metadata.speaker.title) == ("周某", "区长")
    assert found.metadata.date is None


def test_a_corrected_year_tells_that_the_years_of_observations_stand(tmp_path: Path) -> None:
    found = corrected(tmp_path, "- {doc: a/璧山.txt, set: {metadata.year: 2023}}")
    assert [each.year for each in found.observations] == [each.year for each in REPORT.observations]
    assert remarks(found) == ["correction.applied", "correction.years-stand"]


def test_an_observation_is_set_by_its_words_and_says_so_in_json_and_table(tmp_path: Path) -> None:
    text = "- {doc: a/璧山.txt, observations: [{at: 地区生产总值实现512亿元, set: {value: 51400000000}}]}"
    found = corrected(tmp_path, text)
    changed = [each for each in found.observations if each.rule == "correction"]
    assert [(each.value, each.unit, each.year, each.quote) for each in changed] == [
        (51_400_000_000, "CNY", 2023, "地区生产总值实现512亿元")
    ]
    store = open_store(tmp_path / "tiaoli.db", create=True)
    put(store, found)
    marked = dict(store.query("SELECT value, corrected FROM observations WHERE indicator = 'gdp'"))
    assert marked == {51_400_000_000: 1, 7.2: 0, 6: 0}


def test_a_value_beyond_all_measure_is_kept_in_json_and_table(tmp_path: Path) -> None:
    found = corrected(tmp_path, "- {doc: a/璧山.txt, observations: [{at: 增长7.2%, set: {value: 1e30}}]}")
    store = open_store(tmp_path / "tiaoli.db", create=True)
    put(store, found)
    assert (1e30,) in set(store.query("SELECT value FROM observations"))


def test_of_several_observations_in_the_words_the_one_that_is_described_is_meant(tmp_path: Path) -> None:
    at = "at: '地区生产总值实现512亿元,增长7.2%'"
    vague = corrected(tmp_path, f"- {{doc: a/璧山.txt, observations: [{{{at}, set: {{value: 7.3}}}}]}}")
    assert remarks(vague) == ["correction.unused-several"]
    assert vague.observations == REPORT.observations
    told = corrected(tmp_path, f"- {{doc: a/璧山.txt, observations: [{{{at}, measure: growth, set: {{value: 7.3}}}}]}}")
    assert [each.value for each in told.observations if each.rule == "correction"] == [7.3]


def test_an_observation_is_removed(tmp_path: Path) -> None:
    found = corrected(tmp_path, "- {doc: a/璧山.txt, observations: [{at: 增长6%左右, remove: true}]}")
    (gone,) = (each for each in REPORT.observations if each not in found.observations)
    assert gone.bound == "about"
    assert len(found.observations) == len(REPORT.observations) - 1
    assert remarks(found) == ["correction.removed"]


RANK = "{indicator: gdp, measure: rank, value: 1, unit: null, kind: actual}"
VALUELESS = RANK.replace("value: 1, ", "")
ADDED = """
- doc: a/璧山.txt
  observations:
    - at: 一般公共预算收入增长270。
      add: {indicator: budget_revenue, measure: growth, value: 2.7, unit: "%", kind: actual, year: 2023}
"""


def test_an_observation_is_added_at_its_words_in_reading_order(tmp_path: Path) -> None:
    found = corrected(tmp_path, ADDED)
    (added,) = [each for each in found.observations if each.rule == "correction"]
    assert (added.value, added.section, added.quote) == (2.7, "1", "一般公共预算收入增长270。")
    assert found.text[slice(*added.span)] == added.quote
    assert [each.span for each in found.observations] == sorted(each.span for each in found.observations)


def test_what_the_rules_find_by_now_is_not_added_twice(tmp_path: Path) -> None:
    gdp = "{indicator: gdp, measure: level, value: 512e8, unit: CNY, kind: actual, year: 2023}"
    found = corrected(tmp_path, f"- {{doc: a/璧山.txt, observations: [{{at: 512亿元, add: {gdp}}}]}}")
    assert found.observations == REPORT.observations
    assert remarks(found) == ["correction.unused-present"]


def test_what_is_said_twice_in_the_same_way_is_corrected_twice(tmp_path: Path) -> None:
    twice = document(TEXT.replace("二、", "固定资产投资增长6%。\n二、"), "a/璧山.txt")
    found = corrected(tmp_path, "- {doc: a/璧山.txt, observations: [{at: 固定资产投资增长6%, set: {value: 5}}]}", twice)
    assert [each.value for each in found.observations if each.rule == "correction"] == [5, 5]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("{at: 增长9.9%, set: {value: 9}}", "correction.unused-words"),
        ("{at: [100000, 100004], remove: true}", "correction.unused-words"),
        ("{at: 增长7.2%, year: 1999, set: {value: 9}}", "correction.unused-nothing"),
        ("{at: 各位代表, remove: true}", "correction.unused-nothing"),
        (
            "{at: 工作, add: {indicator: gdp, measure: rank, value: 1, unit: null, kind: actual}}",
            "correction.unused-several",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(tmp_path: Path, item: str, code: str) -> None:
    found = corrected(tmp_path, f"- {{doc: a/璧山.txt, observations: [{item}]}}")
    assert remarks(found) == [code]
    assert found.observations == REPORT.observations


def test_words_are_found_whatever_their_spaces_and_their_width(tmp_path: Path) -> None:
    found = corrected(tmp_path, '- {doc: a/璧山.txt, observations: [{at: "实现 512亿元", set: {value: 1}}]}')
    assert [each.value for each in found.observations if each.rule == "correction"] == [1]


def test_the_same_correction_gives_the_same_document_to_the_byte(tmp_path: Path) -> None:
    assert corrected(tmp_path, ADDED).to_json() == corrected(tmp_path, ADDED).to_json()
    assert Document.from_json(corrected(tmp_path, ADDED).to_json()) == corrected(tmp_path, ADDED)


def test_a_document_without_corrections_is_left_as_it_is(tmp_path: Path) -> None:
    assert corrected(tmp_path, "- {doc: b.txt, set: {metadata.title: 甲}}") is REPORT


def test_what_the_manifest_says_is_held_against_the_corrected_value(tmp_path: Path) -> None:
    given = tiaoli.convert(Source(TEXT.encode(), uri="a/璧山.txt", given={"year": 2023}))
    assert "manifest.differs" in [remark.code for remark in given.diagnostics]
    found = corrected(tmp_path, "- {doc: a/璧山.txt, set: {metadata.year: 2023}}", given)
    assert "manifest.differs" not in [remark.code for remark in found.diagnostics]


def test_the_fingerprint_changes_with_the_corrections_of_that_document_alone(tmp_path: Path) -> None:
    ours, others = "- {doc: a/璧山.txt, set: {metadata.title: 甲}}\n", "- {doc: b.txt, set: {metadata.title: 乙}}\n"
    name = ("a/璧山.txt", REPORT.id)
    alone = read(tmp_path, ours).fingerprint(*name)
    assert alone == read(tmp_path, "# 说明\n" + others + ours).fingerprint(*name)
    assert alone != read(tmp_path, ours.replace("甲", "丙")).fingerprint(*name)
    assert read(tmp_path, others).fingerprint(*name) == ""


def test_corrections_of_no_document_are_listed_with_their_place(tmp_path: Path) -> None:
    text = "- {doc: a/璧山.txt, set: {metadata.title: 甲}}\n- {doc: gone.txt, set: {metadata.title: 乙}}\n"
    strangers = read(tmp_path, text).strangers([("a/璧山.txt", REPORT.id)])
    assert [(each.doc, each.place.line) for each in strangers] == [("gone.txt", 2)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ["1:1 rules.empty-file"]),
        ("doc: a.txt\n", ["1:1 rules.wrong-type"]),
        ("- {doc: a.txt}\n", ["1:3 rules.any-of"]),
        ("- {set: {metadata.year: 2024}}\n", ["1:3 rules.missing-key"]),
        ("- doc: a.txt\n  set: {metadata.yaer: 2024}\n", ["2:9 rules.unknown-key"]),
        ("- doc: a.txt\n  set: {metadata.year: 24}\n", ["2:24 rules.wrong-type"]),
        ("- doc: a.txt\n  set: {metadata.date: 明天}\n", ["2:24 rules.wrong-type"]),
        ("- doc: a.txt\n  set: {metadata.region: 无此地}\n", ["2:26 rules.wrong-type"]),
        ("- doc: a.txt\n  set: {metadata.document_type: null}\n", ["2:33 rules.wrong-type"]),
        ("- doc: a.txt\n  observations:\n    - {at: 甲, set: {value: 3%}}\n", ["3:28 rules.wrong-type"]),
        ("- doc: a.txt\n  observations:\n    - {at: 甲, set: {value: 3}, remove: true}\n", ["3:7 rules.one-of"]),
        ("- doc: a.txt\n  observations:\n    - {at: [1], remove: true}\n", ["3:12 rules.wrong-type"]),
        ("- doc: a.txt\n  observations:\n    - {at: 甲, remove: false}\n", ["3:23 rules.unknown-value"]),
        (
            f"- doc: a.txt\n  observations:\n    - {{at: 甲, add: {RANK.replace('value: 1, ', '')}}}\n",
            ["3:20 rules.any-of"],
        ),
        ("- doc： a.txt\n", ["1:6 rules.full-width-colon", "1:3 rules.wrong-type"]),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line_and_column(tmp_path: Path, text: str, wanted: list[str]) -> None:
    assert faults(tmp_path, text) == wanted


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="could not be opened"):
        read_corrections(tmp_path / "none.yaml")
