"""A pack after inheritance as one file: it says the same, and where each part comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tiaoli.rulebook.loading import load_files, load_heirs
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import layers_of, load_library
from tiaoli.workbench.showing import show

SHIPPED = load_heirs(layers_of((), ()))


def rules_of(pack: Pack) -> dict[str, Any]:
    """What a pack says, without where it says it."""
    return {
        "fields": list(pack.fields.values()),
        "roles": list(pack.roles.values()),
        "headings": pack.headings,
        "part_heads": pack.part_heads,
        "annex_heads": pack.annex_heads,
        "applies_to": pack.applies_to,
        "indicators": list(pack.indicators.values()),
        "joint": pack.joint,
        "kept": (pack.id, pack.version, pack.document_type, pack.abstract, pack.fallback),
    }


@pytest.mark.parametrize("pack_id", sorted(SHIPPED))
def test_what_is_shown_is_the_whole_pack(pack_id: str, tmp_path: Path) -> None:
    file = tmp_path / "shown.yaml"
    file.write_text(show(SHIPPED[pack_id][1]), "utf-8")
    ((shown,), _) = load_files([file])
    (pack,) = (pack for pack in load_library().packs if pack.id == pack_id)
    assert rules_of(shown) == rules_of(pack)


PARENT = """\
rules: 1
id: x.parent
version: 1.0.0
title: 父
part_heads: [甲]
roles:
  plan: {has: [乙]}
"""
CHILD = """\
rules: 1
id: x.child
version: 1.0.0
title: 子
extends: [x.parent]
part_heads: [丙]
override:
  roles.plan.has: {add: ["第{n}步"]}
"""


def test_each_part_says_where_it_comes_from(tmp_path: Path) -> None:
    for at, text in enumerate((PARENT, CHILD)):
        (tmp_path / f"{at}.yaml").write_text(text, "utf-8")
    shown = show(load_heirs([("folder", sorted(tmp_path.iterdir()))])["x.child"][1])
    assert shown.endswith(
        "part_heads:\n  - 丙  # x.child:6\n  - 甲  # x.parent:5\n"
        'roles:\n  plan:  # x.parent:7\n    has:\n      - 乙\n      - "第{n}步"  # x.child:8'
    )


def test_a_number_is_shown_so_that_it_loads_again(tmp_path: Path) -> None:
    terms = "{甲: 12345678.5, 乙: 1000000, 丙: 0.000001}"
    file = tmp_path / "pack.yaml"
    file.write_text(f"{PARENT}topics: {{t: {{label: 题, terms: {terms}}}}}\n", "utf-8")
    assert f"terms: {terms}" in show(load_heirs([("folder", [file])])["x.parent"][1])


def test_aliases_are_shown_as_they_are_written(tmp_path: Path) -> None:
    rules = """\
indicators:
  a:  # x.parent:9
    label: 甲
    aliases: ["{?全}甲{v}"]
    growth: {aliases: [甲增速]}
    aliases_after: {"{?总}量": [丙]}
    words: {v: [乙]}
joint:
  "{?全}丁": [a, a]  # x.parent:16
"""
    file = tmp_path / "pack.yaml"
    file.write_text(PARENT + rules, "utf-8")
    assert show(load_heirs([("folder", [file])])["x.parent"][1]).endswith("\n" + rules.rstrip())
