"""What is said of a rule's work: a code with parameters, which the terminal has words for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is; `params` fill the wording of the code, and may be reasons themselves."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulePlace:
    """A rule by its name, such as `my.pack#fields.title`, and the file and line that it stands in."""

    name: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.name}  {self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason, and the rule that it speaks of, if it is one."""

    reason: Reason
    rule: RulePlace | None = None
    nearness: float = 0.0
    """How much of the rule matched, from 0 to 1."""
