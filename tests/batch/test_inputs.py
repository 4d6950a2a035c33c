"""Which files the arguments of a command line mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tiaoli.batch.inputs import find_inputs
from tiaoli.errors import UsageError


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", "utf-8")


def uris(arguments: Sequence[str | Path], *, out: Path | None = None) -> list[str]:
    return [item.uri for item in find_inputs([str(argument) for argument in arguments], out=out)[0]]


def skipped(folder: Path) -> list[tuple[str, str]]:
    return [(item.path.name, item.reason) for item in find_inputs([str(folder)])[1]]


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")

    assert uris([tmp_path / "a/b.txt"]) == ["b.txt"]


def test_a_folder_is_read_to_its_depths_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/c/d.html", "c.txt")

    assert uris([tmp_path]) == ["a/c/d.html", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_files_and_folders_are_left_and_told(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".git/config", ".hidden.txt")

    assert uris([tmp_path]) == ["a.txt"]
    assert skipped(tmp_path) == [(".git", "hidden"), (".hidden.txt", "hidden")]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt")

    assert uris([tmp_path / ".hidden.txt"]) == [".hidden.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "elsewhere/secret.txt")
    (tmp_path / "in/file").symlink_to(tmp_path / "elsewhere/secret.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "elsewhere")

    assert uris([tmp_path / "in"]) == ["a.txt"]
    assert skipped(tmp_path / "in") == [("file", "link"), ("folder", "link")]


def test_a_link_to_a_file_elsewhere_in_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").symlink_to(tmp_path / "a.txt")

    assert uris([tmp_path]) == ["a.txt", "sub/b.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")

    assert uris([tmp_path]) == ["sub/a.txt"]


def test_the_output_folder_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "out/a.txt.json", "out/deep/b.json")

    assert uris([tmp_path], out=tmp_path / "out") == ["a.txt"]


def test_the_output_folder_is_not_read_through_a_glob(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "out/a.txt.json")

    assert uris([f"{tmp_path}/**/*"], out=tmp_path / "out") == ["a.txt"]


def test_a_folder_is_not_read_and_written_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    with pytest.raises(UsageError, match="read and written at once"):
        uris([tmp_path], out=tmp_path)


def test_a_glob_is_relative_to_the_folder_before_its_first_wildcard(tmp_path: Path) -> None:
    write(tmp_path, "x/one/a.html", "x/two/a.html", "x/two/b.txt")

    assert uris([f"{tmp_path}/x/*/*.html"]) == ["one/a.html", "two/a.html"]


def test_a_glob_takes_the_folders_that_it_matches(tmp_path: Path) -> None:
    write(tmp_path, "x/one/a.html", "x/one/deep/b.html", "x/c.html")

    assert uris([f"{tmp_path}/x/*"]) == ["c.html", "one/a.html", "one/deep/b.html"]


def test_a_recursive_glob_counts_each_file_once(tmp_path: Path) -> None:
    write(tmp_path, "x/one/a.html", "x/one/deep/b.html")

    assert sorted(uris([f"{tmp_path}/x/**"])) == ["one/a.html", "one/deep/b.html"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    write(tmp_path, "a[1].txt", "a1.txt")

    assert uris([tmp_path / "a[1].txt"]) == ["a[1].txt"]


def test_a_dash_is_standard_input() -> None:
    assert [(item.path, item.uri) for item in find_inputs(["-"])[0]] == [(None, "-")]


def test_the_same_file_twice_is_one_source(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    assert uris([tmp_path / "a.txt", tmp_path / "a.txt", tmp_path]) == ["a.txt"]


@pytest.mark.parametrize("name", ["nothing.txt", "*.nothing"])
def test_an_argument_that_names_nothing_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="nothing"):
        uris([tmp_path / name])
