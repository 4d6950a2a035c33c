"""Finding a converted document for gold."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import gold_file, report

from tiaoli.document import Document
from tiaoli.errors import UsageError
from tiaoli.workbench.conversions import Conversions
from tiaoli.workbench.gold import Gold, read_gold


@pytest.fixture
def made() -> Document:
    return report()


def gold(folder: Path, made: Document, form: str) -> Gold:
    (read,) = read_gold([gold_file(folder / "gold", made, name=f"a.txt.{form}.json", metadata={"year": None})])
    return read


def put(folder: Path, name: str, document: Document, *, sha256: str = "") -> None:
    path = folder / "out" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    source = document.source.model_copy(update={"uri": name, "sha256": sha256 or document.source.sha256})
    path.write_bytes(document.model_copy(update={"source": source}).to_json())


def found(folder: Path, gold: Gold) -> str | None:
    document = Conversions(folder / "out").find(gold)
    return document.source.uri if document else None


@pytest.mark.parametrize("form", ["gold", "facts"])
def test_a_document_is_found_by_name_at_any_depth(tmp_path: Path, made: Document, form: str) -> None:
    put(tmp_path, "b/c/a.txt.json", made)
    assert found(tmp_path, gold(tmp_path, made, form)) == "b/c/a.txt.json"


def test_of_one_name_the_document_of_the_marked_bytes_is_taken(tmp_path: Path, made: Document) -> None:
    put(tmp_path, "b/a.txt.json", made, sha256="0" * 64)
    put(tmp_path, "c/a.txt.json", made)
    assert found(tmp_path, gold(tmp_path, made, "gold")) == "c/a.txt.json"


@pytest.mark.parametrize(("form", "uri"), [("facts", "other.txt.json"), ("gold", None)])
def test_only_facts_find_their_document_under_another_name(
    tmp_path: Path, made: Document, form: str, uri: str | None
) -> None:
    put(tmp_path, "other.txt.json", made)
    (tmp_path / "out" / "list.json").write_text("[1]", "utf-8")
    assert found(tmp_path, gold(tmp_path, made, form)) == uri


def test_a_document_of_other_bytes_is_given_where_there_is_no_better(tmp_path: Path, made: Document) -> None:
    put(tmp_path, "a.txt.json", made, sha256="0" * 64)
    assert found(tmp_path, gold(tmp_path, made, "facts")) == "a.txt.json"


def test_what_is_no_document_of_the_schema_is_refused(tmp_path: Path, made: Document) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="no document of this version's schema"):
        found(tmp_path, gold(tmp_path, made, "gold"))
