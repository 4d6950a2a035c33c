"""What holds of every page and of every document, whatever the source; in words where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from tiaoli.document import Document, RecordFacts, SectionFacts, walk_sections
from tiaoli.page import Page, kept_parts


def page_faults(page: Page) -> list[str]:
    """What is wrong with a page: blocks that do not fit the text, and words that stand in no block."""
    if fault := page.fault():
        return [fault]
    at, faults = 0, []
    for start, end in [*(block.span for block in page.blocks), (len(page.text), len(page.text))]:
        lost = page.folded[at:start].strip()
        if lost:
            faults.append(f"{lost[:40]!r} (from {at}) stands in no block; what is no content is a clutter block")
        at = end
    return faults


def document_faults(document: Document) -> list[str]:
    """What is wrong with a document: quotes that are not literal, a ledger that does not cover the text, sections,
    paragraphs and rows that do not lie where they say."""
    return [*_ledger(document), *_evidence(document), *_sections(document), *_blocks(document), *_rows(document)]


def _ledger(document: Document) -> Iterator[str]:
    at = 0
    for start, end, owner in document.claims:
        if not at == start < end:
            yield f"the ledger has a gap or an overlap at {at}, before {owner} ({start} to {end})"
        at = end
    if at != len(document.text):
        yield f"the ledger ends at {at}, the text at {len(document.text)}"


def _evidence(document: Document) -> Iterator[str]:
    quoted = [(name, facts.span, facts.quote) for name, facts in document.evidence.items()]
    quoted += [(f"observation {facts.indicator}", facts.span, facts.quote) for facts in document.observations]
    for name, span, quote in quoted:
        if span and document.text[slice(*span)] != quote:
            yield f"the quote of {name} is {quote!r}, the text at {span} is {document.text[slice(*span)]!r}"


def _sections(document: Document) -> Iterator[str]:
    text, owners = document.text, {owner for _, _, owner in document.claims}
    for section in walk_sections(document.sections):
        if not 0 <= section.span[0] <= section.span[1] <= len(text):
            yield f"section {section.id} is said to lie at {section.span}, in a text of {len(text)}"
        if section.heading and section.state != "outline":
            if f"heading:{section.id}" not in owners:
                yield f"the heading of section {section.id} is not in the ledger"
            if section.title and section.title[0] not in text[slice(*section.heading)]:
                yield f"the heading of section {section.id} does not hold its title {section.title!r}"
        yield from _paragraphs(section, document, owners)


def _paragraphs(section: SectionFacts, document: Document, owners: set[str]) -> Iterator[str]:
    for index, paragraph in enumerate(section.paragraphs):
        name = f"paragraph {section.id}.{index}"
        if f"paragraph:{section.id}.{index}" not in owners:
            yield f"{name} is not in the ledger"
        kept = kept_parts(document.blocks, paragraph.blocks, paragraph.span)
        literal = "".join(part.strip() for span in kept for part in document.text[slice(*span)].split("\n"))
        if paragraph.text != literal:
            yield f"{name} says {paragraph.text[:40]!r} where the text says {literal[:40]!r}"
        if any(not 0 <= block < len(document.blocks) for block in paragraph.blocks):
            yield f"{name} names blocks {paragraph.blocks}; there are {len(document.blocks)}"


def _blocks(document: Document) -> Iterator[str]:
    at = 0
    for block in document.blocks:
        if not at <= block.span[0] < block.span[1] <= len(document.text):
            yield f"block {block.id} lies at {block.span}, behind one that ends at {at}"
        at = block.span[1]


def _rows(document: Document) -> Iterator[str]:
    ids = {section.id for section in walk_sections(document.sections)}
    for table, rows in document.records.items():
        at = 0
        for row in rows:
            name = f"row {row.span} of {table}"
            if not at <= row.span[0] < row.span[1] <= len(document.text):
                yield f"{name} overlaps the one before it or leaves the text"
            at = row.span[1]
            yield from (f"{name} {fault}" for fault in _row(row, document, ids))


def _row(row: RecordFacts, document: Document, ids: set[str]) -> Iterator[str]:
    if not row.quote == document.text[slice(*row.span)] == row.quote.strip():
        yield f"quotes {row.quote!r}, which is not literal"
    if row.section not in ids:
        yield f"names section {row.section}, which there is none of"
    if row.values.keys() != row.spans.keys():
        yield "has other columns for its values than for their spans"
    for column, span in row.spans.items():
        if span is None and row.values.get(column) is not None:
            yield f"has a value for {column} and no words for it"
        if span is not None and not document.text[slice(*span)].strip():
            yield f"has empty words for {column}"
