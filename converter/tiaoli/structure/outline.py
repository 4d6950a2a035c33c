"""A page's outline, step by step: lines, heads, contents, unnumbered heads, the tree, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tiaoli.diagnostic import Diagnostic
from tiaoli.page import Page
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.patterns import Patterns
from tiaoli.structure.adorned import without_ornaments
from tiaoli.structure.contents import find_contents
from tiaoli.structure.heads import Head, ended_like_siblings, marked_heads
from tiaoli.structure.leads import lead_heads
from tiaoli.structure.lines import Line, logical_lines
from tiaoli.structure.markers import marker_set
from tiaoli.structure.missing import add_announced, add_inferred, mark_truncation
from tiaoli.structure.pasted import split_pasted
from tiaoli.structure.sections import Outline
from tiaoli.structure.sequence import in_sequence
from tiaoli.structure.styled import SALUTATION, first_styled, styled_heads
from tiaoli.structure.tree import grow
from tiaoli.structure.unnumbered import annex_heads, lists_within, unnumbered_heads

SENTENCE_LENGTH = 40


def read_outline(page: Page, pack: Pack) -> Outline:
    """The sections of a page under the headings of a pack, with whatever is odd about them.

    An annex begins behind the last words that address the audience, never before them.
    """
    page_lines, line_remarks = logical_lines(page)
    folded = page.folded
    markers = marker_set(pack.headings)
    lines = split_pasted(page_lines, folded, markers, pack.part_heads)
    lines = without_ornaments(lines, folded, markers, pack.part_heads)
    kept, items = in_sequence(marked_heads(lines, folded, markers), folded)
    heads = ended_like_siblings(kept, folded)
    unended = [new for old, new in zip(kept, heads, strict=True) if old != new]
    toc_lines, entries = find_contents(heads, lines, folded)
    body_lines = [line for at, line in enumerate(lines) if at not in toc_lines]
    heads = [_moved(head, toc_lines) for head in heads if head.line not in toc_lines]
    first = first_of_body(body_lines, heads)
    if not heads:
        first = min(first, first_styled(body_lines))
    heads = [head for head in heads if head.line >= first]
    heads += styled_heads(body_lines, heads, first)
    is_part = [_says(pack.part_heads, line) for line in body_lines]
    address = max((at for at, line in enumerate(body_lines) if SALUTATION.match(line.text)), default=first)
    is_annex = [at > max(first, address) and _says(pack.annex_heads, line) for at, line in enumerate(body_lines)]
    for at in lists_within(body_lines, heads, is_annex, is_part):
        is_annex[at], is_part[at] = False, True
    heads += annex_heads(body_lines, heads, is_annex)
    heads += unnumbered_heads(body_lines, heads, first, is_part)
    heads += lead_heads(body_lines, heads, first)
    heads.sort(key=lambda head: head.start)
    sections = grow(body_lines, heads, page, annex_lines=[at for at, yes in enumerate(is_annex) if yes])
    sections, gap_remarks = add_inferred(sections, items)
    sections, cut_remarks = mark_truncation(sections, page, pack.closings)
    sections, toc_remarks = add_announced(sections, entries, page)
    contents = tuple(lines[at].span for at in toc_lines)
    front_end = body_lines[first].span[0] if first < len(body_lines) else document_end(page)
    end_remarks = [
        Diagnostic("outline.unended-title", head.span, {"title": page.text[slice(*head.title)] if head.title else ""})
        for head in unended
    ]
    return Outline(
        sections, front_end, contents, (*line_remarks, *end_remarks, *gap_remarks, *cut_remarks, *toc_remarks)
    )


def first_of_body(lines: Sequence[Line], heads: Sequence[Head]) -> int:
    """Index of the line where the document proper begins: salutation, first heading or first sentence.

    What stands before is front matter: title, dateline, speaker, the page's own date.
    """
    first_head = min((head.line for head in heads), default=len(lines))
    for index, line in enumerate(lines):
        if SALUTATION.match(line.text):
            return index
        if index >= first_head or (len(line.text) >= SENTENCE_LENGTH and "。" in line.text):
            late = next((at for at, later in enumerate(lines[: index + 12]) if SALUTATION.match(later.text)), None)
            return late if late is not None and late > index and index < first_head else index
    return len(lines)


def _moved(head: Head, removed: range) -> Head:
    return replace(head, line=head.line - len(removed)) if removed and head.line >= removed.stop else head


def _says(patterns: Patterns, line: Line) -> bool:
    if len(line.text) > SENTENCE_LENGTH or line.kind == "table":
        return False
    return patterns.found_in(line.text)


def document_end(page: Page) -> int:
    """Where the last content block ends."""
    return max((block.span[1] for block in page.content), default=0)
