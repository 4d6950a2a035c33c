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

    def fault(self, length: int) -> str | None:
        """What is wrong with a remark on a text of so many characters; None where nothing is."""
        if self.code not in wordings():
            return f"a diagnostic with the unknown code {self.code!r}; use reader.remark or reader.refused"
        try:
            self.message()
        except (KeyError, ValueError, TypeError) as error:
            return f"a diagnostic {self.code} whose params {self.params} do not fill its wording ({error!r})"
        if self.span and not 0 <= self.span[0] <= self.span[1] <= length:
            return f"a diagnostic {self.code} over {self.span}, in a text of {length}"
        return None


def _entry(code: str) -> dict[str, str]:
    return wordings()[code]


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every diagnostic code with its severity and its wording in `en` and `zh`."""
    text = (resources.files("tiaoli") / "messages.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded
