"""`tiaoli rules new`: what it writes where, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Tiaoli

SAMPLE = "{0}督查情况的通报\n\n督查时间:2024年{1}月5日\n\n一、存在的问题\n台账不全。\n二、下一步要求\n立即整改。\n"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A folder of two samples, `samples` in the folder the command runs in."""
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "a.txt").write_text(SAMPLE.format("云溪县消防", 3), "utf-8")
    (folder / "b.txt").write_text(SAMPLE.format("青山区食品", 6), "utf-8")
    return folder


def test_a_draft_of_samples_goes_to_the_terminal(tiaoli: Tiaoli, samples: Path) -> None:
    ran = tiaoli("rules", "new", "--from", "samples/a.txt", "samples/b.txt")

    assert ran.status == 0
    assert "# 2/2 titles" in ran.out
    assert ran.out.startswith("# A draft from 2 sample(s)")
    assert ran.err == ""


def test_a_written_draft_passes_its_tests_and_lies_beside_its_schema(tiaoli: Tiaoli, samples: Path) -> None:
    written = tiaoli("rules", "new", "--from", "samples", "-o", "mine/inspection.yaml")
    tested = tiaoli("rules", "test", "my.inspection", "--rules", "mine")

    assert (written.status, written.out, tested.status) == (0, "", 0)
    first, *_ = Path("mine/inspection.yaml").read_text("utf-8").split("\n")
    assert first == "# yaml-language-server: $schema=tiaoli-rules.schema.json"
    assert "json-schema.org" in Path("mine/tiaoli-rules.schema.json").read_text("utf-8")


def test_the_comments_are_in_the_language_of_the_terminal(tiaoli: Tiaoli, samples: Path) -> None:
    assert "份样本得出的草稿" in tiaoli("rules", "new", "--from", "samples", "--lang", "zh").out


def test_without_samples_there_is_a_pack_to_start_from(tiaoli: Tiaoli) -> None:
    assert tiaoli("rules", "new", "--title", "督查专报", "-o", "a.yaml").status == 0
    assert tiaoli("rules", "test", "my.a", "--rules", "a.yaml").status == 0
    assert "any: [督查专报]" in Path("a.yaml").read_text("utf-8")


def test_a_file_that_is_there_is_written_over_only_by_force(tiaoli: Tiaoli) -> None:
    Path("a.yaml").write_text("mine", "utf-8")

    refused = tiaoli("rules", "new", "-o", "a.yaml")

    assert (refused.status, Path("a.yaml").read_text("utf-8")) == (2, "mine")
    assert "--force" in refused.err
    assert tiaoli("rules", "new", "-o", "a.yaml", "--force").status == 0
    assert "rules: 1" in Path("a.yaml").read_text("utf-8")


def test_a_draft_may_be_made_anew_where_its_folder_is_in_use(tiaoli: Tiaoli, samples: Path) -> None:
    Path("tiaoli.toml").write_text('rules = ["mine"]', "utf-8")
    Path("mine").mkdir()
    again = ("rules", "new", "--from", "samples", "-o", "mine/inspection.yaml", "--force")
    first = tiaoli(*again)
    written = Path("mine/inspection.yaml").read_text("utf-8")
    second = tiaoli(*again)

    assert [first.status, second.status] == [0, 0]
    assert Path("mine/inspection.yaml").read_text("utf-8") == written


def test_an_id_that_another_file_bears_is_refused(tiaoli: Tiaoli) -> None:
    assert tiaoli("rules", "new", "-o", "one.yaml", "--id", "my.pack").status == 0
    ran = tiaoli("rules", "new", "-o", "two.yaml", "--id", "my.pack", "--rules", "one.yaml")

    assert ran.status == 2
    assert "one.yaml bears the id my.pack already" in ran.err


def test_an_id_that_is_none_is_refused(tiaoli: Tiaoli) -> None:
    assert tiaoli("rules", "new", "--id", "督查").status == 2


def test_a_sample_that_cannot_be_read_is_an_error_and_the_rest_goes_on(tiaoli: Tiaoli, samples: Path) -> None:
    (samples / "c.docx").write_bytes(b"PK\x03\x04")

    ran = tiaoli("rules", "new", "--from", "samples")

    assert ran.status == 1
    assert "c.docx was not read:" in ran.err
    assert "from 2 sample(s)" in ran.out


def test_without_a_readable_sample_nothing_is_written(tiaoli: Tiaoli) -> None:
    Path("a.txt").write_bytes(b"")

    ran = tiaoli("rules", "new", "--from", "a.txt", "-o", "a.yaml")

    assert (ran.status, Path("a.yaml").exists()) == (1, False)
