"""The documentation keeps its word."""

from __future__ import annotations

import doctest
import importlib
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from guides import said, steps

ROOT = Path(__file__).resolve().parent.parent


FOR_STRANGERS = {"reader.remark", "reader.refused"}
"""Codes for plugins that have none of their own."""


def test_the_page_of_diagnostics_is_the_one_the_table_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "diagnostics.py"))["page"]()
    assert (ROOT / "docs" / "diagnostics.md").read_text("utf-8") == made, "run `make docs`"


@pytest.mark.parametrize(("file", "language"), [("reference.md", "en"), ("reference.zh.md", "zh")])
def test_the_reference_is_the_one_the_language_makes(file: str, language: str) -> None:
    made = runpy.run_path(str(ROOT / "docs" / "reference.py"))["page"](language)
    assert (ROOT / "docs" / file).read_text("utf-8") == made, "run `make docs`"


def test_the_page_of_folders_keeps_its_word(tmp_path: Path) -> None:
    for n in range(3):
        report = tmp_path / f"reports/{n}.txt"
        report.parent.mkdir(exist_ok=True)
        report.write_text(f"石桥县202{n}年政府工作报告\n\n一、修桥\n好。\n", "utf-8")

    for what, command, text in steps((ROOT / "docs/folders.md").read_text("utf-8")):
        assert what == "run"
        call = [sys.executable, "-m", "tiaoli.cli", *command.split()[1:], "--lang", "en"]
        done = subprocess.run(call, capture_output=True, cwd=tmp_path, encoding="utf-8", check=True)
        assert said(text).fullmatch(done.stderr), done.stderr


def test_every_code_that_is_used_has_its_wording_and_none_is_idle() -> None:
    from tiaoli.diagnostic import wordings

    sources = [*(ROOT / "converter").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r'Diagnostic\(\s*f?"([a-z{}]+\.[a-z-]+)"', text))
    written = {code for code in used if "{" not in code}
    kinds = {code.replace("{kind}", kind) for code in used - written for kind in ("reader", "parser")}
    assert written | kinds <= set(wordings())
    assert set(wordings()) <= written | kinds | FOR_STRANGERS


def test_the_pack_on_the_page_of_rules_loads_and_works(tmp_path: Path) -> None:
    import tiaoli

    (pack,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "rules.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "inspection.yaml").write_text(pack, "utf-8")
    text = (
        "2024年防汛督查情况的通报\n各乡镇人民政府,县直各部门,现将全县防汛督查情况通报如下,请认真抓好整改落实。\n"
        "一、总体情况\n各地防汛准备工作总体到位。\n二、存在问题\n个别水库除险加固进展缓慢。\n三、抓紧整改\n限期完成。\n"
    )
    document = tiaoli.convert(text.encode(), uri="a.txt", rules=[tmp_path])
    assert document.produced_by.pack == "example.inspection"
    assert document.metadata.year == 2024
    assert [section.role for section in document.sections[1:]] == ["review", "problems", "plan"]


def test_the_tests_of_the_pack_on_the_page_of_rules_pass(tmp_path: Path) -> None:
    from tiaoli.rulebook.packs import load_library
    from tiaoli.workbench.testing import report_on

    (pack,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "rules.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "inspection.yaml").write_text(pack, "utf-8")
    library = load_library((tmp_path,))
    report = report_on(library, library.pack("example.inspection"))
    assert [outcome.status for outcome in report.outcomes] == ["passed", "passed"]


def modules_with_examples() -> list[str]:
    files = (path for path in (ROOT / "converter").rglob("*.py") if ">>> " in path.read_text("utf-8"))
    names = (".".join(path.relative_to(ROOT / "converter").with_suffix("").parts) for path in files)
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("module", modules_with_examples())
def test_the_examples_of_a_docstring_give_what_they_say(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(module))
    assert (failed, tried > 0) == (0, True)


def test_the_record_on_the_page_of_rules_loads_and_works(tmp_path: Path) -> None:
    import tiaoli

    section = (ROOT / "docs" / "rules.md").read_text("utf-8").partition("## Records\n")[2].partition("\n## ")[0]
    record = "".join(line[4:] for line in section.splitlines(keepends=True) if line.startswith("    "))
    header = "rules: 1\nid: example.projects\nversion: 1.0.0\ntitle: 项目\nroles: {plan: {heading: [工作安排]}}\n"
    (tmp_path / "projects.yaml").write_text(header + 'headings: {part: {level: 1, sample: "一、"}}\n' + record, "utf-8")
    text = "一、有关情况\n开工北山公路项目。\n二、工作安排\n开工南山公路项目,总投资三亿元。投用东山水库项目。\n"
    document = tiaoli.convert(text.encode(), rules=[tmp_path], pack="example.projects")
    assert [row.values for row in document.records["projects"]] == [
        {"verb": "开工", "name": "南山公路", "invested": {"value": 300_000_000, "unit": "CNY"}},
        {"verb": "投用", "name": "东山水库", "invested": None},
    ]


def test_the_indicators_on_the_page_of_rules_load_and_get_no_remark(tmp_path: Path) -> None:
    from tiaoli.rulebook.loading import load_files
    from tiaoli.rulebook.packs import Library
    from tiaoli.workbench.linting import lint

    section = (ROOT / "docs" / "rules.md").read_text("utf-8").partition("## Indicators\n")[2].partition("\n## ")[0]
    rules = "".join(line[4:] for line in section.splitlines(keepends=True) if line.startswith("    "))
    header = "rules: 1\nid: example.{}\nversion: 1.0.0\ntitle: 收入\nabstract: true\n"
    urban = "indicators: {income_urban: {label: 城镇收入, aliases: [城镇居民收入], growth: {}}}\n"
    (tmp_path / "parent.yaml").write_text(header.format("parent") + urban, "utf-8")
    (tmp_path / "child.yaml").write_text(header.format("child") + "extends: [example.parent]\n" + rules, "utf-8")
    packs, sites = load_files(sorted(tmp_path.glob("*.yaml")))
    child = next(pack for pack in packs if pack.id == "example.child")
    assert child.joint["城乡居民收入"] == ("income_urban", "income_rural")
    assert child.indicators["grain"].aliases_after["产量"] == ("粮食播种面积", "粮食面积")
    assert lint(packs, Library(packs, sites)) == []


def test_the_topics_on_the_page_of_rules_are_counted_as_its_tests_say(tmp_path: Path) -> None:
    from tiaoli.rulebook.packs import load_library
    from tiaoli.workbench.testing import report_on

    section = (ROOT / "docs" / "rules.md").read_text("utf-8").partition("\n## Topics\n")[2].partition("\n## ")[0]
    pack = "".join(line[4:] for line in section.splitlines(keepends=True) if line.startswith("    "))
    (tmp_path / "attention.yaml").write_text(pack, "utf-8")
    library = load_library((tmp_path,))
    report = report_on(library, library.pack("my.attention"))
    assert [outcome.status for outcome in report.outcomes] == ["passed", "passed"]
    assert (report.untested, report.unopposed) == ((), ())


def test_the_child_on_the_page_of_rules_changes_its_parent(tmp_path: Path) -> None:
    from tiaoli.rulebook.packs import load_library

    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    (parent,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    inheritance = page.partition("\n## Inheritance\n")[2]
    (child,) = re.findall(r"^    extends:.*?\n\n", inheritance, re.DOTALL | re.MULTILINE)
    header = "rules: 1\nid: example.child\nversion: 1.0.0\ntitle: 子\n"
    (tmp_path / "parent.yaml").write_text(parent, "utf-8")
    (tmp_path / "child.yaml").write_text(header + child.replace("\n    ", "\n").lstrip(), "utf-8")
    pack = load_library((tmp_path,)).pack("example.child")
    assert [pattern.source for pattern in pack.roles["review"].heading] == ["总体情况", "主要成绩"]
    assert pack.roles["plan"].period == "years_ahead"
    assert (pack.part_heads, "published" in pack.fields) == ((), False)


def test_the_gold_on_the_page_of_evaluation_is_read(tmp_path: Path) -> None:
    from tiaoli.workbench.gold import read_gold

    page = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "a.txt.gold.json").write_text(example, "utf-8")
    (gold,) = read_gold([tmp_path])
    assert [(said.measure, said.number_span) for said in gold.observations or ()] == [
        ("growth", None),
        ("level", (538, 543)),
    ]
