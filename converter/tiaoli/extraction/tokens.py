"""The tokens of a sentence: names of indicators, linking words, numbers, years, marks, and all other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from tiaoli.chinese.quantities import BETWEEN_PARTS, PART, Quantity, find_quantities
from tiaoli.chinese.width import fold
from tiaoli.extraction.frames import YEAR
from tiaoli.extraction.vocabulary import Vocabulary, Word

_YEAR = re.compile(
    rf"{YEAR}(?=年)|(?<![0-9比较])(?:去年|上年|今年|本年|明年)(?!的?[高低]?基数)"
    "|“?(?:十[一二三四五]五|十五|[六七八九]五)”?(?:期?末|时期末)"
)
_PART_OF_YEAR = re.compile(
    "[上下]半年|(?:前[二三两]|第?[一二三四])个?季度|(?:1|元)(?:[-~—]{1,2}|至|到)1?[0-9]月(?:份)?|前(?:十一|[二三四五六七八九十]|1?[0-9])个?月"
    "|“?(?:春节|元旦|清明|端午|中秋|国庆|五一|十一|暑期|双节)”?(?:小?长?假期?|黄金周|假日|期间)(?:期间)?|黄金周"
)
_PLAN = re.compile("(?<![比较是为])(?<![比较是为]“)“?(?:十[一二三四]五|十五|[六七八九]五)”?(?:时期|期间)")
_ASIDE = re.compile(
    "(?:扣除|剔除|扣减|还原|考虑)[^,。;:0-9]{0,14}?因素(?:的?影响)?[后外]?"
    "|(?:连续)?(?:连跨|跨过|跨越|迈过|突破|跨上|迈上|登上)[0-9两二三四五六七]个[十百千万亿]{1,3}元?级?(?:台阶|大关|关口)"
    "|(?:与|同|较|比)?(?:上年|去年|上一年)同期相比|与(?:上年|去年|上一年)相比"
    "|[每月年]?人均(?:每[年月])?(?=[0-9])"
    "|按(?:19|20)[0-9]{2}年的?(?:不变|可比|当年)?价格?(?:计算)?的?"
    "|第[一二三四五六七八九十0-9]{1,3}次(?=突破|超过|达到|跨)"
    "|(?:为|完成|占)[^,。;、0-9]{0,10}(?:预算|计划|任务|目标)(?:调整)?数?(?:[0-9.]+[万亿]?元)?的[0-9.]+%"
)
_PATTERNS = (
    ("year", ("年", "末", "期"), _YEAR),
    ("part_of_year", ("半年", "季度", "月", "假", "黄金周", "期间"), _PART_OF_YEAR),
    ("plan", ("时期", "期间"), _PLAN),
    (
        "aside",
        ("因素", "台阶", "大关", "关口", "相比", "人均", "次突", "次超", "次达", "次跨", "价", "数的", "算的", "划的",
         "务的", "标的", "元的"),
        _ASIDE,
    ),
)  # fmt: skip
"""Each kind of token that tells a time, or what a number leaves out or passes (扣除价格因素, 跨过3个百亿台阶), with
what all of them hold one of: that is looked for first."""
_TOPIC = 16
"""How long a sentence may be that does no more than name what the next speaks of, in characters."""
_MARKS = {
    ",": "comma",
    ":": "comma",
    ";": "comma",
    "、": "list",
    "(": "bracket",
    ")": "bracket",
    "[": "bracket",
    "]": "bracket",
}
_MARK = re.compile(f"[{re.escape(''.join(_MARKS))}]")
_SILENT = re.compile(r"[\"'“”‘’《》·—\-~…年月日度末底初.!?。0-9 ①-⑳]+|/人?[/·]?[年月天]?")
_OF_WORDS = ("中", "都")
"""Characters that are words of their own beside known words alone."""
_ONE_WORD = {(True, None), (None, True), (True, True)}
"""Of two tokens side by side, whether each is unknown, where both are one word."""
_NO_WORD = Word()
_CLAUSE_END = re.compile("[,:;]")
_HOLDING = frozenset({"modal", "compare", "from", "time"})
"""Kinds of words that hold beyond their clause, or tell of what year the one behind them is."""
_RANK = {"aside": -1, "name": 0, "statement": 0, "year": 1, "part_of_year": 1, "plan": 1, "number": 2}
_LAST = 3
"""The rank of all other kinds of tokens."""
_START = attrgetter("start")
_OPENING = 16
"""How far into a sentence the part of a year may stand that all of it speaks of, in characters."""
_NOTE = re.compile(r"[(\[](?:注|备注|见注|附注)?[0-9]{1,2}[)\]]")
_LONGEST = 600
"""How far back a sentence is looked for that a semicolon divides, in characters."""
_WHOLE_YEAR = re.compile(f"全年|{YEAR}年(?!上半年)")
_LOOKED_BACK = 120
"""How many characters before a part of a sentence count for what it leaves out."""


@dataclass(slots=True)  # not frozen, which would take four times as long to make
class Token:
    """A word, number, year or mark of a sentence; `kind` is name, word, number, year, part_of_year, plan, aside,
    statement, other, or a mark's."""

    kind: str
    start: int
    end: int
    word: Word = _NO_WORD
    quantity: Quantity | None = None


def tokens_of(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a sentence up to the clause of its last number, covering all but quotation marks and the like; none
    where it says nothing of any indicator. Before the clause of the first name, words that do not hold beyond their
    clause are as good as any other."""
    sentence = text[start:end]
    quantities = list(find_quantities(text, start, end))
    if not quantities and not vocabulary.states(sentence):
        return []
    words = vocabulary.words_in(sentence, lambda: _before(text, start))
    named = next((first for word, first, _ in words if word.names), None)
    if named is None:
        return []
    said = [start + last for word, _, last in words if word.statement] + [one.span[1] for one in quantities[-1:]]
    stop = _CLAUSE_END.search(text, max(said, default=start), end)
    begin, end = _clause_of(text, start, start + named), stop.start() if stop else end
    found = [
        Token(word.token, start + first, start + last, word)
        for word, first, last in words
        if start + first < end and (start + first >= begin or word.kinds & _HOLDING)
    ]
    for kind, hint, pattern in _PATTERNS:
        if any(word in sentence for word in hint):
            found += [Token(kind, *match.span()) for match in pattern.finditer(text, start, end)]
    found += _marks(text, start, end, quantities)
    found += [Token("number", *one.span, _NO_WORD, one) for one in quantities]
    found.sort(key=_START)
    tokens = _with_others(text, start, end, _without_overlaps(found))
    if "(" in sentence or "[" in sentence:
        tokens = _without_remarks(text, tokens)
    return _with_shared_ends(text, tokens, vocabulary)


def _marks(text: str, start: int, end: int, quantities: list[Quantity]) -> Iterator[Token]:
    """The marks of a sentence; the signs between the parts of a whole (14∶40∶46) are those of a list."""
    between = [
        (one.span[1], after.span[0])
        for one, after in pairwise(quantities)
        if one.unit == PART == after.unit and text[after.span[0] - 1] in BETWEEN_PARTS
    ]
    signs = {last - 1 for _, last in between}
    yield from (Token("list", *span) for span in between)
    for match in _MARK.finditer(text, start, end):
        if match.start() not in signs:
            yield Token(_MARKS[match[0]], *match.span())


def part_of_year_before(text: str, start: int) -> str | None:
    """The part of a year that a sentence begins with, as it holds for what stands behind a semicolon at `start`, or for
    the 其中 behind it: 上半年生产总值增长7%;固定资产投资增长9%."""
    if text[start - 1 : start] != ";" and not is_among(text, start):
        return None
    begin = start if is_among(text, start) else last_stop(text, start, _LONGEST)
    if is_among(text, begin):
        begin = last_stop(text, begin - 1, _LONGEST)
    if start - begin > 2 * _LONGEST:
        return None
    match = _PART_OF_YEAR.search(text, begin, min(start, begin + _OPENING))
    return match[0] if match and not _WHOLE_YEAR.search(text, match.end(), start) else None


def is_among(text: str, start: int) -> bool:
    """Whether what begins here says of what the sentence before it speaks of: 财政收入38亿元。其中,…."""
    return text.startswith("其中", start) and text[start - 1 : start] == "。"


def part_of_year_in(title: str) -> str | None:
    """The part of a year that a title names, which all of its document then speaks of; None where it names none, or a
    whole year too."""
    found = _PART_OF_YEAR.findall(fold(title))
    return found[0] if len(found) == 1 else None


def _without_overlaps(found: list[Token]) -> list[Token]:
    """Names and statements before years before numbers before words; the leftmost of one kind."""
    kept: list[Token] = []
    at = -1
    for token in found:
        if token.start >= at:
            kept.append(token)
        elif _RANK.get(token.kind, _LAST) < _RANK.get(kept[-1].kind, _LAST):
            kept[-1] = token
        else:
            continue
        at = token.end
    return kept


def _with_others(text: str, start: int, end: int, found: list[Token]) -> list[Token]:
    """The tokens with those between them that are none of the words known, but for marks that say nothing."""
    tokens: list[Token] = []
    at = start
    for token in found:
        if at < token.start and not _SILENT.fullmatch(text, at, token.start):
            tokens.append(Token("other", at, token.start))
        tokens.append(token)
        at = token.end
    if at < end and not _SILENT.fullmatch(text, at, end):
        tokens.append(Token("other", at, end))
    may_split = any(text.find(word, start, end) >= 0 for word in _OF_WORDS)
    return _with_split_words(text, tokens) if may_split else tokens


def _with_split_words(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with unknown words whole in which one of a single character was found: 汉中, 成都."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept and kept[-1].end == token.start else None
        if before and (_is_unknown(text, before), _is_unknown(text, token)) in _ONE_WORD:
            kept[-1] = Token("other", before.start, token.end)
        else:
            kept.append(token)
    return kept


def _is_unknown(text: str, token: Token) -> bool | None:
    """Whether a token is a word that is not known; None where it may be a part of one."""
    return None if text[token.start : token.end] in _OF_WORDS else token.kind == "other"


def _clause_of(text: str, start: int, at: int) -> int:
    """Where the clause begins that `at` stands in, of the sentence that begins at `start`."""
    return max(start, text.rfind(",", start, at) + 1, text.rfind(":", start, at) + 1, text.rfind(";", start, at) + 1)


def _without_remarks(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens without brackets that hold no number nor a mere name, and what is in them: 1330亿元(预计数,下同)."""
    kept: list[Token] = []
    opened: int | None = None
    for token in tokens:
        if token.kind == "bracket" and text[token.start] in "([":
            opened = len(kept)
        elif token.kind == "bracket" and opened is not None:
            inner = {token.kind for token in kept[opened + 1 :]}
            if inner == {"name"} and opened and kept[opened - 1].kind == "name":
                kept[opened - 1 :] = [replace(kept[opened - 1], word=kept[opened + 1].word)]  # 国民生产总值(GDP)
                opened = None
                continue
            if _NOTE.fullmatch(text, kept[opened].start, token.end):
                del kept[opened:]
                opened = None
                continue
            if inner != {"name"} and not inner & {"number", "statement", "year"}:
                del kept[opened:]
                opened = None
                continue
            opened = None
        kept.append(token)
    return kept


def _with_shared_ends(text: str, tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with those items of a list as names that share the end of the name behind them.

    In 农业、工业、服务业增加值 农业 and 工业 stand for 农业增加值 and 工业增加值.
    """
    at = len(tokens) - 1
    while at > 1:
        if tokens[at].kind == "name":
            at = _share_end(text, tokens, at, vocabulary)
        at -= 1
    return tokens


def _share_end(text: str, tokens: list[Token], at: int, vocabulary: Vocabulary) -> int:
    """Makes names of the items before the name at `at` that share its end; where the leftmost of them now stands."""
    alias, said = text[tokens[at].start : tokens[at].end], tokens[at].word
    while at > 1 and _links_items(tokens[at - 1]):
        last = first = at - 1
        while first > 0 and tokens[first - 1].kind in ("other", "word") and not _links_items(tokens[first - 1]):
            first -= 1
        found = _ending_alike(text, tokens, (first, last), alias, said, vocabulary)
        if found is None:
            at = first  # 粮食、肉蛋奶、蔬菜产量: one that is none may stand between
            continue
        at, word = found
        tokens[at:last] = [Token("name", tokens[at].start, tokens[last].start, word)]
    return at


def _links_items(token: Token) -> bool:
    return token.kind == "list" or "and" in token.word.kinds


def _ending_alike(
    text: str, tokens: list[Token], item: tuple[int, int], alias: str, said: Word, vocabulary: Vocabulary
) -> tuple[int, Word] | None:
    """Where in an item of a list words begin that make a name with the end of an alias, and which: one of something
    else where there is any, as in 工业、工业技改投资 the first is not 技改投资 as well."""
    for begin in range(*item):
        if begin > item[0] and tokens[begin - 1].kind == "other":
            return None  # what stands before would narrow it
        stem = text[tokens[begin].start : tokens[item[1]].start]
        made = [word for cut in range(1, len(alias) - 1) if (word := vocabulary.name(stem + alias[cut:]))]
        if made:
            return begin, next((word for word in made if word.names[0].rule is not said.names[0].rule), made[0])
    return None


def _before(text: str, start: int) -> str:
    """What stands before a part of a sentence, up to where the sentence begins, or a short one before it that names
    what both speak of: 粮食生产再创新高。播种面积达到8780万亩."""
    begin = last_stop(text, start)
    if text.startswith("其中", begin):
        begin = last_stop(text, begin - 1)
    topic = last_stop(text, begin - 1) if begin else 0
    if begin - topic <= _TOPIC and text[begin - 1 : begin] == "。":
        begin = topic
    return text[max(0, start - _LOOKED_BACK, begin) : start]


def last_stop(text: str, start: int, farthest: int = _LOOKED_BACK) -> int:
    """Where the sentence begins that `start` stands in."""
    return max(text.rfind(mark, max(0, start - farthest), start) for mark in "。!?\n") + 1
