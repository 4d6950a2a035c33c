"""The published schema: generated, committed, versioned, and true of what is written."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tiaoli.document import SCHEMA_FILE, SCHEMA_VERSION, schema_json
from tiaoli.pipeline import convert

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = {
    "1.0": "03e5f55e3393c740b595b88e68cc5ebcc54da2b75d5746d4286702cc9217ca28",
    "1.1": "e80180f10a84acbdd316e66458cf1ceda4beec11ad99017eabe78f77d6da0b1c",
}
"""The digest of each published schema: another digest under the same version is a change without a version bump."""


def test_the_committed_schema_is_the_one_the_models_make() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_json(), "run `make schema` and look at the difference"


def test_a_changed_schema_has_a_new_version() -> None:
    import hashlib

    digest = hashlib.sha256(schema_json().encode()).hexdigest()
    assert PUBLISHED.get(SCHEMA_VERSION) == digest, "raise SCHEMA_VERSION, then add the new digest beside the old ones"


@pytest.mark.parametrize("name", ["plain-text.txt", "portal-page.html", "contents-then-truncated.txt"])
def test_a_written_document_fits_the_schema(name: str) -> None:
    document = convert(ROOT / "seeds" / name)
    jsonschema.validate(json.loads(document.to_json()), json.loads(schema_json()))
