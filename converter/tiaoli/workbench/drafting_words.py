"""The data of drafts, `drafting.yaml`: markers, filling words, names, and the words of comments in two languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import yaml

Say = Callable[..., str]
"""The words for a key in one language, filled with its parameters."""


@cache
def drafting_data() -> dict[str, Any]:
    """Everything that `drafting.yaml` holds."""
    text = (resources.files("tiaoli.workbench") / "drafting.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def saying(language: str) -> Say:
    """The words of comments in a language, `en` or `zh`."""

    def say(key: str, **params: object) -> str:
        entry: dict[str, str] = drafting_data()["words"][key]
        return entry[language].format_map(params)

    return say
