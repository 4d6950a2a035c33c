"""What the terminal says, in Chinese or English: the language that is wanted, and the words for each key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

LANGUAGES = ("zh", "en")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order of POSIX: the first that is set decides."""


@dataclass(frozen=True, slots=True)
class Words:
    """The wordings of `messages.yaml` in one language."""

    language: str

    def __call__(self, key: str, **params: object) -> str:
        """The words for a key, filled with its parameters."""
        return _entry(key)[self.language].format_map(params)

    def name(self, kind: str, value: str | None) -> str:
        """The terminal's name for a value of the document, such as a status; the value itself where it has none."""
        entry = wordings().get(f"{kind}.{value}")
        return entry[self.language] if entry else value or ""


def wanted_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """zh or en: by `--lang` wherever it stands before a bare `--`, else by the locale."""
    stated = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    for at, argument in enumerate(stated):
        option, _, value = argument.partition("=")
        if option == "--lang":
            value = value or (stated[at + 1] if at + 1 < len(stated) else "")
            return value if value in LANGUAGES else "en"
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _entry(key: str) -> dict[str, str]:
    """The words for a key; those of a group of commands lie apart, so that no other command reads them."""
    return wordings().get(key) or wordings("plugins/" if key.startswith("plugins.") else "rules/")[key]


@cache
def wordings(folder: str = "") -> dict[str, dict[str, str]]:
    """Every key of the terminal, or of one group of commands, with its words in each language."""
    text = (resources.files("tiaoli.cli") / f"{folder}messages.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded
