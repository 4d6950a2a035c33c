"""The errors tiaoli raises, and the place each one points at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is wrong; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class TiaoliError(Exception):
    """Root of every error of this package; the message says what was found, expected and to do.

    It is text, or what has words of its own in each language and is English as text.
    """

    def __init__(self, message: object, *, place: Place | None = None) -> None:
        super().__init__(str(message))
        self.wording = message
        self.message = str(message)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class SourceError(TiaoliError):
    """A source that cannot be opened, with `why` in words without its path, or that is larger than the limit."""

    def __init__(self, message: str, why: str | None = None) -> None:
        super().__init__(message)
        self.why = why


class UsageError(TiaoliError):
    """A name or an option that nothing answers to."""


class PluginError(TiaoliError):
    """A plugin that cannot be loaded, or that returned what its hook does not allow."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a rule file: the English message with its place, and what fills it in any language."""

    code: str
    message: str
    place: Place
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"


class RuleError(TiaoliError):
    """All the faults found in one or more rule files, reported together."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
