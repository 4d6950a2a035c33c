"""Why a document came out as it did: what gave every value and every role, and what kept the others off."""

from __future__ import annotations

from dataclasses import dataclass

from tiaoli.workbench.field_reasons import FieldStory, explain_fields
from tiaoli.workbench.role_reasons import SectionStory, explain_sections
from tiaoli.workbench.stretch_reasons import Sought, explain_words
from tiaoli.workbench.trace import Trace


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked for: fields, sections, the places of some words; None for what was not."""

    fields: list[FieldStory] | None = None
    sections: list[SectionStory] | None = None
    sought: Sought | None = None


def explain(trace: Trace, *, at: str | None = None, field: str | None = None) -> Explanation:
    """The places of some words, one field, those words for that field, or, where neither is given, everything.

    Raises UsageError for a field that the pack does not have.
    """
    if at:
        return Explanation(sought=explain_words(trace, at, field))
    if field:
        return Explanation(fields=explain_fields(trace, field))
    return Explanation(fields=explain_fields(trace), sections=list(explain_sections(trace)))
