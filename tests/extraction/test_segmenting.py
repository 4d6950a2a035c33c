"""The tokenizer: a dictionary of its own for each pack, kept where the user's other caches are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tiaoli.extraction import segmenting
from tiaoli.extraction.segmenting import word_cutter
from tiaoli.rulebook.models import Segmenter

WORD = "云溪蓝图"


@pytest.fixture
def fresh() -> Iterator[None]:
    """jieba's dictionary as if it had not been read yet, before and after."""
    for each in (segmenting._jieba, segmenting._cutter):
        each.cache_clear()
    yield
    for each in (segmenting._jieba, segmenting._cutter):
        each.cache_clear()


def test_a_pack_s_terms_are_words_for_that_pack_alone() -> None:
    import jieba

    assert WORD in word_cutter(Segmenter(), [WORD]).words(f"描绘{WORD}")
    assert WORD not in word_cutter(Segmenter(), ["别的"]).words(f"描绘{WORD}")
    assert WORD not in jieba.dt.FREQ


def test_words_that_others_add_to_jieba_change_nothing() -> None:
    import jieba

    before = word_cutter(Segmenter(), ["甲"]).words(f"描绘{WORD}")
    jieba.dt.initialized, jieba.dt.FREQ = True, {WORD: 10**6}
    try:
        segmenting._cutter.cache_clear()
        assert word_cutter(Segmenter(), ["甲"]).words(f"描绘{WORD}") == before
    finally:
        jieba.dt.initialized, jieba.dt.FREQ = False, {}


def test_the_order_of_terms_is_of_no_account() -> None:
    first = word_cutter(Segmenter(), ["稳就业", "就业", "就业"])
    assert word_cutter(Segmenter(), ["就业", "稳就业"]) is first


def test_terms_may_be_left_out_of_the_dictionary() -> None:
    cutter = word_cutter(Segmenter(dictionary="none"), [WORD])
    assert cutter.terms is None
    assert WORD not in cutter.words(WORD)


def test_unknown_words_are_guessed_only_with_hmm() -> None:
    text = "他来到了网易杭研大厦"
    assert "杭研" in word_cutter(Segmenter(hmm=True), []).words(text)
    assert "杭研" not in word_cutter(Segmenter(), []).words(text)


def test_the_dictionary_is_kept_in_our_cache_and_read_from_it(
    fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIAOLI_CACHE", str(tmp_path / "cache"))
    words = word_cutter(Segmenter(), []).words("全面推进乡村振兴")
    (kept,) = (tmp_path / "cache").glob("jieba-*.words")
    written = kept.stat().st_mtime_ns
    segmenting._jieba.cache_clear()
    segmenting._cutter.cache_clear()
    assert word_cutter(Segmenter(), []).words("全面推进乡村振兴") == words
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize("cache", ["off", "/dev/null/none"])
def test_without_a_cache_words_are_the_same_and_nothing_is_said(
    fresh: None, cache: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIAOLI_CACHE", cache)
    assert word_cutter(Segmenter(), []).words("全面推进乡村振兴。") == ["全面", "推进", "乡村", "振兴"]
    assert capfd.readouterr() == ("", "")
