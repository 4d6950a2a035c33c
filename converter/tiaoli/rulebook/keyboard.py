"""What a Chinese keyboard types in place of YAML's own marks, and the words for YAML that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from tiaoli.chinese.width import fold
from tiaoli.rulebook.faults import Faults, quoted
from tiaoli.rulebook.wording import Phrase

KEYBOARD_CODES = frozenset(
    f"rules.{name}" for name in ("full-width-colon", "full-width-comma", "full-width-mark", "curly-quotes", "odd-space")
)
"""The faults of marks that a Chinese keyboard types."""

_KEY_WITH_WIDE_COLON = re.compile(r"^\s*(?:-\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*：", re.MULTILINE)
QUOTE_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂", "＇": "＇"}
"""The quotation marks that YAML does not know as such, each with the one that closes."""

_QUOTES = "".join({**QUOTE_PAIRS, **dict.fromkeys(QUOTE_PAIRS.values(), "")})
_WIDE_MARKS = "｛｝［］－＃＆＊！＞％＠？"
ODD_SPACE = "\u00a0\u2002\u2003\u2007\u200b\u202f\u3000\ufeff"
"""White space that YAML takes for text."""

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLOSERS = {
    "while parsing a flow sequence": "]",
    "while parsing a flow mapping": "}",
    "while scanning a quoted scalar": "",
}
"""What YAML was reading when it stumbled, and the mark that would have ended that."""

_PROBLEMS = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("did not find expected key", "key"),
    ("did not find expected '-' indicator", "item"),
    ("did not find expected ',' or", "comma"),
    ("cannot start any token", "mark"),
    ("escape", "escape"),
)
"""What of YAML's complaint tells which of the phrases of `messages.yaml` says it better."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

MAX_CLUE_LENGTH = 500
"""How far into a line the cause of an error is looked for."""

_LINE_CLUES = (
    (re.compile(r"^[ ]*(\t)"), "rules.tab", ""),
    (re.compile(rf"^[ ]*([{ODD_SPACE}])"), "rules.odd-space", ""),
    (re.compile(r"^\s*(＃)"), "rules.full-width-mark", ""),
    (re.compile(r"^\s*(?:-\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*(：)"), "rules.full-width-colon", ""),
    (re.compile(rf"^\s*(?:-\s+)?[A-Za-z_][A-Za-z0-9_.-]*:([{ODD_SPACE}])"), "rules.odd-space", ""),
    (re.compile(r"[\[{].*?(，)\s*[A-Za-z_]+\s*[:：]"), "rules.full-width-comma", "，"),
    (re.compile(r"[{,]\s*[A-Za-z_]+\s*(：)"), "rules.full-width-colon", ""),
    (re.compile(r"(?:[:,\[]|^\s*-)\s*([｛［])"), "rules.full-width-mark", ""),
    (re.compile(r"[:\[,-]\s*([“”「『])|[\"']?[^\"']*[\"'][^\"']*(”)\s*$"), "rules.curly-quotes", ""),
    (re.compile(r"(?:^|[\s\[,])(\{[a-z?]+(?::[a-z]+)?[^{},:]*\}\s*[^\s,}\]])"), "rules.unquoted-brace", ""),
    (re.compile(r"[\[,:-]\s+(\{(?:[a-z]+|[a-z_]+:[a-z]+)\})"), "rules.unquoted-brace", ""),
    (re.compile(r"[\[,:-]\s+(\{\?)"), "rules.unquoted-brace", ""),
    (re.compile(r"[\[,]\s*[^\s\[\]{},:]+(\{[a-z?]+)"), "rules.unquoted-brace", ""),
    (re.compile(r"[\[{][^\]}]*?(，)"), "rules.full-width-comma", "，"),
    (re.compile(r"^\s*(-)[^\s-]"), "rules.dash", ""),
)
"""What in a line explains why YAML could not be read from there, with the fault to report."""


def check_keyboard(event: Any, faults: Faults, *, in_flow_list: bool) -> None:
    """Notes the marks of a Chinese keyboard that stand in plain text where YAML's own were meant."""
    text = event.value
    if not text or text.isascii():
        return
    place = (event.start_mark.line + 1, event.start_mark.column + 1)
    found = quoted(text)
    if text[0] in ODD_SPACE or (text[0] == "-" and text[1:2] in ODD_SPACE and text[1:]):
        faults.add("rules.odd-space", place, found=found)
    elif text[0] in _QUOTES:
        faults.add("rules.curly-quotes", place, found=found)
    elif text[0] in _WIDE_MARKS and len(text) > 1:
        faults.add("rules.full-width-mark", place, found=found, mark=text[0], half=fold(text[0]))
    elif in_flow_list and (comma := next((char for char in "，、；" if char in text), None)):
        faults.add("rules.full-width-comma", place, found=found, comma=comma)
    elif "：" in text:
        for wide in _wide_colons(event, faults.lines):
            faults.add("rules.full-width-colon", wide)


def _wide_colons(event: Any, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where keys with full-width colons were taken for plain text: at its start, or on later lines of it."""
    for at in range(event.start_mark.line, min(event.end_mark.line + 1, len(lines))):
        first = event.start_mark.column if at == event.start_mark.line else 0
        last = event.end_mark.column if at == event.end_mark.line else len(lines[at])
        match = _KEY_WITH_WIDE_COLON.match(lines[at][first:last])
        if match:
            yield at + 1, first + match.end()


def add_syntax_fault(error: yaml.YAMLError, text: str, faults: Faults) -> None:
    """Notes why YAML could not be read, at the place the author has to mend.

    YAML stumbles where it can go on no longer, which may be some lines below the cause.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        _add_control_fault(error, text, faults)
        return
    context = getattr(error, "context_mark", None) or mark
    stumbled = min(mark.line, len(faults.lines) - 1)
    for at in range(stumbled, max(min(context.line, stumbled - 2), 0) - 1, -1):
        if at + 1 in {fault.place.line for fault in faults.found} or _add_clue(at, faults):
            return
    problem = str(getattr(error, "problem", None) or error)
    opened = str(getattr(error, "context", None) or "")
    if opened in _CLOSERS and mark.line > context.line:
        faults.add("rules.unclosed", (context.line + 1, context.column + 1), closer=_closer(opened, context, faults))
        return
    code = "rules.alias" if "anchor" in problem or "alias" in problem else "rules.yaml"
    why = next((Phrase(f"yaml.{name}") for sign, name in _PROBLEMS if sign in problem), problem)
    faults.add(code, (mark.line + 1, mark.column + 1), why=why)


def _closer(opened: str, context: Any, faults: Faults) -> str:
    """The mark that has to close what was opened: of quotes the one that stands there."""
    return _CLOSERS[opened] or faults.lines[context.line][context.column]


def _add_clue(at: int, faults: Faults) -> bool:
    """Notes what in a line is likely the cause, if anything is."""
    line = _QUOTED.sub(lambda match: '"' + " " * (len(match[0]) - 2) + '"', faults.lines[at][:MAX_CLUE_LENGTH])
    for clue, code, comma in _LINE_CLUES:
        match = clue.search(line)
        if match:
            group = match.lastindex or 0
            mark = line[match.start(group)]
            params = {"found": quoted(faults.lines[at].strip()), "comma": comma, "mark": mark, "half": fold(mark)}
            faults.add(code, (at + 1, match.start(group) + 1), **params)
            return True
    return False


def _add_control_fault(error: yaml.YAMLError, text: str, faults: Faults) -> None:
    match = _CONTROL.search(text)
    start = match.start() if match else 0
    place = (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    faults.add("rules.yaml", place, why=str(error).split("\n")[0])
