import csv
import itertools
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaoli.chinese.region_names import names_by_form, rows_named
from tiaoli.chinese.regions import NATION, find_mentions, resolve

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("TIAOLI_SHARED", ROOT.parent / "shared"))


def names(printed: str, year: int | None) -> list[str]:
    return [region.name for region in resolve(printed, year=year)]


def mentions(text: str, year: int | None = 2024) -> list[str]:
    return [mention.name for mention in find_mentions(text, year=year)]


@pytest.mark.parametrize(
    ("printed", "name", "adcode"),
    [
        ("重庆市璧山区", "重庆市璧山区", "500120"),
        ("广西防城港市", "广西壮族自治区防城港市", "450600"),
        ("广西壮族自治区防城港市", "广西壮族自治区防城港市", "450600"),
        ("四川省成都市", "四川省成都市", "510100"),
        ("成都市双流区", "四川省成都市双流区", "510116"),
        ("四川双流区", "四川省成都市双流区", "510116"),
        ("湖南省长沙市岳麓区", "湖南省长沙市岳麓区", "430104"),
        ("海南省三亚市", "海南省三亚市", "460200"),
        ("新疆维吾尔自治区伊犁哈萨克自治州", "新疆维吾尔自治区伊犁哈萨克自治州", "654000"),
        ("湖北省仙桃市", "湖北省仙桃市", "429004"),
        ("重庆", "重庆市", "500000"),
        ("防城港", "广西壮族自治区防城港市", "450600"),
        ("内蒙古", "内蒙古自治区", "150000"),
        ("广西", "广西壮族自治区", "450000"),
        ("宁夏", "宁夏回族自治区", "640000"),
        ("新疆", "新疆维吾尔自治区", "650000"),
        ("西藏", "西藏自治区", "540000"),
        ("香港", "香港特别行政区", "810000"),
        ("海南", "海南省", "460000"),
        ("吉林", "吉林省", "220000"),
        ("延边州", "吉林省延边朝鲜族自治州", "222400"),
        ("恩施州", "湖北省恩施土家族苗族自治州", "422800"),
        ("甘孜州", "四川省甘孜藏族自治州", "513300"),
        ("积石山县", "甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县", "622927"),
        ("重庆市 璧山区", "重庆市璧山区", "500120"),
    ],
)
def test_a_printed_name_gives_the_official_one(printed: str, name: str, adcode: str) -> None:
    assert [(region.name, region.adcode) for region in resolve(printed, year=2020)] == [(name, adcode)]


def test_a_county_under_a_municipality_has_no_prefecture() -> None:
    (region,) = resolve("重庆市璧山区", year=2024)
    assert (region.level, region.province, region.prefecture, region.county) == ("county", "重庆市", None, "璧山区")


def test_a_prefecture_has_no_county() -> None:
    (region,) = resolve("四川省成都市", year=2024)
    assert (region.level, region.province, region.prefecture, region.county) == ("prefecture", "四川省", "成都市", None)


@pytest.mark.parametrize("printed", ["全国", "中华人民共和国"])
def test_the_nation_has_its_own_code(printed: str) -> None:
    assert resolve(printed, year=2024) == (NATION,)


@pytest.mark.parametrize("printed", ["", "市", "火星市", "朝阳", "城", "河南省成都市", "璧山", "高新技术产业开发区"])
def test_a_name_that_no_region_bears_gives_nothing(printed: str) -> None:
    assert names(printed, 2024) == []


@pytest.mark.parametrize(
    ("printed", "year", "found"),
    [
        ("璧山县", 2013, ["重庆市璧山县"]),
        ("璧山县", 2014, ["重庆市璧山县"]),  # the report of early 2014 still says so
        ("璧山县", 2016, []),
        ("璧山区", 2012, []),
        ("璧山区", 2014, ["重庆市璧山区"]),
        ("襄樊市", 2009, ["湖北省襄樊市"]),
        ("襄阳市", 2010, ["湖北省襄阳市"]),
        ("襄樊市", 2012, []),
        ("崇文区", 2008, ["北京市崇文区"]),
        ("崇文区", 2015, []),
        ("巢湖市", 2005, ["安徽省巢湖市"]),
        ("巢湖市", 2012, ["安徽省合肥市巢湖市"]),
        ("重庆市", 1990, ["四川省重庆市"]),
        ("重庆市", 2000, ["重庆市"]),
        ("襄阳", 2026, ["湖北省襄阳市"]),
        ("璧山县", None, ["重庆市璧山县"]),
        ("巢湖市", None, ["安徽省合肥市巢湖市"]),
    ],
)
def test_a_name_is_read_as_of_its_year(printed: str, year: int | None, found: list[str]) -> None:
    assert names(printed, year) == found


def test_an_ambiguous_county_gives_every_candidate() -> None:
    assert [region.prefecture for region in resolve("鼓楼区", year=2024)] == ["南京市", "徐州市", "福州市", "开封市"]


def test_a_region_around_it_settles_an_ambiguous_name() -> None:
    (fujian,) = resolve("福建省", year=2024)
    assert [region.adcode for region in resolve("鼓楼区", year=2024, within=fujian)] == ["350102"]
    assert names("南京市鼓楼区", 2024) == ["江苏省南京市鼓楼区"]


def test_twenty_nine_current_county_names_are_ambiguous() -> None:
    official = {name for listed in names_by_form().values() for name, is_county, _ in listed if is_county}
    assert sum(len([row for row in rows_named(name) if row.code[4:] != "00" and row.is_in_force(2024)]) > 1
               for name in official) == 29  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("重庆市璧山区人民政府", ["重庆市璧山区"]),
        ("北京市、上海市", ["北京市", "上海市"]),
        ("河北山西两省", ["河北", "山西"]),
        ("在广西防城港市第五届", ["广西防城港市"]),
        ("隆重庆祝大会", []),
        ("保持经济南北均衡水平", []),
        ("建成县城一座", []),
        ("成县和文县", ["成县", "文县"]),
        ("提高县乡水平", []),
        ("朝阳产业与辽宁朝阳", ["辽宁朝阳"]),
        ("改造城区,走访阳泉市城区", ["阳泉市城区"]),
        ("沿海城市顺应城市发展", []),
        ("璧山的变化", []),
        ("全国平均水平", []),
    ],
)
def test_a_text_names_the_regions_that_it_means(text: str, found: list[str]) -> None:
    assert mentions(text) == found


def test_a_name_not_in_force_in_the_year_is_no_mention() -> None:
    assert mentions("崇文区的街道", 2020) == []
    assert mentions("崇文区的街道", 2008) == ["崇文区"]


def test_a_search_stays_within_its_bounds() -> None:
    (mention,) = find_mentions("北京市和上海市的合作", 3, 7, year=2024)
    assert mention.span == (4, 7)


@settings(deadline=None)  # the first example loads the table
@given(st.text(alphabet="重庆市璧山区北京上海县省广西、的 朝阳城", max_size=30))
def test_mentions_are_literal_sorted_and_known(text: str) -> None:
    found = find_mentions(text)
    assert all(text[mention.span[0] : mention.span[1]] == mention.name for mention in found)
    assert all(one.span[1] <= two.span[0] for one, two in itertools.pairwise(found))
    assert all(resolve(mention.name, year=None) for mention in found)


def test_every_row_of_the_reference_resolves_to_itself_in_its_first_year() -> None:
    reference = SHARED / "data" / "areacodes.csv"
    if not reference.exists():
        pytest.skip(f"the reference table is not at {reference}; set TIAOLI_SHARED")
    with reference.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    wrong = []
    for code, province, prefecture, name, level, _, first, *_ in rows:
        middle = prefecture if level == "县级" and prefecture != "直辖" else ""
        full = name if level == "省级" else province + middle + name
        if [(region.adcode, region.name) for region in resolve(full, year=int(first))] != [(code, full)]:
            wrong.append((code, full, first))
    assert len(rows) == 6823
    assert wrong == []
