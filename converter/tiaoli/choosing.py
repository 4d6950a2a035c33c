"""Which reader a source gets, and which parser a page: whoever is surest of it, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tiaoli.admission import PLUGIN_FAULTS, in_words
from tiaoli.diagnostic import Diagnostic
from tiaoli.discovery import chosen, parsers, readers
from tiaoli.errors import UsageError
from tiaoli.hookspecs import Recognition
from tiaoli.source import Source

FOREIGN_SHARE = 0.5
"""What a reader's score counts of a source that is of none of the formats it says it reads: one that claims
everything so takes nothing from the readers of other formats."""

Offered = TypeVar("Offered")


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Offered]):
    """A reader or parser that recognised something: how sure it is, and why."""

    name: str
    plugin: Offered
    score: float
    reason: str


def rank(candidates: Iterable[Offered], subject: object) -> tuple[list[Ranked[Offered]], tuple[Diagnostic, ...]]:
    """Who recognises a source or a page, highest score first and then by name, and what went wrong on the way.

    A candidate that fails, or gives no score from 0 to 1, is left out with a diagnostic. Ties are the caller's
    to report.
    """
    kind = "reader" if isinstance(subject, Source) else "parser"
    ranked: list[Ranked[Offered]] = []
    diagnostics: list[Diagnostic] = []
    for candidate in candidates:
        name: str = candidate.name  # type: ignore[attr-defined]  # readers and parsers alike have one
        try:
            recognition = candidate.recognise(subject)  # type: ignore[attr-defined]
        except UsageError:
            raise  # what the user asked of the source cannot be done; no fault of the plugin
        except PLUGIN_FAULTS as error:
            diagnostics.append(Diagnostic(f"{kind}.recognise-failed", None, {kind: name, "why": in_words(error)}))
            continue
        if recognition is None:
            continue
        if fault := recognition_fault(recognition):
            diagnostics.append(Diagnostic("plugin.bad-result", None, {"plugin": f"{kind} {name}", "why": fault}))
            continue
        score, reason = float(recognition.score), recognition.reason
        if isinstance(subject, Source) and not _is_at_home(candidate, subject):
            score, reason = score * FOREIGN_SHARE, f"{reason}; counts half, as {subject.media_type} is not its format"
        ranked.append(Ranked(name, candidate, score, reason))
    ranked.sort(key=lambda entry: (-entry.score, entry.name))
    return ranked, tuple(diagnostics)


def _is_at_home(reader: Any, source: Source) -> bool:
    """Whether the source is, by its name or its media type, of a format that the reader says it reads."""
    return source.media_type in reader.media_types or source.uri.lower().endswith(tuple(reader.extensions))


def choose(kind: str, name: str | None, subject: object) -> tuple[Any, tuple[Diagnostic, ...]]:
    """The reader or parser of that name, else the one that is surest of the subject; None where nobody is.

    A tie is reported, and decided by name. Raises UsageError for a name that nothing bears.
    """
    if name:
        return chosen(kind, name), ()
    candidates: tuple[Any, ...] = readers() if kind == "reader" else parsers()
    ranked, remarks = rank(candidates, subject)
    if not ranked:
        return None, remarks
    tied = [entry.name for entry in ranked if entry.score == ranked[0].score]
    if len(tied) > 1:
        params = {"names": ", ".join(tied), "score": ranked[0].score, "chosen": tied[0]}
        remarks += (Diagnostic(f"{kind}.tie", None, params),)
    return ranked[0].plugin, remarks


def recognition_fault(recognition: object) -> str | None:
    """What is wrong with the result of a `recognise`; None where nothing is."""
    if not isinstance(recognition, Recognition):
        return f"recognise gave {recognition!r:.80}, not a Recognition or None"
    score, reason = recognition.score, recognition.reason
    if isinstance(score, bool) or not isinstance(score, (int, float)) or math.isnan(score) or not 0 <= score <= 1:
        return f"recognise gave the score {score!r}, not a number from 0 to 1"
    return None if isinstance(reason, str) else f"recognise gave the reason {reason!r:.80}, not a string"
