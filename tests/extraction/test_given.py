"""What a manifest gives, held against what was found: what counts as the same, and what is told."""

from __future__ import annotations

import pytest

from tiaoli.chinese.regions import resolve
from tiaoli.document import Metadata
from tiaoli.extraction.given import differences, manifest_remarks


def found(region: str, *, year: int = 2024, published: str | None = None) -> Metadata:
    (place,) = resolve(region, year=year)
    facts = {name: getattr(place, name) for name in ("name", "adcode", "level", "province", "prefecture", "county")}
    return Metadata.model_validate(
        {"document_type": "other", "region": facts, "year": year, "published": published},
    )


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("北京", "北京市"),
        ("璧山", "重庆市璧山区"),
        ("璧山区", "重庆市璧山区"),
        ("重庆 璧山", "重庆市璧山区"),
        ("500120", "重庆市璧山区"),
        ("500120000000", "重庆市璧山区"),
        ("延边州", "吉林省延边朝鲜族自治州"),
        ("内蒙古", "内蒙古自治区"),
        ("重庆市-璧山区", "重庆市璧山区"),
        ("全国", "全国"),
        ("国务院", "全国"),
    ],
)
def test_a_region_is_the_same_by_any_name_or_code_of_it(given: str, region: str) -> None:
    assert differences(found(region), {"region": given}) == []


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("重庆", "重庆市璧山区"),
        ("铜梁", "重庆市璧山区"),
        ("朝阳市", "北京市朝阳区"),
        ("璧山区", "重庆市"),
        ("500100", "重庆市璧山区"),
        ("石桥县", "重庆市璧山区"),
        ("北京", "全国"),
        ("国务院", "北京市"),
    ],
)
def test_another_place_is_another_place_even_where_one_lies_in_the_other(given: str, region: str) -> None:
    assert differences(found(region), {"region": given}) == [("region", given, region)]


def test_days_are_compared_as_days_and_years_as_numbers() -> None:
    document = found("北京市", published="2024-02-27")
    assert differences(document, {"year": "2024", "published": "2024年2月27日"}) == []
    assert differences(document, {"year": 2023, "published": "2024-02-28"}) == [
        ("year", 2023, 2024),
        ("published", "2024-02-28", "2024-02-27"),
    ]


def test_a_document_that_is_silent_is_no_contradiction_but_is_told() -> None:
    remarks = manifest_remarks(Metadata(document_type="other"), {"year": 2024, "region": "北京", "note": "甲"})
    assert [(remark.code, remark.params) for remark in remarks] == [
        ("manifest.alone", {"field": "region", "given": "北京"}),
        ("manifest.alone", {"field": "year", "given": 2024}),
    ]
