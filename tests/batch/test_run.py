"""A folder converted by workers: what fails is exactly what is at fault, and a run that is cut short is taken up."""

from __future__ import annotations

import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tiaoli
from tiaoli import discovery
from tiaoli.batch.folder import LOCK, locked_store
from tiaoli.errors import UsageError
from tiaoli.testing import CHAOS
from tiaoli.writing.columns import fixed_tables
from tiaoli.writing.store import FILE, StoreError, open_store

pytestmark = pytest.mark.timeout(300)

REPORT = """石桥县{year}年政府工作报告

一、{before}年工作回顾
全县地区生产总值增长{growth}%。

二、{year}年工作安排
再修两座桥。
"""


def reports(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = REPORT.format(year=2000 + n % 25, before=1999 + n % 25, growth=n % 9 + 1)
        (folder / f"{n:03}.txt").write_text(text, "utf-8")


@pytest.fixture
def chaos(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The plugin that goes wrong on request is at hand."""
    monkeypatch.setenv("TIAOLI_PLUGINS_DIR", str(CHAOS))
    discovery.forget()
    yield
    discovery.forget()


def tables(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a store, and the ledger without attempts and times."""
    store = open_store(out / FILE)
    found = {name: list(store.rows(name)) for name in store.columns}
    found["ledger"] = [(e.uri, e.doc_id, e.content_id, e.status, e.error) for e in store.entries()]
    store.close()
    return found


BAD = ("raise", "exit", "segfault", "hang", "hang-in-c", "memory")


@pytest.mark.usefixtures("chaos")
def test_exactly_the_documents_at_fault_fail_and_the_rest_equal_a_run_without_them(tmp_path: Path) -> None:
    reports(tmp_path / "good", 60)
    reports(tmp_path / "mixed", 60)
    for way in BAD:
        (tmp_path / f"mixed/{random.Random(way).randrange(60):03}-{way}.chaos").write_text(way)

    good = tiaoli.convert_folder(tmp_path / "good", tmp_path / "good-out", workers=2, seconds=4)
    mixed = tiaoli.convert_folder(tmp_path / "mixed", tmp_path / "mixed-out", workers=2, seconds=4)

    assert (good.ok, good.failed, mixed.ok, mixed.failed) == (60, 0, 60, len(BAD))
    reasons = {uri.partition("-")[2]: why for uri, why in mixed.failures}
    assert "ValueError: chaos was asked for" in reasons["raise.chaos"]
    assert "exit status 3" in reasons["exit.chaos"]
    assert "SIGSEGV" in reasons["segfault.chaos"]
    assert "it took more than 4 s" in reasons["hang.chaos"]
    assert "it took more than 4 s" in reasons["hang-in-c.chaos"]
    assert "MemoryError" in reasons["memory.chaos"]
    without = tables(tmp_path / "mixed-out")
    failed = {row[1] for row in without["ledger"] if row[3] == "failed"}
    without = {
        name: [row for row in rows if row[1 if name == "ledger" else 0] not in failed] for name, rows in without.items()
    }
    assert without == tables(tmp_path / "good-out")
    for path in (tmp_path / "good-out").glob("*.json"):
        assert path.read_bytes() == (tmp_path / "mixed-out" / path.name).read_bytes()


def test_what_has_not_changed_is_not_done_again(tmp_path: Path) -> None:
    reports(tmp_path / "in", 5)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=1)
    (tmp_path / "in/001.txt").write_text("石桥县2020年政府工作报告\n\n一、修桥\n好。\n", "utf-8")
    (tmp_path / "out/002.txt.json").unlink()

    again = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=1)
    assert (again.ok, again.unchanged) == (5, 3)
    assert len(tables(tmp_path / "out")["documents"]) == 5
    assert (tmp_path / "out/002.txt.json").exists()

    other = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=1, topics=True)
    assert (other.ok, other.unchanged) == (5, 0)
    forced = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=1, topics=True, force=True)
    assert (forced.ok, forced.unchanged) == (5, 0)


def test_what_failed_is_tried_again_only_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/empty.txt").touch()
    first = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)
    second = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)
    third = tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0, retry_failed=True)

    assert [(c.failed, c.unchanged) for c in (first, second, third)] == [(1, 0), (1, 1), (1, 0)]


def test_in_this_process_the_result_is_the_same(tmp_path: Path) -> None:
    reports(tmp_path / "in", 8)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "here", workers=0)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "there", workers=2)

    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def test_a_script_need_not_know_that_there_are_workers(tmp_path: Path) -> None:
    reports(tmp_path / "in", 3)
    script = "print('begins'); import tiaoli; print(tiaoli.convert_folder('in', 'out', workers=2).ok)"
    (tmp_path / "script.py").write_text(script)

    for command, given in (([sys.executable, "script.py"], None), ([sys.executable, "-"], script)):
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True, timeout=100)
        assert (done.stdout.split(), done.stderr) == (["begins", "3"], "")
        shutil.rmtree(tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
@pytest.mark.parametrize(
    ("count", "kills"), [(120, 4), pytest.param(3000, 20, marks=pytest.mark.nightly)], ids=["few", "many"]
)
def test_a_run_that_is_killed_is_taken_up_to_the_same_store(tmp_path: Path, count: int, kills: int) -> None:
    reports(tmp_path / "in", count)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "whole", workers=2)
    chance = random.Random(7)
    for _ in range(kills):
        command = [sys.executable, "-m", "tiaoli.cli", "convert", tmp_path / "in", "-o", tmp_path / "cut", "-j", "2"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 4))
            process.send_signal(signal.SIGKILL)

    last = tiaoli.convert_folder(tmp_path / "in", tmp_path / "cut", workers=2)

    assert (last.ok, last.failed) == (count, 0)
    assert tables(tmp_path / "cut") == tables(tmp_path / "whole")
    names = {path.name for path in (tmp_path / "whole").iterdir()} - {FILE, LOCK}
    assert {path.name for path in (tmp_path / "cut").iterdir() if path.suffix == ".json"} == names


def test_two_runs_on_one_store_are_refused(tmp_path: Path) -> None:
    reports(tmp_path / "in", 1)
    with locked_store(tmp_path / "out"), pytest.raises(StoreError, match="another run is writing to"):
        tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)

    assert tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0).ok == 1


def test_a_store_of_a_later_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    reports(tmp_path / "in", 1)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)
    with sqlite3.connect(tmp_path / "out" / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(StoreError, match="written by a later tiaoli"):
        tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    reports(tmp_path / "in", 1)
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / FILE
    if content is None:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE other (a)")
        connection.close()
    else:
        file.write_bytes(content)
    before = file.read_bytes()

    with pytest.raises(StoreError, match=r"of another program|cannot be opened"):
        tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)
    assert file.read_bytes() == before


def test_a_store_that_may_not_grow_fails_the_document_and_keeps_what_was_there(tmp_path: Path) -> None:
    reports(tmp_path / "in", 3)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "out", workers=0)
    before = tables(tmp_path / "out")
    store = open_store(tmp_path / "out" / FILE)
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages}")

    entry = next(iter(store.entries()))
    row = (entry.doc_id, *["x" * 500] * (len(fixed_tables()["claims"]) - 1))
    with pytest.raises(StoreError, match="database or disk is full"):
        store.put(entry, {"claims": [row] * 10_000}, {})
    store.close()

    assert tables(tmp_path / "out") == before


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no disk of its own to fill")
def test_a_disk_that_fills_up_in_mid_run_is_told_and_the_run_taken_up_once_there_is_room(tmp_path: Path) -> None:
    reports(tmp_path / "in", 120)
    tiaoli.convert_folder(tmp_path / "in", tmp_path / "whole", workers=2)
    convert = f"{shlex.quote(sys.executable)} -m tiaoli.cli --lang en convert in -o disk/out --jobs 2"
    script = f"""
        mkdir disk && mount -t tmpfs -o size=1500k none disk || exit 99
        {convert} 2>&1; echo "exit: $?"
        mount -o remount,size=100m disk
        {convert} 2>&1; echo "exit: $?"
        cp -r disk/out cut
    """
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    done = subprocess.run(inside, cwd=tmp_path, capture_output=True, text=True, timeout=200)
    if not (tmp_path / "cut").exists():
        pytest.skip("no file system may be mounted here")

    first, second, _ = done.stdout.split("exit: ")
    assert "the store cannot be written: database or disk is full" in first
    assert second.startswith("2\n")
    assert "120 documents: 120 ok, 0 partial, 0 failed" in second
    assert tables(tmp_path / "cut") == tables(tmp_path / "whole")


def test_a_list_of_files_keeps_their_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tiaoli.batch.inputs import read_list

    monkeypatch.chdir(tmp_path)
    reports(tmp_path / "a", 1)
    reports(tmp_path / "b", 1)
    (tmp_path / "list.txt").write_text("# two of them\na/000.txt\n\nb/000.txt\na/000.txt\n", "utf-8")

    assert [item.uri for item in read_list(tmp_path / "list.txt")] == ["a/000.txt", "b/000.txt"]
    (tmp_path / "list.txt").write_text("a/absent.txt\n", "utf-8")
    with pytest.raises(UsageError, match=r"1 lines of .* name no file, the first 'a/absent.txt'"):
        read_list(tmp_path / "list.txt")


def test_sources_that_lie_elsewhere_are_read_through_fsspec(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/reports/a/one.txt", REPORT.format(year=2024, before=2023, growth=5).encode())
    memory.pipe("/reports/two.txt", REPORT.format(year=2023, before=2022, growth=6).encode())

    counts = tiaoli.convert_folder("memory://reports", tmp_path / "out", workers=1)

    assert counts.ok == 2
    assert [row[0] for row in tables(tmp_path / "out")["ledger"]] == ["a/one.txt", "two.txt"]
    with pytest.raises(UsageError, match="there is no file at memory://absent"):
        tiaoli.convert_folder("memory://absent", tmp_path / "out", workers=1)


def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    reports(tmp_path / "in", 1)
    (tmp_path / "file").touch()

    with pytest.raises((StoreError, UsageError), match="file"):
        tiaoli.convert_folder(tmp_path / "in", tmp_path / "file/out", workers=0)
