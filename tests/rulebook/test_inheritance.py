"""What a pack has of its parents."""

from pathlib import Path

from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.models import Pack

PARENT = """\
rules: 1
id: x.parent
version: 1.0.0
title: 父
abstract: true
applies_to: {must: [{in: head, any: [甲]}]}
headings: {part: {level: 1, sample: 一、}, item: {level: 2, sample: (一)}}
part_heads: [甲, 乙]
fields:
  title: {from: [{pair: [标题]}]}
  date: {type: date, from: [{pair: [日期]}]}
roles:
  plan: {has: [甲]}
  review: {has: [乙]}
"""

CHILD = """\
rules: 1
id: x.child
version: 1.0.0
title: 子
extends: [x.parent]
headings: {item: {level: 3, sample: (1)}}
part_heads: [丙, 甲]
fields:
  year: {type: year, from: [{field: date}]}
  title: {from: [{pair: [名称]}]}
roles:
  targets: {has: [丁]}
  review: {has: [丙]}
"""


def load(folder: Path, *texts: str) -> dict[str, Pack]:
    files = [folder / f"{at}.yaml" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return {pack.id: pack for pack in load_files(files)[0]}


def test_a_childs_field_replaces_its_parents_and_stays_in_its_place(tmp_path: Path) -> None:
    fields = load(tmp_path, CHILD, PARENT)["x.child"].fields
    assert list(fields) == ["title", "date", "year"]
    assert fields["title"].sources[0].names == ("名称",)


def test_a_field_knows_the_pack_and_line_it_stands_in(tmp_path: Path) -> None:
    fields = load(tmp_path, CHILD, PARENT)["x.child"].fields
    assert (fields["date"].origin, fields["date"].line) == ("x.parent", 11)
    assert fields["title"].origin == "x.child"


def test_a_childs_roles_are_tried_before_its_parents(tmp_path: Path) -> None:
    roles = load(tmp_path, CHILD, PARENT)["x.child"].roles
    assert list(roles) == ["targets", "review", "plan"]
    assert roles["review"].origin == "x.child"


def test_a_childs_heads_come_before_its_parents_and_none_twice(tmp_path: Path) -> None:
    heads = load(tmp_path, CHILD, PARENT)["x.child"].part_heads
    assert [pattern.source for pattern in heads] == ["丙", "甲", "乙"]


def test_a_childs_heading_replaces_its_parents_of_the_same_name(tmp_path: Path) -> None:
    headings = load(tmp_path, CHILD, PARENT)["x.child"].headings
    assert [(rule.name, rule.level) for rule in headings] == [("part", 1), ("item", 3)]


def test_a_child_that_does_not_say_what_it_is_for_is_for_what_its_parent_is_for(tmp_path: Path) -> None:
    own = CHILD + "applies_to: {must: [{in: head, any: [乙]}]}\n"
    packs = load(tmp_path, CHILD, PARENT, own.replace("x.child", "x.other"))
    sources = [packs[name].applies_to.must[0].patterns[0].source for name in ("x.child", "x.other")]
    assert (sources, packs["x.child"].abstract) == (["甲", "乙"], False)


def test_rules_come_down_over_two_generations(tmp_path: Path) -> None:
    grandchild = CHILD.replace("x.child", "x.grandchild").replace("[x.parent]", "[x.child]")
    assert "date" in load(tmp_path, grandchild, CHILD, PARENT)["x.grandchild"].fields


def test_the_hash_of_a_child_changes_with_its_parent(tmp_path: Path) -> None:
    before = load(tmp_path, CHILD, PARENT)
    after = load(tmp_path, CHILD, PARENT.replace("标题", "题名"))
    assert before["x.child"].sha256 != after["x.child"].sha256
    assert before == load(tmp_path, CHILD, PARENT)
