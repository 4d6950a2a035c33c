"""Which packs do not apply to a page, and what kept them off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.rulebook.choice import MissedPack, missed_packs
from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.packs import Library

PACK = """rules: 1
id: {id}
version: 1.0.0
title: 通报
applies_to:
  must:
    - {{in: head, any: [督查]}}
    - {{in: head, any: [{word}]}}
  must_not:
    - {{in: title, any: [解读]}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name, word in (("a.far", "预算"), ("b.near", "通报")):
        (tmp_path / f"{name}.yaml").write_text(PACK.format(id=name, word=word), "utf-8")
    packs, sites = load_files(sorted(tmp_path.iterdir()))
    return Library(packs, sites)


def missed(library: Library, title: str, head: str) -> tuple[MissedPack, ...]:
    return missed_packs(library, title, head, head)


def test_the_first_must_that_fails_is_named_with_its_line(library: Library) -> None:
    (far,) = missed(library, "通报", "督查通报")

    assert far.pack.id == "a.far"
    assert (far.held, far.asked, far.found) == (2, 3, None)
    assert far.failed is not None
    assert "预算" in PACK.format(id="", word="预算").splitlines()[far.failed.line - 1]


def test_what_a_must_not_found_is_named(library: Library) -> None:
    near = missed(library, "督查通报解读", "督查通报")[0]

    assert (near.pack.id, near.found) == ("b.near", "解读 in title")


def test_the_pack_of_which_most_holds_goes_first(library: Library) -> None:
    assert [entry.pack.id for entry in missed(library, "解读", "督查通报")] == ["b.near", "a.far"]


def test_a_pack_that_applies_is_not_among_them(library: Library) -> None:
    assert "b.near" not in [entry.pack.id for entry in missed(library, "通报", "督查通报")]
