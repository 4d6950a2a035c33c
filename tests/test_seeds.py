"""The samples of the repo: each equals its golden file and its marking by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from marking import differences
from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "seeds").iterdir())
PACK_DIGEST = re.compile(r'"pack_sha256": "[0-9a-f]+"')  # it changes with every edit of a rule
names = [path.name for path in SAMPLES]


def converted(path: Path) -> Document:
    return convert(Source.from_path(path, uri=path.name))


@pytest.mark.parametrize("path", SAMPLES, ids=names)
def test_a_sample_converts_to_its_golden_file(path: Path, rewrite_golden: bool) -> None:
    golden = ROOT / "tests" / "golden" / f"{path.name}.json"
    found = PACK_DIGEST.sub('"pack_sha256": "any"', converted(path).to_json().decode())
    if rewrite_golden:
        golden.write_text(found, "utf-8")
        pytest.fail(f"{golden.name} was written anew; look at the difference, then run without the flag")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=names)
def test_a_sample_is_understood_as_it_was_marked_by_hand(path: Path) -> None:
    truth = json.loads((ROOT / "tests" / "truth" / f"{path.name}.gold.json").read_text("utf-8"))
    assert differences(converted(path), truth) == []


def test_every_golden_file_and_marking_has_its_sample() -> None:
    golden = {path.name.removesuffix(".json") for path in (ROOT / "tests" / "golden").glob("*.json")}
    marked = {path.name.removesuffix(".gold.json") for path in (ROOT / "tests" / "truth").glob("*.json")}
    assert golden == marked == set(names)
