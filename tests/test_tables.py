"""Each value of a table is found with what heads it."""

from __future__ import annotations

from tiaoli.page import Block, Page
from tiaoli.pipeline import Options, read
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source
from tiaoli.tables import Grid, read_grid

PROSE = "<p>这一年,我们把集市从河东搬到河西,修好了三座石桥,种下了两千棵柿子树。</p>" * 3
TABLE = """<table><tr><th rowspan=2>镇</th><th rowspan=2>单位</th><th colspan=2>柿子</th></tr>
<tr><th>2029</th><th>2030</th></tr><tr><td>河东</td><td>斤</td><td>1,200</td><td>—</td></tr>
<tr><td rowspan=2>河西</td><td>斤</td><td>800</td><td>900</td></tr><tr><td>棵</td><td>30</td><td>31.5</td></tr>
</table>"""


def grid(markup: str) -> tuple[Page, Grid]:
    source = Source(f"<html><body><div id=zoom>{PROSE}{markup}</div></body></html>".encode(), "a.html")
    page = read(source, load_library().site_for("a.html"), Options().reader, {})
    (table,) = [block for block in page.blocks if block.kind == "table"]
    return page, read_grid(page, table)


def test_a_value_is_headed_by_the_cells_above_and_before_it_across_their_spans() -> None:
    page, found = grid(TABLE)
    heads = {
        page.quote(cell.span): tuple(
            [page.quote(head.span) for head in side] for side in (found.heads(cell).columns, found.heads(cell).rows)
        )
        for cell in found.values
    }
    assert heads["1,200"] == (["柿子", "2029"], ["河东", "斤"])
    assert heads["31.5"] == (["柿子", "2030"], ["河西", "棵"])
    assert len(heads) == 6


def test_a_table_without_numbers_has_its_first_row_as_head() -> None:
    _, found = grid("<table><tr><td>镇</td><td>镇长</td></tr><tr><td>河东</td><td>李大川</td></tr></table>")
    assert (found.head_rows, found.head_columns) == (1, 2)


def test_a_table_that_begins_with_numbers_has_no_head_row() -> None:
    _, found = grid("<table><tr><td>河东</td><td>12</td></tr><tr><td>河西</td><td>13</td></tr></table>")
    assert (found.head_rows, found.head_columns) == (0, 1)


def test_a_table_block_without_cells_has_no_heads() -> None:
    assert read_grid(Page("桥", ()), Block("table", (0, 1))) == Grid((), 0, 0)
