"""Real pages that were read by eye beside a browser's picture of them: what the reader keeps of each, as facts.

`real_pages.json` holds no words of the pages: hashes of what is kept, and counts. Pages are told by folder and number.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tiaoli.page import Page
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source
from tiaoli_html import HtmlReader

FACTS = Path(__file__).parent / "real_pages.json"
NUMBER = re.compile(r"^(?:LB-)?[A-Z]?\d+")
SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]")


def test_real_pages_keep_what_was_seen_to_be_theirs(shared: Path, rewrite_golden: bool) -> None:
    found = {name: facts_of(path) for name, path in pages(shared).items()}
    if rewrite_golden:
        lines = (f"{json.dumps(name)}: {json.dumps(facts)}" for name, facts in found.items())
        FACTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
        pytest.fail(f"{FACTS.name} was written anew; look at the pages that changed, then run without the flag")
    assert found == json.loads(FACTS.read_text("utf-8"))


def pages(shared: Path) -> dict[str, Path]:
    """Every page of the corpus by its folder and number."""
    found = sorted((shared / "corpus").rglob("*.html"))
    return {f"{path.parent.name}/{NUMBER.findall(path.name)[0]}": path for path in found}


def facts_of(path: Path) -> dict[str, Any]:
    """What is kept and dropped of a page, without its words."""
    page = HtmlReader().read(Source.from_path(path), load_library().site_for(path.name))
    kept = [page.quote(block.span) for block in page.content]
    sentences = SENTENCE.findall("\n".join(kept)) or [""]
    return {
        "kept": digest("\n".join(kept)),
        "characters": sum(map(len, kept)),
        "kinds": dict(sorted(Counter(block.kind for block in page.content).items())),
        "dropped": dict(sorted(Counter(block.reason for block in page.blocks if block.reason).items())),
        "cells": digest_of_cells(page),
        "title": digest(page.title or ""),
        "first": digest(sentences[0].strip()),
        "last": digest(sentences[-1].strip()),
        "diagnostics": sorted({remark.code for remark in page.diagnostics}),
    }


def digest_of_cells(page: Page) -> list[Any]:
    """How many cells the tables of a page have, and the hash of their places and words."""
    cells = [
        [cell.row, cell.column, cell.rows, cell.columns, page.quote(cell.span)]
        for block in page.content
        for cell in block.cells
    ]
    return [len(cells), digest(json.dumps(cells, ensure_ascii=False))]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
