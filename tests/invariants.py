"""What holds of every document, whatever the source."""

from __future__ import annotations

from marking import walk
from tiaoli.document import Document, RecordFacts


def assert_sound(document: Document) -> None:
    """Quotes are literal, the ledger covers the text, sections and paragraphs lie where they say."""
    text = document.text
    at = 0
    for start, end, _ in document.claims:
        assert start == at < end, f"the ledger has a gap or an overlap at {at}"
        at = end
    assert at == len(text)
    owners = {owner for _, _, owner in document.claims}
    for name, evidence in document.evidence.items():
        if evidence.span:
            assert text[slice(*evidence.span)] == evidence.quote, name
    for rows in document.records.values():
        assert_rows_sound(rows, document)
    for section in walk(document.sections):
        assert section.span[0] <= section.span[1] <= len(text)
        if section.heading and section.state != "outline":
            assert f"heading:{section.id}" in owners
            assert section.title == "" or section.title[0] in text[slice(*section.heading)]
        for index, paragraph in enumerate(section.paragraphs):
            assert f"paragraph:{section.id}.{index}" in owners
            assert paragraph.text == "".join(part.strip() for part in text[slice(*paragraph.span)].split("\n"))
            assert all(0 <= block < len(document.blocks) for block in paragraph.blocks)
    ends = 0
    for block in document.blocks:
        assert ends <= block.span[0] < block.span[1] <= len(text)
        ends = block.span[1]


def assert_rows_sound(rows: tuple[RecordFacts, ...], document: Document) -> None:
    """Rows are literal words of a section's paragraphs, none sharing a character with another, in reading order."""
    ids = {section.id for section in walk(document.sections)}
    at = 0
    for row in rows:
        assert at <= row.span[0] < row.span[1] <= len(document.text)
        at = row.span[1]
        assert row.quote == document.text[slice(*row.span)] == row.quote.strip()
        assert row.section in ids
        assert row.values.keys() == row.spans.keys()
        for name, span in row.spans.items():
            assert row.values[name] is None or span is not None
            assert span is None or document.text[slice(*span)].strip()
