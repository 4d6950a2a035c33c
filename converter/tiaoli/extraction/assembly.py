"""The document of the common schema, put together from what a pack made of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tiaoli.diagnostic import Diagnostic
from tiaoli.document import AttentionFacts, Document, Metadata, Model, SegmenterFacts, TopicFacts, doc_id_of
from tiaoli.extraction.attention import Attention
from tiaoli.extraction.claims import claims_of
from tiaoli.extraction.extracted import Extracted
from tiaoli.extraction.given import manifest_remarks
from tiaoli.extraction.numbering import number_children, number_sections
from tiaoli.page import Block
from tiaoli.source import Source
from tiaoli.structure import Section

_SIMPLE = (
    "title", "year", "meeting", "date", "published", "written", "effective", "issuer", "document_number",
    "publisher", "source_name", "index_number", "subject", "genre", "keywords", "validity",
)  # fmt: skip
_DOTTED = {"speaker": "speaker.name", "speaker_title": "speaker.title"}
_METADATA = (*_SIMPLE, *_DOTTED)


def assemble(source: Source, extracted: Extracted, produced_by: dict[str, Any]) -> Document:
    """The document: everything that was extracted in the shape of the schema, validated once."""
    values = extracted.values
    metadata = Metadata.model_validate(_metadata(extracted))
    remarks = (*extracted.diagnostics, *manifest_remarks(metadata, source.given))
    return Document.model_validate(
        {
            **source_part(source),
            "status": _status(remarks),
            "produced_by": {**produced_by, "segmenter": _segmenter(extracted.attention)},
            "metadata": metadata,
            "evidence": dict(_evidence(extracted)),
            "text": extracted.page.text,
            "blocks": [_block(at, block) for at, block in enumerate(extracted.page.blocks)],
            "sections": [_section(each, extracted.attention) for each in number_sections(extracted.sections)],
            "observations": extracted.observations,
            "fields": {name: value.value for name, value in values.items() if name not in _METADATA},
            "records": {name: [asdict(row) for row in rows] for name, rows in extracted.records.items()},
            "attention": [_plain(row, AttentionFacts) for row in extracted.attention.rows]
            if extracted.attention
            else [],
            "claims": claims_of(extracted),
            "diagnostics": diagnostics_part(remarks),
        }
    )


def source_part(source: Source) -> dict[str, Any]:
    """The keys of a document that tell its source."""
    content_id = f"sha256:{source.sha256}"
    decoded = None if source.looks_binary else source.decoded
    return {
        "id": content_id,
        "doc_id": doc_id_of(source.uri, content_id),
        "source": {
            "uri": source.uri,
            "media_type": source.media_type,
            "size_bytes": len(source.data),
            "sha256": source.sha256,
            "encoding": decoded.encoding if decoded else None,
            "encoding_from": decoded.encoding_from if decoded else None,
            "given": dict(source.given),
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


def _segmenter(attention: Attention | None) -> dict[str, Any] | None:
    if attention is None:
        return None
    return _plain(attention.cutter, SegmenterFacts)


def _plain(facts: object, model: type[Model]) -> dict[str, Any]:
    """The attributes that the model asks for; ten times as quick as `asdict`, which copies each of them."""
    return {name: getattr(facts, name) for name in model.model_fields}


def _section(numbered: tuple[str, Section], attention: Attention | None) -> dict[str, Any]:
    number, section = numbered
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
        "topics": [_plain(topic, TopicFacts) for topic in attention.sections[number]] if attention else [],
        "children": [_section(child, attention) for child in number_children(number, section)],
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
        "targets": block.targets,
    }


def _metadata(extracted: Extracted) -> dict[str, Any]:
    values = extracted.values
    found = {name: values[name].value for name in _SIMPLE if name in values}
    if "speaker" in values:
        title = values.get("speaker_title")
        found["speaker"] = {"name": values["speaker"].value, "title": title.value if title else None}
    if extracted.region:
        found["region"] = asdict(extracted.region.region)
    return {"document_type": extracted.pack.document_type, **found}


def _evidence(extracted: Extracted) -> Iterator[tuple[str, dict[str, Any]]]:
    region = {"region": extracted.region.value} if extracted.region else {}
    shown = {**extracted.values, **region}
    for name in sorted(shown):
        value = shown[name]
        group = "metadata" if name in (*_METADATA, "region") else "fields"
        yield (
            f"{group}.{_DOTTED.get(name, name)}",
            {"span": value.span, "quote": value.quote, "node": value.node, "rule": value.rule},
        )
