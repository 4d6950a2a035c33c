"""From sheets to a page: rows, furniture, notes, columns, paragraphs and tables, then the text and its blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from tiaoli.chinese.width import fold
from tiaoli.clutter import mark_clutter
from tiaoli.page import Page
from tiaoli.paged.flow import measured, regions_of
from tiaoli.paged.furniture import Furniture, split_furniture
from tiaoli.paged.lines import Line, line_of, rows_of
from tiaoli.paged.paragraphs import Paragraph, paragraph_of, paragraphs_of
from tiaoli.paged.printed import Printed, body_size_of, sort_out, split_notes
from tiaoli.paged.remarks import remarks_on
from tiaoli.paged.sheet import Run, Sheet
from tiaoli.paged.tables import Table
from tiaoli.paged.titles import find_title
from tiaoli.paged.writing import PageWriter
from tiaoli.pairing import pair_lines
from tiaoli.rulebook.models import Site

_NOTE = re.compile(r"[①-⑳*※]|\[\d{1,3}\]|\d{1,2}(?=[\s《“\u4e00-\u9fff])")
"""How a footnote begins."""


def lay_out(sheets: Sequence[Sheet], site: Site) -> Page:
    """The page of a paged source: its text in reading order, clutter marked, labels and values paired.

    Sheets are parted by a form feed; a paragraph that runs on over a page break stands whole on its first page.
    """
    pages, furniture = split_furniture([sort_out(sheet) for sheet in sheets])
    size = body_size_of(pages)
    parted = [split_notes(page, size) for page in pages]
    regions = measured(list(regions_of([page for page, _ in parted], size)), [sheet.width for sheet in sheets], size)
    flow: dict[int, list[Paragraph | Table]] = defaultdict(list)
    for number, item in paragraphs_of(regions, size):
        flow[number].append(item)
    writer = PageWriter()
    for number, (page, notes) in enumerate(parted):
        _write_page(writer, page, flow[number], notes, furniture, number)
    title = find_title([item for item in flow[0] if isinstance(item, Paragraph)], size)
    text = writer.text
    blocks = pair_lines(writer.blocks, fold(text), site.labels)
    return mark_clutter(Page(text, tuple(blocks), diagnostics=tuple(remarks_on(sheets)), title=title), site)


def _write_page(
    writer: PageWriter,
    page: Printed,
    flow: Sequence[Paragraph | Table],
    notes: Sequence[Line],
    furniture: Furniture,
    number: int,
) -> None:
    """Writes a page: its heads, what begins on it, its notes, what stands beside all that, its feet."""
    writer.start_page()
    for line in furniture.heads[number]:
        writer.add(paragraph_of([line]), "clutter", "furniture")
    for item in flow:
        if isinstance(item, Table):
            writer.add_table(item)
        else:
            writer.add(item)
    for note in _notes_of(notes):
        writer.add(note, "footnote")
    for runs in _stretches(page.turned):
        writer.add(paragraph_of([line_of(runs)]))
    for reason, dropped in groupby(page.dropped, key=lambda run: run.reason):
        for row in rows_of(list(dropped)):
            writer.add(paragraph_of([line_of(row)]), "clutter", reason)
    for line in furniture.feet[number]:
        writer.add(paragraph_of([line]), "clutter", "furniture")


def _notes_of(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The footnotes that lines make: each begins with its mark."""
    group: list[Line] = []
    for line in lines:
        if group and _NOTE.match(line.text):
            yield paragraph_of(group)
            group = []
        group.append(line)
    if group:
        yield paragraph_of(group)


def _stretches(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs that are not level, in the order of the file, those together that stand close to each other."""
    stretch: list[Run] = []
    for run in runs:
        if stretch and not _is_close(stretch[-1], run):
            yield stretch
            stretch = []
        stretch.append(run)
    if stretch:
        yield stretch


def _is_close(first: Run, second: Run) -> bool:
    reach = 2 * first.size
    (left, top, right, bottom), box = first.box, second.box
    return left - reach < box[2] and box[0] < right + reach and top - reach < box[3] and box[1] < bottom + reach
