"""YAML as a person would lay it out, with comments: keys and values to lines, every text safely quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*|[0-9]+\.[0-9]+\.[0-9]+")
"""Ideographs and names; also versions, which have one point too many for a number."""

_SURPRISING = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
"""Words that other readers of YAML take for something else than text."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STEP = "  "

Flow = str | int | float | bool | Sequence["Flow"] | dict[str, "Flow"]
"""A value on one line."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of several lines that is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A key (an item of a list where it has none) with its value, and what is said of it.

    The value is one line, some prose, or the entries that stand below. One that is `off` is commented out;
    so is one all of whose entries are.
    """

    key: str
    value: Flow | Prose | tuple[Entry, ...]
    comment: str = ""
    above: tuple[str, ...] = ()
    off: bool = False

    @property
    def entries(self) -> tuple[Entry, ...] | None:
        """What stands below, None where the value is on one line."""
        if isinstance(self.value, tuple) and all(isinstance(entry, Entry) for entry in self.value):
            return self.value
        return None

    @property
    def is_off(self) -> bool:
        """Whether all of it is commented out."""
        return self.off or (bool(self.entries) and all(entry.is_off for entry in self.entries or ()))


def write_yaml(entries: Sequence[Entry]) -> str:
    """The text of a YAML file with these keys at its top, each block after an empty line."""
    lines: list[str] = []
    for entry in entries:
        if lines and (entry.above or entry.entries):
            lines.append("")
        lines += _lines(entry, "", commented=False)
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """The text as a YAML value: bare where that is safe everywhere, else in double quotes.

    >>> print(scalar("督查通报"), scalar("no"), scalar("一、"), scalar("甲：“乙”"))
    督查通报 "no" "一、" "甲：“乙”"
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _SURPRISING:
        return text
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def flow(value: Flow) -> str:
    """The value on one line; a number as rule files have it, never 1e+06."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{Decimal(repr(value)).normalize():f}"
        case str():
            return scalar(value)
        case dict():
            return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(flow, value)) + "]"


def comment_line(text: str) -> str:
    """The text as a comment: one line, nothing in it that a terminal would not show."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return f"# {shown}".rstrip()


def one_line(text: str) -> str:
    """The words of a text on one line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"  # half of a pair, which no file can hold
    if char.isprintable():
        return char
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(entry: Entry, indent: str, *, commented: bool) -> Iterator[str]:
    """The lines of an entry; within one that is commented out nothing is so a second time."""
    yield from (indent + comment_line(text) for text in entry.above)
    off = entry.is_off and not commented
    for line in _active_lines(entry, indent, commented=commented or off):
        yield f"{indent}# {line.removeprefix(indent)}" if off else line


def _active_lines(entry: Entry, indent: str, *, commented: bool) -> Iterator[str]:
    head = f"{indent}{scalar(entry.key)}:" if entry.key else f"{indent}-"
    behind = f"  {comment_line(entry.comment)}" if entry.comment else ""
    below = indent + _STEP
    if entry.entries is not None:
        written = [line for inner in entry.entries for line in _lines(inner, below, commented=commented)]
        if entry.key:
            yield head + behind
        elif written:
            written[0] = f"{head} {written[0].removeprefix(below)}"
        yield from written
    elif isinstance(entry.value, Prose) and (prose := _prose_lines(entry.value.text)):
        yield f"{head} |-{behind}"
        yield from (f"{below}{line}" if line else "" for line in prose)
    else:
        value = entry.value.text if isinstance(entry.value, Prose) else entry.value
        yield f"{head} {flow(value)}{behind}"  # type: ignore[arg-type]  # entries were written above


def _prose_lines(text: str) -> list[str]:
    """The lines of a text that a literal block gives back as they are; none where it could not."""
    lines = text.split("\n")
    is_safe = all(line.isprintable() and line == line.strip() for line in lines) and lines[0] and lines[-1]
    return lines if is_safe else []
