"""What became of an input, as little of it as a summary needs: documents of a long run are not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tiaoli.batch.items import Input
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document, walk_sections


@dataclass(frozen=True, slots=True)
class Facts:
    """What a summary tells of a document."""

    status: str
    document_type: str
    region: str | None
    year: int | None
    sections: int
    """The preamble aside."""
    warnings: Mapping[str, int]
    """How often each code of a warning stands in the document."""
    errors: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, document: Document) -> Facts:
        """The facts of a document."""
        metadata = document.metadata
        return cls(
            document.status,
            metadata.document_type,
            metadata.region.name if metadata.region else None,
            metadata.year,
            count_sections(document),
            dict(Counter(remark.code for remark in document.diagnostics if remark.severity == "warning")),
            tuple(Diagnostic(r.code, r.span, r.params) for r in document.diagnostics if r.severity == "error"),
        )


def count_sections(document: Document) -> int:
    """How many sections a document has, the preamble aside."""
    return sum(section.id != "0" for section in walk_sections(document.sections))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its facts, where it was written, and what kept it from being written."""

    item: Input
    facts: Facts | None
    """None where nothing has changed since an earlier run, whose status `was` tells."""
    output: Path | None
    """The first of the files that it was written to."""
    write_error: str | None = None
    seconds: float = 0.0
    was: str = field(default="ok", kw_only=True)

    @property
    def status(self) -> str:
        """The document's status; failed too where it could not be written."""
        return "failed" if self.write_error else self.facts.status if self.facts else self.was
