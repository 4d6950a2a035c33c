"""Rule files read: all their faults at once, and text as it was typed."""

from pathlib import Path

import pytest

from tiaoli.errors import Fault, RuleError
from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.models import FieldSource, Pack, Site

HEADER = "rules: 1\nid: x.pack\nversion: 1.0.0\ntitle: 甲\n"
SITE = "rules: 1\nkind: site\nid: x.site\nversion: 1.0.0\ntitle: 甲\n"


def load_text(folder: Path, *texts: str | bytes) -> tuple[tuple[Pack, ...], tuple[Site, ...]]:
    files = []
    for at, text in enumerate(texts):
        file = folder / f"{at}.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(file)
    return load_files(files)


def faults_of(folder: Path, *texts: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(RuleError) as caught:
        load_text(folder, *texts)
    return caught.value.faults


def test_all_faults_of_all_files_are_reported_together_in_order(tmp_path: Path) -> None:
    first = HEADER + "feilds: {}\npart_heads: [甲，乙]\n"
    second = HEADER.replace("x.pack", "x.other") + "status: stabel\n"
    assert [(fault.place.line, fault.code) for fault in faults_of(tmp_path, first, second)] == [
        (5, "rules.unknown-key"),
        (6, "rules.full-width-comma"),
        (5, "rules.unknown-value"),
    ]


def test_a_fault_shows_file_column_and_excerpt(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, HEADER + "part_heads: [甲, 乙，丙]\n")
    place = fault.place
    assert (place.file, place.column, place.excerpt) == (str(tmp_path / "0.yaml"), 17, "part_heads: [甲, 乙，丙]")


def test_an_unknown_word_gets_the_nearest_right_one(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, HEADER + "feilds: {}\n")
    assert "did you mean `fields`?" in fault.message


def test_two_files_with_one_id_are_a_fault_of_the_second(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, HEADER, HEADER)
    assert (fault.code, fault.place.file) == ("rules.duplicate-id", str(tmp_path / "1.yaml"))


def test_a_circle_of_packs_is_named(tmp_path: Path) -> None:
    one = HEADER + "extends: [x.other]\n"
    other = HEADER.replace("x.pack", "x.other") + "extends: [x.pack]\n"
    (fault,) = faults_of(tmp_path, one, other)
    assert "x.pack → x.other → x.pack" in fault.message


@pytest.mark.parametrize("word", ["no", "0731", "12:30", "1e3", "null", "~", "2024-01-01", "1_000"])
def test_text_is_what_was_typed(tmp_path: Path, word: str) -> None:
    ((pack,), _) = load_text(tmp_path, HEADER + f"document_type: {word}\npart_heads: [{word}]\n")
    assert (pack.document_type, pack.part_heads[0].source) == (word, word)


def test_marks_of_a_chinese_keyboard_may_stand_in_quotes(tmp_path: Path) -> None:
    ((pack,), _) = load_text(tmp_path, HEADER + 'part_heads: ["甲，乙", "“丙”", "title：丁"]\n')
    assert [pattern.source for pattern in pack.part_heads] == ["甲，乙", "“丙”", "title：丁"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    ((pack,), _) = load_text(tmp_path, b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode())
    assert pack.title == "甲"


def test_labels_and_attributes_are_kept_as_they_are_compared(tmp_path: Path) -> None:
    text = HEADER + 'fields:\n  a: {from: [{pair: ["索 引 号："]}, {attribute: [PubDate]}, {field: b}]}\n'
    text += "  b: {from: [{pair: [甲]}]}\n"
    ((pack,), _) = load_text(tmp_path, text)
    assert pack.fields["a"].sources == (
        FieldSource("pair", names=("索引号",)),
        FieldSource("attribute", names=("pubdate",)),
        FieldSource("field", names=("b",)),
    )


def test_lines_of_clutter_are_kept_as_they_are_compared(tmp_path: Path) -> None:
    _, (site,) = load_text(
        tmp_path, SITE + 'clutter:\n  - {reason: share, zone: tail, exact: ["分享　到："], rest: true}\n'
    )
    assert (site.clutter[0].exact, site.clutter[0].rest) == (frozenset({"分享到:"}), True)


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "part_heads: [" + "甲，" * 20_000 + "]\n",
        HEADER + "part_heads: [" + ", ".join(["甲，乙"] * 40_000) + "]\n",
        HEADER + "".join(f"k{at}: 甲\n" for at in range(20_000)),
        HEADER + "[{" * 200_000 + "\n",
        HEADER + "a: " + "“" * 300_000 + "\n",
        HEADER + "a" * 900_000 + ": 甲\n",
        HEADER + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 40)),
        HEADER + 'part_heads: ["' + "{?" * 200 + '"]\n',
    ],
    ids=["one item", "items", "keys", "brackets", "quotes", "a key", "aliases", "braces"],
)
@pytest.mark.timeout(30)
def test_a_hostile_file_is_refused_soon(tmp_path: Path, text: str) -> None:
    assert len(faults_of(tmp_path, text)) <= 200
