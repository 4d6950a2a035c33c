"""The outline of a page, case by case; `outlines.txt` beside this file holds the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.page import Block, Page, trim
from tiaoli.rulebook.packs import load_library
from tiaoli.structure import Outline, read_outline


def _cases() -> list[tuple[str, str, str, list[str]]]:
    """Name, pack, page and outline of each case."""
    text = Path(__file__).with_name("outlines.txt").read_text("utf-8")
    cases = []
    for case in text.split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        name, _, pack = name.partition(" | ")
        page, _, outline = rest.partition("\n---\n")
        drawing = [line for line in outline.split("\n") if line.strip()]
        cases.append((name, pack or "cn.gov.work-report", page, drawing))
    return cases


def page_of(text: str) -> Page:
    """A page with one paragraph block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        span = trim(text, at, at + len(line))
        blocks += [Block("paragraph", span)] if span else []
        at += len(line) + 1
    return Page(text, tuple(blocks))


def drawn(outline: Outline) -> list[str]:
    """The outline as the fixture file draws it."""
    rows = []
    for section in outline.walk():
        name = f"{section.marker} {section.title}" if section.marker else section.title
        state = "" if section.state == "full" else f" [{section.state}]"
        annex = " [annex]" if section.role == "annex" else ""
        name = name.replace("\n", "")
        rows.append(f"{' ' * (section.level - 1)}{name}{state}{annex} ({len(section.paragraphs)})")
    return rows + [f"! {remark.code}" for remark in sorted(outline.diagnostics, key=lambda d: d.code)]


@pytest.mark.parametrize(
    ("pack", "page", "expected"), [case[1:] for case in _cases()], ids=[case[0] for case in _cases()]
)
def test_an_outline_is_read_as_drawn(pack: str, page: str, expected: list[str]) -> None:
    assert drawn(read_outline(page_of(page), load_library().pack(pack))) == expected
