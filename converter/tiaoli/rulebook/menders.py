"""How each kind of fault is repaired, by its line alone: which characters go, and what takes their place."""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaoli.chinese.width import fold
from tiaoli.rulebook.keyboard import ODD_SPACE, QUOTE_PAIRS
from tiaoli.rulebook.language import PACK, SITE
from tiaoli.rulebook.shapes import mappings

Mend = tuple[int, int, str]
"""From where to where in a line (counted from 0, half-open), and what takes the place of that."""

_WIDE_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)\s*：\s*")
_PLAIN_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9_%·.-]{1,12}")
_VALUE_AND_KEY = re.compile(r"([^,，\[\]{}\"]*)，\s*(?=[A-Za-z_]+\s*[:：])")
_NEXT_KEY = re.compile(r"\s*[A-Za-z_]+\s*[:：]")
_ITEM_IN_FLOW = re.compile(r"[^,\[\]{}#]*")
_COMMA_AND_QUOTE = re.compile(rf"\s*[，、]\s*(?=[{''.join(QUOTE_PAIRS)}])")
_TRUTH = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
_TRUE = ("yes", "on", "true")
_WIDE_DIGITS = re.compile(r"[０-９0-9．.－＋+-]+")
_MARKS_OF_OPENING = {"［": "］", "｛": "｝"}
_KEYS = frozenset(name for shape in (PACK, SITE) for inner in mappings(shape) for name in inner.names)


def full_width_colon(line: str, at: int) -> Mend | None:
    """`level：1` as `level: 1`, where the key is one of the language or what follows makes it one."""
    match = next((match for match in _WIDE_KEY.finditer(line) if match.start() <= at < match.end()), None)
    if match is None:
        return None
    rest = line[match.end() :]
    if match[1] not in _KEYS and rest and rest[0] not in "[{［｛#":
        return None
    # In braces the comma before the next key has to go with the colon: neither is YAML without the other.
    value = _VALUE_AND_KEY.match(rest)
    written = f": {value[1]}, " if value else ": " if rest else ":"
    return match.end(1), match.end() + (value.end() if value else 0), written


def full_width_comma(line: str, at: int) -> Mend | None:
    """`甲，乙` as `甲, 乙`, where each is a short plain word; a pause mark only between three or more.

    Two words with 、 between them, or a long one with a comma, may as well be the text that is looked for.
    """
    if line[at] in "，、；":
        return (at, at + 1, ", ") if line[at] != "、" and _NEXT_KEY.match(line, at + 1) else None
    match = _ITEM_IN_FLOW.match(line, at)
    text = match[0].rstrip() if match else ""
    words = [word.strip() for word in re.split("[，、；]", text)]
    least = 2 if "、" not in text and "；" not in text else 3
    if len(words) < least or not all(_PLAIN_WORD.fullmatch(word) for word in words):
        return None
    return at, at + len(text), ", ".join(words)


def curly_quotes(line: str, at: int) -> Mend | None:
    """`“甲”` as `"甲"`, one or several with commas between them; the quotes within a longer text stay."""
    if line[at] in QUOTE_PAIRS.values() and line[at] not in QUOTE_PAIRS:
        return (at, at + 1, '"') if line.count('"') % 2 and not line[at + 1 :].strip(" ,]}") else None
    written, end = "", at
    while end < len(line) and line[end] in QUOTE_PAIRS:
        close = _closing(line, end)
        if close is None:
            return None
        text = line[end + 1 : close].replace("\\", "\\\\").replace('"', '\\"')
        comma = _COMMA_AND_QUOTE.match(line, close + 1)
        written += f'"{text}"' + (", " if comma else "")
        end = comma.end() if comma else close + 1
    rest = line[end:].lstrip()
    is_whole = not rest or rest[0] in ",]}:" or rest.startswith("#")
    return (at, end, written) if written and is_whole else None


def full_width_mark(line: str, at: int) -> Mend | None:
    """The brackets, dash or number sign as half-width ones, with the bracket that closes."""
    mark = line[at]
    if mark in _MARKS_OF_OPENING:
        end = line.rfind(_MARKS_OF_OPENING[mark])
        return (
            (at, end + 1, fold(mark) + line[at + 1 : end] + fold(line[end])) if end > at else (at, at + 1, fold(mark))
        )
    if mark == "＃" and not line[:at].strip():
        return at, at + 1, "#"
    if mark == "－" and not line[:at].strip():
        end = at + 1 + len(line[at + 1 :]) - len(line[at + 1 :].lstrip())
        return at, end, "- "
    return None


def odd_space(line: str, at: int) -> Mend | None:
    """White space of other kinds as plain spaces; one of full width at the head of a line counts for two."""
    start = line.find("-", at) + 1 if line[at] == "-" else at
    end = start
    while end < len(line) and line[end] in ODD_SPACE + " ":
        end += 1
    if line[:start].strip():
        return start, end, " "
    return (
        start,
        end,
        "".join("  " if char == "\u3000" else "" if char in "\u200b\ufeff" else " " for char in line[start:end]),
    )


def tab(line: str, at: int) -> Mend | None:
    """Tabs at the head of the line as two spaces each."""
    end = len(line) - len(line.lstrip(" \t"))
    return 0, end, line[:end].replace("\t", "  ")


def dash(line: str, at: int) -> Mend | None:
    """`-甲` as `- 甲`."""
    return at, at + 1, "- "


def unquoted_brace(line: str, at: int) -> Mend | None:
    """`{start}甲` as `"{start}甲"`, from where the text begins to where it ends."""
    start, end = _text_round(line, at)
    text = line[start:end]
    if not text or any(char in text for char in "\"'\\") or text.count("{") != text.count("}"):
        return None
    return start, end, f'"{text}"'


def truth(line: str, at: int) -> Mend | None:
    """`yes` as `true`, `off` as `false`."""
    word = re.compile(r"[^\s,\]}#]*").match(line, at)
    if not word or not _TRUTH.fullmatch(word[0]):
        return None
    return at, word.end(), "true" if word[0].lower() in _TRUE else "false"


def half_width(line: str, at: int) -> Mend | None:
    """Full-width digits, points and signs in half width."""
    start = at + (line[at : at + 1] in ("'", '"'))
    match = _WIDE_DIGITS.match(line, start)
    rest = line[match.end() : match.end() + 1] if match else "x"
    return (start, match.end(), fold(match[0])) if match and (not rest or rest in " ,]}'\"#") else None


def _text_round(line: str, at: int) -> tuple[int, int]:
    """The text without quotes that a brace stands in: from the mark before it to the mark behind it."""
    before = max((match.end() for match in re.finditer(r"[\[,{:-]\s+|[\[{,]", line[:at])), default=0)
    in_flow = _is_in_flow(line[:before])
    depth = 0
    for end in range(at, len(line)):
        depth += (line[end] == "{") - (line[end] == "}")
        if depth < 0 or (in_flow and depth == 0 and line[end] in ",]") or (depth == 0 and line[end : end + 2] == " #"):
            return before, before + len(line[before:end].rstrip())
    return before, len(line.rstrip())


def _closing(line: str, opening: int) -> int | None:
    """Where the quotes that open in a line close: at the mark of their pair, else at a straight one."""
    paired = line.find(QUOTE_PAIRS[line[opening]], opening + 1)
    another = line.find(line[opening], opening + 1)
    if paired > 0 and (another < 0 or another == paired or paired < another):
        return paired
    straight = line.find('"', opening + 1)
    return straight if straight > 0 else None


def _is_in_flow(before: str) -> bool:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", before)
    return bare.count("[") + bare.count("{") > bare.count("]") + bare.count("}")


MENDERS: dict[str, Callable[[str, int], Mend | None]] = {
    "rules.full-width-colon": full_width_colon,
    "rules.full-width-comma": full_width_comma,
    "rules.full-width-mark": full_width_mark,
    "rules.curly-quotes": curly_quotes,
    "rules.odd-space": odd_space,
    "rules.tab": tab,
    "rules.dash": dash,
    "rules.unquoted-brace": unquoted_brace,
    "rules.language": half_width,
    "rules.bad-version": half_width,
    "rules.wrong-type expected.integer": half_width,
    "rules.wrong-type expected.number": half_width,
    "rules.wrong-type expected.truth": truth,
}
"""By the code of a fault, and for a wrong type by what was expected; what is not here is left to the author."""
