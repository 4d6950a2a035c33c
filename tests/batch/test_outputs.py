"""Where documents go, and that they arrive whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.batch.items import Input
from tiaoli.batch.outputs import plan_outputs, write_whole
from tiaoli.errors import UsageError


def test_the_name_of_a_source_is_kept_whole(tmp_path: Path) -> None:
    inputs = [Input(Path("x/a/b.html"), Path("a/b.html")), Input(Path("x/c"), Path("c"))]

    assert plan_outputs(inputs, tmp_path, [".json", ".txt"]) == [
        (tmp_path / "a/b.html.json", tmp_path / "a/b.html.txt"),
        (tmp_path / "c.json", tmp_path / "c.txt"),
    ]


def test_two_sources_for_one_output_are_both_named() -> None:
    inputs = [Input(Path("x/a.txt"), Path("a.txt")), Input(Path("y/a.txt"), Path("a.txt"))]

    with pytest.raises(UsageError, match=r"x/a\.txt and y/a\.txt would both be written to out/a\.txt\.json"):
        plan_outputs(inputs, Path("out"), [".json"])


def test_a_name_needed_as_a_file_and_as_a_folder_is_refused() -> None:
    inputs = [Input(Path("x/a"), Path("a")), Input(Path("y/a.json/b"), Path("a.json/b"))]

    with pytest.raises(UsageError, match=r"x/a needs out/a\.json as a file, y/a\.json/b as a folder"):
        plan_outputs(inputs, Path("out"), [".json"])


def test_no_document_is_written_over_a_source(tmp_path: Path) -> None:
    inputs = [Input(tmp_path / "a", Path("a")), Input(tmp_path / "a.json", Path("a.json"))]

    with pytest.raises(UsageError, match="over the source"):
        plan_outputs(inputs, tmp_path, [".json"])


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    with pytest.raises(UsageError, match="is a file; -o takes a folder"):
        plan_outputs([], tmp_path / "out", [".json"])


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    write_whole(tmp_path / "a/b.json", b"{}")

    assert (tmp_path / "a/b.json").read_bytes() == b"{}"


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()

    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"{}")

    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
