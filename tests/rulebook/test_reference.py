"""The language described: nothing left out, and a JSON Schema that agrees with the loader."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from tiaoli.rulebook.language import PACK, SITE
from tiaoli.rulebook.reference import SCHEMA_FILE, _meanings, meaning, placeholders, schema_json, types
from tiaoli.rulebook.shapes import mappings

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = sorted((ROOT / "rules" / "tiaoli_rules_cn").glob("*.yaml"))
KEYS = {(mapping.name, key.name) for shape in (PACK, SITE) for mapping in mappings(shape) for key in mapping.keys}


@pytest.mark.parametrize(("mapping", "key"), sorted(KEYS))
def test_every_key_has_its_meaning_in_both_languages(mapping: str, key: str) -> None:
    assert all(meaning(mapping, key, language) for language in ("en", "zh"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_placeholder_and_type_has_its_meaning(language: str) -> None:
    assert all(words for _, words in (*placeholders(language), *types(language)))


def test_no_meaning_is_that_of_a_key_that_is_gone() -> None:
    known = {f"{mapping}.{key}" for mapping, key in KEYS} | {f"any.{key}" for _, key in KEYS}
    known |= {f"placeholder.{name}" for name, _ in placeholders("en")} | {f"type.{name}" for name, _ in types("en")}
    assert set(_meanings()) <= known


def test_the_committed_schema_is_the_one_the_language_makes() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_json(), "run `make schema`"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_a_shipped_rule_file_fits_the_schema(file: Path) -> None:
    jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), json.loads(schema_json()))


HEADER = {"rules": 1, "id": "x.pack", "version": "1.0.0", "title": "甲"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"feilds": {}},
        {"status": "stabel"},
        {"headings": {"part": {"level": "一", "sample": "一、"}}},
        {"headings": {"第一": {"level": 1, "sample": "一、"}}},
        {"records": {"a": {"each": "sentence"}}},
        {"indicators": {"a": {"label": "甲", "aliases": ["甲"], "level": {"range": [1]}}}},
        {"kind": "site", "roles": {}},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**HEADER, **wrong}, json.loads(schema_json()))
