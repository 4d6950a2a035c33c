"""Drafts: they load, win their samples, pass their own tests, and say what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaoli import pipeline
from tiaoli.errors import UsageError
from tiaoli.pipeline import Options, convert_source
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.source import Source
from tiaoli.workbench.drafting import Draft, Request, draft_pack, library_with
from tiaoli.workbench.samples import Unread
from tiaoli.workbench.template import template_pack
from tiaoli.workbench.testing import Bench, run_tests

NOTICE = """{town}{subject}督查情况的通报

督查对象:{town}市场监管局
督查时间:2024年{month}月5日

{month}月上旬,督查组对全域{subject}工作开展了督查,共检查企业{month}2家,责令当场改正九处,其余企业的情况总体平稳有序。
存在的问题
少数企业台账不全,个别环节仍有隐患,需要认真对待,限期整改到位,不得以任何理由拖延。
下一步怎么办
各单位要举一反三,立即整改,在下月底之前把整改情况报来,逾期不报的予以通报批评。
"""
CHARTER = """云溪县{subject}协会章程

第一章 总则
第一条 为了加强{subject}管理,制定本章程。
第二条 本章程适用于本县的{subject}。
(一)县城;
(二)乡镇。
第二章 保护
第三条 禁止损坏{subject}。
"""
REPLY = """云溪县人民政府关于{subject}的批复
云政复〔2024〕{n}号
城东乡人民政府:
你乡关于{subject}的请示收悉。现批复如下:
一、同意你乡的方案。
二、请抓紧实施,年底前完成。
"""


def sources(*texts: str) -> list[Source]:
    return [Source(text.encode(), uri=f"{at}.txt") for at, text in enumerate(texts, 1)]


NOTICES = sources(
    NOTICE.format(town="云溪县", subject="食品安全", month=3), NOTICE.format(town="青山区", subject="消防", month=6)
)
CHARTERS = sources(CHARTER.format(subject="河道"), CHARTER.format(subject="古树"))
REPLIES = sources(REPLY.format(subject="修建水库", n=3), REPLY.format(subject="扩建小学", n=8))
ODD = sources('“{甲}”: #1\n\n- [乙]: "丙"\n一、{丁}: & * !戊 的办法就是这样一句长话,长到可以算是正文的一句话为止。\n')
EVERY = {
    "notices": NOTICES,
    "charters": CHARTERS,
    "replies": REPLIES,
    "one": NOTICES[:1],
    "odd": ODD,
    "mixed": [*CHARTERS, *REPLIES],
}


def drafted(samples: Sequence[Source | Unread], language: str = "en", **wanted: str) -> Draft:
    return draft_pack(samples, load_library(), Request("my.draft", language=language, **wanted))


def loaded(draft: Draft) -> tuple[Pack, Library]:
    library = library_with(draft.text, load_library(), "my.draft")
    return library.pack("my.draft"), library


def chosen_for(source: Source, library: Library) -> str:
    page = pipeline.read(source, library.site_for(None), None, {})
    return pipeline.choose_pack(library, page, None)[0].id


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_draft_loads_without_faults_and_passes_its_own_tests(name: str, language: str) -> None:
    draft = drafted(EVERY[name], language)
    pack, library = loaded(draft)
    outcomes = run_tests(Bench(library, pack))
    assert [outcome.status for outcome in outcomes] == ["passed", "passed"]


@pytest.mark.parametrize("name", EVERY)
def test_a_draft_is_chosen_for_its_samples(name: str) -> None:
    draft = drafted(EVERY[name])
    _, library = loaded(draft)
    assert draft.lost == ()
    assert {chosen_for(source, library) for source in EVERY[name]} == {"my.draft"}


def test_a_draft_leaves_other_documents_to_other_packs() -> None:
    _, library = loaded(drafted(NOTICES))
    assert "my.draft" not in {chosen_for(source, library) for source in CHARTERS + REPLIES}


def test_words_of_all_titles_are_asked_for_with_their_counts() -> None:
    assert "{in: title, any: [督查情况的通报]}  # 2/2 titles" in drafted(NOTICES).text


def test_lines_without_a_number_that_samples_share_become_part_heads() -> None:
    pack, _ = loaded(drafted(NOTICES))
    assert [head.source for head in pack.part_heads[:2]] == ["{start}存在的问题{end}", "{start}下一步怎么办{end}"]


def test_a_line_that_is_alike_but_for_its_year_and_number_is_shared() -> None:
    text = (
        "关于{0}的情况说明\n\n本说明讲清来龙去脉,说明前因后果,列出所有数字,以便各位同事今后查阅和使用,如有不明之处请来电询问。\n"
        "{1}年第{0}次检查结果\n一切都好。\n"
    )
    pack, _ = loaded(drafted(sources(text.format(3, 2023), text.format(4, 2024))))
    assert pack.part_heads[0].source == "{start}{year}年第{n}次检查结果{end}"


def test_labels_that_no_inherited_field_reads_become_fields_of_the_type_of_their_values() -> None:
    pack, _ = loaded(drafted(NOTICES))
    assert {name: pack.fields[name].type for name in ("inspected_unit", "inspected")} == {
        "inspected_unit": "text",
        "inspected": "date",
    }
    assert [source.where for source in pack.fields["inspected"].sources] == ["front"]


def test_a_label_of_a_table_is_read_as_a_pair() -> None:
    page = (
        "<html><body><table><tr><td>索引号:</td><td>A1</td></tr><tr><td>服务对象:</td><td>企业</td></tr></table>"
        "<div id='zoom'><h1>关于办事的说明</h1><p>办事的人请到大厅来,按照窗口的号码排队,带好所需要的材料。</p></div>"
        "</body></html>"
    )
    pack, _ = loaded(drafted([Source(page.encode(), uri="1.html")]))
    assert pack.fields["audience"].sources[0].names == ("服务对象",)


def test_only_markers_that_the_parent_lacks_or_has_at_another_level_become_rules() -> None:
    draft = drafted(CHARTERS)
    pack, _ = loaded(draft)
    own = [rule.name for rule in pack.headings if str(pack.origins[f"headings.{rule.name}"]).startswith("my.draft")]
    assert {rule.name: rule.level for rule in pack.headings if rule.name in own} == {"article": 2, "item": 3}
    assert "level 1: 第一章 4 times in 2/2" in draft.text


def test_a_heading_that_another_pack_knows_gets_that_packs_role() -> None:
    pack, _ = loaded(drafted(NOTICES))
    assert pack.roles["problems"].heading.found_in("存在的问题")


def test_other_headings_are_candidates_in_comments() -> None:
    assert "# 2/2: 下一步怎么办" in drafted(NOTICES).text.split("\nroles:")[1]


def test_a_draft_of_documents_that_have_a_pack_builds_on_it_and_keeps_what_it_asks_for() -> None:
    pack, library = loaded(drafted(REPLIES))
    before = chosen_for(REPLIES[0], load_library())
    assert before in pack.ancestors
    assert set(library.pack(before).applies_to.must) < set(pack.applies_to.must)


def test_the_parent_may_be_chosen() -> None:
    wanted = next(pack.id for pack in load_library().packs if pack.document_type == "budget_report")
    assert f"extends: [{wanted}]" in drafted(NOTICES, extends=wanted).text


def test_a_parent_that_is_not_there_is_an_error_of_use() -> None:
    with pytest.raises(UsageError, match=r"there is no pack no\.such"):
        drafted(NOTICES, extends="no.such")


def test_a_sample_that_cannot_be_read_is_named_and_the_others_go_on() -> None:
    draft = drafted([*NOTICES, Source(b"PK\x03\x04rest", uri="a.docx"), Unread("b.txt", "gone")])
    assert {sample.name for sample in draft.unread} == {"a.docx", "b.txt"}
    assert "from 2 sample(s)" in draft.text


def test_without_a_readable_sample_there_is_no_draft() -> None:
    draft = drafted([Source(b"", uri="a.txt")])
    assert draft.text == ""
    assert draft.unread[0].name == "a.txt"


def test_one_sample_is_said_to_be_too_few() -> None:
    assert "One sample cannot tell" in drafted(NOTICES[:1]).text


def test_two_samples_of_one_name_both_count() -> None:
    twins = [Source(source.data, uri="report.txt") for source in NOTICES]
    assert "from 2 sample(s)" in drafted(twins).text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("title", [None, "消防{月报}: #1"])
def test_the_template_loads_passes_its_tests_and_knows_documents_by_its_title(language: str, title: str | None) -> None:
    text = template_pack(load_library(), Request("my.draft", title=title, language=language))
    library = library_with(text, load_library(), "my.draft")
    pack = library.pack("my.draft")
    assert [outcome.status for outcome in run_tests(Bench(library, pack))] == ["passed", "passed"]


def test_a_draft_makes_its_fields_of_a_further_document(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("rules") / "draft.yaml"
    file.write_text(drafted(NOTICES).text, "utf-8")
    other = Source(NOTICE.format(town="白水镇", subject="养老院", month=9).encode(), uri="new.txt")
    document = convert_source(other, Options(rules=(file,)))
    assert document.produced_by.pack == "my.draft"
    assert document.metadata.title == "白水镇养老院督查情况的通报"
    assert document.fields["inspected"] == "2024-09-05"
    assert [(section.title, section.role) for section in document.sections if section.level] == [
        ("存在的问题", "problems"),
        ("下一步怎么办", None),
    ]


LINES = st.text(max_size=60) | st.sampled_from(
    [
        "一、{甲}的情况",
        "(一)乙",
        "第一条 丙",
        "负责人:“丁”",
        "2024年{n}",
        "关于#戊的通报",
        "办结时限:5个工作日",
        "这是一句话。" * 9,
    ]
)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(LINES, min_size=1, max_size=12), min_size=1, max_size=3))
def test_a_draft_of_any_texts_loads_without_faults(samples: list[list[str]]) -> None:
    draft = drafted(sources(*("\n".join(lines) for lines in samples)))
    assert len(draft.unread) == len(samples) if not draft.text else loaded(draft)
