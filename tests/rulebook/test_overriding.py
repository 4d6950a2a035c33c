"""What a child pack changes in its parents' rules, and from where packs come."""

from __future__ import annotations

from pathlib import Path

import pytest

import tiaoli
from tiaoli.errors import RuleError, UsageError
from tiaoli.rulebook.loading import load_files, load_layers
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.settings import FILE, rule_places

PARENT = """\
rules: 1
id: x.parent
version: 1.4.2
title: 父
part_heads: [甲]
fields:
  title: {from: [{pair: [标题]}]}
  date: {type: date, from: [{pair: [日期]}, {attribute: [pubdate]}]}
roles:
  plan: {period: this_year, heading: [安排, 任务]}
  review: {heading: [回顾]}
value_kind: {actual: [实现]}
"""
CHILD = "rules: 1\nid: x.child\nversion: 1.0.0\ntitle: 子\nextends: [x.parent]\n"


def load(folder: Path, *texts: str) -> dict[str, Pack]:
    files = [folder / f"{at}.yaml" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return {pack.id: pack for pack in load_files(files)[0]}


def child(folder: Path, changes: str) -> Pack:
    return load(folder, PARENT, CHILD + changes)["x.child"]


def sources(patterns: tuple[object, ...]) -> list[str]:
    return [pattern.source for pattern in patterns]  # type: ignore[attr-defined]  # patterns all


def test_items_are_added_before_and_behind_and_taken_out(tmp_path: Path) -> None:
    pack = child(tmp_path, "override:\n  roles.plan.heading: {add: [打算], add_first: [部署], remove: [任务]}\n")
    assert sources(pack.roles["plan"].heading) == ["部署", "安排", "打算"]


def test_a_value_is_set(tmp_path: Path) -> None:
    pack = child(tmp_path, "override:\n  roles.plan.period: {set: last_year}\n  part_heads: {set: [乙]}\n")
    assert pack.roles["plan"].period == "last_year"
    assert sources(pack.part_heads) == ["乙"]


def test_sources_of_a_field_are_taken_out_by_what_they_say(tmp_path: Path) -> None:
    pack = child(tmp_path, "override:\n  fields.date.from: {remove: [{pair: [日期]}], add: [{pair: [时间]}]}\n")
    assert [source.names for source in pack.fields["date"].sources] == [("pubdate",), ("时间",)]


def test_a_parent_is_not_changed_by_its_child(tmp_path: Path) -> None:
    changes = "override: {roles.plan.heading: {set: [打算]}}\ndisable: [roles.review]\n"
    packs = load(tmp_path, PARENT, CHILD + changes)
    assert sources(packs["x.parent"].roles["plan"].heading) == ["安排", "任务"]
    assert "review" in packs["x.parent"].roles


def test_a_disabled_rule_is_gone_with_all_that_was_in_it(tmp_path: Path) -> None:
    pack = child(tmp_path, "disable: [roles.review, fields.date, part_heads]\n")
    assert (list(pack.roles), list(pack.fields), pack.part_heads) == (["plan"], ["title"], ())


def test_a_grandchild_changes_what_a_child_added(tmp_path: Path) -> None:
    middle = CHILD + "roles:\n  self: {heading: [自身建设]}\n"
    last = CHILD.replace("x.child", "x.last").replace("[x.parent]", "[x.child]")
    packs = load(tmp_path, PARENT, middle, last + "override: {roles.self.heading: {add: [政府建设]}}\n")
    assert sources(packs["x.last"].roles["self"].heading) == ["自身建设", "政府建设"]
    assert packs["x.last"].ancestors == ("x.child", "x.parent")


def test_lists_of_cue_words_are_joined(tmp_path: Path) -> None:
    pack = child(tmp_path, "value_kind: {actual: [完成], target: [预期]}\n")
    assert pack.value_kind == {"actual": ("完成", "实现"), "target": ("预期",)}


def test_a_rule_says_where_each_of_its_parts_was_written(tmp_path: Path) -> None:
    pack = child(tmp_path, "roles:\n  plan: {heading: [打算]}\n")
    assert {path: str(pack.origins[path]) for path in ("roles.plan", "roles.review")} == {
        "roles.plan": "x.child:7",
        "roles.review": "x.parent:11",
    }


@pytest.mark.parametrize("wanted", ["x.parent", "x.parent 1.4.2", "x.parent >=1.0 <2", '"x.parent >=1.4, <=1.4.2"',
                                    "x.parent ^1.2"])  # fmt: skip
def test_a_parent_within_the_range_is_extended(tmp_path: Path, wanted: str) -> None:
    assert "plan" in load(tmp_path, PARENT, CHILD.replace("x.parent", wanted))["x.child"].roles


@pytest.mark.parametrize("wanted", ["x.parent >=2", "x.parent <1.4.2", "x.parent ^2.0", "x.parent 1.4.1"])
def test_a_parent_outside_the_range_is_refused_with_its_version(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(RuleError, match=r"x\.parent is there in version 1\.4\.2"):
        load(tmp_path, PARENT, CHILD.replace("x.parent", wanted))


REPORT = (
    "青山区防汛督查情况的通报\n各乡镇人民政府,现将全区防汛督查情况通报如下,请认真抓好整改落实。\n一、总体情况\n到位。\n"
)
MINE = """\
rules: 1
id: my.inspection
version: 1.0.0
title: 督查通报
applies_to: {must: [{in: head, any: [督查情况]}]}
headings: {part: {level: 1, sample: 一、}}
roles:
  review: {heading: [总体情况]}
"""


def role_of_first_section(*rules: Path) -> str | None:
    return tiaoli.convert(REPORT.encode(), rules=rules).sections[1].role


def test_a_pack_in_a_users_folder_changes_the_output_without_touching_ours(tmp_path: Path) -> None:
    assert role_of_first_section() is None
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    assert role_of_first_section(tmp_path) == "review"
    assert role_of_first_section(tmp_path / "mine.yaml") == "review"


def test_a_child_goes_before_the_pack_it_extends_where_both_fit_equally(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    text = "rules: 1\nid: z.child\nversion: 1.0.0\ntitle: 子\nextends: [my.inspection]\n"
    (tmp_path / "child.yaml").write_text(text + "override: {roles.review.heading: {set: [问题]}}\n", "utf-8")
    document = tiaoli.convert(REPORT.encode(), rules=[tmp_path])
    assert (document.produced_by.pack, document.sections[1].role) == ("z.child", None)
    assert "pack.tie" not in [remark.code for remark in document.diagnostics]


def test_of_two_packs_with_one_id_the_later_layer_has_it_and_says_so(tmp_path: Path) -> None:
    for name, title in (("a", "甲"), ("b", "乙")):
        (tmp_path / f"{name}.yaml").write_text(MINE.replace("督查通报", title), "utf-8")
    ours, theirs = tmp_path / "a.yaml", tmp_path / "b.yaml"
    loaded = load_layers([("installed", [ours]), ("folder", [theirs])])
    assert [pack.title for pack in loaded.packs] == ["乙"]
    assert [(gone.id, gone.loser, gone.winner, gone.why) for gone in loaded.replaced] == [
        ("my.inspection", str(ours), str(theirs), "folder")
    ]


def test_two_packs_with_one_id_in_one_place_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"the id my\.inspection is already that of"):
        load(tmp_path, MINE, MINE)


def test_the_settings_of_a_folder_name_places_of_rules(tmp_path: Path) -> None:
    assert rule_places(tmp_path) == ()
    (tmp_path / FILE).write_text('rules = ["mine", "one.yaml"]\n', "utf-8")
    assert rule_places(tmp_path) == (tmp_path / "mine", tmp_path / "one.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = [", "cannot be read as TOML"),
        ("rule = []", "did you mean `rules`"),
        ('rules = "a"', "expected a list"),
    ],
)
def test_faulty_settings_say_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        rule_places(tmp_path)
