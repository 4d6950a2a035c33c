"""What two conversions of one report must share, whatever format it came in."""

from __future__ import annotations

from typing import Any

from marking import squashed, walk
from tiaoli.document import Document


def facts(document: Document) -> dict[str, Any]:
    """Metadata, the tree of sections, and the observations, without places in the text."""
    return {
        "metadata": document.metadata,
        "sections": [
            (one.id, one.level, squashed(one.marker), one.title, one.role, one.state) for one in walk(document.sections)
        ],
        "observations": [
            (one.indicator, one.measure, one.value, one.unit, one.bound, one.kind, one.year, one.section, one.quote)
            for one in document.observations
        ],
    }
