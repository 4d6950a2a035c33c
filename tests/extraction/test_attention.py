"""Topics: what is counted of a dictionary's terms, where, and that it is only counted where it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tiaoli
from tiaoli.document import AttentionFacts, Document, walk_sections

PACK = """
rules: 1
id: my.topics
version: 1.0.0
title: 测试
headings:
  part: {level: 1, sample: "一、"}
  item: {level: 2, sample: "(一)"}
annex_heads: ["{start}附件{end}"]
roles:
  review: {heading: [工作回顾]}
  plan: {heading: [工作安排]}
  problems: {paragraphs: [困难在于]}
fields:
  title: {from: [{in: front, pattern: "{start}{any}报告{end}"}]}
topics:
  jobs: {label: 就业, terms: {就业: 1, 稳就业: 2.5, 5G: 1}}
  sea: {label: 海洋, terms: {海洋: 1}}
"""

TEXT = """云溪县就业工作报告
各位代表:
现在报告工作。
一、就业工作回顾
一年来的成就业绩来之不易,稳就业有力,就 业形势好。
困难在于高校毕业生就业。
(一)扩大就业岗位
建成５Ｇ基站三百个,装机15GW。
二、其他事项
修好路灯。
三、2025年工作安排
附件
就业就业就业
"""


def convert(tmp_path: Path, pack: str = PACK, text: str = TEXT, *, topics: bool = True) -> Document:
    file = tmp_path / "pack.yaml"
    file.write_text(pack, "utf-8")
    return tiaoli.convert(text.encode(), uri="a.txt", pack="my.topics", rules=[file], topics=topics)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return convert(tmp_path)


def row(document: Document, role: str | None, term: str | None, dictionary: str = "jobs") -> AttentionFacts:
    (found,) = [row for row in document.attention if (row.role, row.dictionary, row.term) == (role, dictionary, term)]
    return found


def test_characters_and_words_are_counted_apart(document: Document) -> None:
    jobs = row(document, "all", "就业")
    assert (jobs.count, jobs.token_count) == (6, 4), "成就业绩 and 稳就业 hold the characters and not the word"


def test_a_term_within_a_longer_term_is_no_word_of_its_own(document: Document) -> None:
    longer = row(document, "all", "稳就业")
    assert (longer.count, longer.token_count, longer.weight, longer.score) == (1, 1, 2.5, 2.5)


def test_a_row_of_letters_and_digits_is_one_word(document: Document) -> None:
    assert (row(document, "all", "5G").count, row(document, "all", "5G").token_count) == (2, 1)


def test_a_paragraph_counts_for_its_own_role_and_not_for_its_sections(document: Document) -> None:
    assert row(document, "problems", "就业").token_count == 1
    assert row(document, "review", "就业").token_count == 3


def test_the_row_of_a_dictionary_has_the_sums_of_its_terms(document: Document) -> None:
    total = row(document, "all", None)
    terms = [row for row in document.attention if row.role == "all" and row.dictionary == "jobs" and row.term]
    assert total.count == sum(row.count for row in terms)
    assert total.token_count == sum(row.token_count for row in terms)
    assert total.score == sum(row.score for row in terms)
    assert total.share == total.token_count / total.tokens


def test_roles_add_up_to_the_whole_document(document: Document) -> None:
    totals = [row for row in document.attention if row.dictionary == "jobs" and row.term is None]
    whole, *roles = totals
    assert whole.role == "all"
    for name in ("count", "token_count", "tokens", "characters"):
        assert getattr(whole, name) == sum(getattr(row, name) for row in roles)


def test_a_dictionary_that_never_occurs_has_a_row_of_zeros_with_the_totals_of_each_role(document: Document) -> None:
    rows = [row for row in document.attention if row.dictionary == "sea"]
    assert [row.role for row in rows] == ["all", "preamble", "review", "problems", None, "plan"]
    assert {(row.term, row.count, row.token_count, row.share) for row in rows} == {(None, 0, 0, 0.0)}
    assert all(row.tokens and row.characters for row in rows)


def test_title_and_annex_are_not_counted(document: Document) -> None:
    assert document.metadata.title == "云溪县就业工作报告"
    assert "annex" in {section.role for section in walk_sections(document.sections)}
    assert "annex" not in {row.role for row in document.attention}
    assert row(document, "all", "就业").count == 6


def test_words_are_counted_without_punctuation_and_characters_without_space(document: Document) -> None:
    other = row(document, None, None)
    assert other.characters == len("其他事项修好路灯。")
    assert other.tokens == len(["其他", "事项", "修好", "路灯"])


def test_a_section_has_the_topics_of_its_heading_and_own_paragraphs(document: Document) -> None:
    topics = {section.id: section.topics for section in walk_sections(document.sections)}
    assert [(topic.topic, topic.count, topic.token_count) for topic in topics["1.1"]] == [("jobs", 3, 2)]
    assert [(topic.topic, topic.token_count, topic.score) for topic in topics["1"]] == [("jobs", 4, 5.5)]
    assert topics["2"] == ()


def test_all_that_the_words_depend_on_is_recorded(document: Document) -> None:
    import hashlib

    import jieba

    used = document.produced_by.segmenter
    assert used is not None
    words = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
    terms = "\n".join(sorted(["就业", "稳就业", "5G", "海洋"]))
    assert (used.engine, used.version, used.hmm) == ("jieba", jieba.__version__, False)
    assert used.dictionary == hashlib.sha256(words).hexdigest()
    assert used.terms == hashlib.sha256(terms.encode()).hexdigest()


def test_the_same_text_gives_the_same_json(tmp_path: Path, document: Document) -> None:
    assert convert(tmp_path).to_json() == document.to_json()


def test_topics_read_back_from_json(document: Document) -> None:
    assert Document.from_json(document.to_json()) == document


def test_nothing_is_counted_where_it_is_not_asked_for(tmp_path: Path) -> None:
    document = convert(tmp_path, topics=False)
    assert document.attention == ()
    assert document.produced_by.segmenter is None
    assert {section.topics for section in walk_sections(document.sections)} == {()}


def test_a_pack_without_dictionaries_counts_nothing(tmp_path: Path) -> None:
    document = convert(tmp_path, PACK[: PACK.index("topics:")])
    assert (document.attention, document.produced_by.segmenter) == ((), None)


def test_a_dictionary_without_terms_has_its_totals(tmp_path: Path) -> None:
    document = convert(tmp_path, PACK[: PACK.index("topics:")] + "topics: {none: {label: 无, terms: {}}}\n")
    total = row(document, "all", None, "none")
    assert (total.count, total.characters) == (0, row(convert(tmp_path), "all", None).characters)


def test_occurrences_of_a_term_share_no_character(tmp_path: Path) -> None:
    document = convert(tmp_path, PACK.replace("海洋: 1", "好好: 1"), "一、工作安排\n好好好好好。\n")
    assert row(document, "all", "好好", "sea").count == 2


@pytest.mark.parametrize(("topics", "loaded"), [(False, "[]"), (True, "['jieba']")])
def test_jieba_is_loaded_only_where_topics_are_asked_for_and_says_nothing(
    tmp_path: Path, topics: bool, loaded: str
) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    code = (
        "import sys, tiaoli;"
        f"tiaoli.convert({TEXT!r}.encode(), pack='my.topics', rules=['pack.yaml'], topics={topics});"
        "print([name for name in ('jieba',) if name in sys.modules])"
    )
    environment: dict[str, Any] = {**os.environ, "TIAOLI_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == (loaded, "")
