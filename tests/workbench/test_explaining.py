"""Why a document came out as it did: the rule behind each value and role, and what failed where there is none."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tiaoli.workbench
from tiaoli.cli.wording import wordings
from tiaoli.errors import UsageError
from tiaoli.pipeline import Options, convert_source, read
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source
from tiaoli.workbench.explaining import explain
from tiaoli.workbench.field_reasons import FieldStory
from tiaoli.workbench.reasons import Reason
from tiaoli.workbench.role_reasons import SectionStory
from tiaoli.workbench.stretch_reasons import StretchStory
from tiaoli.workbench.trace import Trace, trace

REPORT = """云溪县2025年政府工作报告

（2025年1月8日，在云溪县第十九届人民代表大会第四次会议上）

县长：张三

各位代表:

一、2024年工作回顾
过去一年,我们把难事一件一件办好。全县新修公路十八公里。

二、云溪的底色
(一)把路修好。今年再修公路二十公里。

责任编辑：李四
"""

PACK = """rules: 1
id: my.bulletin
version: 1.0.0
title: 督查通报
status: draft
extends: [cn.gov.base]
document_type: other
applies_to:
  must:
    - {in: head, any: [督查通报]}
fields:
  title:
    type: text
    from:
      - {in: front, pattern: "{start}{any}通报{end}"}
  day:
    type: date
    from:
      - {in: title, pattern: "{value:date}"}
      - {in: front, pattern: "{value:n}月督查"}
  inspected:
    type: number
    from:
      - {in: body, pattern: "检查{value:digits}次"}
records:
  inspections: {each: sentence, in_role: [problems], pattern: "检查{times:digits}次"}
roles:
  findings:
    heading: [进展情况]
    not_heading: [下一步]
  problems:
    heading: [存在问题]
"""

BULLETIN = """云溪县3月督查通报

2025年4月2日

一、总体情况
全县检查12次。存在问题不少。

二、下一步进展情况
抓紧整改。再检查30次。
"""


def traced(text: str, *rules: Path, html: bool = False) -> Trace:
    options = Options(rules=rules)
    library = load_library(rules)
    source = Source(text.encode(), uri="a.html" if html else "a.txt")
    site = library.site_for(source.uri)
    return trace(read(source, site, None, {}), site, library, options)


@pytest.fixture
def bulletin(tmp_path: Path) -> Trace:
    (tmp_path / "bulletin.yaml").write_text(PACK, "utf-8")
    return traced(BULLETIN, tmp_path)


def field(of: Trace, name: str) -> FieldStory:
    (story,) = explain(of, field=name).fields or ()
    return story


def place(of: Trace, words: str, only: str | None = None) -> StretchStory:
    sought = explain(of, at=words, field=only).sought
    assert sought is not None
    return sought.places[0]


def section(of: Trace, number: str) -> SectionStory:
    return next(story for story in explain(of).sections or () if story.id == number)


def reasons(story: FieldStory) -> list[str]:
    return [source.reason.code for source in story.sources]


def test_a_value_names_the_source_that_gave_it_and_the_line_of_the_parents_file_it_stands_in() -> None:
    story = field(traced(REPORT), "meeting")

    assert story.shown == "云溪县第十九届人民代表大会第四次会议"
    assert reasons(story)[:2] == ["gave", "not-asked"]
    rule = story.sources[0].rule
    assert rule.name == "cn.gov.base#fields.meeting"
    line = Path(rule.file).read_text("utf-8").splitlines()[rule.line - 1]
    assert "在{value:meeting}" in line


def test_a_source_before_the_one_that_gave_the_value_says_what_failed() -> None:
    assert reasons(field(traced(REPORT), "speaker"))[:3] == ["near", "gave", "not-asked"]


def test_an_empty_field_says_how_far_its_pattern_came() -> None:
    near = field(traced(REPORT), "date").sources[0].reason

    assert near.code == "near"
    assert near.params["words"] == "2025年1月8日"
    assert near.params["expected"] == "在"
    assert near.params["found"] == Reason("found", {"words": ",在云溪县第十九届人民代"})


def test_words_that_are_not_of_the_fields_type_are_shown(bulletin: Trace) -> None:
    reason = field(bulletin, "day").sources[1].reason

    assert reason == Reason("unreadable", {"words": "3", "type": Reason("type.date")})


def test_a_pattern_that_matches_where_its_rule_does_not_look_says_where_that_is(bulletin: Trace) -> None:
    reason = field(bulletin, "day").sources[0].reason

    assert (reason.code, reason.params["where"]) == ("elsewhere", "title")
    assert reason.params["place"] == Reason("place.title", {"title": "云溪县3月督查通报"})


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("<tr><td>主题词：</td><td></td></tr>", "label-empty"),
        ("<tr><td>摘要：</td><td>公路</td></tr>", "no-label"),
    ],
)
def test_a_label_that_is_missing_is_told_from_one_without_a_value(row: str, code: str) -> None:
    table = f"<table><tr><td>索引号：</td><td>0012</td></tr>{row}<tr><td>来源：</td><td>云溪网</td></tr></table>"
    body = "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
    page = traced(f"<html><body>{table}<div id='zoom'>{body}</div></body></html>", html=True)

    assert reasons(field(page, "keywords")) == [code]


def test_a_field_that_the_pack_does_not_have_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean `speaker`"):
        explain(traced(REPORT), field="speeker")


def test_every_value_of_the_document_has_a_story_with_its_rule() -> None:
    story = {each.name: each for each in explain(traced(REPORT)).fields or ()}
    evidence = convert_source(Source(REPORT.encode(), uri="a.txt"), Options()).evidence

    names = {"speaker.name": "speaker", "speaker.title": "speaker_title"}
    for key, piece in evidence.items():
        name = key.partition(".")[2]
        assert story[names.get(name, name)].rule.name == piece.rule


def test_a_role_says_what_gave_it() -> None:
    report = traced(REPORT)

    assert section(report, "1").finding.reason.code == "role.last_year"
    assert section(report, "2").finding.reason.code == "role.follows"
    assert section(report, "2.1").finding.reason.code == "role.inherited"


def test_a_section_without_a_role_names_the_nearest_and_what_kept_each_off(bulletin: Trace) -> None:
    (problems,) = section(bulletin, "1").nearest
    (findings,) = section(bulletin, "2").nearest

    assert problems.reason.code == "role.not-in-heading"
    assert findings.reason.code == "role.excluded"
    assert findings.reason.params["forbidden"] == "下一步"
    assert findings.rule is not None
    assert PACK.splitlines()[findings.rule.line - 1].strip() in ("findings:", "heading: [进展情况]")


def test_the_rule_that_should_have_matched_is_among_the_nearest() -> None:
    near = place(traced(REPORT), "2025年1月8日").near

    dates = {found.rule.name: found for found in near if found.rule}
    assert dates["cn.gov.report#fields.date"].reason.params["why"].params["expected"] == ")"


def test_words_are_found_in_either_width_and_whatever_white_space_they_hold() -> None:
    report = traced(REPORT.replace("县长：张三", "县长：张 三"))

    assert place(report, "县长:张三").line == "县长：张 三"


def test_a_source_that_matches_behind_the_first_value_says_that_this_came_first(bulletin: Trace) -> None:
    (found,) = place(bulletin, "检查30次", only="inspected").near

    assert found.reason.params["why"].code == "earlier-place"
    assert found.reason.params["why"].params["words"] == "12"


def test_a_record_that_matches_in_another_role_names_the_roles_it_looks_in(bulletin: Trace) -> None:
    records = [found for found in place(bulletin, "检查30次").near if found.rule and "#records." in found.rule.name]

    assert [found.reason.code for found in records] == ["record-role"]
    assert records[0].reason.params["roles"] == "problems"


def test_a_dropped_line_names_the_clutter_rule_that_knows_it() -> None:
    (owner,) = place(traced(REPORT), "责任编辑").owners

    assert owner.reason.code == "dropped.rule"
    assert owner.rule is not None
    line = Path(owner.rule.file).read_text("utf-8").splitlines()[owner.rule.line - 1]
    assert "reason: footer" in line


def test_a_line_dropped_behind_another_names_the_rule_that_drops_the_rest() -> None:
    (owner,) = place(traced(f"{REPORT}\n扫一扫在手机打开当前页\n云溪融媒\n"), "云溪融媒").owners

    assert owner.reason.code == "dropped.rest"
    assert owner.reason.params["words"] == "扫一扫在手机打开当前页"


def test_a_line_that_looks_like_a_heading_says_why_it_is_none() -> None:
    codes = [found.reason.code for found in place(traced(REPORT.replace("(一)", "甲、")), "甲、把路修好").owners]
    short = traced(REPORT.replace("(一)把路修好。今年", "把路修好\n今年"))

    assert codes == ["owner.paragraph"]
    assert [found.reason.code for found in place(short, "把路修好").owners] == ["owner.paragraph", "heading.no-sample"]


def test_a_values_words_name_the_field_that_has_them() -> None:
    (taken,) = place(traced(REPORT), "张三").fields

    assert taken.name == "speaker"


def test_words_that_stand_nowhere_give_the_nearest_that_do() -> None:
    sought = explain(traced(REPORT), at="再修公路三十公里").sought

    assert sought is not None
    assert sought.places == []
    assert sought.nowhere is not None
    assert sought.nowhere.params["near"] == "再修公路"


def test_an_explanation_of_nothing_asked_for_in_particular_has_every_section() -> None:
    report = traced(REPORT)

    assert [story.id for story in explain(report).sections or ()] == [number for number, _ in report.extracted.walk()]


def test_every_reason_has_words() -> None:
    """Codes are literals, some with one name put in, which then stands among the words in some form."""
    known = [key.removeprefix("why.") for key in wordings("rules/") if key.startswith("why.")]
    codes = []
    for path in Path(tiaoli.workbench.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                codes += [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
    assert len(codes) > 40
    assert [code for code in codes if not any(key.startswith(code) for key in known)] == []


def test_a_stretch_names_the_rows_that_hold_it(tmp_path: Path) -> None:
    (tmp_path / "bulletin.yaml").write_text(PACK.replace("in_role: [problems], ", ""), "utf-8")
    (row,) = place(traced(BULLETIN, tmp_path), "再检查30次").rows

    assert (row.reason.code, row.reason.params) == (
        "row",
        {"number": 2, "record": "inspections", "values": "times: 30"},
    )
    assert row.rule is not None
    assert row.rule.name == "my.bulletin#records.inspections"
