"""A report that a word processor prints as PDF is the same report as its text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx_samples import docx, p

import tiaoli

SEEDS = Path(__file__).parents[2] / "seeds"
REAL = "corpus/policy/GovDocCN-397"
INDENTED = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/><w:jc w:val="both"/>'
TITLE = '<w:jc w:val="center"/>'


def outline(document: tiaoli.Document) -> list[tuple[int, str, str]]:
    """Levels, markers and titles of all sections, in order."""
    found = []
    stack = list(reversed(document.sections))
    while stack:
        section = stack.pop()
        found.append((section.level, section.marker or "", section.title or ""))
        stack += reversed(section.children)
    return found


def observed(document: tiaoli.Document) -> list[tuple[object, ...]]:
    return [(o.indicator, o.measure, o.value, o.unit, o.year, o.kind) for o in document.observations]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.timeout(180)
def test_a_report_printed_by_libreoffice_has_the_outline_and_figures_of_its_text(tmp_path: Path) -> None:
    sample = SEEDS / "plain-text.txt"
    title, *lines = [line.strip() for line in sample.read_text("utf-8").splitlines() if line.strip()]
    size = '<w:rPr><w:sz w:val="{}"/></w:rPr>'.format
    run = "<w:r>{}<w:t>{}</w:t></w:r>".format
    paragraphs = [p(run(size(44), title), TITLE), *(p(run(size(32), line), INDENTED) for line in lines)]
    (tmp_path / "a.docx").write_bytes(docx("".join(paragraphs)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        "soffice",
        "--headless",
        home,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    printed, written = tiaoli.convert(tmp_path / "a.pdf"), tiaoli.convert(sample)
    assert outline(printed) == outline(written)
    assert observed(printed) == observed(written)
    assert printed.metadata == written.metadata


def test_a_real_notice_gives_what_its_text_gives(shared: Path) -> None:
    printed, written = tiaoli.convert(shared / f"{REAL}.pdf"), tiaoli.convert(shared / f"{REAL}.txt")
    assert printed.metadata.document_number
    assert printed.metadata.document_number == written.metadata.document_number
    assert printed.metadata.written == written.metadata.written
    assert printed.metadata.title == written.metadata.title
    assert [entry[:2] for entry in outline(printed)] == [entry[:2] for entry in outline(written)]
    assert {block.page for block in printed.blocks} == set(range(1, 6))
