"""Tables are known by their lines."""

from __future__ import annotations

import itertools

from sheets import LEFT, TOP, box, column, laid_out, run, sheet, texts

from tiaoli.plugin import Page, Rule

COLUMNS = (90.0, 230.0, 370.0, 506.0)
ROWS = tuple(300.0 + 30 * at for at in range(5))


def lines(columns: tuple[float, ...] = COLUMNS, rows: tuple[float, ...] = ROWS) -> list[Rule]:
    level = [Rule((columns[0], row, columns[-1], row)) for row in rows]
    return level + [Rule((column, rows[0], column, rows[-1])) for column in columns]


def cells_of(page: Page) -> list[tuple[int, int, int, int, str]]:
    (table,) = (block for block in page.blocks if block.kind == "table")
    return [(cell.row, cell.column, cell.rows, cell.columns, page.quote(cell.span)) for cell in table.cells]


def test_a_grid_of_lines_is_a_table_with_its_cells() -> None:
    words = [["指标", "单位", "数值"], ["石桥", "座", "3"], ["水闸", "座", "12"], ["渡船", "条", "40"]]
    runs = [
        run(word, COLUMNS[column] + 10, ROWS[row] + 6, 14)
        for row, line in enumerate(words)
        for column, word in enumerate(line)
    ]
    page = laid_out(sheet(*column(["去年修桥的情况如下。"]), *runs, rules=lines()))
    assert texts(page) == ["去年修桥的情况如下。", "指标\t单位\t数值\n石桥\t座\t3\n水闸\t座\t12\n渡船\t条\t40"]
    assert cells_of(page)[4] == (1, 1, 1, 1, "座")


def test_cells_that_no_line_parts_are_one() -> None:
    rules = [
        *(Rule((90, row, 506, row)) for row in (300, 360)),
        Rule((230, 330, 506, 330)),
        *(Rule((place, 300, place, 360)) for place in (90, 230, 506)),
        Rule((370, 330, 370, 360)),
    ]
    runs = [run("桥", 100, 320), run("全年合计", 240, 306), run("3座", 240, 336), run("5座", 380, 336)]
    assert cells_of(laid_out(sheet(*runs, rules=rules))) == [
        (0, 0, 2, 1, "桥"),
        (0, 1, 1, 2, "全年合计"),
        (1, 1, 1, 1, "3座"),
        (1, 2, 1, 1, "5座"),
    ]


def test_a_table_whose_cells_are_boxes_of_their_own_is_one_table() -> None:
    rules = [
        rule
        for top, bottom in itertools.pairwise(ROWS)
        for left, right in itertools.pairwise(COLUMNS)
        for rule in box(left + 0.3, top + 0.3, right - 0.3, bottom - 0.3)
    ]
    runs = [run("桥", left + 9, top + 6) for left in COLUMNS[:-1] for top in ROWS[:-1]]
    assert len(cells_of(laid_out(sheet(*runs, rules=rules)))) == 12


def test_a_line_that_fills_its_cell_runs_on() -> None:
    runs = [
        run("全县一般公共预", 92, 304, 19), run("算收入", 92, 325, 19), run("5", 240, 306), run("桥", 380, 306),
        run("桥", 92, 396),
    ]  # fmt: skip
    rules = [*lines((90, 230, 370, 506), (300, 390, 420))]
    assert cells_of(laid_out(sheet(*runs, rules=rules)))[0][4] == "全县一般公共预算收入"


def test_a_box_round_prose_is_no_table() -> None:
    text = "修桥的钱由县里出一半镇里出一半不够的部分由沿河的几个村子按人口分摊到户年底结清。"
    page = laid_out(sheet(*column([text]), rules=box(LEFT - 8, TOP - 8, 514, TOP + 80)))
    assert [block.kind for block in page.blocks] == ["paragraph"]
    assert texts(page) == [text]


def test_a_stroke_under_a_title_and_a_frame_round_the_page_are_no_tables() -> None:
    rules = [Rule((90, 100, 506, 100)), *box(30, 30, 565, 812), *box(33, 33, 562, 809)]
    assert [block.kind for block in laid_out(sheet(*column(["修桥。", "铺路。"]), rules=rules)).blocks] == [
        "paragraph",
        "paragraph",
    ]


def test_a_drawing_of_many_lines_costs_little() -> None:
    hatching = [Rule((at % 500, at / 20, at % 500 + 9, at / 20)) for at in range(15_000)]
    assert texts(laid_out(sheet(*column(["修桥。"]), rules=hatching))) == ["修桥。"]
