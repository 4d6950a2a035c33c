"""The collection of faulty rule files: every fault at its place, in both languages, and repaired where that is safe."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

import tiaoli
from tiaoli.errors import Fault, RuleError
from tiaoli.rulebook.loading import load_files
from tiaoli.rulebook.mending import mend
from tiaoli.rulebook.wording import in_words, wordings

FOLDER = Path(__file__).parent / "faulty"
PARENT = FOLDER / "parents" / "parent.yaml"
EXPECTED = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))
FILES = sorted(FOLDER.glob("*.yaml"))
HEADER = "rules: 1\nid: {id}\nversion: 1.0.0\ntitle: 甲\n"
CODES = sorted(key for key in wordings() if key.startswith("rules."))

MADE = {
    "rules.too-large": [HEADER + "#" * 1_000_001],
    "rules.too-deep": [HEADER + "part_heads: " + "[" * 60 + "]" * 60 + "\n"],
    "rules.too-many": [HEADER + "part_heads: [" + "甲," * 60_000 + "]\n"],
    "rules.too-long": [HEADER + "part_heads: [" + '"{meeting}甲",' * 6000 + "]\n"],
    "rules.generations": [HEADER, *(HEADER + f"extends: [x.p{at}]\n" for at in range(60))],
}
"""Files too large for the folder, by the code of their fault; the `id` of each is x.p and its number."""


def faults_of(*files: Path) -> tuple[Fault, ...]:
    with pytest.raises(RuleError) as caught:
        load_files(files)
    return caught.value.faults


def test_every_file_of_the_collection_is_expected() -> None:
    assert len(EXPECTED) >= 60
    assert {file.stem for file in FILES} == {*EXPECTED, "expected"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_faulty_file_has_the_expected_faults_at_their_places(name: str) -> None:
    found = faults_of(PARENT, FOLDER / f"{name}.yaml")
    assert [f"{fault.place.line}:{fault.place.column} {fault.code}" for fault in found] == EXPECTED[name]["faults"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_first_fault_is_told_in_both_languages(name: str, language: str) -> None:
    first, *_ = faults_of(PARENT, FOLDER / f"{name}.yaml")
    assert EXPECTED[name][language] in in_words(first.code, first.params, language)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_only_what_is_safe_is_repaired(name: str) -> None:
    _, changes = mend((FOLDER / f"{name}.yaml").read_bytes())
    assert {change.line: change.new for change in changes} == EXPECTED[name].get("fixed", {})


@pytest.mark.parametrize("code", sorted(MADE))
def test_a_file_beyond_all_measure_is_refused(tmp_path: Path, code: str) -> None:
    files = [tmp_path / f"{at}.yaml" for at in range(len(MADE[code]))]
    for at, (file, text) in enumerate(zip(files, MADE[code], strict=True)):
        file.write_text(text.replace("{id}", f"x.p{at}"), "utf-8")
    assert {fault.code for fault in faults_of(*files)} == {code}


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "none.yaml")
    assert fault.code == "rules.unreadable"


def test_the_collection_has_every_code_there_is() -> None:
    found = {fault.split()[1] for case in EXPECTED.values() for fault in case["faults"]}
    assert sorted({*found, *MADE, "rules.unreadable"}) == CODES


def test_every_code_and_phrase_is_used_in_the_code() -> None:
    package = Path(tiaoli.__file__).parent
    folders = ("rulebook", "workbench", "writing", "batch")
    files = [path for folder in folders for path in package.glob(f"{folder}/*.py")]
    source = "\n".join(path.read_text("utf-8") for path in files)
    words = set(re.findall(r'"([a-z.-]+)"', source))
    begun = tuple(re.findall(r'f"([a-z]+[.][a-z.-]+)\{', source))  # f"manifest.no-{name}" says each that begins so
    for key in wordings():
        name = key.partition(".")[2]
        assert {key, name, name.partition(".")[2]} & words or name.startswith(begun), f"{key} is idle"


@pytest.mark.parametrize("key", sorted(wordings()))
def test_every_message_has_both_languages_with_the_same_placeholders(key: str) -> None:
    entry = wordings()[key]
    assert set(entry) == {"en", "zh"}
    en, zh = ({name for _, name, _, _ in Formatter().parse(entry[lang]) if name} for lang in ("en", "zh"))
    assert en == zh
