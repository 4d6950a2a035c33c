"""Stores to test with: filled from rows that a test gives, or from reports that are converted for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tiaoli
from tiaoli.document import Document, RegionFacts
from tiaoli.writing.columns import fixed_tables
from tiaoli.writing.rows import Rows, rows_of
from tiaoli.writing.store import FILE, Entry, Store, open_store

BRIDGE = RegionFacts(
    name="清江省石桥县", adcode="990101", level="county", province="清江省", prefecture=None, county="石桥县"
)
WILLOW = RegionFacts(
    name="清江省柳湾县", adcode="990102", level="county", province="清江省", prefecture=None, county="柳湾县"
)
"""Places that are nowhere, under codes that nobody has."""


def new_store(folder: Path) -> Store:
    return open_store(folder / FILE, create=True)


def put_rows(store: Store, doc_id: str, **given: list[dict[str, Any]]) -> None:
    """Puts rows into tables of the store: what a row does not say is null."""
    rows: Rows = {
        table: [tuple({"doc_id": doc_id, **row}.get(column.name) for column in fixed_tables()[table]) for row in found]
        for table, found in given.items()
    }
    store.put(Entry(doc_id, doc_id, doc_id, "", "ok", None, 1, 0.1), rows, {})


def put_document(store: Store, document: Document) -> None:
    entry = Entry(document.source.uri, document.doc_id, document.id, "", document.status, None, 1, 0.1)
    store.put(entry, *rows_of(document))


def report(region: RegionFacts, year: int, review: str, plan: str | None, *, uri: str | None = None) -> Document:
    """A report of an invented county; without a plan its text ends behind the review."""
    name = region.county
    text = (
        f"{name}{year}年政府工作报告\n\n——{year}年1月8日在{name}第十九届人民代表大会第四次会议上\n\n各位代表:\n\n"
        f"一、{year - 1}年工作回顾\n过去一年,我们把难事一件一件办好。{review}\n\n"
    )
    if plan is not None:
        text += f"二、{year}年工作安排\n新的一年,我们要把好事一件一件做实。{plan}\n"
    document = tiaoli.convert(text.encode(), uri=uri or f"{year}-{name}.txt")
    return document.model_copy(update={"metadata": document.metadata.model_copy(update={"region": region})})
