"""A converted document held against a marking by hand (`*.gold.json`): what differs, in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from tiaoli.document import Document, SectionFacts

FIELDS = ("title", "document_type", "year", "date", "published", "publisher", "index_number", "document_number")


def differences(document: Document, truth: dict[str, Any]) -> list[str]:
    """What the document has otherwise than the marking; empty where all is right."""
    return [*_metadata(document, truth), *_headings(document, truth), *_roles(document, truth), *_rest(document, truth)]


def squashed(text: object) -> str:
    """The wording alone: no width, no white space, no mark at its end."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or ""))).rstrip("。.;:,")


def walk(sections: tuple[SectionFacts, ...]) -> Iterator[SectionFacts]:
    """Every section in reading order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def _metadata(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    metadata = document.metadata
    found = {name: getattr(metadata, name) for name in FIELDS}
    found["region"] = metadata.region.name if metadata.region else None
    found["adcode"] = metadata.region.adcode if metadata.region else None
    found["meeting"] = metadata.meeting.name if metadata.meeting else None
    found["speaker"] = metadata.speaker.name if metadata.speaker else None
    found["speaker_title"] = metadata.speaker.title if metadata.speaker else None
    for name, wanted in truth["metadata"].items():
        if squashed(wanted) != squashed(found[name]):
            yield f"{name}: {found[name]!r}, marked {wanted!r}"


def _headings(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    found = [
        (section.level, squashed(section.title))
        for section in walk(document.sections)
        if section.heading
        and section.role != "annex"
        and section.state not in ("outline", "inferred")
        and section.title
    ]
    wanted = [(level, squashed(title)) for level, _, title in truth["sections"]]
    yield from (f"heading missing: {heading}" for heading in wanted if heading not in found)
    yield from (f"heading too many: {heading}" for heading in found if heading not in wanted)
    announced = [squashed(section.title) for section in walk(document.sections) if section.state == "outline"]
    for entry in truth.get("outline_only", []):
        title = entry[-1] if isinstance(entry, list) else entry
        if squashed(title) not in announced:
            yield f"not announced: {title}"


def _roles(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    found = {squashed(section.title): section.role for section in document.sections}
    for title, role in truth["roles"].items():
        if found.get(squashed(title)) != role:
            yield f"role of {title}: {found.get(squashed(title))}, marked {role}"


def _rest(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    kept = squashed(
        "".join(p.text for section in walk(document.sections) if section.role != "annex" for p in section.paragraphs)
    )
    first, last = squashed(truth["body"]["first"])[:40], squashed(truth["body"]["last"])[-30:]
    if first and not 0 <= kept.find(first) <= 400:
        yield f"the body does not begin with {first}"
    if last and not kept.endswith(last):
        yield f"the body does not end with {last}, but with {kept[-30:]}"
    for words in truth.get("dropped", []):
        if squashed(words) and squashed(words) in kept:
            yield f"not dropped: {words}"
    codes = {remark.code for remark in document.diagnostics}
    yield from (f"no diagnostic {code}" for code in truth.get("diagnostics", []) if code not in codes)
