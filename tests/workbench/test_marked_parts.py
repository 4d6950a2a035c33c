"""Metadata, headings, roles and bounds of a document, held against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from marked import gold_file, report

from tiaoli.document import Document
from tiaoli.workbench.gold import Gold, read_gold
from tiaoli.workbench.marked_parts import Count, Judged, Wrong, judge_parts


@pytest.fixture
def made() -> Document:
    return report()


def gold(folder: Path, made: Document, **parts: Any) -> Gold:
    (read,) = read_gold([gold_file(folder / "gold", made, **parts)])
    return read


def judged(folder: Path, made: Document, **parts: Any) -> dict[str, Judged]:
    return judge_parts(gold(folder, made, **parts), made)


def test_only_what_gold_holds_is_judged(tmp_path: Path, made: Document) -> None:
    assert set(judged(tmp_path, made, metadata={"year": 2024})) == {"meta"}


def test_metadata_is_compared_by_its_wording_and_null_must_be_null(tmp_path: Path, made: Document) -> None:
    marked = {"title": "２０２４年 防汛督查通报", "document_type": "other", "year": 2024, "speaker": None}
    count, wrong = judged(tmp_path, made, metadata=marked)["meta"]
    assert (count, wrong) == (Count(3, 4), (Wrong("meta", "year", 2024, None),))


def test_a_document_that_was_not_converted_has_nothing_right(tmp_path: Path, made: Document) -> None:
    parts = {"metadata": {"speaker": None}, "sections": [[1, "一、", "总体情况"]], "roles": {"总体情况": "review"}}
    missing = judge_parts(gold(tmp_path, made, body={"first": "一", "last": "二"}, **parts), None)
    assert {part: count.right for part, (count, _) in missing.items()} == {"meta": 0, "head": 0, "role": 0, "body": 0}


def test_headings_count_as_often_as_they_stand_there(tmp_path: Path, made: Document) -> None:
    marked = [[1, "一、", "总体情况"], [1, "一、", "总体情况"], [2, "二、", "突出问题"]]
    count, wrong = judged(tmp_path, made, sections=marked)["head"]
    assert count == Count(1, 3, 3)
    assert [(each.what, each.gold, each.found) for each in wrong] == [
        ("总体情况", 1, None),
        ("突出问题", 2, None),
        ("突出问题", None, 1),
        ("下一步工作", None, 1),
    ]


def test_a_role_is_that_of_the_part_with_the_title(tmp_path: Path, made: Document) -> None:
    count, wrong = judged(tmp_path, made, roles={"总体情况": "review", "下一步 工作": "self"})["role"]
    assert (count, wrong) == (Count(1, 2), (Wrong("role", "下一步工作", "self", "plan"),))


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("各乡镇要认真整改", "抓紧整改。", []),
        ("没有这句", "抓紧整改。", ["first"]),
        ("各乡镇要认真整改", "没有这句", ["last"]),
    ],
)
def test_the_body_begins_and_ends_where_gold_says(
    tmp_path: Path, made: Document, first: str, last: str, wrong: list[str]
) -> None:
    count, faults = judged(tmp_path, made, body={"first": first, "last": last})["body"]
    assert (count.right, [fault.what for fault in faults]) == (int(not wrong), wrong)


def test_nothing_found_is_precise_only_where_there_was_nothing_to_find() -> None:
    assert (Count(0, 0, 0).f1, Count(0, 1, 0).precision, Count(0, 0, 1).f1) == (1.0, 0.0, 0.0)
