"""Which version a changed pack needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from converted import PACK as INSPECTION
from converted import library, rules_in

from tiaoli.workbench.bumps import Bump, compare_libraries

BAGS = "indicators:\n  bags: {label: 编织袋, aliases: [编织袋], level: {dimension: count}, growth: {}}\n"
PACK = INSPECTION + BAGS


def bump(tmp_path: Path, changed: str, *gaining: str) -> Bump:
    old, new = rules_in(tmp_path / "old", PACK), rules_in(tmp_path / "new", changed)
    (found,) = compare_libraries(library(old), library(new), gaining)
    return found


FIELD = "  unit: {type: text, from: [{pair: [单位]}]}\nroles:\n"


@pytest.mark.parametrize(
    ("old", "new", "needed", "reason"),
    [
        ("  plan:\n    heading: [下一步]\n", "", "2.0.0", "removed"),
        ("contact:", "telephone:", "2.0.0", "removed"),
        ("contact:\n    type: text", "contact:\n    type: list", "2.0.0", "retyped"),
        ("document_type: other", "document_type: notice", "2.0.0", "retyped"),
        ("id: test.inspection", "id: test.other", "2.0.0", "pack-removed"),
        ("roles:\n", FIELD, "1.1.0", "added"),
        ("[下一步]", "[下一步, 今后]", "1.0.1", "edited"),
        (", growth: {}", "", "2.0.0", "removed"),
        ("dimension: count", "dimension: money", "2.0.0", "retyped"),
        ("growth: {}", "growth: {}, share: {}", "1.1.0", "added"),
        ("aliases: [编织袋]", 'aliases: ["{?草}编织袋"]', "1.0.1", "edited"),
    ],
)
def test_the_version_is_by_what_users_miss_or_gain(
    tmp_path: Path, old: str, new: str, needed: str, reason: str
) -> None:
    found = bump(tmp_path, PACK.replace(old, new))

    assert found.needed == needed
    assert reason in [each.code for each in found.reasons]


def test_new_values_ask_for_a_minor_version(tmp_path: Path) -> None:
    assert bump(tmp_path, PACK.replace("[下一步]", "[下一步, 今后]"), "test.inspection").level == "minor"


@pytest.mark.parametrize(("version", "is_enough"), [("1.0.0", False), ("1.0.1", True), ("2.0.0", True)])
def test_a_version_is_enough_from_the_needed_one_on(tmp_path: Path, version: str, is_enough: bool) -> None:
    changed = PACK.replace("[下一步]", "[下一步, 今后]").replace("version: 1.0.0", f"version: {version}")

    assert bump(tmp_path, changed).is_enough is is_enough


def test_a_change_of_a_parent_is_one_of_its_children(tmp_path: Path) -> None:
    child = "rules: 1\nid: test.child\nversion: 1.0.0\ntitle: 子\nextends: [test.inspection]\n"
    folders = [rules_in(tmp_path / "old", PACK), rules_in(tmp_path / "new", PACK.replace("contact:", "telephone:"))]
    for folder in folders:
        (folder / "child.yaml").write_text(child, "utf-8")

    found = compare_libraries(*map(library, folders))

    assert [(each.pack, each.level) for each in found] == [("test.child", "major"), ("test.inspection", "major")]


def test_packs_that_did_not_change_need_nothing(tmp_path: Path) -> None:
    same = library(rules_in(tmp_path / "old", PACK))

    assert compare_libraries(same, same) == []
