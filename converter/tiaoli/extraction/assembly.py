"""The document of the common schema, put together from a page, its outline and what a pack found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document
from tiaoli.extraction.fields import Found, Value, find_fields
from tiaoli.extraction.ledger import clutter_claims, span_claims, write_ledger
from tiaoli.extraction.region import FoundRegion, find_region
from tiaoli.extraction.roles import assign_roles
from tiaoli.extraction.views import Views
from tiaoli.extraction.year import find_year
from tiaoli.page import Block, Page, Span
from tiaoli.rulebook.models import Pack
from tiaoli.source import Source
from tiaoli.structure import Outline, Paragraph, Section

_METADATA = (
    "title", "year", "meeting", "date", "speaker", "published", "written", "effective", "issuer", "document_number",
    "publisher", "source_name", "index_number", "subject", "genre", "keywords", "validity",
)  # fmt: skip
_LONG_LINE = 30


def assemble(source: Source, page: Page, pack: Pack, outline: Outline, produced_by: dict[str, Any]) -> Document:
    """The document: fields, roles and ledger over a page and its outline, validated once."""
    views = Views(page, outline)
    found = find_fields(views, pack)
    year, year_remarks = find_year(views, found.values, pack)
    region, region_remarks = find_region(views, pack, found.values, year.value if year else None)
    values = {**found.values, **({"year": year} if year else {})}
    outline, front = _without_front(outline, _claimed_spans(values), page)
    sections = assign_roles(outline.sections, page, pack, year.value if year else None)
    numbered = _numbered(sections)
    remarks = (*page.diagnostics, *outline.diagnostics, *found.diagnostics, *year_remarks, *region_remarks)
    return Document.model_validate(
        {
            **source_part(source),
            "status": _status(remarks),
            "produced_by": produced_by,
            "metadata": _metadata(values, region, pack),
            "evidence": dict(_evidence(values, region, pack)),
            "text": page.text,
            "blocks": [_block(at, block) for at, block in enumerate(page.blocks)],
            "sections": [_section(section, number) for number, section in numbered],
            "fields": {
                name: v.value for name, v in values.items() if name not in _METADATA and name != "speaker_title"
            },
            "claims": _claims(page, outline, values, found, numbered, front, region),
            "diagnostics": diagnostics_part(remarks),
        }
    )


def source_part(source: Source) -> dict[str, Any]:
    """The keys of a document that tell its source."""
    content_id = f"sha256:{source.sha256}"
    decoded = None if source.looks_binary else source.decoded
    return {
        "id": content_id,
        "doc_id": hashlib.sha256(f"{source.uri}\0{content_id}".encode()).hexdigest(),
        "source": {
            "uri": source.uri,
            "media_type": source.media_type,
            "size_bytes": len(source.data),
            "sha256": source.sha256,
            "encoding": decoded.encoding if decoded else None,
            "encoding_from": decoded.encoding_from if decoded else None,
            "given": {},
        },
    }


def diagnostics_part(remarks: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    """Diagnostics as the schema has them, in reading order, those of the whole document first."""
    ordered = sorted(remarks, key=lambda remark: (remark.span or (-1, -1), remark.code))
    return [
        {
            "code": remark.code,
            "severity": remark.severity,
            "message": remark.message(),
            "params": remark.params,
            "span": remark.span,
        }
        for remark in ordered
    ]


def _status(remarks: tuple[Diagnostic, ...]) -> str:
    codes = {remark.code for remark in remarks}
    partial = "outline.truncated" in codes or any(remark.severity == "error" for remark in remarks)
    return "partial" if partial else "ok"


def _claimed_spans(values: dict[str, Value]) -> list[Span]:
    return [value.span for value in values.values() if value.span]


def _without_front(outline: Outline, claimed: list[Span], page: Page) -> tuple[Outline, list[Span]]:
    """The outline without the front matter that became metadata, and the spans of the rest of it.

    A short line beside the metadata is furniture; a long one stays a paragraph of the preamble.
    """
    if not outline.sections:
        return outline, []
    preamble = outline.sections[0]
    kept: list[Paragraph] = []
    dropped: list[Span] = []
    for paragraph in preamble.paragraphs:
        start, end = paragraph.span
        is_front = start < outline.front_end
        touched = any(a < end and b > start for a, b in claimed)
        ended = page.folded[end - 1] in "。!?:"
        if is_front and (touched or (claimed and end - start <= _LONG_LINE and not ended)):
            dropped.append(paragraph.span)
        else:
            kept.append(paragraph)
    start = kept[0].span[0] if kept else preamble.span[1]
    preamble = replace(preamble, paragraphs=tuple(kept), span=(start, preamble.span[1]))
    return replace(outline, sections=(preamble, *outline.sections[1:])), dropped


Numbered = list[tuple[str, Section]]


def _numbered(sections: tuple[Section, ...]) -> Numbered:
    """Top-level sections with their ids; the preamble is 0."""
    first = 0 if sections and sections[0].level == 0 else 1
    return [(str(at + first), section) for at, section in enumerate(sections)]


def _walk(numbered: Numbered) -> Iterator[tuple[str, Section]]:
    for number, section in numbered:
        yield number, section
        yield from _walk([(f"{number}.{at}", child) for at, child in enumerate(section.children, 1)])


def _section(section: Section, number: str) -> dict[str, Any]:
    return {
        "id": number,
        "level": section.level,
        "marker": section.marker,
        "number": section.number,
        "title": section.title,
        "role": section.role,
        "state": section.state,
        "heading": section.heading,
        "span": section.span,
        "paragraphs": [
            {"span": p.span, "text": p.text, "marker": p.marker, "role": p.role, "blocks": p.blocks}
            for p in section.paragraphs
        ],
        "children": [_section(child, f"{number}.{at}") for at, child in enumerate(section.children, 1)],
    }


def _block(at: int, block: Block) -> dict[str, Any]:
    cells = [
        {"span": cell.span, "row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns}
        for cell in block.cells
    ]
    return {
        "id": at,
        "kind": block.kind,
        "span": block.span,
        "node": block.node,
        "page": block.page,
        "bbox": block.bbox,
        "cells": cells if block.kind == "table" else None,
    }


def _metadata(values: dict[str, Value], region: FoundRegion | None, pack: Pack) -> dict[str, Any]:
    found = {name: values[name].value for name in _METADATA if name in values}
    if "speaker" in values:
        title = values.get("speaker_title")
        found["speaker"] = {"name": values["speaker"].value, "title": title.value if title else None}
    if region:
        facts = region.region
        found["region"] = {
            "name": facts.name,
            "adcode": facts.adcode,
            "level": facts.level,
            "province": facts.province,
            "prefecture": facts.prefecture,
            "county": facts.county,
        }
    return {"document_type": pack.document_type, **found}


def _evidence(values: dict[str, Value], region: FoundRegion | None, pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    shown = {**values, **({"region": region.value} if region else {})}
    names = {"speaker": "speaker.name", "speaker_title": "speaker.title"}
    for name in sorted(shown):
        value = shown[name]
        group = "metadata" if name in (*_METADATA, "region", "speaker_title") else "fields"
        yield (
            f"{group}.{names.get(name, name)}",
            {
                "span": value.span,
                "quote": value.quote,
                "node": value.node,
                "rule": value.rule,
            },
        )


def _claims(
    page: Page,
    outline: Outline,
    values: dict[str, Value],
    found: Found,
    numbered: Numbered,
    front: list[Span],
    region: FoundRegion | None,
) -> tuple[tuple[int, int, str], ...]:
    walked = list(_walk(numbered))
    body = min((section.span[0] for _, section in walked if section.level > 0), default=len(page.text))
    paragraphs = [
        (*p.span, f"paragraph:{number}.{at}") for number, section in walked for at, p in enumerate(section.paragraphs)
    ]
    in_front = [value.span for value in values.values() if value.span]
    metadata = [
        (*value.span, f"metadata:{name}")
        for name, value in values.items()
        if value.span and not _inside(value.span, paragraphs) and (value.span[0] < body or value.span in in_front)
    ]
    headings = [
        (*section.heading, f"heading:{number}")
        for number, section in walked
        if section.heading and not any(a <= section.heading[0] < b for a, b in outline.contents)
    ]
    labels = [(*span, f"label:{name}") for name, span in found.labels]
    rest = [block.span for block in page.blocks if block.kind == "pair"]
    beside = [(*span, f"label:{name}") for span in front if (name := _first_in(span, metadata))]
    return write_ledger(
        page,
        [
            headings,
            paragraphs,
            metadata,
            labels,
            beside,
            span_claims("toc", outline.contents),
            clutter_claims(page),
            span_claims("dropped:furniture", [*front, *rest]),
        ],
    )


def _first_in(span: Span, metadata: list[tuple[int, int, str]]) -> str | None:
    """The field whose value stands first in a line of the front matter: the words beside it are its label."""
    owners = [(start, owner) for start, end, owner in metadata if start < span[1] and end > span[0]]
    return min(owners)[1].partition(":")[2] if owners else None


def _inside(span: Span, claims: list[tuple[int, int, str]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end, _ in claims)
