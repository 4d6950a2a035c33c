"""`tiaoli eval`: what is printed, what is written, and how the gate closes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from terminal import Tiaoli

import tiaoli as package
from tiaoli.document import Document, ObservationFacts

WORDS = "新修公路十八公里"


@pytest.fixture
def converted(report: Path) -> Document:
    return package.convert(report)


@pytest.fixture
def gold(tmp_path: Path, converted: Document) -> Path:
    (tmp_path / "gold").mkdir()
    write_gold(tmp_path, converted.source.sha256)
    return tmp_path / "gold"


def write_gold(folder: Path, sha256: str) -> None:
    marked = {
        "file": "report.txt",
        "sha256": sha256,
        "metadata": {"year": 2025, "region": "别处"},
        "sections": [[1, "一、", "2024年工作回顾"]],
        "observations": [
            {"indicator": "roads", "measure": "level", "value": 18000, "unit": "m", "bound": "exact",
             "kind": "actual", "year": year, "quote": WORDS} for year in (2024, 2022)
        ],
    }  # fmt: skip
    (folder / "gold" / "report.txt.gold.json").write_text(json.dumps(marked), "utf-8")


def write_out(folder: Path, made: Document, *years: int) -> Path:
    """The document, saying the number of each of the years."""
    start = made.text.index(WORDS)
    facts: dict[str, Any] = {
        "indicator": "roads", "label": "公路", "measure": "level", "value": 18000, "unit": "m", "bound": "about",
        "kind": "actual", "section": "1", "span": (start, start + len(WORDS)), "quote": WORDS, "number_span": None,
        "rule": "my.report#indicators.roads",
    }  # fmt: skip
    observations = tuple(ObservationFacts(**facts, year=year) for year in years)
    out = folder / "out"
    out.mkdir(exist_ok=True)
    (out / "report.txt.json").write_bytes(made.model_copy(update={"observations": observations}).to_json())
    return out


def test_figures_are_shown_by_document_by_indicator_and_by_rule(
    tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path
) -> None:
    ran = tiaoli("eval", gold, write_out(tmp_path, converted, 2024, 2021), "--lang", "en")
    lines = [line.split() for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    figures = ["0.500", "0.400", "–", "0.500", "0.500", "0.500", "0.000", "–"]
    assert ["report.txt", *figures] in lines
    assert ["ALL", *figures] in lines
    assert ["roads", "2", "2", "1", "0.500", "0.500", "0.500"] in lines
    assert ["my.report#indicators.roads", "level", "2", "2", "1", "0.500", "0.500", "0.500"] in lines


def test_misses_are_listed_with_their_words(tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path) -> None:
    ran = tiaoli("eval", gold, write_out(tmp_path, converted, 2024, 2021), "--misses", "--lang", "en")
    assert (
        f"missed roads level 18000 m actual 2022: 年,我们把难事一件一件办好。全县【{WORDS}】。 二、2025年工作安排"
        in ran.out
    )
    assert f"false  roads level 18000 m actual 2021: 年,我们把难事一件一件办好。全县【{WORDS}】" in ran.out
    assert "nearest in gold: roads level 18000 m actual 2022; otherwise: year 2022" in ran.out
    assert "unit and bound m about, gold m exact" in ran.out
    assert "meta region: –, gold 别处" in ran.out
    assert "head 2025年工作安排: 1, gold –" in ran.out


def test_all_of_it_is_written_as_json(tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path) -> None:
    out = write_out(tmp_path, converted, 2024, 2021)
    assert tiaoli("eval", gold, out, "--json", tmp_path / "whole.json").status == 0
    whole = json.loads((tmp_path / "whole.json").read_text("utf-8"))
    (document,) = whole["documents"]
    assert (document["obs_f1"], whole["all"]["obs_f1"], whole["indicators"]["roads"]["f1"]) == (0.5, 0.5, 0.5)
    assert [missed["gold"]["year"] for missed in document["missed"]] == [2022]
    assert [(false["differs"], false["quote"]) for false in document["false"]] == [(["year"], WORDS)]


def test_a_document_that_is_not_there_or_of_other_bytes_is_told(
    tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert tiaoli("eval", gold, tmp_path / "empty").err.startswith("report.txt: not converted")
    write_gold(tmp_path, "0" * 64)
    assert tiaoli("eval", gold, write_out(tmp_path, converted)).err.startswith("report.txt: converted from other bytes")


def test_the_gate_fails_where_a_figure_fell_and_says_which(
    tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"
    assert tiaoli("eval", gold, write_out(tmp_path, converted, 2024, 2022), "--write-baseline", baseline).status == 0
    held = tiaoli("eval", gold, tmp_path / "out", "--baseline", baseline)
    assert (held.status, held.err) == (0, "No figure is below the baseline.\n")
    fell = tiaoli("eval", gold, write_out(tmp_path, converted, 2024), "--baseline", baseline)
    assert fell.status == 1
    assert "report.txt: obs_r fell from 1.0 to 0.5\n" in fell.err
    assert fell.err.endswith("5 figures are below the baseline.\n")


def test_what_the_baseline_lacks_is_told_and_does_not_fail(
    tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path
) -> None:
    (tmp_path / "baseline.json").write_text('{"all": {}, "documents": {}, "indicators": {}}', "utf-8")
    ran = tiaoli("eval", gold, write_out(tmp_path, converted, 2024), "--baseline", tmp_path / "baseline.json")
    assert ran.status == 0
    assert "roads: f1 is 0.667; the baseline has none\n" in ran.err


def test_a_baseline_is_of_all_documents(tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path) -> None:
    ran = tiaoli("eval", gold, write_out(tmp_path, converted), "--only", "rep", "--write-baseline", "b.json")
    assert (ran.status, (tmp_path / "b.json").exists()) == (2, False)


def test_gold_that_is_wrong_is_a_mistake_of_the_call(
    tiaoli: Tiaoli, gold: Path, converted: Document, tmp_path: Path
) -> None:
    (gold / "b.txt.gold.json").write_text("{}", "utf-8")
    ran = tiaoli("eval", gold, write_out(tmp_path, converted), "--lang", "zh")
    assert (ran.status, ran.out) == (2, "")
    assert "b.txt.gold.json: file: Field required; sha256: Field required" in ran.err
