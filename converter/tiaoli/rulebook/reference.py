"""The rule language described: what each key means, the JSON Schema for editors, and the reference of the manual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from tiaoli.rulebook.language import FIELD_TYPES, PACK, SITE
from tiaoli.rulebook.placeholders import KINDS
from tiaoli.rulebook.shapes import (
    AliasText,
    AnyPattern,
    Choice,
    Integer,
    Labelled,
    ListOf,
    Mapping,
    Named,
    Number,
    PatternText,
    RegexText,
    Shape,
    Text,
    Truth,
    mappings,
)  # fmt: skip

SCHEMA_FILE = Path(__file__).with_name("rules.schema.json")
"""The committed JSON Schema; a test compares it with the language."""


def meaning(mapping: str, key: str, language: str) -> str:
    """What a key of a mapping means, in `en` or `zh`."""
    words = _meanings()
    return (words.get(f"{mapping}.{key}") or words[f"any.{key}"])[language]


def schema_json() -> str:
    """The JSON Schema (2020-12) of rule files, each key described in both languages."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tiaoli:rules:1",
        "title": "tiaoli rules",
        "if": {"properties": {"kind": {"const": "site"}}, "required": ["kind"]},
        "then": _schema(SITE),
        "else": _schema(PACK),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def tables(language: str) -> Iterator[tuple[Mapping, list[tuple[str, str, str]]]]:
    """Every mapping of the language once, with a row for each of its keys: its name, what stands under it, what for.

    A key that has to be there bears a `*`.
    """
    seen = set()
    for mapping in (*mappings(PACK), *mappings(SITE)):
        if mapping.name not in seen and mapping.keys:
            seen.add(mapping.name)
            yield (
                mapping,
                [
                    (
                        key.name + "*" * key.required,
                        in_words(key.shape, language),
                        meaning(mapping.name, key.name, language),
                    )
                    for key in mapping.keys
                ],
            )


def placeholders(language: str) -> Iterator[tuple[str, str]]:
    """The placeholders that every pattern may use, each with what it stands for."""
    return ((name, meaning("placeholder", name, language)) for name in KINDS)


def types(language: str) -> Iterator[tuple[str, str]]:
    """The types of values, each with what is kept."""
    return ((name, meaning("type", name, language)) for name in FIELD_TYPES)


_NAMES = {
    "en": {Text: "text", Number: "number", Truth: "true or false", PatternText: "pattern", RegexText: "regex",
           AnyPattern: "pattern", AliasText: "alias"},
    "zh": {Text: "文字", Number: "数", Truth: "true 或 false", PatternText: "模式", RegexText: "正则",
           AnyPattern: "模式", AliasText: "叫法"},
}  # fmt: skip
_FORMS = {
    "en": {"list": "list of {}", "named": "name: {}", "from-to": "{} to {}", "any": "anything", "each": "list of {}"},
    "zh": {"list": "{}的列表", "named": "名称: {}", "from-to": "{} 到 {}", "any": "任意值", "each": "{}的列表"},
}


def in_words(shape: Shape, language: str) -> str:
    """A shape in a few words, for a cell of a table."""
    forms = _FORMS[language]
    match shape:
        case Choice(words=words):
            return " \\| ".join(f"`{word}`" for word in words)
        case Integer(low=low, high=high):
            return forms["from-to"].format(low, high)
        case ListOf(item=item):
            return forms["list"].format(in_words(item, language))
        case Labelled(value=value, by_alias=True):
            return f"{_NAMES[language][AliasText]}: {in_words(value, language)}"
        case Named(value=value) | Labelled(value=value):
            return forms["named"].format(in_words(value, language))
        case Mapping(name=name):
            return f"[{name}](#{name})"
        case _:
            return _NAMES[language].get(type(shape), forms["any"])


@cache
def _meanings() -> dict[str, dict[str, str]]:
    text = (resources.files("tiaoli.rulebook") / "language.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


_PATTERN: dict[str, Any] = {"type": "string", "minLength": 1}
_REGEX = {
    "type": "object", "properties": {"regex": _PATTERN}, "required": ["regex"], "additionalProperties": False,
}  # fmt: skip
_LITERAL = {"type": ["string", "number", "boolean"]}
"""Text as YAML's own types have it: what is unquoted and looks like a number is one to an editor."""


def _schema(shape: Shape) -> dict[str, Any]:
    match shape:
        case Text() | AliasText():
            return _LITERAL
        case Choice(words=words):
            return {"enum": list(words)}
        case Integer(low=low, high=high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Number():
            return {"type": "number"}
        case Truth():
            return {"type": "boolean"}
        case PatternText() | RegexText():
            return _PATTERN
        case AnyPattern():
            return {"anyOf": [_LITERAL, _REGEX]}
        case ListOf(item=item, length=length):
            size = {"minItems": length, "maxItems": length} if length else {}
            return {"type": "array", "items": _schema(item), **size}
        case Named(value=value):
            names = {"pattern": "^[a-z][a-z0-9_]*$"}
            return {"type": "object", "propertyNames": names, "additionalProperties": _schema(value)}
        case Labelled(value=value):
            return {"type": "object", "additionalProperties": _schema(value)}
        case Mapping():
            return _mapping(shape)
        case _:
            return {}


def _mapping(shape: Mapping) -> dict[str, Any]:
    def described(name: str, value: Shape) -> dict[str, Any]:
        return {**_schema(value), "description": " / ".join(meaning(shape.name, name, at) for at in ("en", "zh"))}

    schema: dict[str, Any] = {
        "type": "object",
        "properties": {key.name: described(key.name, key.shape) for key in shape.keys},
        "additionalProperties": _schema(shape.others) if shape.others else False,
    }
    required = [key.name for key in shape.keys if key.required]
    if required:
        schema["required"] = required
    if shape.one_of:
        schema["oneOf"] = [{"required": [name]} for name in shape.one_of]
    if shape.any_of:
        schema["anyOf"] = [{"required": [name]} for name in shape.any_of]
    return schema
