"""What tiaoli has to say about a document: stable codes, with the wording of each in two languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark on a document; `params` fill the wording that `messages.yaml` keeps for its code."""

    code: str
    span: Span | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """info, warning or error."""
        return _entry(self.code)["severity"]

    def message(self, language: str = "en") -> str:
        """The remark in words, in `en` or `zh`."""
        return _entry(self.code)[language].format_map(self.params)


def _entry(code: str) -> dict[str, str]:
    return wordings()[code]


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every diagnostic code with its severity and its wording in `en` and `zh`."""
    text = (resources.files("tiaoli") / "messages.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded
