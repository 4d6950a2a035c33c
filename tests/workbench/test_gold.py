"""Gold files: what is read of them, and what is said of those that are not as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import gold_file, report, wanted

from tiaoli.errors import UsageError
from tiaoli.workbench.gold import check_spans, chosen_indicators, read_gold, standard_indicators


def test_a_part_that_is_not_marked_is_none(tmp_path: Path) -> None:
    path = gold_file(tmp_path / "gold", report(), metadata={"year": 2024})
    (gold,) = read_gold([path])
    assert gold.metadata == {"year": 2024}
    assert (gold.sections, gold.roles, gold.observations, gold.body) == (None, None, None, None)


def test_both_forms_are_read_from_several_folders_by_name(tmp_path: Path) -> None:
    made = report()
    gold_file(tmp_path / "one", made, name="b.txt.gold.json", metadata={"year": 2024})
    gold_file(tmp_path / "two", made, name="a.txt.facts.json", metadata={"year": 2024})
    gold = read_gold([tmp_path / "one", tmp_path / "two"])
    assert [(each.name, each.is_facts) for each in gold] == [("a.txt", True), ("b.txt", False)]


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"metadata": {"yaer": 2024}}, "metadata.yaer"),
        ({}, "nothing is marked"),
        ({"observations": [wanted(measure="share")]}, "observations.0.measure"),
        ({"observations": [wanted(quote=None)]}, "neither a quote nor a span"),
        ({"observations": [{"indicator": "bags"}]}, "observations.0.measure: Field required"),
    ],
)
def test_a_fault_is_told_with_the_file_and_the_key(tmp_path: Path, parts: dict[str, object], fault: str) -> None:
    path = gold_file(tmp_path / "gold", report(), **parts)
    with pytest.raises(UsageError) as caught:
        read_gold([path])
    assert str(caught.value).startswith(f"{path}: ")
    assert fault in str(caught.value)


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gold.json"
    path.write_text('{\n "file": ,\n}', "utf-8")
    with pytest.raises(UsageError, match=r"a\.txt\.gold\.json:2:10: no JSON"):
        read_gold([path])


def test_two_gold_files_of_one_document_are_refused(tmp_path: Path) -> None:
    made = report()
    for suffix in ("gold", "facts"):
        gold_file(tmp_path / "gold", made, name=f"a.txt.{suffix}.json", metadata={"year": 2024})
    with pytest.raises(UsageError, match=r"are both gold of a\.txt"):
        read_gold([tmp_path / "gold"])


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\*\.gold\.json"):
        read_gold([tmp_path])


@pytest.mark.parametrize("span", [[3, 3], [-1, 2], [0, 100_000]])
def test_a_span_outside_the_text_is_told_with_its_observation(tmp_path: Path, span: list[int]) -> None:
    made = report()
    facts = wanted(quote=None, span=[0, 2], number_span=span)
    (gold,) = read_gold([gold_file(tmp_path / "gold", made, name="a.txt.facts.json", observations=[facts])])
    with pytest.raises(UsageError, match=r"a\.txt\.facts\.json: observations\.0\.number_span"):
        check_spans(gold, made.text)


def test_indicators_are_named_with_commas_or_by_the_first_column_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("id\tlabel\nbags\t编织袋\n\nroads\t公路\n", "utf-8")
    assert chosen_indicators(str(table)) == chosen_indicators("bags, roads,") == {"bags", "roads"}


def test_a_table_that_names_no_indicator_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("id\n", "utf-8")
    with pytest.raises(UsageError, match="names no indicator"):
        chosen_indicators(str(tmp_path / "mine.tsv"))
    with pytest.raises(UsageError, match="cannot be read"):
        chosen_indicators(str(tmp_path / "other.tsv"))


def test_the_standard_indicators_are_those_of_the_shared_table(shared: Path) -> None:
    assert standard_indicators() == chosen_indicators(str(shared / "contract" / "indicators.tsv"))
