"""Metadata of a report: dates, speaker, meeting, year; null where the source is silent or damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source

BODY = "各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、工作回顾\n经济平稳。\n二、工作安排\n真抓实干。\n"


def report(head: str, body: str = BODY) -> Document:
    return convert(Source(f"{head}\n{body}".encode(), uri="a.txt"))


@pytest.mark.parametrize(
    "dateline",
    [
        "——2024年2月3日在丰都县第十八届人民代表大会第三次会议上",
        "(２０２４年２月３日在丰都县第十八届人民代表大会第三次会议上)",
        "二○二四年二月三日在丰都县第十八届人民代表大会第三次会议上",
        "——2024年2月3日在丰都县第十八届\n\n人民代表大会第三次会议上",
        "——2024年2月3日在丰都县第十八届\n人 民 代 表 大 会 第 三 次 会 议 上",
        "2024年2月3日丰都县第十八届人民代表大会第三次会议",
    ],
    ids=["dash", "in brackets", "Chinese numerals", "broken over lines", "spaced out", "without 在"],
)
def test_a_dateline_gives_the_day_and_the_meeting(dateline: str) -> None:
    metadata = report(f"2024年丰都县政府工作报告\n{dateline}").metadata
    assert metadata.date == "2024-02-03"
    assert metadata.meeting is not None
    assert metadata.meeting.name == "丰都县第十八届人民代表大会第三次会议"
    assert (metadata.meeting.congress, metadata.meeting.session) == (18, 3)


@pytest.mark.parametrize("damaged", ["——202423日在", "——2024年月3日在", "——年2月3日在"])
def test_a_damaged_date_is_left_out_and_reported(damaged: str) -> None:
    document = report(f"2024年丰都县政府工作报告\n{damaged}丰都县第十八届人民代表大会第三次会议上")
    assert document.metadata.date is None
    assert document.metadata.meeting is not None
    assert "metadata.damaged-date" in {remark.code for remark in document.diagnostics}


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("丰都县人民政府县长  王小明", "王小明", "丰都县人民政府县长"),
        ("县长\u3000王 明", "王明", "县长"),
        ("自治区主席 买买提·艾力", "买买提·艾力", "自治区主席"),
        ("代市长:欧阳小明", "欧阳小明", "代市长"),
        ("——2024年2月3日在丰都县第十八届人民代表大会第三次会议上\n\n王小明", "王小明", None),
        ("县 长   王 小 明", "王小明", "县 长"),
    ],
)
def test_the_speaker_is_named_with_the_office_as_printed(line: str, name: str, title: str | None) -> None:
    speaker = report(f"2024年丰都县政府工作报告\n{line}").metadata.speaker
    assert speaker is not None
    assert (speaker.name, speaker.title) == (name, title)


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("——2024年2月3日在丰都县第十八届人民代表大会第三次会议上县长王小明作政府工作报告", "王小明", "县长"),
        ("2024年2月3日丰都县县长 王小明在丰都县第十八届人民代表大会第三次会议上的讲话", "王小明", "丰都县县长"),
        ("2024年2月3日王小明县长在丰都县第十八届人民代表大会第三次会议上的报告", "王小明", "县长"),
        ("2024年2月3日在丰都县第十八届人民代表大会第三次会议上丰都县县长 王小明同志作报告", "王小明", "丰都县县长"),
    ],
)
def test_a_dateline_may_name_the_speaker_as_well(line: str, name: str, title: str) -> None:
    metadata = report(f"2024年丰都县政府工作报告\n{line}").metadata
    assert metadata.date == "2024-02-03"
    assert metadata.speaker is not None
    assert (metadata.speaker.name, metadata.speaker.title) == (name, title)


def test_a_blogger_is_no_speaker_and_his_posting_no_day_of_delivery() -> None:
    metadata = report("2018年丰都县政府工作报告\n闲云野鹤 原创 | 2018-06-19 00:05 | 收藏 | 投票").metadata
    assert (metadata.speaker, metadata.date, metadata.published) == (None, None, "2018-06-19")


@pytest.mark.parametrize(
    ("head", "first", "second", "year"),
    [
        ("2024年丰都县政府工作报告", "工作回顾", "工作安排", 2024),
        ("政府工作报告(2024年)", "工作回顾", "工作安排", 2024),
        ("政府工作报告", "2023年工作回顾", "今年工作安排", 2024),
        ("政府工作报告", "过去五年工作回顾", "2024年工作安排", 2024),
        ("政府工作报告", "“十三五”时期工作回顾", "今后五年奋斗目标", 2021),
    ],
)
def test_the_year_is_the_one_the_report_is_for(head: str, first: str, second: str, year: int) -> None:
    body = BODY.replace("工作回顾", first).replace("工作安排", second)
    assert report(head, body).metadata.year == year


def test_a_silent_source_gives_nulls() -> None:
    metadata = report("").metadata
    assert (metadata.title, metadata.date, metadata.speaker, metadata.meeting, metadata.published) == (None,) * 5


def test_an_attribute_of_the_markup_is_evidence_by_its_node() -> None:
    page = (
        '<html><head><meta name="PubDate" content="2024-03-05 10:00"></head><body><h1>丰都县政府工作报告</h1>'
        f"<p>{BODY.replace(chr(10), '</p><p>')}</p></body></html>"
    )
    document = convert(Source(page.encode(), uri="a.html"))
    evidence = document.evidence["metadata.published"]
    assert document.metadata.published == "2024-03-05"
    assert evidence.span is None
    assert evidence.node is not None


@pytest.mark.parametrize(
    ("kind", "words", "value", "quote"),
    [
        ("money", "约3,500万元(含税)", {"value": 35_000_000, "unit": "CNY"}, "3,500万元"),
        ("percent", "为百分之十二点五", 12.5, "百分之十二点五"),
        ("number", "共3.5公里", 3.5, "3.5"),
        ("region", "沿重庆市丰都县一线", {"name": "重庆市丰都县", "adcode": "500230"}, "重庆市丰都县"),
    ],
)
def test_a_value_of_a_type_is_read_from_the_words_that_print_it(
    tmp_path: Path, kind: str, words: str, value: object, quote: str
) -> None:
    document = with_field(tmp_path, kind, f"规模:{words}")
    assert json.loads(document.to_json())["fields"]["size"] == value
    assert document.evidence["fields.size"].quote == quote


@pytest.mark.parametrize(
    ("kind", "words"), [("money", "3,50万元,另有5亿元"), ("percent", "5个百分点"), ("number", "不详")]
)
def test_a_damaged_amount_leaves_the_field_out(tmp_path: Path, kind: str, words: str) -> None:
    assert "size" not in with_field(tmp_path, kind, f"规模:{words}").fields


def test_what_a_rule_adds_is_added_to_any_number(tmp_path: Path) -> None:
    assert with_field(tmp_path, "number", "规模:3.5公里", "add: 1").fields["size"] == 4.5


def with_field(folder: Path, kind: str, line: str, more: str = "add: 0") -> Document:
    (folder / "pack.yaml").write_text(
        "rules: 1\nid: my.sizes\nversion: 1.0.0\ntitle: 测试\nfields:\n"
        f'  size: {{type: {kind}, from: [{{in: body, pattern: "规模:{{value:line}}", {more}}}]}}\n',
        "utf-8",
    )
    return convert(f"各位代表:\n{line}\n".encode(), rules=[folder], pack="my.sizes")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('in: body, any: ["丙{value:any}。", "甲{value:any}。"]', "四"),  # the first pattern, not the leftmost match
        ('in: body, pattern: "甲{value:any}乙"', "一"),  # the shortest that lets the rest match
        ('in: body, pattern: "甲{value:any}"', "一乙二乙三"),  # at the end the longest
    ],
)
def test_of_several_matches_the_documented_one_is_kept(tmp_path: Path, source: str, value: str) -> None:
    (tmp_path / "pack.yaml").write_text(
        "rules: 1\nid: my.pack\nversion: 1.0.0\ntitle: 测试\n"
        f"fields:\n  it:\n    from:\n      - {{{source}}}\n      - {{in: body, any: [各位]}}\n",
        "utf-8",
    )
    document = convert("各位代表:\n现在报告工作。甲一乙二乙三。丙四。\n".encode(), rules=[tmp_path], pack="my.pack")
    assert document.fields["it"] == value


def test_a_meeting_is_known_by_its_short_name_where_the_full_one_stands_nowhere() -> None:
    short = "2024年2月3日在丰都县十八届人大三次会议上"
    meeting = report(f"2024年丰都县政府工作报告\n{short}").metadata.meeting
    assert meeting is not None
    assert (meeting.name, meeting.congress, meeting.session) == ("丰都县十八届人大三次会议", 18, 3)
    both = report(
        f"在县十八届人大三次会议上的政府工作报告\n——{short.replace('十八届人大三', '第十八届人民代表大会第三')}"
    )
    assert both.metadata.meeting is not None
    assert both.metadata.meeting.name == "丰都县第十八届人民代表大会第三次会议"


def test_a_title_that_stands_twice_is_taken_once() -> None:
    head = "2024年丰都县政府工作报告(全文)\n发布日期:2024-02-11\n政府工作报告"
    assert report(head).metadata.title == "2024年丰都县政府工作报告(全文)"


def test_a_title_over_two_lines_holds_nothing_of_the_page_around_it() -> None:
    head = "欢迎访问公文库\n当前位置:首页 > 文档 > 2024年丰都县政府工作报告\n政府工作报告"
    assert report(head).metadata.title == "政府工作报告"


def test_a_title_over_two_lines_is_taken_whole() -> None:
    assert report("2024年丰都县\n政府工作报告").metadata.title == "2024年丰都县政府工作报告"


def test_a_day_beneath_the_speaker_is_that_of_the_report_and_not_of_the_page() -> None:
    metadata = report("政府工作报告\n(在丰都县第十八届人民代表大会第三次会议上)\n王小明\n2024年1月9日").metadata
    assert (metadata.date, metadata.published) == ("2024-01-09", None)


def test_the_day_of_a_letter_is_no_part_of_the_title_of_the_report_that_goes_with_it() -> None:
    head = "关于印发政府工作报告的通知\n各乡镇人民政府:\n现印发给你们。\n县政府办公室\n2024年1月20日\n政府工作报告"
    assert report(head).metadata.title == "政府工作报告"


def test_what_a_table_of_metadata_says_of_nothing_is_nothing() -> None:
    assert report("文号:无\n2024年丰都县政府工作报告").metadata.document_number is None


@pytest.mark.parametrize(
    ("line", "published", "source"),
    [
        ("2024年02月07日08:30    来源:丽水日报", "2024-02-07", "丽水日报"),
        ("2024-01-15 09:30 | 来源:县政府网 | 作者:办公室", "2024-01-15", "县政府网"),
        ("原创 遂昌发布 遂昌发布 2024-01-15 18:00 浙江", "2024-01-15", None),
    ],
)
def test_the_line_of_a_page_tells_its_day_and_its_source(line: str, published: str, source: str | None) -> None:
    metadata = report(f"2024年遂昌县政府工作报告\n{line}").metadata
    assert (metadata.published, metadata.source_name) == (published, source)
