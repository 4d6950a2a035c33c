"""The table that ends a conversion: a row a document, what failed and why, what was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tiaoli.batch.conversion import Outcome
from tiaoli.batch.items import HARMLESS, Skipped
from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document, SectionFacts

MAX_ROWS = 40
MAX_CELLS = 44
"""Widest a column gets, in cells of the terminal."""

_COLUMNS = ("document", "type", "region", "year", "sections", "status", "warnings", "output")


class Summary:
    """Grows by one outcome at a time and keeps only what the table shows, so that a run may be of any length."""

    def __init__(self, say: Words, skipped: Sequence[Skipped]) -> None:
        """Takes what the walk left out, which the last lines tell."""
        self._say = say
        self._skipped = skipped
        self._rows: list[list[str]] = []
        self._failures: list[str] = []
        self._statuses: Counter[str] = Counter()
        self._warnings = 0

    def add(self, outcome: Outcome) -> None:
        """Counts the outcome, and keeps a row of it while there is room."""
        warnings = sum(remark.severity == "warning" for remark in outcome.document.diagnostics)
        self._statuses[outcome.status] += 1
        self._warnings += warnings
        if len(self._rows) < MAX_ROWS:
            self._rows.append(self._row(outcome, warnings))
        if outcome.status == "failed" and len(self._failures) < MAX_ROWS:
            self._failures.append(self._failure(outcome))

    @property
    def total(self) -> int:
        """How many outcomes there were."""
        return self._statuses.total()

    def _row(self, outcome: Outcome, warnings: int) -> list[str]:
        metadata = outcome.document.metadata
        failed = outcome.document.status == "failed"
        return [
            shorten(outcome.item.uri, MAX_CELLS),
            "" if failed else self._say.name("type", metadata.document_type),
            metadata.region.name if metadata.region else "",
            str(metadata.year or ""),
            str(count_sections(outcome.document.sections) or ""),
            self._say.name("status", outcome.status),
            str(warnings or ""),
            str(outcome.output or ""),
        ]

    def _failure(self, outcome: Outcome) -> str:
        if outcome.write_error:
            why = self._say("convert.write-failure", why=outcome.write_error)
        else:
            why = " ".join(errors_of(outcome.document, self._say.language))
        return self._say("convert.failure", uri=outcome.item.uri, why=why)

    def text(self, out: Path | None) -> str:
        """The table and what follows it, in the terminal's language."""
        say, counts = self._say, self._statuses
        parts = [render(self._rows, [say(f"column.{name}") for name in _COLUMNS])]
        if self.total > len(self._rows):
            parts.append(say("convert.more", count=self.total - len(self._rows)))
        parts += ["", *self._failures]
        if counts["failed"] > len(self._failures):
            parts.append(say("convert.more", count=counts["failed"] - len(self._failures)))
        totals = {status: counts[status] for status in ("ok", "partial", "failed")}
        parts.append(say("convert.summary", total=self.total, warnings=self._warnings, **totals))
        if self._skipped:
            parts.append(say("convert.skipped", what=_reasons(say, self._skipped)))
        if out is not None:
            parts.append(say("convert.where", out=out))
        return "\n".join(parts)

    def status(self, *, strict: bool) -> int:
        """The exit status of the run: 1 where something failed, 3 for warnings where they count, else 0."""
        if self._statuses["failed"] or any(item.reason not in HARMLESS for item in self._skipped):
            return 1
        return 3 if strict and self._warnings else 0


def _reasons(say: Words, skipped: Sequence[Skipped]) -> str:
    counts = Counter(item.reason for item in skipped)
    first = {item.reason: item.path for item in reversed(skipped)}
    return ", ".join(say(f"skipped.{reason}", count=counts[reason], first=first[reason]) for reason in sorted(counts))


def count_sections(sections: Sequence[SectionFacts]) -> int:
    """How many sections a tree has, the preamble aside."""
    return sum((section.id != "0") + count_sections(section.children) for section in sections)


def errors_of(document: Document, language: str) -> list[str]:
    """What went wrong with a document, in words of the language."""
    found = [remark for remark in document.diagnostics if remark.severity == "error"]
    return [Diagnostic(remark.code, remark.span, remark.params).message(language) for remark in found]
