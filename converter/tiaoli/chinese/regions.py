"""Regions of China by their printed names, with the codes of the year that a report speaks from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tiaoli.chinese.region_names import (
    OFFICIAL,
    SHORT,
    SHORT_COUNTY,
    Row,
    forms_of,
    names_by_form,
    rows_named,
    words,
)
from tiaoli.chinese.width import fold

Span = tuple[int, int]
"""Half-open range of code points."""

FIRST_YEAR, LAST_YEAR = 1981, 2024
"""The years that the table covers; a year before or after is read as the nearest of these."""

_LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}
_NATION_NAMES = frozenset({"全国", "中华人民共和国"})
_LONGEST = 64
"""No full name is longer."""

# Between the names of a list.
_LINKS = frozenset("和与及至到由向")
# 新县城, 云县级: a short county name with one of these behind it is no name.
_NO_COUNTY_BEFORE = frozenset("城级域")
# 重庆市场, of a market.
_NO_CITY_BEFORE = frozenset("场")


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its official names and its GB/T 2260 code in one year."""

    name: str
    """From the province down, such as 四川省成都市双流区."""
    adcode: str
    level: str
    province: str | None
    prefecture: str | None
    """None also for a county directly under its province or municipality."""
    county: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A region's name as a text prints it."""

    span: Span
    name: str


NATION = Region("全国", "100000", "country", None, None, None)
"""The whole country."""


class _Candidate(NamedTuple):
    row: Row
    rank: int
    has_prefix: bool


def resolve(name: str, *, year: int | None, within: Region | None = None) -> tuple[Region, ...]:
    """The regions that a printed name may mean in `year`: one, several where it is ambiguous, none where unknown.

    An official name goes before a short form, `year` before the year before (a report early in the year of a
    change may print the old name), and among short forms the higher level. Without a year it is the newest
    region that ever bore the name. `within` keeps what lies in that region.

    >>> [region.name for region in resolve("广西防城港市", year=2019)]
    ['广西壮族自治区防城港市']
    >>> [region.adcode for region in resolve("璧山县", year=2014)]
    ['500227']
    """
    printed = "".join(fold(name).split())
    return _resolve(printed, year, within) if len(printed) <= _LONGEST else ()


def find_mentions(folded: str, start: int = 0, end: int | None = None, *, year: int | None = None) -> list[Mention]:
    """The names of regions in reading order, longest first from the left; names that run on are one mention.

    Names not in force in `year` are left out. 全国 is not among them, nor are a county's short forms.

    >>> [mention.name for mention in find_mentions("在重庆市璧山区,不在北京市、上海市。", year=2024)]
    ['重庆市璧山区', '北京市', '上海市']
    """
    stop = len(folded) if end is None else end
    return [Mention(span, folded[span[0] : span[1]]) for span in _joined(folded, _matches(folded, start, stop), year)]


def may_name(folded: str, start: int) -> bool:
    """Whether a name of a region may begin at `start`: much quicker to tell than which.

    >>> may_name("重庆市璧山区", 0), may_name("重庆市璧山区", 2)
    (True, False)
    """
    return folded[start : start + 2] in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """What the forms of names begin with; none is shorter."""
    return frozenset(form[:2] for form in names_by_form())


@lru_cache(maxsize=4096)
def _resolve(printed: str, year: int | None, within: Region | None) -> tuple[Region, ...]:
    if printed in _NATION_NAMES:
        return (NATION,)
    candidates = [
        candidate
        for candidate in _candidates(printed)
        if _is_plain(candidate, printed, alone=within is None)
        and (within is None or within is NATION or _full_name(candidate.row).startswith(within.name))
    ]
    rows = _best(candidates, year)
    exact = [row for row in rows if _full_name(row) == printed]
    return tuple(_region(row) for row in sorted(exact or rows))


def _candidates(printed: str) -> tuple[_Candidate, ...]:
    """Every row, of any year, whose name ends `printed` and whose superiors' names fill what stands before it."""
    found = []
    for at in range(len(printed) - 1):
        prefix = printed[:at]
        for name, is_county, rank in names_by_form().get(printed[at:], ()):
            for row in rows_named(name):
                if (row.level == "county") == is_county and (not prefix or prefix in _prefixes(row)):
                    found.append(_Candidate(row, rank, bool(prefix)))
    return tuple(found)


def _is_plain(candidate: _Candidate, printed: str, *, alone: bool) -> bool:
    """Whether the form says enough: by itself, a county's short form or a common word does not."""
    if candidate.has_prefix or not alone or candidate.rank == OFFICIAL:
        return True
    return candidate.rank != SHORT_COUNTY and printed not in words().ordinary


def _best(candidates: Iterable[_Candidate], year: int | None) -> list[Row]:
    by_rank: dict[int, list[Row]] = {}
    for candidate in candidates:
        by_rank.setdefault(candidate.rank, []).append(candidate.row)
    for rank in sorted(by_rank):
        rows = _newest(by_rank[rank]) if year is None else _in_force(by_rank[rank], year)
        if rows:
            return rows if rank < SHORT else _highest(rows)
    return []


def _in_force(rows: list[Row], year: int) -> list[Row]:
    covered = min(max(year, FIRST_YEAR), LAST_YEAR)
    exact = [row for row in rows if row.is_in_force(covered)]
    # Past the table the year before is not "early in the year of a change".
    return exact or [row for row in rows if year <= LAST_YEAR and row.is_in_force(covered - 1)]


def _newest(rows: list[Row]) -> list[Row]:
    newest = max(row.change_year or LAST_YEAR + 1 for row in rows)
    return [row for row in rows if (row.change_year or LAST_YEAR + 1) == newest]


def _highest(rows: list[Row]) -> list[Row]:
    highest = min(_LEVELS[row.level] for row in rows)
    return [row for row in rows if _LEVELS[row.level] == highest]


def _prefixes(row: Row) -> frozenset[str]:
    if row.level == "county":
        return _superiors(row.province, row.prefecture)
    return _superiors(row.province if row.level == "prefecture" else None, None)


@lru_cache(maxsize=4096)
def _superiors(province: str | None, prefecture: str | None) -> frozenset[str]:
    """Every way to print what a region lies in: its province, its prefecture, or both."""
    provinces = [form for form, _ in forms_of(province, is_county=False)] if province else []
    prefectures = [form for form, _ in forms_of(prefecture, is_county=False)] if prefecture else []
    return frozenset([*provinces, *prefectures, *(upper + lower for upper in provinces for lower in prefectures)])


def _full_name(row: Row) -> str:
    if row.level == "province":
        return row.name
    return row.province + (row.prefecture or "") * (row.level == "county") + row.name


def _region(row: Row) -> Region:
    level = row.level
    prefecture = row.name if level == "prefecture" else row.prefecture if level == "county" else None
    county = row.name if level == "county" else None
    return Region(_full_name(row), row.code, level, row.province, prefecture, county)


@cache
def _automaton() -> AhoCorasick:
    forms = names_by_form()
    patterns = {form for form, names in forms.items() if any(rank != SHORT_COUNTY for _, _, rank in names)}
    return AhoCorasick(sorted(patterns | words().other), matchkind=MatchKind.LeftmostLongest)


def _matches(folded: str, start: int, stop: int) -> Iterator[Span]:
    """Where forms stand, longest and leftmost, words that only look like one among them."""
    for _, first, last in _automaton().find_matches_as_indexes(folded[start:stop]):
        yield first + start, last + start


def _joined(folded: str, matches: Iterable[Span], year: int | None) -> Iterator[Span]:
    current: Span | None = None
    for first, last in matches:
        if current and current[1] == first and _resolve(folded[current[0] : last], year, None):
            current = (current[0], last)
            continue
        if current:
            yield current
        current = (first, last) if _names_alone(folded, (first, last), year) else None
    if current:
        yield current


def _names_alone(folded: str, span: Span, year: int | None) -> bool:
    """Whether a match names a region without another one before it."""
    form = folded[span[0] : span[1]]
    before, after = folded[span[0] - 1 : span[0]], folded[span[1] : span[1] + 1]
    if form in words().ordinary or form in words().other or not _resolve(form, year, None):
        return False
    if form.endswith("市") and after in _NO_CITY_BEFORE:
        return False
    # 成县 is in 建成县, 和县 in 市和县: two characters need a clean edge.
    is_short_county = len(form) == 2 and form[-1] in "县区市旗"
    return not is_short_county or not (after in _NO_COUNTY_BEFORE or (before.isalnum() and before not in _LINKS))
