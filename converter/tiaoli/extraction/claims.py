"""The claims of a document, layer by layer: what is read first owns its stretch of the text."""

from __future__ import annotations

from collections.abc import Iterator

from tiaoli.extraction.extracted import Extracted, value_with
from tiaoli.extraction.ledger import Claim, write_ledger
from tiaoli.page import Span, kept_parts


def claims_of(extracted: Extracted) -> tuple[Claim, ...]:
    """The ledger of a document: headings, paragraphs, metadata and their labels, contents, clutter."""
    page = extracted.page
    headings, paragraphs = list(_headings(extracted)), list(_paragraphs(extracted))
    metadata = list(_metadata(extracted, [*headings, *paragraphs]))
    pairs = [block.span for block in page.blocks if block.kind == "pair"]
    return write_ledger(
        page,
        [
            headings,
            paragraphs,
            metadata,
            [(*span, f"label:{name}") for name, span in extracted.labels],
            list(_stated_again(extracted)),
            list(_beside(extracted, metadata)),
            [(*span, "toc") for span in extracted.contents],
            [(*block.span, f"dropped:{block.reason}") for block in page.blocks if block.kind == "clutter"],
            [(*block.span, "dropped:footnote") for block in page.blocks if block.kind == "footnote"],
            [(*block.span, "dropped:attachment") for block in page.blocks if block.kind == "link"],
            [(*span, "dropped:furniture") for span in (*extracted.front, *pairs)],
        ],
    )


def _headings(extracted: Extracted) -> Iterator[Claim]:
    """Headings of the body; one that only the table of contents has belongs to that."""
    for number, section in extracted.walk():
        if section.heading and not any(start <= section.heading[0] < end for start, end in extracted.contents):
            yield (*section.heading, f"heading:{number}")


def _paragraphs(extracted: Extracted) -> Iterator[Claim]:
    for number, section in extracted.walk():
        for at, paragraph in enumerate(section.paragraphs):
            for span in kept_parts(extracted.page.blocks, paragraph.blocks, paragraph.span):
                yield (*span, f"paragraph:{number}.{at}")


def _metadata(extracted: Extracted, body: list[Claim]) -> Iterator[Claim]:
    """Values outside the body: those that a paragraph or a heading states stay part of it."""
    for name, value in extracted.values.items():
        if value.span and not any(start <= value.span[0] and value.span[1] <= end for start, end, _ in body):
            yield (*value.span, f"metadata:{name}")


def _stated_again(extracted: Extracted) -> Iterator[Claim]:
    """Pairs that hold a value with more behind it, as a time behind the day, or hold it a second time."""
    names = {span[0]: name for name, span in extracted.labels}
    for block in extracted.page.blocks:
        value = extracted.values.get(names.get(block.span[0], "")) if block.kind == "pair" else None
        if value and block.value and value.quote in extracted.page.quote(block.value):
            yield (*block.value, f"metadata:{names[block.span[0]]}")


def _beside(extracted: Extracted, metadata: list[Claim]) -> Iterator[Claim]:
    """Lines of the front matter that hold a value, whose other words are its label, or that repeat one."""
    for span in extracted.front:
        inside = _first_in(span, metadata)
        repeated = value_with(extracted.page.quote(span), extracted.values)
        if repeated:
            yield (*span, f"metadata:{repeated}")
        elif inside:
            yield (*span, f"label:{inside}")


def _first_in(span: Span, metadata: list[Claim]) -> str | None:
    owners = [(start, owner) for start, end, owner in metadata if start < span[1] and end > span[0]]
    return min(owners)[1].partition(":")[2] if owners else None
