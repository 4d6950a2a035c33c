"""Remarks on rules that have no fault and are of no use."""

import re
from pathlib import Path
from string import Formatter

import pytest

import tiaoli.workbench
from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.workbench.linting import Lint, lint, wordings

HEADER = "rules: 1\nid: {id}\nversion: 1.0.0\ntitle: 甲\n"
APPLIES = "applies_to: {must: [{in: head, any: [报告]}]}\n"
PACK = HEADER.replace("{id}", "x.pack") + APPLIES
PARENT = HEADER.replace("{id}", "x.parent") + "abstract: true\n"
GDP = "indicators:\n  gdp: {label: 甲, aliases: [生产总值], growth: {range: [%s]}}\n"


def lints(folder: Path, *texts: str) -> list[Lint]:
    files = [folder / f"{at}.yaml" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    library = Library(*load_files(files))
    return lint(library.packs, library)


CASES = {
    "a role behind one that has all its words": (
        "lint.dead-role",
        8,
        "roles.b",
        PACK + "roles:\n  a: {heading: [报告]}\n  b: {heading: [工作报告, '报告{n}']}\n",
    ),
    "a word that an earlier role has": (
        "lint.shadowed-word",
        8,
        "roles.b.heading",
        PACK + "roles:\n  a: {heading: [报告]}\n  b: {heading: [工作报告, 乙]}\n",
    ),
    "a word of a rule's own with a placeholder": (
        "lint.braced-word",
        7,
        "records.a",
        PACK + "records:\n  a: {each: sentence, pattern: '开工{who}', words: {who: [甲, '{any}主席']}}\n",
    ),
    "a longer word beside a shorter one": (
        "lint.needless",
        7,
        "roles.a.has",
        PACK + "roles:\n  a: {has: [报告, 工作报告]}\n",
    ),
    "a word twice in two widths": (
        "lint.repeated",
        7,
        "roles.a.has",
        PACK + 'roles:\n  a: {has: ["(甲)", "（甲）"]}\n',
    ),
    "a source that repeats an earlier one": (
        "lint.dead-source",
        7,
        "fields.a.from.1",
        PACK + "fields:\n  a: {from: [{reader: title}, {reader: title, pattern: 甲}]}\n",
    ),
    "an alias of an earlier indicator": (
        "lint.shadowed-alias",
        8,
        "indicators.b",
        PACK
        + "indicators:\n  a: {label: 甲, aliases: [甲], growth: {}}\n  b: {label: 乙, aliases: [甲], growth: {}}\n",
    ),
    "an alias that its exceptions rule out": (
        "lint.void-alias",
        7,
        "indicators.a",
        PACK + "indicators:\n  a: {label: 甲, aliases: [人均收入], growth: {}, not_near: [人均]}\n",
    ),
    "an exception without an alias": (
        "lint.idle-exception",
        7,
        "indicators.a",
        PACK + "indicators:\n  a: {label: 甲, aliases: [收入], growth: {}, not_part_of: [支出]}\n",
    ),
    "an alias of a measure that an earlier indicator has": (
        "lint.shadowed-alias",
        8,
        "indicators.b.growth.aliases",
        PACK
        + "indicators:\n  a: {label: 甲, aliases: ['甲{?总}量'], growth: {}}\n"
        + "  b: {label: 乙, aliases: [乙], growth: {aliases: [甲量]}}\n",
    ),
    "an alias behind a word that needs none": (
        "lint.shadowed-alias",
        7,
        "indicators.a.aliases_after",
        PACK + "indicators:\n  a: {label: 甲, aliases: [甲], growth: {}, aliases_after: {甲: [乙]}}\n",
    ),
    "words for several indicators in two ways": (
        "lint.shadowed-alias",
        10,
        "joint.乙量",
        PACK
        + "indicators:\n  a: {label: 甲, aliases: [甲], growth: {}}\njoint:\n  乙{?总}量: [a, a]\n  乙量: [a, a]\n",
    ),
    "a term of two topics": (
        "lint.shadowed-term",
        8,
        "topics.b",
        PACK + "topics:\n  a: {label: 甲, terms: {甲: 1}}\n  b: {label: 乙, terms: {甲: 1}}\n",
    ),
    "a term that is never one word": (
        "lint.split-term",
        7,
        "topics.a",
        PACK + "topics:\n  a: {label: 甲, terms: {人、财、物: 1}}\n",
    ),
    "two samples of one level": (
        "lint.same-sample",
        8,
        "headings.b",
        PACK + 'headings:\n  a: {level: 1, sample: "(一)"}\n  b: {level: 1, sample: "（一）"}\n',
    ),
    "a pattern that begins anywhere": (
        "lint.slow-start",
        7,
        "fields.a.from.0",
        PACK + 'fields:\n  a: {from: [{in: body, pattern: "{any}报告"}]}\n',
    ),
    "a pattern without a word": ("lint.slow-literal", 7, "roles.a.has", PACK + 'roles:\n  a: {has: ["{year}{n}"]}\n'),
    "a regex without a word": (
        "lint.slow-literal",
        7,
        "roles.a.has",
        PACK + 'roles:\n  a: {has: [{regex: "[0-9]+"}]}\n',
    ),
    "a regex of many branches": (
        "lint.slow-branches",
        7,
        "roles.a.has",
        PACK + 'roles:\n  a: {has: [{regex: "' + "|".join(chr(0x4E00 + at) for at in range(250)) + '"}]}\n',
    ),
    "many patterns with placeholders": (
        "lint.slow-many",
        7,
        "roles.a.has",
        PACK + "roles:\n  a: {has: [" + ", ".join(f'"甲{at}号{{n}}"' for at in range(250)) + "]}\n",
    ),
    "a pack for no document": ("lint.not-applied", None, "applies_to", PACK.replace(APPLIES, "")),
    "a condition that another forbids": (
        "lint.contradiction",
        5,
        "applies_to",
        PACK.replace("}]}", "}], must_not: [{in: body, any: [报]}]}"),
    ),
    "a pack for bodies": ("lint.body-only", 5, "applies_to", PACK.replace("head", "body")),
    "a stable pack without tests": ("lint.untested", None, "tests", PACK + "status: stable\n"),
}


@pytest.mark.parametrize(("code", "line", "path", "text"), CASES.values(), ids=CASES)
def test_a_rule_of_no_use_is_named_with_its_place(
    tmp_path: Path, code: str, line: int | None, path: str, text: str
) -> None:
    (remark,) = lints(tmp_path, text)
    assert (remark.code, remark.path) == (code, path)
    assert remark.line == line or code in ("lint.contradiction", "lint.body-only")
    assert remark.file == str(tmp_path / "0.yaml")


def test_a_regex_with_its_word_in_a_named_group_is_not(tmp_path: Path) -> None:
    assert lints(tmp_path, PACK + 'roles:\n  a: {has: [{regex: "[(](?P<value>[0-9]+统计局)[)]"}]}\n') == []


def test_of_two_packs_for_the_same_documents_the_one_that_never_wins_is_named(tmp_path: Path) -> None:
    other = PACK.replace("x.pack", "x.other")
    (remark,) = lints(tmp_path, PACK, other)
    assert (remark.code, remark.params["winner"]) == ("lint.outdone", "`x.other`")


def test_a_pack_that_takes_the_place_of_the_one_it_extends_does_so_on_purpose(tmp_path: Path) -> None:
    child = "rules: 1\nid: x.child\nversion: 1.0.0\ntitle: 子\nextends: [x.pack]\nroles: {a: {heading: [甲]}}\n"
    assert lints(tmp_path, PACK, child) == []


def test_an_override_that_changes_nothing_is_named_at_its_line(tmp_path: Path) -> None:
    child = PACK + "extends: [x.parent]\noverride:\n  roles.a.heading: {set: [甲]}\n"
    (remark,) = lints(tmp_path, PARENT + "roles:\n  a: {heading: [甲]}\n", child)
    assert (remark.code, remark.line, remark.path) == ("lint.idle-override", 8, "roles.a.heading")


def test_an_override_that_changes_something_is_not(tmp_path: Path) -> None:
    child = PACK + "extends: [x.parent]\noverride:\n  roles.a.heading: {add: [乙]}\n"
    assert lints(tmp_path, PARENT + "roles:\n  a: {heading: [甲]}\n", child) == []


def test_a_range_that_excludes_its_parents_is_named(tmp_path: Path) -> None:
    (remark,) = lints(tmp_path, PARENT + GDP % "-10, 30", PACK + "extends: [x.parent]\n" + GDP % "100, 200")
    assert (remark.code, remark.path) == ("lint.apart-range", "indicators.gdp.growth.range")


def test_what_a_parent_says_is_not_held_against_its_child(tmp_path: Path) -> None:
    found = lints(tmp_path, PARENT + "roles:\n  a: {has: [报告, 工作报告]}\n", PACK + "extends: [x.parent]\n")
    assert [remark.file for remark in found] == [str(tmp_path / "0.yaml")]


def test_one_alias_of_two_measures_names_each_of_them(tmp_path: Path) -> None:
    rules = "indicators:\n  a: {label: 甲, aliases: [甲], growth: {aliases: [丙]}}\n"
    rules += "  b: {label: 乙, aliases: [乙], share: {aliases: [丙]}, aliases_after: {甲: [乙]}, not_part_of: [丙类]}\n"
    assert lints(tmp_path, PACK + rules) == []


def test_a_pack_as_it_should_be_gets_no_remark(tmp_path: Path) -> None:
    text = PACK + 'roles:\n  a: {heading: [回顾], not_heading: [展望]}\n  b: {heading: [展望], has: ["今年{n}"]}\n'
    text += (
        "records:\n  c: {each: sentence, pattern: '{verb}{name:phrase}{n}{unit}', words: {verb: [新建], unit: [所]}}\n"
    )
    assert lints(tmp_path, text) == []


def test_the_shipped_packs_have_no_rule_of_no_use() -> None:
    library = load_library()
    assert [remark for remark in lint(library.packs, library) if remark.code != "lint.untested"] == []


@pytest.mark.parametrize("code", sorted(wordings()))
def test_every_remark_is_made_somewhere_and_has_both_languages(code: str) -> None:
    source = "".join(path.read_text("utf-8") for path in Path(tiaoli.workbench.__file__).parent.glob("*.py"))
    en, zh = ({name for _, name, _, _ in Formatter().parse(wordings()[code][lang]) if name} for lang in ("en", "zh"))
    name = code.removeprefix("lint.")
    assert en == zh
    assert re.search(rf'"(?:lint\.)?{name}"', source) or (name.startswith("slow-") and f'"{name[5:]}"' in source)
