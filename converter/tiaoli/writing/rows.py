"""The rows of one document, table by table: what its JSON holds, flattened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tiaoli.document import Document, ObservationFacts, SectionFacts
from tiaoli.writing.columns import RECORD_PREFIX, tables

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""The rows of each table, their values in the order of its columns."""

_TRUNCATED = "outline.truncated"


def rows_of(document: Document) -> tuple[Rows, dict[str, tuple[str, ...]]]:
    """The rows of a document in every table that it has any in, and the columns of its record tables.

    Columns that only all documents together decide (`duplicate_of`, `report_id`) are None.
    """
    found: Rows = {
        "documents": [_document(document)],
        "sections": [row for section in document.sections for row in _sections(section, None, document.doc_id)],
        "observations": [_observation(facts, document) for facts in document.observations],
        "attention": list(_attention(document)),
        "claims": [(document.doc_id, start, end, owner) for start, end, owner in document.claims],
        "diagnostics": list(_diagnostics(document)),
    }
    columns: dict[str, tuple[str, ...]] = {}
    for name, records in document.records.items():
        if records:
            table = RECORD_PREFIX + name
            columns[table], found[table] = _records(document, name)
    return found, columns


def _document(document: Document) -> Row:
    facts = document.metadata
    region, speaker, meeting = facts.region, facts.speaker, facts.meeting
    dropped = sum(end - start for start, end, owner in document.claims if owner.startswith("dropped:"))
    codes = [remark.code for remark in document.diagnostics]
    values: dict[str, Any] = {
        **{name: getattr(facts, name, None) for name in _names("documents")},
        "doc_id": document.doc_id,
        "content_id": document.id,
        "uri": document.source.uri,
        "url": document.source.given.get("url"),
        "region": region.name if region else None,
        **{name: getattr(region, name, None) for name in ("adcode", "level", "province", "prefecture", "county")},
        "meeting": meeting.name if meeting else None,
        "speaker": speaker.name if speaker else None,
        "speaker_title": speaker.title if speaker else None,
        "status": document.status,
        "pack": document.produced_by.pack,
        "pack_version": document.produced_by.pack_version,
        "characters": len(document.text),
        "dropped_share": dropped / len(document.text) if document.text else None,
        "warnings": sum(remark.severity == "warning" for remark in document.diagnostics),
        "truncated": _TRUNCATED in codes,
    }
    return _row("documents", values)


def _sections(section: SectionFacts, parent: str | None, doc_id: str) -> Iterator[Row]:
    text = "\n".join(paragraph.text for paragraph in section.paragraphs)
    yield (
        doc_id, section.id, parent, section.level, section.marker, section.number, section.title, section.role,
        section.state, *section.span, text,
    )  # fmt: skip
    for child in section.children:
        yield from _sections(child, section.id, doc_id)


def _observation(facts: ObservationFacts, document: Document) -> Row:
    region = document.metadata.region
    values = {
        **vars(facts),
        "doc_id": document.doc_id,
        "region": region.name if region else None,
        "adcode": region.adcode if region else None,
        "report_year": document.metadata.year,
        "hard": is_hard(facts.modal, facts.bound) if facts.kind == "target" else None,
        "period_from": facts.period[0] if facts.period else None,
        "period_to": facts.period[1] if facts.period else None,
        "section_id": facts.section,
        "span_start": facts.span[0],
        "span_end": facts.span[1],
        "corrected": False,
    }
    return _row("observations", values)


def is_hard(modal: str | None, bound: str) -> bool | None:
    """Whether the wording of a target binds: by its modal word, else by its bound; None where neither tells."""
    words = _wording()
    if modal in words["hard_modals"] or modal in words["soft_modals"]:
        return modal in words["hard_modals"]
    if bound in words["hard_bounds"] or bound in words["soft_bounds"]:
        return bound in words["hard_bounds"]
    return None


def _attention(document: Document) -> Iterator[Row]:
    region, year = document.metadata.region, document.metadata.year
    for facts in document.attention:
        yield (
            document.doc_id, region.adcode if region else None, year, facts.role, facts.dictionary, facts.term,
            facts.weight, facts.count, facts.token_count, facts.tokens, facts.characters, facts.share,
        )  # fmt: skip


def _diagnostics(document: Document) -> Iterator[Row]:
    for remark in document.diagnostics:
        yield (document.doc_id, remark.code, remark.severity, remark.message, *(remark.span or (None, None)))


def _records(document: Document, name: str) -> tuple[tuple[str, ...], list[Row]]:
    """The columns of a record's table beyond the leading ones, and its rows; a value of several parts has one each."""
    region, year = document.metadata.region, document.metadata.year
    flat = [dict(_flat(facts.values)) for facts in document.records[name]]
    columns = tuple(dict.fromkeys(column for values in flat for column in values))
    rows = [
        (
            document.doc_id, region.adcode if region else None, year, facts.section, *facts.span, facts.quote,
            facts.rule, *(values.get(column) for column in columns),
        )
        for facts, values in zip(document.records[name], flat, strict=True)
    ]  # fmt: skip
    return columns, rows


def _flat(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{part}", inner) for part, inner in value.items())
        else:
            yield name, json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple)) else value


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in tables()[table])


def _row(table: str, values: dict[str, Any]) -> Row:
    return tuple([values[name] for name in _names(table)])


@cache
def _wording() -> dict[str, frozenset[str]]:
    text = (resources.files("tiaoli.writing") / "wording.yaml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml.load(text, yaml.CSafeLoader).items()}
