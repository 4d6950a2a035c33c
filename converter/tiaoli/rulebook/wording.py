"""What is said of rule files, in English and Chinese: the words of `messages.yaml`, and phrases to be put in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a message that has words of its own in each language."""

    key: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return in_words(f"phrase.{self.key}", self.params, "en")


def in_words(key: str, params: dict[str, Any], language: str) -> str:
    """The words for a key in `en` or `zh`, filled with its parameters and theirs in turn."""
    filled = {name: worded(value, language) for name, value in params.items()}
    return wordings()[key][language].format_map(filled)


def worded(value: object, language: str) -> object:
    """A phrase in words of `en` or `zh`; anything else as it is."""
    return in_words(f"phrase.{value.key}", value.params, language) if isinstance(value, Phrase) else value


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every fault and phrase with its words in `en` and `zh`."""
    text = (resources.files("tiaoli.rulebook") / "messages.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded
