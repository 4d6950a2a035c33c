"""Numbers of indicators that stand in tables: the row names the indicator, the column says what its numbers are.

Only what both say in full is read: a row whose name is one of an indicator and nothing else, a column whose head says a
level or a growth. Of every other cell nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from tiaoli.chinese.numerals import parse_integer
from tiaoli.chinese.width import squeeze
from tiaoli.extraction.frames import YEAR
from tiaoli.extraction.measuring import Cues, measure
from tiaoli.extraction.numbering import walk_numbered
from tiaoli.extraction.places import About
from tiaoli.extraction.subjects import Link
from tiaoli.extraction.timing import Said
from tiaoli.extraction.vocabulary import Vocabulary, Word
from tiaoli.page import Cell, Page, Span
from tiaoli.rulebook.models import Pack
from tiaoli.structure import Section
from tiaoli.tables import Grid, read_amount, read_grid

_YEAR = re.compile(f"(?<![比较]){YEAR}(?=年|$)")
_BASE = re.compile(f"[比较]({YEAR})年")
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\(?[0-9一二三四五六七八九十]{1,2}[)、.](?![0-9])|其中:?|[#*•·—-])+"
)
_ORDINAL = re.compile("[0-9一二三四五六七八九十]{1,3}[、.]?|[(][0-9一二三四五六七八九十]{1,3}[)]")
_UNIT_IN_BRACKETS = re.compile(r"[(\[](?:单位:)?([^()\[\],:]{1,8})[)\]]$")
_CHANGE_OF_NAME = re.compile(
    "(?P<average>年均)?(?:增长|增速|增幅|增长率|增长速度|(?P<down>降低|下降|降幅|下降率|降低率))$"
)
_UNITS = re.compile("(?:计量)?单位")
_ASIDE = re.compile("(?:指标)?(?:属性|性质)|序号|备注")
"""The heads of columns between names and numbers that are neither."""
_GROWTH = re.compile("(?:增长|增速|增幅|涨幅|±|同比)(?![额量数值])")
_CHANGE = re.compile(f"增减|升降|[比较](?:[上去]|{YEAR})年")
_AMOUNT = re.compile("增[长加减][额量数值]|增加|减少|百分点")
"""A change that is no growth, or may be none, unless the head says that it is in percent."""
_LEVEL = re.compile(
    f"(?:{YEAR}年?|全年|本年|当年|上年|去年|主要|实际|预计|预期|计划|规划|目标|绝对[数值量]|总量|数量|数值|指标值|产量|金额|实绩|完成|达到"
    "|数|值|情况)+"
)
_OF_PARTS = re.compile("开发区|高新区|经开区|园区|新区|[各分](?:县|区|市|乡镇|镇|行业|地区)|县区|市县")
"""What a table's caption says where its numbers are of parts of the region."""
LONGEST_CAPTION = 60
_COUNTED = re.compile("产量|产值|增加值")
_AIM = re.compile("目标|预期|计划")
_LAST_YEAR = re.compile("上年|去年")


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A number of a table said of an indicator, its section's id, the span from the row's name to it, and its own."""

    link: Link
    said: Said
    section: str
    span: Span
    number: Span


@dataclass(frozen=True, slots=True)
class _Row:
    """The cell that names a row, what it names and in which unit; where the row has its growth alone, the direction of
    that and whether it is one of several years on average."""

    cell: Cell
    word: Word
    unit: str
    direction: int = 0
    is_average: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """What the numbers of a column are."""

    is_growth: bool
    is_average: bool
    is_aim: bool
    year: int | None
    base: int | None
    unit: str
    head: str


def find_tabulated(
    page: Page, pack: Pack, sections: Sequence[Section], about: About, vocabulary: Vocabulary
) -> Iterator[Tabulated]:
    """The numbers of indicators in the tables of a document's body, in reading order."""
    if about.part_of_year:
        return  # whose columns may be of a quarter or of half a year
    periods = {role.period for role in pack.roles.values()}
    usual = "year_reported" if "year_reported" in periods else None  # a communiqué speaks of its year throughout
    for number, section in walk_numbered(sections):
        for paragraph in section.paragraphs if section.role != "annex" else ():
            role = pack.roles.get(paragraph.role or section.role or "")
            for at in paragraph.blocks:
                if page.blocks[at].kind == "table":
                    grid = read_grid(page, page.blocks[at])
                    if not _is_of_parts(grid, page, at, about):
                        yield from _read(grid, page, number, role.period if role else usual, about, vocabulary)


def _is_of_parts(grid: Grid, page: Page, at: int, about: About) -> bool:
    """Whether a short line before a table, or a cell over the whole of it, names parts of the document's region."""
    width = grid.width
    captions = [page.folded[slice(*cell.span)] for cell in grid.cells if cell.columns == width]
    before = next((page.blocks[one] for one in range(at - 1, -1, -1) if page.blocks[one].kind != "clutter"), None)
    if before and before.span[1] - before.span[0] <= LONGEST_CAPTION:
        line = page.folded[slice(*before.span)]
        captions += [] if "。" in line else [line]
    own = about.region.name if about.region else "\0"
    return any(_OF_PARTS.search(caption.replace(own, "")) for caption in captions)


class _Table:
    """What the heads of a table say, each read once: tables may have thousands of cells."""

    def __init__(self, grid: Grid, page: Page, about: About) -> None:
        """Takes the table, and the document of whose year its columns are where they say 上年."""
        self.texts = {cell: squeeze(page.quote(cell.span)) for cell in grid.cells}
        self._grid, self._about, self._width = grid, about, grid.width
        self._columns: dict[int, tuple[str, _Column | None]] = {}
        counted = {
            noun for cell in grid.cells if cell.row < grid.head_rows for noun in _COUNTED.findall(self.texts[cell])
        }
        self.counted = counted.pop() if len(counted) == 1 else ""
        """What the columns count of each row, where the heads say one thing: 产量, of 粮食."""

    def column(self, at: int) -> _Column | None:
        """What the numbers of a column are; None where its head does not say it."""
        return self._headed(at)[1]

    def name(self, row: int) -> Cell | None:
        """The cell that names a row: the nearest before its numbers that says nothing else of it."""
        before = (cell for cell in reversed(self._grid.before(row)) if not self._is_aside(cell.column))
        return next((cell for cell in before if not _ORDINAL.fullmatch(self.texts[cell])), None)

    def unit(self, row: int) -> str:
        """The unit of a row that has a column of units."""
        return "".join(self.texts[cell] for cell in self._grid.before(row) if self._holds_units(cell.column))

    def _is_aside(self, at: int) -> bool:
        return self._holds_units(at) or _ASIDE.fullmatch(self._headed(at)[0]) is not None

    def _holds_units(self, at: int) -> bool:
        return _UNITS.fullmatch(self._headed(at)[0]) is not None

    def _headed(self, at: int) -> tuple[str, _Column | None]:
        """The words that head a column, without those over the whole table, and what they say."""
        if at not in self._columns:
            head = "".join(self.texts[one] for one in self._grid.above(at) if one.columns < self._width)
            self._columns[at] = head, _column(head, self._about)
        return self._columns[at]


def _read(
    grid: Grid, page: Page, section: str, period: str | None, about: About, vocabulary: Vocabulary
) -> Iterator[Tabulated]:
    table = _Table(grid, page, about)
    for at, cells in groupby(grid.values, key=attrgetter("row")):
        row = _named(table, at, vocabulary)
        level: _Column | None = None  # the last column of levels
        for cell in cells if row else ():
            column = table.column(cell.column)
            if column and not column.is_growth:
                level = column
            elif column and level and column.year is None and not column.is_aim:
                column = replace(column, is_aim=level.is_aim, year=level.year)  # 2023年|增长(%)|2024年目标|增长(%)
            said = _said(column, period, about) if column else None
            if row and column and said and (link := _link(row, table.texts[cell], column, cell)):
                yield Tabulated(link, said, section, (row.cell.span[0], cell.span[1]), cell.span)


def _named(table: _Table, at: int, vocabulary: Vocabulary) -> _Row | None:
    """What a row names; None where its name is more, or less, than that of one indicator."""
    cell = table.name(at)
    if cell is None:
        return None
    text = _MARKER.sub("", table.texts[cell])
    unit = _UNIT_IN_BRACKETS.search(text)
    bare = text[: unit.start()] if unit else text
    said = unit[1] if unit else table.unit(at)
    if word := vocabulary.name(bare) or (vocabulary.name(bare + table.counted) if table.counted else None):
        return _Row(cell, word, said)
    change = _CHANGE_OF_NAME.search(bare)
    if change and (word := vocabulary.name(bare[: change.start()])):
        return _Row(cell, word, said, -1 if change["down"] else 1, bool(change["average"]))
    return None


def _column(head: str, about: About) -> _Column | None:
    """What a column's head says; None where that is nothing, or more than a level or a growth."""
    unit = _UNIT_IN_BRACKETS.search(head)
    bare = head[: unit.start()] if unit else head
    years = [parse_integer(year) for year in _YEAR.findall(bare)]
    is_growth = bool(_GROWTH.search(bare) or ("%" in head and _CHANGE.search(bare)))
    is_other = is_growth and (_AMOUNT.search(bare) or (unit and "%" not in unit[1]))
    if not bare or is_other or (not is_growth and not _LEVEL.fullmatch(bare)):
        return None
    year = years[0] if years else None
    if year is None and not is_growth and _LAST_YEAR.match(bare) and about.year:
        year = about.year - 1
    base = _BASE.search(bare)
    return _Column(
        is_growth,
        is_growth and "年均" in bare,
        _AIM.search(bare) is not None,
        year,
        parse_integer(base[1]) if base else None,
        unit[1] if unit else "",
        head,
    )


def _said(column: _Column, period: str | None, about: About) -> Said | None:
    """Year and kind of a column's numbers; None where neither its head nor its part of the document tells the year."""
    usual = about.year and {"last_year": about.year - 1, "this_year": about.year, "year_reported": about.year}.get(
        period or ""
    )
    if usual and column.is_aim and period == "last_year":
        usual += 1
    year = column.year or usual
    if year is None or column.base not in (None, year - 1):
        return None  # 比2020年增长, of several years
    ahead = bool(about.year and year > about.year)
    own = bool(about.year and year == about.year and period != "year_reported")
    kind = "target" if column.is_aim or ahead or own else "actual"
    return Said(kind, f"table:{column.head}", year, False, ahead, None)


def _link(row: _Row, printed: str, column: _Column, cell: Cell) -> Link | None:
    """The link of a number with its unit to what a row names; None where they do not go together."""
    text = printed.lstrip("-−")
    amount = read_amount(text)
    if amount and not amount.unit:
        end = amount.span[1]
        text = text[:end] + ("%" if column.is_growth else column.unit or row.unit) + text[end:]
        amount = read_amount(text)
    if amount is None:
        return None
    is_growth = bool(row.direction) or column.is_growth
    average = {"average"} if is_growth and (row.is_average or column.is_average) else set()
    cues = Cues(average, row.direction or int(is_growth), negative=printed[0] in "-−")
    cues.trailing(text, amount.span[1])
    for name in row.word.names:
        found = None if name.after else measure(name, amount, cues, text)
        if found and (found.measure == "growth") == is_growth:
            return Link(name.rule, found, *cell.span, cell.span, None, cues)
    return None
