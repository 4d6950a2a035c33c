"""`tiaoli convert`: what is written where, what is refused, and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from terminal import REPORT, Tiaoli

from tiaoli.batch.folder import LOCK
from tiaoli.testing import CHAOS
from tiaoli.writing.store import FILE


def files(folder: Path) -> list[str]:
    """The files of a folder, those of the store aside."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in (LOCK, FILE))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def test_one_source_goes_to_standard_output(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("convert", "report.txt")

    document = json.loads(ran.out)
    assert ran.status == 0
    assert (document["source"]["uri"], document["status"]) == ("report.txt", "ok")
    assert document["metadata"]["year"] == 2025


def test_topics_are_counted_only_where_they_are_asked_for(tiaoli: Tiaoli, report: Path) -> None:
    asked, plain = (json.loads(tiaoli("convert", "report.txt", *more).out) for more in (["--topics"], []))

    assert {row["dictionary"] for row in asked["attention"]} >= {"environment", "livelihood", "employment"}
    assert asked["produced_by"]["segmenter"]["engine"] == "jieba"
    assert (plain["attention"], plain["produced_by"]["segmenter"]) == ([], None)


def test_a_folder_goes_to_a_folder_of_the_same_shape(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    (tmp_path / "in/a/b").mkdir(parents=True)
    shutil.copy(report, tmp_path / "in/a/b/x.txt")
    shutil.copy(report, tmp_path / "in/y.txt")

    ran = tiaoli("convert", "in", "-o", "out")

    assert ran.status == 0
    assert files(tmp_path / "out") == ["a/b/x.txt.json", "y.txt.json"]
    assert json.loads((tmp_path / "out/a/b/x.txt.json").read_bytes())["source"]["uri"] == "a/b/x.txt"
    assert ran.out == ""


def test_the_file_written_is_what_standard_output_gets(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    shown = tiaoli("convert", "report.txt").out
    tiaoli("convert", "report.txt", "-o", "out")

    assert (tmp_path / "out/report.txt.json").read_text("utf-8") == shown


def test_a_second_run_writes_the_same_and_does_not_read_its_own_output(
    tiaoli: Tiaoli, report: Path, tmp_path: Path
) -> None:
    tiaoli("convert", "*.txt", "-o", "out")
    first = (tmp_path / "out/report.txt.json").read_bytes()
    ran = tiaoli("convert", tmp_path, "-o", "out")

    assert ran.status == 0
    assert files(tmp_path / "out") == ["report.txt.json"]
    assert (tmp_path / "out/report.txt.json").read_bytes() == first


def test_standard_input_is_a_source_named_by_a_dash(tiaoli: Tiaoli) -> None:
    ran = tiaoli("convert", "-", stdin=REPORT.encode())

    assert ran.status == 0
    assert json.loads(ran.out)["source"]["uri"] == "-"


def test_standard_input_in_another_encoding_is_read_as_told(tiaoli: Tiaoli) -> None:
    ran = tiaoli("convert", "-", "--encoding", "big5", stdin="雲溪縣政府工作報告".encode("big5"))

    source = json.loads(ran.out)["source"]
    assert (source["encoding"], source["encoding_from"]) == ("big5", "option")


def test_several_sources_without_a_folder_are_refused(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("convert", "report.txt", "-")

    assert (ran.status, ran.out) == (2, "")
    assert "2 sources need a folder to go to: add -o OUT" in ran.err


def test_two_sources_for_one_output_are_refused_before_any_work(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        shutil.copy(report, tmp_path / name / "a.txt")

    ran = tiaoli("convert", "report.txt", "x", "y", "-o", "out")

    assert ran.status == 2
    assert "x/a.txt and y/a.txt would both be written to out/a.txt.json" in ran.err
    assert not (tmp_path / "out").exists()


BAD = {
    "empty": (b"", "The source is empty"),
    "spaces": (b" \n\t \n", "The source is empty"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3, "not text (PNG image)"),
    "large.txt": ("报".encode() * 400, "1200 bytes, more than the limit of 1000"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_source_that_is_no_document_fails_alone(tiaoli: Tiaoli, report: Path, tmp_path: Path, name: str) -> None:
    data, why = BAD[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    shutil.copy(report, tmp_path / "in/z.txt")

    ran = tiaoli("convert", "in", "-o", "out", "--max-bytes", 1000)

    assert ran.status == 1
    assert why in ran.err
    assert json.loads((tmp_path / f"out/{name}.json").read_bytes())["status"] == "failed"
    assert json.loads((tmp_path / "out/z.txt.json").read_bytes())["status"] == "ok"


def test_a_source_that_cannot_be_opened_fails_alone(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")

    ran = tiaoli("convert", "lost.txt", "report.txt", "-o", "out")

    failed = json.loads((tmp_path / "out/lost.txt.json").read_bytes())
    assert ran.status == 1
    assert [remark["code"] for remark in failed["diagnostics"]] == ["source.unreadable"]
    assert str(tmp_path) not in (tmp_path / "out/lost.txt.json").read_text("utf-8")
    assert json.loads((tmp_path / "out/report.txt.json").read_bytes())["status"] == "ok"


def test_a_document_that_cannot_be_written_fails_alone(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    shutil.copy(report, tmp_path / "other.txt")
    (tmp_path / "out/report.txt.json").mkdir(parents=True)

    ran = tiaoli("convert", "report.txt", "other.txt", "-o", "out")

    assert ran.status == 1
    assert "report.txt: could not be written" in ran.err
    assert (tmp_path / "out/other.txt.json").is_file()


def test_warnings_count_only_under_strict(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(REPORT.replace("(二)", "(三)"), "utf-8")

    assert tiaoli("convert", "gap.txt").status == 0
    assert tiaoli("convert", "gap.txt", "--strict").status == 3


def test_a_failure_counts_more_than_a_warning(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(REPORT.replace("(二)", "(三)"), "utf-8")
    (tmp_path / "empty.txt").touch()

    assert tiaoli("convert", "gap.txt", "empty.txt", "-o", "out", "--strict").status == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--reader", "htlm"], "no reader is named 'htlm' (did you mean html?)"),
        (["--parser", "numbred"], "no parser is named 'numbred' (did you mean numbered?)"),
        (["--pack", "cn.nothing"], "cn.nothing"),
        (["--encoding", "klingon"], "unknown encoding 'klingon'"),
        (["--rules", "nowhere"], "nowhere"),
        (["--max-bytes", "0"], "--max-bytes"),
        (["--no-such-option"], "--no-such-option"),
    ],
)
def test_an_option_that_means_nothing_is_a_usage_error(
    tiaoli: Tiaoli, report: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = tiaoli("convert", "report.txt", "-o", "out", *arguments)

    assert ran.status == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists()


def test_a_faulty_rule_pack_stops_the_run_with_its_place(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/mine.yaml").write_text("rules: 1\nid: mine.pack\nversoin: 1.0.0\n", "utf-8")

    ran = tiaoli("convert", "report.txt", "-o", "out", "--rules", "rules")

    assert ran.status == 2
    assert "mine.yaml:3" in ran.err


def test_the_table_shows_what_was_made(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("convert", "report.txt", "-o", "out", "--lang", "en")

    head, _, row = ran.err.splitlines()[:3]
    assert head.split() == ["document", "type", "region", "year", "sections", "status", "warnings", "output"]
    assert row.startswith("report.txt")
    assert row.endswith(os.path.join("out", "report.txt.json"))  # noqa: PTH118 - as the terminal shows it
    assert "1 documents: 1 ok, 0 partial, 0 failed" in ran.err


def test_the_table_speaks_the_language_asked_for(tiaoli: Tiaoli, report: Path) -> None:
    ran = tiaoli("convert", "report.txt", "-o", "out", "--lang", "zh")

    assert ran.err.startswith("文件")
    assert "共 1 份:" in ran.err


def test_the_language_of_the_terminal_does_not_reach_the_document(tiaoli: Tiaoli, report: Path) -> None:
    assert tiaoli("convert", "report.txt", "--lang", "zh").out == tiaoli("convert", "report.txt", "--lang", "en").out


def test_a_long_table_is_cut_and_says_how_much_is_left(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(43):
        (tmp_path / f"in/{number:02}.txt").write_text("一、修桥\n修好了三座桥。\n", "utf-8")

    ran = tiaoli("convert", "in", "-o", "out")

    assert "… and 3 more" in ran.err
    assert "39.txt" in ran.err
    assert "40.txt" not in ran.err
    assert len(files(tmp_path / "out")) == 43


def test_what_was_not_looked_at_is_told(tiaoli: Tiaoli, report: Path, tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()

    assert "Not looked at: 1 hidden." in tiaoli("convert", tmp_path, "-o", "out").err


def test_a_folder_without_files_is_a_usage_error(tiaoli: Tiaoli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    ran = tiaoli("convert", "in", "-o", "out")

    assert (ran.status, ran.out) == (2, "")
    assert "no file was found in in" in ran.err


def test_an_interrupted_run_leaves_whole_files_and_says_so(report: Path, tmp_path: Path) -> None:
    written = tmp_path / "out/report.txt.json"
    (tmp_path / "hang.chaos").write_text("hang")
    command = [sys.executable, "-m", "tiaoli.cli", "convert", report, tmp_path / "hang.chaos", "-o", tmp_path / "out"]
    options = ["--lang", "en", "--jobs", "2", "--plugins-dir", CHAOS]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not written.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Interrupted." in err
    assert files(tmp_path / "out") == ["report.txt.json"]
