"""What sections are for, under packs whose roles say nothing of years."""

from pathlib import Path

import tiaoli

PACK = """\
rules: 1
id: x.pack
version: 1.0.0
title: 甲
headings: {part: {level: 1, sample: 一、}}
part_heads: [基本情况]
fields:
  year: {type: year, from: [{in: title, pattern: "{value:year}年"}]}
  title: {from: [{in: front, pattern: "{start}{any}通报{end}"}]}
roles:
  findings: {heading: [检查情况]}
"""


def roles_of(folder: Path, *heads: str) -> list[str | None]:
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    text = "2024年检查通报\n" + "".join(f"{head}\n各地认真开展检查,工作总体平稳有序推进,成效明显。\n" for head in heads)
    return [section.role for section in tiaoli.convert(text.encode(), rules=[folder], pack="x.pack").sections[1:]]


def test_a_heading_that_names_the_year_before_has_its_role_by_its_words(tmp_path: Path) -> None:
    assert roles_of(tmp_path, "一、2023年检查情况", "二、2024年安排") == ["findings", None]


def test_a_numbered_heading_under_a_part_without_a_role_has_its_own(tmp_path: Path) -> None:
    assert roles_of(tmp_path, "一、总述", "基本情况", "一、检查情况")[-1] == "findings"


REPORT = """\
开化县2023年预算执行情况和2024年预算草案的报告
各位代表:
受县人民政府委托,请予审议。
一、2023年预算执行情况及2024年预算草案
(一)2023年预算执行情况
一般公共预算收入17亿元。
(二)2024年预算草案
一般公共预算收入18亿元。
二、政府性基金预算
(一)2023年执行情况
土地出让收入9亿元。
(二)收支管理
坚持过紧日子。
"""


def test_a_section_below_one_that_names_two_roles_has_its_own() -> None:
    first, second = tiaoli.convert(REPORT.encode()).sections[1:]
    assert [first.role, *(child.role for child in first.children)] == ["review", "review", "plan"]
    assert [second.role, *(child.role for child in second.children)] == ["plan", "review", "plan"]


HEAD = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n"


def years_of(*lines: str) -> list[tuple[str, int | None]]:
    found = tiaoli.convert((HEAD + "\n".join(lines)).encode()).observations
    return [(entry.kind, entry.year) for entry in found]


JOBS = "城镇新增就业2万人,群众得到了更多实惠,社会保持和谐稳定。"


def test_numbered_heads_under_a_part_are_of_the_years_that_it_names() -> None:
    lines = ("今后五年的目标任务", "一、奋斗目标", JOBS, "二、战略重点", JOBS, "2024年工作安排", "一、稳就业", JOBS)
    assert years_of("一、2023年工作回顾", JOBS, *lines) == [
        ("actual", 2023),
        ("target", 2028),
        ("target", 2028),
        ("target", 2024),
    ]


def test_a_section_without_a_year_has_that_of_the_heading_above() -> None:
    assert years_of("一、2022年工作回顾", "(一)就业稳定", JOBS, "二、2024年工作安排", JOBS) == [
        ("actual", 2022),
        ("target", 2024),
    ]


def test_a_first_section_is_no_review_where_none_looks_ahead() -> None:
    report = HEAD + f"一、稳住就业\n2023年,全县{JOBS}\n二、办好教育\n新建学校两所,群众得到了更多实惠。"
    assert [section.role for section in tiaoli.convert(report.encode()).sections[1:]] == [None, None]
