"""What a store has to say of its documents."""

from __future__ import annotations

from pathlib import Path

from reports import put, report

import tiaoli
from tiaoli.source import Source
from tiaoli.writing.correcting import apply_corrections
from tiaoli.writing.corrections import read_corrections
from tiaoli.writing.remarks import remarks_in
from tiaoli.writing.store import open_store

TEXT = report("重庆市璧山区", 2024, seed=1, paragraphs=2)


def test_a_store_lists_where_a_manifest_differs_and_which_corrections_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "corrections.yaml").write_text("- {doc: a.txt, observations: [{at: 无此句, remove: true}]}", "utf-8")
    document = tiaoli.convert(Source(TEXT.encode(), uri="a.txt", given={"region": "璧山", "year": 2023}))
    store = open_store(tmp_path / "tiaoli.db", create=True)
    put(store, apply_corrections(document, read_corrections(tmp_path / "corrections.yaml")))
    assert remarks_in(store, "manifest.differs", "zh") == [
        ("a.txt", "清单中 year 为 2023,文中为 2024。以文中为准,请核对。")
    ]
    ((uri, message),) = remarks_in(store, "correction.unused")
    assert (uri, message.partition(":")[0]) == ("a.txt", "A correction was not applied (observation at 无此句)")
