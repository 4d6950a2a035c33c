"""What no rule used, counted over documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from converted import REPORT, document, library, observed, rules_in

from tiaoli.document import Document
from tiaoli.workbench.coverage import MAX_EXAMPLES, Coverage, Tally


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rules_in(tmp_path / "rules")


def covered(folder: Path, *documents: Document) -> Coverage:
    found = Coverage(library(folder).packs)
    for each in documents:
        found.add(each)
    return found


def counts(tally: Tally) -> list[tuple[tuple[str, ...], int, int]]:
    return [(key, count.documents, count.mentions) for key, count in tally.ranked()]


def test_a_heading_without_a_role_is_counted_by_its_words(folder: Path) -> None:
    found = covered(folder, document(folder), document(folder, uri="b.txt"))

    assert counts(found.headings) == [(("突出问题",), 2, 2)]
    assert found.headings.ranked()[0][1].examples[0].words == "二、突出问题"


def test_headings_that_differ_by_year_are_one(folder: Path) -> None:
    texts = [REPORT.replace("突出问题", f"{year}年 突出问题") for year in ("2023", "二〇二四")]
    found = covered(folder, *(document(folder, text, f"{at}.txt") for at, text in enumerate(texts)))

    assert counts(found.headings) == [(("{year}年突出问题",), 2, 2)]


def test_numbers_with_a_unit_are_counted_by_words_and_unit(folder: Path) -> None:
    found = covered(folder, document(folder))

    assert [key for key, *_ in counts(found.numbers)] == [("储备编织袋", "条"), ("占应储备", "%")]


def test_a_number_within_the_words_of_an_observation_is_not_counted(folder: Path) -> None:
    found = covered(folder, observed("编织袋达到3万条", document(folder)))

    assert [key for key, *_ in counts(found.numbers)] == [("占应储备", "%")]


def test_a_number_without_words_before_it_is_only_counted(folder: Path) -> None:
    found = covered(folder, document(folder, REPORT.replace("抓紧整改", "建成35个项目")))

    assert found.unnamed == 1
    assert "" not in [key[0] for key, *_ in counts(found.numbers)]


def test_a_label_that_no_field_reads_is_shown_with_its_value(folder: Path) -> None:
    text = f"公开方式:主动公开\n联系电话:1234567\n{REPORT}"
    found = covered(folder, document(folder, text))
    ((key, count),) = found.labels.ranked()

    assert key == ("公开方式",)
    assert count.examples[0].words == "公开方式:主动公开"


def test_only_documents_of_a_fallback_pack_are_listed_by_title(folder: Path) -> None:
    other = document(folder, "县志办迁址启事\n一、新址\n县志办已经迁到人民路三号。\n", "b.txt")
    found = covered(folder, document(folder), other)

    assert [count.examples[0].uri for _, count in found.titles.ranked()] == ["b.txt"]


def test_rules_that_never_fired_are_told_with_their_place(folder: Path) -> None:
    found = covered(folder, document(folder, REPORT.replace("三、下一步工作", "三、有关要求")))
    (use,) = found.uses()

    assert (use.pack, use.documents, use.rules) == ("test.inspection", 1, 4)
    assert use.idle == (("fields.contact", "test.inspection:16"), ("roles.plan", "test.inspection:23"))


def test_a_failed_document_counts_as_nothing_else(folder: Path) -> None:
    found = covered(folder, document(folder, "\x00\x01\x02" * 99))

    assert (found.failed, found.documents.total()) == (1, 0)


def test_the_rank_is_by_documents_then_mentions_then_words(folder: Path) -> None:
    tally = Tally()
    first, second = document(folder), document(folder, uri="b.txt")
    tally.add(first, [(("乙",), ""), (("甲",), ""), (("often",), ""), (("often",), ""), (("twice",), "")])
    tally.add(second, [(("twice",), "")])

    assert [key[0] for key, _ in tally.ranked()] == ["twice", "often", "乙", "甲"]


def test_few_examples_are_kept_however_many_documents_there_are(folder: Path) -> None:
    tally = Tally()
    for _ in range(MAX_EXAMPLES + 2):
        tally.add(document(folder), [(("often",), "words")])

    assert len(tally.ranked()[0][1].examples) == MAX_EXAMPLES


def test_the_json_holds_every_part_and_is_the_same_each_time(folder: Path) -> None:
    whole = covered(folder, document(folder)).to_json()

    assert whole == covered(folder, document(folder)).to_json()
    assert json.loads(whole)["headings_without_role"] == [
        {
            "words": "突出问题",
            "documents": 1,
            "mentions": 1,
            "packs": ["test.inspection"],
            "examples": [{"uri": "a.txt", "words": "二、突出问题"}],
        }
    ]
