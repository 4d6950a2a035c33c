"""The common JSON schema: one document per source, as `contract` 1.0 lays it down."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

SCHEMA_VERSION = "1.1"

CORRECTION = "correction"
"""The rule of a value that a person set: of its evidence, and of an observation."""

Offsets = tuple[int, int]


class Model(BaseModel):
    """A part of the schema: frozen, and closed to keys that the schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceFacts(Model):
    """What is known of the bytes; `given` is what a manifest said, never mixed with what was found."""

    uri: str
    media_type: str
    size_bytes: int
    sha256: str
    encoding: str | None
    encoding_from: str | None = Field(description="bom | declared | detected | option")
    given: dict[str, Any] = {}


class SegmenterFacts(Model):
    """What cut the text into words, to the last word: sha256 of the engine's dictionary and of the terms added to it,
    which is None where none were."""

    engine: str
    version: str
    dictionary: str
    terms: str | None
    hmm: bool


class ProducedBy(Model):
    """Which versions, plugins and rules made the document; `segmenter` is None where no topics were counted."""

    tiaoli: str
    reader: str | None
    parser: str | None
    pack: str | None
    pack_version: str | None
    pack_sha256: str | None
    segmenter: SegmenterFacts | None = None


class RegionFacts(Model):
    """An administrative division per GB/T 2260, named from the province down."""

    name: str
    adcode: str
    level: str = Field(description="country | province | prefecture | county")
    province: str | None
    prefecture: str | None
    county: str | None


class Meeting(Model):
    """The session that a report was delivered to."""

    name: str
    congress: int | None
    session: int | None


class Speaker(Model):
    """Who delivered the report, with the office as printed."""

    name: str
    title: str | None


class Metadata(Model):
    """What the source says of itself; None where it is silent, never a guess. Dates are ISO 8601."""

    title: str | None = None
    document_type: str = Field(
        description="government_work_report | development_plan_report | budget_report"
        " | statistical_communique | policy_document | other"
    )
    region: RegionFacts | None = None
    year: int | None = None
    meeting: Meeting | None = None
    date: str | None = None
    speaker: Speaker | None = None
    published: str | None = None
    written: str | None = None
    effective: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    publisher: str | None = None
    source_name: str | None = None
    index_number: str | None = None
    subject: str | None = None
    genre: str | None = None
    keywords: tuple[str, ...] = ()
    validity: str | None = None


class Evidence(Model):
    """The words a value came from; `span` is None (and `node` set) for an attribute of the markup."""

    span: Offsets | None
    quote: str
    node: str | None = None
    rule: str


class CellFacts(Model):
    """A cell of a table block; row and column count from 0."""

    span: Offsets
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class BlockFacts(Model):
    """A stretch of the page as its reader saw it; `targets`, left out where empty, are addresses of files or images."""

    id: int
    kind: str = Field(description="paragraph | heading | item | table | pair | image | link | footnote | clutter")
    span: Offsets
    node: str | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    cells: tuple[CellFacts, ...] | None = None
    targets: tuple[str, ...] = ()


class ParagraphFacts(Model):
    """A paragraph of a section; `marker` is 一是, —— and the like."""

    span: Offsets
    text: str
    marker: str | None = None
    role: str | None = None
    blocks: tuple[int, ...] = ()


class TopicFacts(Model):
    """How often the terms of a dictionary occur in a section's heading and own paragraphs, where any does; `tokens`
    are all words there, `share` is token_count / tokens, `score` the sum of weight × token_count."""

    topic: str
    count: int
    token_count: int
    score: float
    tokens: int
    share: float | None


class SectionFacts(Model):
    """A heading and what stands under it; `heading` is None for the preamble and for an inferred section."""

    id: str
    level: int
    marker: str
    number: int | None
    title: str
    role: str | None = Field(
        description="preamble | review | outlook | targets | plan | self | problems | closing | annex | null"
    )
    state: str = Field(description="full | outline | truncated | inferred")
    heading: Offsets | None
    span: Offsets
    paragraphs: tuple[ParagraphFacts, ...] = ()
    topics: tuple[TopicFacts, ...] = ()
    children: tuple[SectionFacts, ...] = ()


class ObservationFacts(Model):
    """One number said of an indicator, in the indicator's base unit."""

    indicator: str
    label: str
    measure: str = Field(description="level | growth | difference | share | rank")
    value: float | int | None
    value_high: float | int | None = None
    unit: str | None
    statement: str | None = None
    bound: str = Field(description="exact | about | at_least | at_most | above | below | between")
    kind: str = Field(description="actual | target | unknown")
    kind_evidence: str | None = None
    modal: str | None = None
    year: int | None
    period: tuple[int, int] | None = None
    averaged: bool = Field(False, description="what it is a year on average, over several")
    cumulative: bool = Field(False, description="a sum of several years, or a change across them")
    scope: str | None = Field(
        None,
        description="whose it is where not the region's own and the whole year's: a park, an industry, half a year",
    )
    compared_with: str | None = Field(None, description="from whom it differs; negative where it is less than theirs")
    of: str | None = Field(None, description="what it is a share of")
    section: str
    span: Offsets
    quote: str
    number_span: Offsets | None
    rule: str


class RecordFacts(Model):
    """A row of a record rule; a column's value is None where its words are absent (its span is None too) or are
    not of its type. Money is {value, unit}, a region {name, adcode}, a date ISO 8601, a share in hundredths."""

    section: str
    span: Offsets
    quote: str
    rule: str
    values: dict[str, Any]
    spans: dict[str, Offsets | None]


class AttentionFacts(Model):
    """How often a term occurs in the sections of a role, or where `term` is None all terms of its dictionary: `count`
    times by its characters, `token_count` times as a word. `tokens` and `characters` are those of the whole role."""

    role: str | None = Field(description="a role of sections | all (the whole document) | null (sections without one)")
    dictionary: str
    label: str
    term: str | None
    weight: float | None
    count: int
    token_count: int
    score: float = Field(description="weight × token_count; the sum over the terms where term is null")
    tokens: int
    characters: int = Field(description="without white space")
    share: float | None = Field(description="token_count / tokens")


class DiagnosticFacts(Model):
    """A remark on the document; the message is English, whatever the locale."""

    code: str
    severity: str = Field(description="info | warning | error")
    message: str
    params: dict[str, Any] = {}
    span: Offsets | None = None


class Document(Model):
    """One source, converted. Spans are half-open ranges of code points in `text`."""

    schema_version: str = SCHEMA_VERSION
    id: str
    doc_id: str
    status: str = Field(description="ok | partial | failed")
    source: SourceFacts
    produced_by: ProducedBy
    metadata: Metadata
    evidence: dict[str, Evidence] = {}
    text: str
    blocks: tuple[BlockFacts, ...] = ()
    sections: tuple[SectionFacts, ...] = ()
    observations: tuple[ObservationFacts, ...] = ()
    fields: dict[str, Any] = {}
    records: dict[str, tuple[RecordFacts, ...]] = {}
    attention: tuple[AttentionFacts, ...] = ()
    claims: tuple[tuple[int, int, str], ...] = ()
    diagnostics: tuple[DiagnosticFacts, ...] = ()

    def to_json(self) -> bytes:
        """The document as UTF-8 JSON, one block, section, claim, row or value a line; the same each time."""
        parts = {**vars(self), "blocks": [_block(block) for block in self.blocks]}
        lines = [b'"%b": %b' % (key.encode(), _written(key, part)) for key, part in parts.items()]
        return b"{\n" + b",\n".join(lines) + b"\n}\n"

    @classmethod
    def from_json(cls, data: bytes | str) -> Document:
        """The document that `to_json` wrote."""
        return cls.model_validate_json(data)


def doc_id_of(uri: str, content_id: str) -> str:
    """The `doc_id` of the bytes with this `id` under this URI."""
    return hashlib.sha256(f"{uri}\0{content_id}".encode()).hexdigest()


def walk_sections(sections: Iterable[SectionFacts]) -> Iterator[SectionFacts]:
    """The sections and all below them, in reading order."""
    for section in sections:
        yield section
        yield from walk_sections(section.children)


def _written(key: str, part: Any) -> bytes:
    return _tree(part, 1) if key == "sections" else _value(part)


def _block(block: BlockFacts) -> dict[str, Any]:
    """A block without `targets` where it has none."""
    facts = vars(block)
    return facts if block.targets else {key: fact for key, fact in facts.items() if key != "targets"}


def _value(value: Any) -> bytes:
    """Lists and objects with one item a line, everything within an item on that line."""
    value = vars(value) if isinstance(value, Model) else value
    if isinstance(value, (list, tuple)) and value:
        return b"[\n " + b",\n ".join(map(to_json, value)) + b"\n]"
    if isinstance(value, dict) and value:
        return b"{\n " + b",\n ".join(b"%b: %b" % (to_json(key), _rows(item)) for key, item in value.items()) + b"\n}"
    return to_json(value)


def _rows(value: Any) -> bytes:
    """The rows of a record one a line, anything else on one line."""
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], (dict, Model)):
        return b"[\n  " + b",\n  ".join(map(to_json, value)) + b"]"
    return to_json(value)


def _tree(sections: Iterable[SectionFacts], depth: int) -> bytes:
    """Sections one a line, their paragraphs and children one a line below them."""
    pad = b" " * depth
    rows = []
    for section in sections:
        facts = dict(vars(section))
        paragraphs = (b",\n%b " % pad).join(map(to_json, facts.pop("paragraphs")))
        opened = b"[\n%b %b]" % (pad, paragraphs) if paragraphs else b"[]"
        children = _tree(facts.pop("children"), depth + 1)
        rows.append(b'%b%b,"paragraphs":%b,"children":%b}' % (pad, to_json(facts)[:-1], opened, children))
    return b"[\n" + b",\n".join(rows) + b"]" if rows else b"[]"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, generated from the models."""
    schema = Document.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tiaoli:document:{SCHEMA_VERSION}",
        **schema,
    }


def schema_json() -> str:
    """The JSON Schema as it is committed and printed."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


SCHEMA_FILE = Path(__file__).with_name("document.schema.json")
"""The committed schema; a test compares it with the models."""
