"""Real reports, where they are at hand: right where they were marked, sound everywhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from marking import differences, walk
from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source
from tiaoli.testing import document_faults

SEEDS = ("000", "001", "002", "003", "004")
LEAST_PLACED = 0.97
"""The share of work reports whose region and year must be those of the manifest."""


@pytest.fixture(scope="module")
def corpus(shared: Path) -> dict[str, Document]:
    """Every text, page and Word file of the corpus, converted."""
    folder = shared / "corpus"
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".html", ".docx"))
    return {path.relative_to(folder).as_posix(): convert(Source.from_path(path, uri=path.name)) for path in paths}


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_is_understood_as_it_was_marked(shared: Path, number: str) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    truth = json.loads((shared / "gold" / f"{path.name}.gold.json").read_text("utf-8"))
    assert differences(convert(Source.from_path(path)), truth) == []


def test_a_table_of_contents_leaves_its_unwritten_sections_as_outline(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("002_*.txt")
    assert sum(section.state == "outline" for section in walk(convert(path).sections)) == 12


def test_a_lost_heading_is_inferred_with_its_paragraphs(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("003_*.txt")
    (lost,) = (section for section in walk(convert(path).sections) if section.state == "inferred")
    assert (lost.id, lost.marker, lost.title) == ("3.3", "(三)", "")
    assert [paragraph.marker for paragraph in lost.paragraphs if paragraph.marker] == ["一是", "二是", "三是", "四是"]


def test_a_dateline_that_lost_its_digits_is_a_diagnostic_not_a_date(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("000_*.txt")
    document = convert(path)
    assert document.metadata.date is None
    assert "metadata.damaged-date" in {remark.code for remark in document.diagnostics}


def test_a_work_report_breaks_off_where_the_manifest_says_so(shared: Path, corpus: dict[str, Document]) -> None:
    with (shared / "corpus" / "MANIFEST.tsv").open(encoding="utf-8") as file:
        notes = {row["file"]: row["notes"] for row in csv.DictReader(file, delimiter="\t")}
    reports = {name: each for name, each in corpus.items() if each.metadata.document_type == "government_work_report"}
    cut = {name for name in reports if "cut before the end" in notes[name] or "only page 1" in notes[name]}
    found = {name for name, each in reports.items() if "outline.truncated" in {note.code for note in each.diagnostics}}
    assert len(cut) > 20
    assert found == cut


def test_every_document_of_the_corpus_is_sound(corpus: dict[str, Document]) -> None:
    for document in corpus.values():
        assert document_faults(document) == []


def test_work_reports_are_placed_where_the_manifest_has_them(shared: Path, corpus: dict[str, Document]) -> None:
    found = list(_placed(shared, corpus))
    misses = [name for name, is_right in found if not is_right]
    assert len(misses) <= (1 - LEAST_PLACED) * len(found), misses


def test_resolutions_on_a_work_report_are_not_taken_for_one(corpus: dict[str, Document]) -> None:
    kinds = {name: doc.metadata.document_type for name, doc in corpus.items() if name.startswith("other/")}
    assert set(kinds.values()) == {"other"}


def test_a_portal_page_without_a_document_says_so(corpus: dict[str, Document]) -> None:
    (portal,) = (document for name, document in corpus.items() if name.startswith("rawhtml/01-"))
    assert "document.no-content" in {remark.code for remark in portal.diagnostics}


def _placed(shared: Path, corpus: dict[str, Document]) -> Iterator[tuple[str, bool]]:
    with (shared / "corpus" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for name, document in corpus.items():
        if name.startswith(("workreport/", "workreport-docx/", "truncated/")):
            row, metadata = rows[name], document.metadata
            region = metadata.region
            names = [] if region is None else [region.county or region.prefecture or region.province or "国务院"]
            is_placed = any(each.startswith(row["place"]) for each in names)  # 宁夏 is short for 宁夏回族自治区
            yield name, is_placed and str(metadata.year) == row["year"]
