"""The pages on manifests, corrections and audits keep their word: their files are read, their commands run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import tiaoli
from guides import said, steps
from test_guides import DOCS, run
from tiaoli.batch.manifest import read_manifest
from tiaoli.source import Source
from tiaoli.writing.correcting import apply_corrections
from tiaoli.writing.corrections import METADATA, OBSERVATION, read_corrections


@pytest.fixture
def page(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The text of a page, whose files now lie in the folder."""
    text = (DOCS / request.param).read_text("utf-8")
    for kind, name, content in steps(text):
        if kind == "write":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
    return text


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("page", ["manifest.md"], indirect=True)
def test_the_manifest_on_its_page_is_read(tmp_path: Path) -> None:
    manifest = read_manifest(tmp_path / "list.csv", ["2024/石桥.txt", "2024/璧山.txt"])
    assert manifest.remarks == ()
    assert manifest.given("2024/璧山.txt") == {
        "url": "http://www.bishan.example/1.html",
        "region": "璧山",
        "year": 2023,
        "published": "2024-02-27",
        "采集人": "李",
    }


@pytest.mark.parametrize("page", ["corrections.md"], indirect=True)
def test_the_corrections_on_their_page_are_applied(page: str, tmp_path: Path) -> None:
    document = tiaoli.convert(Source.from_path(tmp_path / "reports" / "璧山.txt"))
    found = apply_corrections(document, read_corrections(tmp_path / "corrections.yaml"))
    codes = [remark.code for remark in found.diagnostics if remark.code.startswith("correction.")]
    assert sorted(codes) == ["correction.added", *["correction.applied"] * 4, "correction.removed"]
    assert [each.value for each in found.observations if each.rule == "correction"] == [51_400_000_000, 7.3, 2.7]
    assert [name for name in (*METADATA, *OBSERVATION) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", ["audit.md"], indirect=True)
def test_the_audit_on_its_page_can_be_followed_to_its_end(page: str, tmp_path: Path) -> None:
    for kind, command, text in steps(page):
        if kind == "run":
            if "--check" in command:
                fill(tmp_path / "sheet.csv")
            printed = run(command, tmp_path, "en")
            assert said(text).fullmatch(printed), f"$ {command}\n{printed}"


def fill(sheet: Path) -> None:
    """Judges the target wrong and all else right."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["correct"] = "0" if row["kind"] == "target" else "1"
    with sheet.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
