"""What a store has to say of its documents, in words: where a manifest differs, which corrections no longer fit."""

from __future__ import annotations

import json

from tiaoli.diagnostic import Diagnostic
from tiaoli.writing.store import Store


def remarks_in(store: Store, beginning: str, language: str = "en") -> list[tuple[str, str]]:
    """The diagnostics whose codes begin so, such as `manifest.differs` or `correction.unused`: the document's URI and
    the message in a language, by URI. Raises StoreError."""
    found = store.query(
        "SELECT uri, code, params FROM diagnostics JOIN documents USING (doc_id)"
        " WHERE substr(code, 1, ?) = ? ORDER BY uri, diagnostics.rowid",
        len(beginning), beginning,
    )  # fmt: skip
    return [(uri, Diagnostic(code, None, json.loads(params or "{}")).message(language)) for uri, code, params in found]
