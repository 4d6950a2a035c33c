"""Which region a document is of, and what is said where that is not certain."""

from __future__ import annotations

import pytest

from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source

BODY = """各位代表:
现在,我代表{level}人民政府向大会报告工作,请予审议。
一、{year}年工作回顾
{body}
二、{next}年工作安排
真抓实干。
"""


def report(title: str, *, level: str = "县", year: int = 2023, body: str = "经济平稳。") -> Document:
    text = f"{title}\n" + BODY.format(level=level, year=year, next=year + 1, body=body)
    return convert(Source(text.encode(), uri="a.txt"))


@pytest.mark.parametrize(
    ("title", "name", "adcode"),
    [
        ("2024年重庆市璧山区政府工作报告", "重庆市璧山区", "500120"),
        ("2024年防城港市政府工作报告", "广西壮族自治区防城港市", "450600"),
        ("2024年湖南省长沙市岳麓区政府工作报告", "湖南省长沙市岳麓区", "430104"),
        ("2024年西藏自治区政府工作报告", "西藏自治区", "540000"),
        ("2024年国务院政府工作报告", "全国", "100000"),
        ("(山西)2024年昔阳县政府工作报告(全文)", "山西省晋中市昔阳县", "140724"),
        ("[河南]2024年鼓楼区政府工作报告", "河南省开封市鼓楼区", "410204"),
    ],
)
def test_the_title_names_the_region_and_the_codes_complete_it(title: str, name: str, adcode: str) -> None:
    region = report(title).metadata.region
    assert region is not None
    assert (region.name, region.adcode) == (name, adcode)


def test_the_code_is_that_of_the_reports_year() -> None:
    before, after = report("2010年璧山县政府工作报告", year=2009), report("2016年璧山区政府工作报告", year=2015)
    assert before.metadata.region is not None
    assert after.metadata.region is not None
    assert (before.metadata.region.adcode, after.metadata.region.adcode) == ("500227", "500120")


def test_a_name_borne_by_several_is_settled_by_the_documents_own_words() -> None:
    region = report("2024年鼓楼区政府工作报告", level="区", body="融入南京都市圈,服务江苏发展大局。").metadata.region
    assert region is not None
    assert region.name == "江苏省南京市鼓楼区"


def test_a_name_borne_by_several_is_left_open_with_its_candidates() -> None:
    document = report("2024年鼓楼区政府工作报告", level="区")
    (remark,) = (remark for remark in document.diagnostics if remark.code == "metadata.ambiguous-region")
    assert document.metadata.region is None
    assert "福建省福州市鼓楼区" in remark.params["candidates"]


def test_without_a_name_in_the_head_the_body_tells_with_a_remark() -> None:
    body = "韶关经济平稳增长。我市推进韶关融入珠三角,浈江区、武江区面貌一新,韶关机场通航,广州产业加快转移。"
    document = report("", level="市", body=body)
    assert document.metadata.region is not None
    assert document.metadata.region.name == "广东省韶关市"
    assert "metadata.region-from-body" in {remark.code for remark in document.diagnostics}


def test_a_body_that_names_no_region_clearly_gives_none() -> None:
    assert report("", level="市", body="我市经济平稳增长,与广州、深圳、佛山的合作更加紧密。").metadata.region is None


def test_who_reports_on_behalf_of_a_district_is_not_taken_for_the_city_that_the_text_names_most() -> None:
    body = "各位代表:\n受区人民政府委托,现将计划执行情况和计划草案提请大会审议。\n一、2024年计划执行情况\n"
    city = "重庆的支持很大,重庆各部门的帮助很多,重庆的政策很好,重庆全市上下同心。"
    text = f"计划执行情况及计划草案的报告\n{body}{city * 3}"
    assert convert(text.encode(), uri="a.txt").metadata.region is None


@pytest.mark.parametrize(
    ("title", "level", "place"),
    [
        ("2024年昔阳县乐平镇政府工作报告", "镇", "镇人民政府"),
        ("昔阳县乐平镇人民政府2024年工作报告", "县", "昔阳县乐平镇"),
        ("政府工作报告\n——2024年1月9日在昔阳县乐平镇第十七届人民代表大会第三次会议上", "县", "昔阳县乐平镇"),
        ("政府工作报告\n——2024年1月9日在乐平镇第十七届人民代表大会第三次会议上", "县", "乐平镇"),
        ("晋中市太谷高新技术开发区管委会2024年工作报告", "区", "晋中市太谷高新技术开发区"),
        ("昔阳县乐平镇政府工作报告\n发布机构:昔阳县人民政府", "乐平镇", "乐平镇人民政府"),
    ],
)
def test_the_report_of_a_town_or_a_zone_is_not_that_of_the_region_it_lies_in(
    title: str, level: str, place: str
) -> None:
    document = report(title, level=level)
    assert document.metadata.region is None
    remarks = {remark.code: remark for remark in document.diagnostics}
    assert remarks["metadata.unknown-region"].params["name"] == place


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2024年景德镇市政府工作报告", "江西省景德镇市"),
        ("2024年上海市浦东新区政府工作报告", "上海市浦东新区"),
        ("昔阳县城镇工作办公室\n昔阳县政府工作报告", "山西省晋中市昔阳县"),
    ],
)
def test_a_county_with_the_word_for_a_town_in_or_behind_its_name_is_no_town(title: str, name: str) -> None:
    region = report(title).metadata.region
    assert region is not None
    assert region.name == name


def test_a_short_name_borne_by_several_is_settled_by_the_full_name_of_the_meeting() -> None:
    region = report(
        "大厂县政府工作报告\n——2024年1月9日在大厂回族自治县第十六届人民代表大会第五次会议上"
    ).metadata.region
    assert region is not None
    assert region.adcode == "131028"
