"""What each placeholder of a pattern stands for, as an expression of RE2 over folded text."""

from __future__ import annotations

from importlib import resources

from tiaoli.chinese.amounts import IN_NUMBERS, MONEY, NUMBER, PERCENT
from tiaoli.chinese.dates import DATE

# Ideographs of all planes, and the private-use ones by which sites print rare names.
_HAN = r"[\x{3400}-\x{9fff}\x{e000}-\x{faff}\x{20000}-\x{323af}]"
_HAN_OR_DOT = _HAN[:-1] + "·]"
_ZERO_TO_NINE = "[〇零0O一二三四五六七八九]"
_COUNTING = "[〇零一二两三四五六七八九十百千廿卅]"
_ORDINAL = rf"(?:[0-9]{{1,3}}|{_COUNTING}(?:\s*{_COUNTING}){{0,3}})"

_NO_PHRASE = r"。、,;:!?\"“”《》()\[\]…—\s"
_NO_ANY = r"。\n"

_SURNAMES = "".join(
    line
    for line in (resources.files("tiaoli.chinese") / "surnames.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
_POINTED_NAME = rf"{_HAN}{{1,10}}(?:[ \t]*·[ \t]*{_HAN}{{1,10}}){{1,4}}"
_FULL_NAME = rf"(?:{_POINTED_NAME}|[{_SURNAMES}](?:[ \t]{{0,6}}{_HAN}){{1,3}})"
"""A name that begins as most do, or that holds a point: 王 强, 买买提·艾力, 旺堆次仁; not 信箱."""

OFFICE_ENDINGS = ("长", "主席", "总理", "主任", "书记", "专员", "委员", "秘书")
"""How the names of offices end."""

_ORGAN_END = "(?:国务院|法院|检察院|科学院|政府|厅|办公室|[^干内全一]部|[^大全布格]局|[员委协合总]会|委|[总计]署|银行)"
_HAN_BUT_GUAN = r"[\x{3400}-\x{5172}\x{5174}-\x{9fff}]"
_ORGAN = rf"(?:国务院|{_HAN_BUT_GUAN}(?:{_HAN}|[、 \t]){{0,40}}?{_ORGAN_END})"
"""The name of an organ of state, by how such names end: not 干部, 大局; and never from 关于 on."""

GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "函", "纪要", "办法", "规定", "细则", "方案", "规划", "纲要", "条例",
)  # fmt: skip
"""What official documents are called (党政机关公文处理工作条例, article 8), and what they are issued with."""

ANCHORS = {"start": r"(?m:^)[ \t]*", "end": r"[ \t\r]*(?m:$)"}
"""Placeholders that match a place in the line; they capture nothing."""

SPACE = {"space": r"\s+"}
"""Placeholders that match white space; they capture nothing."""

VALUES = {
    "date": DATE,
    "year": rf"(?:\b(?:1 ?9|2 ?0) ?[0-9] ?[0-9]\b|[一二](?:[ \t]*{_ZERO_TO_NINE}){{3}})",
    "n": rf"(?:[0-9](?:[ \t]*[0-9]){{0,3}}|{_COUNTING}(?:[ \t]*{_COUNTING}){{0,3}})",
    "digits": r"[0-9]+",
    "number": NUMBER,
    "money": MONEY,
    "percent": PERCENT,
    "region": rf"(?:{_HAN_OR_DOT}{{2,25}}?|{_HAN_OR_DOT}(?:[ \t]{{1,4}}{_HAN_OR_DOT}){{1,24}}?)",
    "person": rf"(?:{_POINTED_NAME}|{_HAN}{{2,4}}|{_HAN}[ \t]{{1,6}}{_HAN})",
    "full_name": _FULL_NAME,
    "office": rf"{_HAN}(?:{_HAN}|、){{0,29}}(?:{'|'.join(OFFICE_ENDINGS)})",
    "organ": rf"(?:{_ORGAN}(?:\s+{_ORGAN}){{0,9}})",
    "meeting": (
        rf"(?:{_HAN_OR_DOT}{{0,30}}?\s*第?\s*(?P<congress>{_ORDINAL})\s*届\s*{_HAN}{{0,4}}?"
        rf"\s*(?:人\s*民\s*代\s*表\s*大\s*会|人大)\s*(?:常务委员会|常委会)?"
        rf"\s*第?\s*(?P<session>{_ORDINAL})\s*次?\s*(?:全体)?\s*会\s*议)"
    ),
    "plan": r"[一二三四五六七八九十]{1,2}五",
    "document_title": rf"[^。\n]{{0,40}}关于[^。]{{2,120}}?(?:{'|'.join(GENRES)})(?:的通知)?",
    "any": rf"[^{_NO_ANY}]{{1,40}}?",
    "phrase": rf"[^{_NO_PHRASE}]{{1,40}}?",
    "line": r"[^\n]*[^\s]",
}
"""Placeholders that capture what they match, under their name or, where that is unique, their kind."""

PARTS = {"meeting": ("congress", "session")}
"""Names of the groups that a placeholder has within itself."""

AT_THE_END = {
    "region": rf"(?:{_HAN_OR_DOT}{{2,25}}|{_HAN_OR_DOT}(?:[ \t]{{1,4}}{_HAN_OR_DOT}){{1,24}})",
    "any": rf"[^{_NO_ANY}]{{1,40}}",
    "phrase": rf"[^{_NO_PHRASE}]{{1,40}}",
}
"""What takes the place of a short match where nothing follows in the pattern that could end it."""

NUMERALS = ("n", "digits", "number", "money", "percent")
"""Placeholders that begin and end with the characters of numbers, or may."""


def _beside_numbers(outside: str) -> dict[str, str]:
    """A stretch `behind` a number, `before` one, `between` two and behind one `at the end`: with nothing of theirs."""
    word = f"[^{outside}{IN_NUMBERS}]"
    inner = f"[^{outside}]{{0,38}}?"
    alone = last = word
    if "," not in outside:  # one that sets thousands apart belongs to the number, one behind a word does not
        last = f"(?:[^{outside}{IN_NUMBERS},]|{word},)"
        alone = f"(?:,|{last})"
    return {
        "behind": f"(?:{word}[^{outside}]{{0,39}}?)",
        "before": f"(?:{alone}|{inner}{last})",
        "between": f"(?:{alone}|{word}{inner}{last})",
        "at the end": f"(?:{word}[^{outside}]{{0,39}})",
    }


BESIDE_NUMBERS = {"any": _beside_numbers(_NO_ANY), "phrase": _beside_numbers(_NO_PHRASE)}
"""What takes the place of a stretch beside a number, which has to be found whole: never 16 of 116."""

KINDS = (*VALUES, *ANCHORS, *SPACE)
"""Every placeholder there is."""
