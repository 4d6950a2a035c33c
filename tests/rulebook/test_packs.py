"""The rule library: what is installed, folders of one's own, and the choice among packs."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from tiaoli.errors import UsageError
from tiaoli.rulebook.choice import rank_packs
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.loading import load_file, load_files
from tiaoli.rulebook.packs import Library, load_library, rule_files

SHIPPED = rule_files(resources.files("tiaoli_rules_cn"))

HEAD = "青山区政府工作报告\n各位代表:\n现在,我代表区人民政府,向大会报告工作,请予审议。"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_a_shipped_rule_file_has_no_fault(file: Path) -> None:
    faults = Faults(file.name)
    assert load_file(file, faults)
    assert faults.found == []


def test_the_shipped_packs_are_found_through_the_entry_point() -> None:
    ids = {pack.id for pack in load_library().packs}
    assert {"cn.gov.base", "cn.gov.work-report", "cn.gov.plan-report", "cn.generic"} <= ids


def test_the_library_is_read_once() -> None:
    assert load_library() is load_library()


def test_a_users_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    text = "rules: 1\nid: my.pack\nversion: 1.0.0\ntitle: {}\n"
    titles = []
    for title in ("甲", "乙乙"):
        (tmp_path / "my.yaml").write_text(text.format(title), "utf-8")
        titles.append(load_library((tmp_path,)).pack("my.pack").title)
    assert titles == ["甲", "乙乙"]


def test_packs_of_a_users_folder_join_the_installed_ones(tmp_path: Path) -> None:
    text = "rules: 1\nid: my.pack\nversion: 1.0.0\ntitle: 甲\nextends: [cn.gov.base]\n"
    (tmp_path / "my.yaml").write_text(text, "utf-8")
    library = load_library((tmp_path,))
    assert library.pack("my.pack").fields["title"].origin == "cn.gov.base"
    assert library.pack("cn.generic")


def test_a_folder_that_is_not_there_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rules at"):
        load_library((tmp_path / "none",))


def test_an_unknown_pack_gets_the_nearest_id() -> None:
    with pytest.raises(UsageError, match=r"did you mean `cn\.gov\.work-report`"):
        load_library().pack("cn.gov.workreport")


def test_an_abstract_pack_cannot_be_asked_for() -> None:
    with pytest.raises(UsageError):
        load_library().pack("cn.gov.base")


def test_a_work_report_gets_its_pack_with_reasons() -> None:
    best, *others = rank_packs(load_library(), "青山区政府工作报告", HEAD, HEAD)
    assert best.pack.id == "cn.gov.work-report"
    assert best.score > 0.5
    assert "政府工作报告 in head" in best.reason
    assert [entry.pack.id for entry in others][-1] == "cn.generic"


def test_what_a_pack_must_not_meet_rules_it_out() -> None:
    ranked = rank_packs(load_library(), "《政府工作报告》解读", HEAD, HEAD)
    assert "cn.gov.work-report" not in [entry.pack.id for entry in ranked]


def test_anything_else_gets_the_fallback() -> None:
    (only,) = rank_packs(load_library(), None, "某某通知", "某某通知")
    assert (only.pack.id, only.score) == ("cn.generic", 0.01)


PACK = """\
rules: 1
id: {id}
version: 1.0.0
title: 甲
applies_to:
  must: [{{in: head, any: [甲]}}]
  should:
    - {{in: head, any: [乙]}}
    - {{in: body, pattern: "第{{n}}条"}}
    - {{in: title, regex: "丙+"}}
    - {{in: head, any: [丁]}}
"""


def make_library(folder: Path, *texts: str) -> Library:
    files = [folder / f"{at}.yaml" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return Library(*load_files(files))


def test_each_should_that_holds_adds_its_share(tmp_path: Path) -> None:
    library = make_library(tmp_path, PACK.format(id="x.one"))
    assert [rank_packs(library, title, "甲", body)[0].score for title, body in [(None, ""), ("丙", "第三条")]] == [
        0.5,
        0.75,
    ]


def test_equal_scores_are_ranked_by_id_and_stay_visible(tmp_path: Path) -> None:
    library = make_library(tmp_path, PACK.format(id="x.two"), PACK.format(id="x.one"))
    assert [(entry.pack.id, entry.score) for entry in rank_packs(library, None, "甲", "")] == [
        ("x.one", 0.5),
        ("x.two", 0.5),
    ]


SITE = """\
rules: 1
kind: site
id: {id}
version: 1.0.0
title: 甲
domains: {domains}
containers: ["{container}"]
labels: [{label}]
"""


def sites(folder: Path) -> Library:
    return make_library(
        folder,
        SITE.format(id="x.all", domains="[]", container="article", label="来源"),
        SITE.format(id="x.city", domains="[example.cn]", container="#zoom", label="索引号"),
        SITE.format(id="x.office", domains="[www.office.example.cn]", container="#text", label="文号"),
    )


@pytest.mark.parametrize(
    ("uri", "site_id", "containers"),
    [
        (None, "x.all", ("article",)),
        ("folder/report.html", "x.all", ("article",)),
        ("https://www.example.org/a.html", "x.all", ("article",)),
        ("https://badexample.cn/a.html", "x.all", ("article",)),
        ("https://www.example.cn:8080/a.html", "x.city", ("#zoom", "article")),
        ("HTTP://EXAMPLE.CN", "x.city", ("#zoom", "article")),
        ("https://www.office.example.cn/a", "x.office", ("#text", "article")),
    ],
)
def test_a_site_is_found_by_the_longest_domain_over_the_general_one(
    tmp_path: Path, uri: str | None, site_id: str, containers: tuple[str, ...]
) -> None:
    site = sites(tmp_path).site_for(uri)
    assert (site.id, site.containers) == (site_id, containers)


def test_labels_of_a_site_join_the_general_ones(tmp_path: Path) -> None:
    assert sites(tmp_path).site_for("https://example.cn/").labels == {"来源", "索引号"}


def test_packs_are_read_from_the_cache_without_the_regex_engine_and_the_reader_of_rule_files(tmp_path: Path) -> None:
    code = (
        "import sys; from tiaoli.rulebook.packs import load_library; load_library();"
        "print([name for name in ('re2', 'tiaoli.rulebook.loading') if name in sys.modules])"
    )
    command, environment = [sys.executable, "-c", code], {**os.environ, "TIAOLI_CACHE": str(tmp_path)}
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(2)]
    assert [run.stdout.strip() == "[]" for run in runs] == [False, True]
