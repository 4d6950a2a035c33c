"""Which documents of a store are versions of one report, which are not, and which of them is used."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from reports import document, put, report, store_with

import tiaoli
from tiaoli.source import Source
from tiaoli.writing.copies import mark_copies, most_complete, versions_of_reports
from tiaoli.writing.sketches import Sketch, sketch
from tiaoli.writing.store import Store, open_store

FULL_WIDTH = 0xFEE0
FULL_WIDTH_COMMA = chr(ord(",") + FULL_WIDTH)
WHOLE = report("重庆市璧山区", 2024, seed=1)
UNKNOWN = report("石桥县", 2024, seed=1)


def groups(store: Store) -> set[frozenset[str]]:
    """The URIs of each report that more than one document holds."""
    mark_copies(store)
    found: dict[str, set[str]] = {}
    for report_id, uri in store.query("SELECT report_id, uri FROM documents"):
        found.setdefault(report_id, set()).add(uri)
    return {frozenset(uris) for uris in found.values() if len(uris) > 1}


def with_typos(text: str, share: float) -> str:
    """The text with some of its characters lost."""
    dice = random.Random(7)
    return "".join(char for char in text if dice.random() >= share)


def in_furniture(text: str) -> str:
    top, tail = "首页\n打印\n收藏\n【字号:大 中 小】", "责任编辑:甲\n扫一扫在手机打开当前页"
    return "\n".join([top, text.replace(",", FULL_WIDTH_COMMA), tail])


def test_equal_bytes_are_duplicates_of_the_first_by_uri(tmp_path: Path) -> None:
    store = store_with(tmp_path, {"b.txt": WHOLE, "a.txt": WHOLE, "c.txt": WHOLE + "\n"})
    assert groups(store) == {frozenset({"a.txt", "b.txt", "c.txt"})}
    first = document(WHOLE, "a.txt").doc_id
    marks = list(store.query("SELECT uri, duplicate_of, report_id FROM documents ORDER BY uri"))
    assert marks == [("a.txt", None, first), ("b.txt", first, first), ("c.txt", None, first)]


def test_sources_that_could_not_be_read_are_no_copies_of_each_other(tmp_path: Path) -> None:
    assert groups(store_with(tmp_path, {"a.txt": "", "b.txt": ""})) == set()


@pytest.mark.parametrize("whole", [WHOLE, UNKNOWN], ids=["known", "unknown"])
@pytest.mark.parametrize(
    "copied",
    [
        in_furniture,
        lambda text: text[: len(text) // 3],
        lambda text: text.replace("\n", "\n\n  "),
        lambda text: text.translate({ord(char): ord(char) + FULL_WIDTH for char in "0123456789,"}),
        lambda text: with_typos(text, 0.005),
    ],
    ids=["furniture", "cut", "spaces", "width", "typos"],
)
def test_what_a_site_makes_of_a_report_is_still_that_report(tmp_path: Path, whole: str, copied: object) -> None:
    assert callable(copied)
    store = store_with(tmp_path, {"a.txt": whole, "b.txt": copied(whole)})
    assert groups(store) == {frozenset({"a.txt", "b.txt"})}


def test_what_begins_in_the_middle_of_a_report_is_joined_to_it_by_its_text(tmp_path: Path) -> None:
    store = store_with(tmp_path, {"a.txt": WHOLE, "b.txt": WHOLE[len(WHOLE) // 2 :]})
    assert groups(store) == {frozenset({"a.txt", "b.txt"})}


@pytest.mark.parametrize(
    "other",
    [
        report("重庆市璧山区", 2023, seed=1),
        report("重庆市铜梁区", 2024, seed=1),
        report("重庆市璧山区", 2023, seed=2),
        report("重庆市铜梁区", 2024, seed=2),
    ],
    ids=["year, same text", "county, same text", "year", "county"],
)
def test_another_year_or_county_is_another_report_however_alike(tmp_path: Path, other: str) -> None:
    assert groups(store_with(tmp_path, {"a.txt": WHOLE, "b.txt": other})) == set()


def test_reports_by_one_template_are_apart_where_nobody_knows_the_place(tmp_path: Path) -> None:
    texts = {f"{seed}.txt": report(place, 2024, seed=seed) for seed, place in enumerate(["石桥县", "云溪县", "青禾县"])}
    assert groups(store_with(tmp_path, texts)) == set()


def test_a_text_of_no_known_place_does_not_join_two_places(tmp_path: Path) -> None:
    texts = {
        "a.txt": WHOLE,
        "b.txt": WHOLE.replace("重庆市璧山区", "重庆市铜梁区"),
        "c.txt": WHOLE.replace("重庆市璧山区", "石桥县"),
    }
    (joined,) = groups(store_with(tmp_path, texts))
    assert len(joined) == 2
    assert "c.txt" in joined


def test_texts_of_a_few_words_are_not_compared(tmp_path: Path) -> None:
    assert groups(store_with(tmp_path, {"a.txt": "一、页面没有找到", "b.txt": "一、页面没有找到。"})) == set()


def test_marking_again_changes_nothing_and_the_order_of_conversion_does_not_matter(tmp_path: Path) -> None:
    texts = {"a.txt": WHOLE, "b.txt": in_furniture(WHOLE), "c.txt": UNKNOWN, "d.txt": WHOLE}
    marks = []
    for name, order in (("one", sorted(texts)), ("two", sorted(texts, reverse=True))):
        (tmp_path / name).mkdir()
        store = store_with(tmp_path / name, {uri: texts[uri] for uri in order})
        for _ in range(2):
            mark_copies(store)
            marks.append(list(store.query("SELECT uri, duplicate_of, report_id FROM documents ORDER BY uri")))
    assert marks == [marks[0]] * 4


def test_a_document_that_is_converted_anew_leaves_its_old_report(tmp_path: Path) -> None:
    store = store_with(tmp_path, {"a.txt": WHOLE, "b.txt": WHOLE + "\n"})
    assert groups(store)
    put(store, document(report("石桥县", 2024, seed=2), "b.txt"))
    assert groups(store) == set()


def test_the_most_complete_version_is_used_and_the_rest_is_listed(tmp_path: Path) -> None:
    cut, bare = WHOLE[: len(WHOLE) // 3] + "并且继续推进", WHOLE.replace("增长", "达到增长前的")
    store = store_with(
        tmp_path, {"a.txt": cut, "b.txt": bare, "c.txt": WHOLE, "d.txt": WHOLE.replace(",", FULL_WIDTH_COMMA)}
    )
    mark_copies(store)
    ((report_id, versions),) = versions_of_reports(store).items()
    uris = dict(store.query("SELECT doc_id, uri FROM documents"))
    assert [uris[doc_id] for doc_id in versions] == ["c.txt", "d.txt", "b.txt", "a.txt"]
    assert most_complete(store, report_id) == versions[0]
    assert most_complete(store, "none") is None


def test_a_sketch_tells_what_share_of_the_smaller_text_stands_in_the_larger() -> None:
    whole = sketch([report("石桥县", 2024, seed=5, paragraphs=200)])
    cut = sketch([report("石桥县", 2024, seed=5, paragraphs=200)[:6000]])
    assert len(whole.hashes) > 64
    assert whole.containment(cut)[0] == pytest.approx(1, abs=0.05)
    assert Sketch.from_bytes(whole.to_bytes()) == whole


@pytest.mark.parametrize("text", ["", "短", "十二个字也成不了一片吗", "😀" * 40])
def test_texts_without_much_in_them_have_sketches_too(text: str) -> None:
    found = sketch([text])
    assert Sketch.from_bytes(found.to_bytes()) == found
    assert found.containment(found)[0] in (0.0, 1.0)


def test_copies_among_real_reports_are_found_and_nothing_else_is(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpus" / "workreport"
    paths = sorted(path for year in ("1988", "2012", "2015", "2018") for path in folder.glob(f"?-*国务院-{year}.txt"))
    paths += sorted((shared / "corpus" / "truncated").glob("*防城港市*"))
    store = open_store(tmp_path / "tiaoli.db", create=True)
    put(store, *(tiaoli.convert(Source.from_path(path)) for path in paths))
    years = {frozenset(uri.rpartition("-")[2] for uri in uris) for uris in groups(store)}
    assert years == {frozenset({f"{year}.txt"}) for year in ("1988", "2012", "2015")}
