"""Loaded rules kept between runs: the same as newly loaded ones, and never anything else."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from tiaoli.rulebook.cache import KEPT, VARIABLE, cache_folder, load_cached
from tiaoli.rulebook.loading import Layers, Loaded, load_layers
from tiaoli.rulebook.packs import load_library

PACK = 'rules: 1\nid: x.pack\nversion: 1.0.0\ntitle: 甲\npart_heads: ["第{n}届", 乙]\n'
INDICATORS = """\
indicators:
  a: {label: 甲, aliases: ["{?全}甲"], growth: {aliases: ["甲{?增}速"]}, aliases_after: {"{?总}量": ["{?全}丙"]}}
joint: {"甲{?乙}": [a, a]}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "pack.yaml"
    file.write_text(PACK, "utf-8")
    return file


def refuse(_: object) -> Loaded:
    raise AssertionError("loaded anew")


def test_what_is_read_back_is_what_was_loaded(rules: Path) -> None:
    layers = [("folder", [rules])]
    loaded = load_cached(layers, load_layers)
    again = load_cached(layers, refuse)
    assert again == loaded == load_layers(layers)
    assert again.packs[0].part_heads.found_in("第三届")


def test_indicators_are_read_back_as_they_were_loaded(rules: Path) -> None:
    rules.write_text(PACK + INDICATORS, "utf-8")
    load_cached([("folder", [rules])], load_layers)
    (pack,) = load_cached([("folder", [rules])], refuse).packs
    assert (pack.indicators["a"].aliases_after, pack.joint["甲"]) == (
        {"总量": ("全丙", "丙"), "量": ("全丙", "丙")},
        ("a", "a"),
    )


def test_a_changed_file_is_loaded_anew(rules: Path) -> None:
    load_cached([("folder", [rules])], load_layers)
    rules.write_text(PACK.replace("甲", "乙"), "utf-8")
    assert load_cached([("folder", [rules])], load_layers).packs[0].title == "乙"


def test_a_file_that_changes_while_it_is_loaded_is_not_kept(rules: Path, cache: Path) -> None:
    def load(layers: Layers) -> Loaded:
        rules.write_text(PACK.replace("甲", "乙"), "utf-8")
        return load_layers(layers)

    assert load_cached([("folder", [rules])], load).packs[0].title == "乙"
    rules.write_text(PACK, "utf-8")
    assert load_cached([("folder", [rules])], load_layers).packs[0].title == "甲"


def test_a_cache_that_is_broken_or_cut_off_is_as_good_as_none(rules: Path, cache: Path) -> None:
    layers = [("folder", [rules])]
    loaded = load_cached(layers, load_layers)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    another_word = whole.replace("甲".encode(), "乙".encode())
    for data in (b"", whole[: len(whole) // 2], another_word, as_written(pickle.dumps({"packs": ()}))):
        file.write_bytes(data)
        assert load_cached(layers, load_layers) == loaded


def as_written(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + data


class Harm:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.file,)


def test_nothing_in_a_cache_is_run(rules: Path, cache: Path, tmp_path: Path) -> None:
    load_cached([("folder", [rules])], load_layers)
    (file,) = cache.iterdir()
    file.write_bytes(as_written(pickle.dumps(Harm(tmp_path / "harm"))))
    assert load_cached([("folder", [rules])], load_layers).packs[0].id == "x.pack"
    assert not (tmp_path / "harm").exists()


def test_a_folder_that_cannot_be_written_to_does_no_harm(rules: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert load_cached([("folder", [rules])], load_layers).packs[0].id == "x.pack"


def test_no_cache_is_kept_where_none_is_wanted(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "off")
    assert cache_folder() is None
    assert load_cached([("folder", [rules])], load_layers).packs


def test_only_the_latest_libraries_are_kept(rules: Path, cache: Path) -> None:
    for at in range(KEPT + 3):
        rules.write_text(f"{PACK}# {at}\n", "utf-8")
        load_cached([("folder", [rules])], load_layers)
    assert len(list(cache.iterdir())) == KEPT


def test_a_library_that_is_in_use_is_kept_longest(rules: Path, cache: Path) -> None:
    load_cached([("folder", [rules])], load_layers)
    (first,) = cache.iterdir()
    os.utime(first, (0, 0))
    load_cached([("folder", [rules])], refuse)
    assert first.stat().st_mtime > 0


def test_the_installed_rules_are_the_same_from_the_cache() -> None:
    fresh = load_library.__globals__["_load"].__wrapped__((), (), ())
    cached = load_library.__globals__["_load"].__wrapped__((), (), ())
    assert fresh is not cached
    assert fresh == cached
