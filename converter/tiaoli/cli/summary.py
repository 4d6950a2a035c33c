"""The table that ends a conversion: a row a document, what failed and why, what was slow, what was not looked at."""

from __future__ import annotations

import heapq
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tiaoli.batch.items import HARMLESS, Skipped
from tiaoli.batch.outcomes import Outcome
from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words

MAX_ROWS = 40
MAX_CELLS = 44
"""Widest a column gets, in cells of the terminal."""
SLOW_SECONDS = 1.0
SLOWEST = 5
"""So many documents at most are named as slow, none that took less than SLOW_SECONDS."""
MOST_CODES = 8

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
        self._warnings: Counter[str] = Counter()
        self._unchanged = 0
        self._failed_before = 0
        self._slowest: list[tuple[float, str]] = []

    def add(self, outcome: Outcome) -> None:
        """Counts the outcome, and keeps a row of it while there is room."""
        self._statuses[outcome.status] += 1
        if outcome.facts is None:
            self._unchanged += 1
            self._failed_before += outcome.status == "failed"
            return
        self._warnings.update(outcome.facts.warnings)
        heapq.heappush(self._slowest, (outcome.seconds, outcome.item.uri))
        if len(self._slowest) > SLOWEST:
            heapq.heappop(self._slowest)
        _keep_first(self._rows, self._row(outcome))
        if outcome.status == "failed":
            _keep_first(self._failures, self._failure(outcome))

    @property
    def total(self) -> int:
        """How many outcomes there were."""
        return self._statuses.total()

    @property
    def failed(self) -> int:
        """How many documents failed, in this run or in an earlier one that still holds."""
        return self._statuses["failed"]

    def _row(self, outcome: Outcome) -> list[str]:
        facts = outcome.facts
        assert facts is not None
        return [
            shorten(outcome.item.uri, MAX_CELLS),
            "" if facts.status == "failed" else self._say.name("type", facts.document_type),
            facts.region or "",
            str(facts.year or ""),
            str(facts.sections or ""),
            self._say.name("status", outcome.status),
            str(sum(facts.warnings.values()) or ""),
            str(outcome.output or ""),
        ]

    def _failure(self, outcome: Outcome) -> str:
        if outcome.write_error:
            why = self._say("convert.write-failure", why=outcome.write_error)
        else:
            errors = outcome.facts.errors if outcome.facts else ()
            why = " ".join(remark.message(self._say.language) for remark in errors)
        return self._say("convert.failure", uri=outcome.item.uri, why=why)

    def text(self, out: Path | None) -> str:
        """The table and what follows it, in the terminal's language."""
        return "\n".join(self._lines(out))

    def _lines(self, out: Path | None) -> Iterator[str]:
        say, counts, made = self._say, self._statuses, self.total - self._unchanged
        if self._rows:
            yield render(self._rows, [say(f"column.{name}") for name in _COLUMNS])
            if made > len(self._rows):
                yield say("convert.more", count=made - len(self._rows))
            yield ""
        yield from self._failures
        failed = counts["failed"] - self._failed_before
        if failed > len(self._failures):
            yield say("convert.more", count=failed - len(self._failures))
        totals = {status: counts[status] for status in ("ok", "partial", "failed")}
        yield say("convert.summary", total=self.total, warnings=self._warnings.total(), **totals)
        if self._unchanged:
            yield say("convert.unchanged", count=self._unchanged, failed=self._failed_before)
        if self._warnings:
            common = ", ".join(f"{code} {count}" for code, count in self._warnings.most_common(MOST_CODES))
            yield say("convert.warnings", codes=common)
        slow = [f"{uri} ({seconds:.1f} s)" for seconds, uri in sorted(self._slowest, reverse=True)]
        if slow and max(self._slowest)[0] >= SLOW_SECONDS:
            yield say("convert.slowest", slowest=", ".join(slow))
        if self._skipped:
            yield say("convert.skipped", what=_reasons(say, self._skipped))
        if out is not None:
            yield say("convert.where", out=out)

    def status(self, *, strict: bool) -> int:
        """The exit status of the run: 1 where something failed, 3 for warnings where they count, else 0."""
        if self._statuses["failed"] or any(item.reason not in HARMLESS for item in self._skipped):
            return 1
        return 3 if strict and self._warnings else 0


def _keep_first(kept: list[Any], item: Any) -> None:
    """Keeps the item where it is among the first by name, of all that come in any order."""
    insort(kept, item)
    del kept[MAX_ROWS:]


def _reasons(say: Words, skipped: Sequence[Skipped]) -> str:
    counts = Counter(item.reason for item in skipped)
    first = {item.reason: item.path for item in reversed(skipped)}
    return ", ".join(say(f"skipped.{reason}", count=counts[reason], first=first[reason]) for reason in sorted(counts))
