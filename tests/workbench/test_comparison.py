"""Two conversions of one source, value by value."""

from __future__ import annotations

from pathlib import Path

import pytest
from converted import PACK, document, library, observed, rules_in

from tiaoli.document import Document, RecordFacts
from tiaoli.workbench.comparison import Change, Side, compare_documents


def side(folder: Path, made: Document | None = None) -> Side:
    made = made or document(folder)
    return Side(made, library(folder).pack(made.produced_by.pack or ""))


def compared(tmp_path: Path, changed: str) -> list[Change]:
    """The changes from the pack to the changed one."""
    return compare_documents(side(rules_in(tmp_path / "old")), side(rules_in(tmp_path / "new", changed)))


def told(changes: list[Change]) -> list[tuple[str, str, object, object, str]]:
    return [(change.kind, change.what, change.old, change.new, change.rule) for change in changes]


def test_the_same_rules_change_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path, PACK) == []


def test_a_field_that_is_found_now_is_gained_by_its_rule(tmp_path: Path) -> None:
    field = '  amount:\n    type: number\n    from:\n      - {in: body, pattern: "达到{value:digits}万条"}\nroles:\n'
    (change,) = compared(tmp_path, PACK.replace("roles:\n", field))

    assert told([change]) == [("gained", "fields.amount", None, 3, "test.inspection#fields.amount")]
    assert change.new_words == "3"


def test_a_value_that_is_lost_is_told_by_the_old_rule(tmp_path: Path) -> None:
    changes = compared(tmp_path, PACK.replace("{any}督查通报", "{any}检查通报"))

    assert ("lost", "metadata.title", "2024年防汛督查通报", None, "test.inspection#fields.title") in told(changes)


def test_a_changed_value_is_told_with_both(tmp_path: Path) -> None:
    changes = compared(tmp_path, PACK.replace('"{start}{any}督查通报{end}"', '"{year}年{value:any}通报"'))

    assert told(changes) == [
        ("changed", "metadata.title", "2024年防汛督查通报", "防汛督查", "test.inspection#fields.title")
    ]


def test_a_role_is_told_with_the_section_that_has_it(tmp_path: Path) -> None:
    (change,) = compared(tmp_path, PACK.replace("[下一步]", "[下一步, 突出问题]"))

    assert told([change]) == [("gained", "role", None, "plan", "test.inspection#roles.plan")]
    assert change.where == "2 二、突出问题"


def test_a_paragraph_under_no_heading_is_told_by_its_first_words(tmp_path: Path) -> None:
    changes = compared(tmp_path, PACK + "    paragraphs: [抓好落实]\n")

    assert [change.where for change in changes if change.what == "role"] == [
        "0 各乡镇要认真整改,现将全县防汛督查的有关"
    ]


def test_a_heading_that_is_gone_takes_its_role_with_it(tmp_path: Path) -> None:
    changes = compared(tmp_path, PACK.replace('"一、"', '"第一章"'))

    assert {(change.kind, change.what) for change in changes} == {("lost", "heading")}
    assert [change.old_words for change in changes] == ["一、总体情况", "二、突出问题", "三、下一步工作"]


def test_the_choice_of_another_pack_is_a_change(tmp_path: Path) -> None:
    changes = compared(tmp_path, PACK.replace("test.inspection", "test.other"))

    assert told(changes)[0] == ("changed", "pack", "test.inspection", "test.other", "test.other")


def test_an_observation_is_the_same_where_its_number_is(tmp_path: Path) -> None:
    folder = rules_in(tmp_path / "old")
    old, new = (observed("3万条", document(folder), value=value) for value in (3, 30000))
    (change,) = compare_documents(side(folder, old), side(folder, new))

    assert (change.kind, change.what, change.rule) == (
        "changed", "observations.bags", "test.inspection#indicators.bags",
    )  # fmt: skip
    assert (change.old["value"], change.new["value"]) == (3, 30000)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [([], [("x", 3)], "gained"), ([("x", 3)], [], "lost"), ([("x", 3)], [("y", 3)], "changed")],
)
def test_rows_of_records_are_the_same_where_they_stand(
    tmp_path: Path, old: list[tuple[str, int]], new: list[tuple[str, int]], kind: str
) -> None:
    folder = rules_in(tmp_path / "old")
    sides = [
        side(folder, document(folder).model_copy(update={"records": {"bags": [
            RecordFacts(section="1", span=(at, at + 2), quote="甲乙", rule="test.inspection#records.bags",
                        values={"name": name}, spans={"name": (at, at + 2)}) for name, at in rows
        ]}}))
        for rows in (old, new)
    ]  # fmt: skip
    (change,) = compare_documents(*sides)

    assert (change.kind, change.what, change.rule) == (kind, "records.bags", "test.inspection#records.bags")
