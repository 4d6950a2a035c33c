"""Rule files with faults: each is found, with its place, and all of them at once."""

import time
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


FAULTY: list[tuple[str, str | bytes, str, int | None]] = [
    ("an empty file", "", "rules.empty-file", 1),
    ("a file of comments", "# 甲\n", "rules.empty-file", 1),
    ("text, not a mapping", "甲\n", "rules.wrong-type", 1),
    ("every colon in full width", "rules：1\nid：x.pack\n", "rules.full-width-colon", 1),
    ("one colon in full width", HEADER + "status：stable\n", "rules.full-width-colon", 5),
    ("a colon in full width below a key", HEADER + "headings:\n  part：{level: 1}\n", "rules.full-width-colon", 6),
    ("a colon in full width in a later line", HEADER + "roles:\n  plan:\n    has: [甲]\n    scope：section\n",
     "rules.full-width-colon", 8),
    ("a colon in full width in braces", HEADER + "headings:\n  part: {level：1}\n", "rules.full-width-colon", 6),
    ("a comma in full width", HEADER + "part_heads: [甲，乙]\n", "rules.full-width-comma", 5),
    ("a pause mark between items", HEADER + "part_heads: [甲、乙]\n", "rules.full-width-comma", 5),
    ("a semicolon in full width", HEADER + "part_heads: [甲；乙]\n", "rules.full-width-comma", 5),
    ("curly quotes", HEADER + "document_type: “甲”\n", "rules.curly-quotes", 5),
    ("curly quotes in a list", HEADER + "part_heads: [“甲”]\n", "rules.curly-quotes", 5),
    ("corner quotes", HEADER + "document_type: 「甲」\n", "rules.curly-quotes", 5),
    ("brackets in full width", HEADER + "part_heads: ［甲］\n", "rules.full-width-mark", 5),
    ("a dash in full width", HEADER + "part_heads:\n  －甲\n", "rules.full-width-mark", 6),
    ("white space in full width", HEADER + "headings:\n　part: {level: 1, sample: 一、}\n", "rules.odd-space", 6),
    ("a tab", HEADER + "headings:\n\tpart: {level: 1}\n", "rules.tab", 6),
    ("a key that stands twice", HEADER + "title: 乙\n", "rules.duplicate-key", 5),
    ("an inner key that stands twice", HEADER + "roles:\n  plan: {has: [甲], has: [乙]}\n", "rules.duplicate-key", 6),
    ("an unknown key", HEADER + "feilds: {}\n", "rules.unknown-key", 5),
    ("an unknown inner key", HEADER + "roles:\n  plan: {headings: [甲]}\n", "rules.unknown-key", 6),
    ("a missing key", "rules: 1\nid: x.pack\ntitle: 甲\n", "rules.missing-key", 1),
    ("an anchor", HEADER + "part_heads: &a [甲]\n", "rules.alias", 5),
    ("an alias", HEADER + "part_heads: [*a]\n", "rules.alias", 5),
    ("a tag", HEADER + "document_type: !!python/name:os.system\n", "rules.tag", 5),
    ("a merge key", HEADER + "<<: {}\n", "rules.unknown-key", 5),
    ("two documents", HEADER + "---\nrules: 1\n", "rules.documents", 5),
    ("brackets left open", HEADER + "part_heads: [甲\n", "rules.yaml", 6),
    ("nesting without end", HEADER + "part_heads: " + "[" * 60 + "]" * 60 + "\n", "rules.too-deep", 5),
    ("values without end", HEADER + "part_heads: [" + "甲," * 60_000 + "]\n", "rules.too-many", 5),
    ("a file without end", HEADER + "#" * 1_000_001, "rules.too-large", None),
    ("another encoding", HEADER.encode() + "title: 乙".encode("gb18030"), "rules.encoding", 5),
    ("another language version", HEADER.replace("rules: 1", "rules: 2"), "rules.language", 1),
    ("a bad id", HEADER.replace("x.pack", "报告"), "rules.bad-id", 2),
    ("a bad version", HEADER.replace("1.0.0", "1.0"), "rules.bad-version", 3),
    ("an unknown status", HEADER + "status: stabel\n", "rules.unknown-value", 5),
    ("an unknown kind", HEADER + "kind: sites\n", "rules.unknown-value", 5),
    ("text where a list is due", HEADER + "part_heads: 甲\n", "rules.wrong-type", 5),
    ("nothing where a list is due", HEADER + "part_heads:\n", "rules.empty-value", 5),
    ("a list where text is due", HEADER + "document_type: [甲]\n", "rules.wrong-type", 5),
    ("yes for true", HEADER + "abstract: yes\n", "rules.wrong-type", 5),
    ("a level in words", HEADER + "headings:\n  part: {level: 一, sample: 一、}\n", "rules.wrong-type", 6),
    ("a level in full-width digits", HEADER + "headings:\n  part: {level: １, sample: 一、}\n", "rules.wrong-type", 6),
    ("a name in Chinese", HEADER + "roles:\n  计划: {has: [甲]}\n", "rules.bad-name", 6),
    ("a bad pattern", HEADER + "part_heads:\n  - 甲\n  - 第{nn}届\n", "rules.pattern", 7),
    ("a bad regex", HEADER + "part_heads:\n  - {regex: 甲(?=乙)}\n", "rules.pattern", 6),
    ("a placeholder without quotes", HEADER + "part_heads:\n  - {start}\n", "rules.unquoted-brace", 6),
    ("a pattern without quotes", HEADER + "part_heads:\n  - {start}甲\n  - 乙\n", "rules.unquoted-brace", 6),
    ("a pattern without quotes in a list", HEADER + "part_heads: [第{n}届, {n}]\n", "rules.unquoted-brace", 5),
    ("a comma in full width in braces", HEADER + "headings:\n  part: {level: 1，sample: 一、}\n",
     "rules.full-width-comma", 6),
    ("a curly quote at the end", HEADER + 'document_type: "甲”\nstatus: stable\n', "rules.curly-quotes", 5),
    ("a dash without a space", HEADER + "part_heads:\n- 甲\n-乙\n", "rules.dash", 7),
    ("a control character", HEADER + "document_type: \x07\n", "rules.yaml", 5),
    ("a source with two ways", HEADER + "fields:\n  a: {from: [{in: head, any: [甲], pattern: 乙}]}\n",
     "rules.one-of", 6),
    ("a source with no way", HEADER + "fields:\n  a: {from: [{in: head}]}\n", "rules.one-of", 6),
    ("a source without a place", HEADER + "fields:\n  a: {from: [{pattern: 甲}]}\n", "rules.missing-key", 6),
    ("an unknown place", HEADER + "fields:\n  a: {from: [{in: haed, pattern: 甲}]}\n", "rules.unknown-value", 6),
    ("an unknown type", HEADER + "fields:\n  a: {type: dat, from: [pair: [甲]]}\n", "rules.unknown-value", 6),
    ("a condition without a place", HEADER + "applies_to: {must: [{any: [甲]}]}\n", "rules.missing-key", 5),
    ("a role without words", HEADER + "roles:\n  plan: {period: this_year}\n", "rules.missing-key", 6),
    ("a test without text", HEADER + "tests:\n  - {expect: []}\n", "rules.missing-key", 6),
    ("an unknown parent", HEADER + "extends:\n  - x.other\n", "rules.unknown-parent", 6),
    ("a pack that extends itself", HEADER + "extends: [x.pack]\n", "rules.cycle", 5),
    ("a site with rules of a pack", SITE + "roles: {}\n", "rules.unknown-key", 6),
    ("a clutter rule without words", SITE + "clutter:\n  - {reason: footer, zone: tail}\n", "rules.missing-key", 7),
    ("an unknown zone", SITE + "clutter:\n  - {reason: footer, zone: end, exact: [甲]}\n", "rules.unknown-value", 7),
    ("half a pair of comments", SITE + "content_comments: [[甲]]\n", "rules.wrong-type", 6),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY])
def test_a_fault_is_found_at_its_place(tmp_path: Path, text: str | bytes, code: str, line: int | None) -> None:
    found = faults_of(tmp_path, text)
    assert (code, line) in [(fault.code, fault.place.line) for fault in found]


@pytest.mark.parametrize("text", [case[1] for case in FAULTY])
def test_one_fault_is_not_reported_as_many(tmp_path: Path, text: str | bytes) -> None:
    assert len(faults_of(tmp_path, text)) <= 2


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
def test_a_hostile_file_is_refused_soon(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    assert len(faults_of(tmp_path, text)) <= 200
    assert time.perf_counter() - started < 3
