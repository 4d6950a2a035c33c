"""A pack after inheritance as one file: it says the same, and where each part comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.loading import load_files, load_heirs
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import layers_of, load_library
from tiaoli.rulebook.yaml_nodes import read_nodes
from tiaoli.workbench.showing import scalar, show

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


PRINTABLE = st.characters(exclude_categories=("C", "Z"), include_characters=" \t\n　")


@given(st.text(PRINTABLE, max_size=20))
def test_text_is_read_back_as_it_was(text: str) -> None:
    faults = Faults("x.yaml")
    root = read_nodes(f"key: {scalar(text)}\n".encode(), faults)
    assert root is not None
    assert (root.entries[0][1].text, faults.found) == (text, [])
