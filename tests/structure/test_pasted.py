"""A report pasted without its line breaks: title, dateline, speaker and parts are found in the line."""

from __future__ import annotations

import pytest

from tiaoli import convert

BODY = (
    "各位代表:现在,我代表县人民政府向大会报告工作,请予审议。2023年工作回顾2023年很不平凡。地区生产总值增长7%。"
    "2024年工作安排2024年是关键之年。地区生产总值增长6%。"
)


def test_the_title_ends_where_the_audience_is_addressed() -> None:
    document = convert(f"2024年开化县政府工作报告{BODY}".encode(), uri="a.txt")
    assert document.metadata.title == "2024年开化县政府工作报告"
    assert [(section.title, section.role) for section in document.sections[1:]] == [
        ("2023年工作回顾", "review"),
        ("2024年工作安排", "plan"),
    ]
    assert [(entry.value, entry.kind, entry.year) for entry in document.observations] == [
        (7, "actual", 2023),
        (6, "target", 2024),
    ]


def test_a_dateline_between_spaces_is_a_line_of_its_own() -> None:
    head = "政府工作报告 ——2024年1月9日在开化县第十七届人民代表大会第三次会议上 开化县县长 柳承舟 "
    metadata = convert(f"{head}{BODY}".encode(), uri="a.txt").metadata
    assert (metadata.title, metadata.date) == ("政府工作报告", "2024-01-09")
    assert metadata.speaker is not None
    assert metadata.speaker.name == "柳承舟"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2023年开化县国民经济和社会发展统计公报 2023年,全县经济稳中有进。初步核算,全年地区生产总值212亿元。", True),
        ("2023年开化县国民经济和社会发展统计公报 主要数据", False),
        ("根据开化县国民经济和社会发展统计公报 初步核算的数据,全年地区生产总值212亿元。", False),
    ],
    ids=["the text behind", "a title with a space", "words of a sentence"],
)
def test_a_title_ends_at_white_space_before_the_text_of_the_first_line(line: str, title: bool) -> None:
    found = convert(f"{line}\n一、综合\n比上年增长7%。\n".encode(), uri="a.txt").metadata.title
    assert (found is not None and found.endswith("统计公报")) == title
