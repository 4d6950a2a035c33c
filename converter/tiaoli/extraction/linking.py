"""Which indicator each number of a sentence is said of, and in which measure.

A sentence is walked through once, word by word. A name of an indicator opens a subject; words of the language that
link (达到, 同比增长, 分别) keep it open; any other word between it and a number takes the number for itself. A part
of the sentence without words of its own goes on with the subject before it (`983亿元、增长7.2%`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaoli.extraction.assigning import counted, links_of, run_of
from tiaoli.extraction.comparing import Comparison, comparisons_at
from tiaoli.extraction.measuring import Measured
from tiaoli.extraction.scoping import Own, scope_of
from tiaoli.extraction.subjects import Link, State, Subject
from tiaoli.extraction.tokens import Token
from tiaoli.extraction.vocabulary import Name
from tiaoli.rulebook.models import IndicatorRule

_TRANSPARENT = frozenset({"own", "filler", "compare", "modal", "cumulative", "average", "others", "time", "years"})
_SAYING = frozenset({"verb", "level", "up", "down", "bound_above"})
"""What says something of a name, though without a number."""
_PLACE_ENDS = "区园市县镇乡省州盟旗港城群圈带业团司目"
_MEASURED_BY = re.compile("年?末?的[0-9.]+倍")
_NEAR = 16
"""How far what belongs to a year stands behind it, in characters."""
_URGING = frozenset({"加快", "推动", "推进", "促进", "抓好", "抓紧", "落实", "督促", "巩固", "盘活", "消化"})
"""Verbs before a year that then tells which things are spoken of, not when."""
_PER = re.compile("[人户亩村企店机车日月]均$|每(?:平方公里|公顷|[千万百]?[人名]|亩|户|万元)[^,;:。、]{0,40}$")
"""What a number before or behind a name is divided by."""
_SECTORS = frozenset({"第一产业", "第二产业", "第三产业", "一产", "二产", "三产"})
_TOPIC = 80
"""How far back what a sector is spoken of for may stand, in characters."""
_FORESTRY = re.compile("[,;、。]林业")
_AS_IN = tuple("与同和跟")


def link(
    text: str,
    tokens: list[Token],
    own: Own,
    memory: dict[str, str],
    *,
    scope: str | None = None,
    part_of_year: str | None = None,
) -> list[Link]:
    """The links of a sentence, from left to right. `own` tells whether 全市 and the like is the whole region;
    `memory` keeps from one sentence of a paragraph to the next which year numbers rose from; `scope` is a place that
    the sentence as a whole speaks of, `part_of_year` the half or quarter."""
    state = State(clause=tokens[0].start if tokens else 0, memory=memory, scope=scope, part_of_year=part_of_year)
    found: list[Link] = []
    has_points = bool(tokens) and "百分点" in text[tokens[0].start : tokens[-1].end]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        step = _STEPS.get(token.kind)
        if has_points and "than" in token.word.kinds and (compared := comparisons_at(text, token.start)):
            found += _compared(state, compared)
            while at + 1 < len(tokens) and tokens[at + 1].end <= compared[-1].number[1]:
                at += 1
        elif step:
            step(state, token, text, own)
        elif token.kind == "statement":
            found += _statement(state, token)
        elif token.kind == "number" and (before := counted(state, tokens, at, text)):
            found += before
            at += 1
        elif token.kind == "number":
            count = run_of(tokens, at, text, respectively="respectively" in state.cues.kinds)
            found += links_of(state, tokens, at, count, text)
            at += count - 1
        at += 1
    return found


def _on_name(state: State, token: Token, text: str, own: Own) -> None:
    if "share" in state.cues.kinds and state.open_subject():
        state.cues.of = text[token.start : token.end]
        return
    if state.cues.than and "others" in token.word.kinds:
        state.read(token, text)
        return
    if any(text[part.start : part.end] == "占" for part in state.part):
        state.open(Subject((), token.start))  # 技改投资占固定资产投资比重达9%: the whole, of something unknown
        state.named, state.foreign, state.part = True, False, []
        return
    names = token.word.names
    if state.listed and _is_counted(state.listed[-1], text) and all(name.bare for name in names):
        names = ()  # 苹果产值增长8%、出口增长53%: of the apples
    _open_joined(state, token, text)
    scope = _scope(state, text, own) or _narrowing_name(state, token, text, own)
    if scope is None and _is_part_of_same(state, names, token, text):
        scope = text[token.start : token.end]
    beside = text[state.clause : token.start]
    if scope and any(_is_of_name(scope, name) for name in names):
        scope = None
    names = tuple([name for name in names if not (name.rule.not_near and _is_beside(name.rule.not_near, beside))])
    if text[token.start - 1 : token.start] == "对" or _is_of_each(
        text[max(state.clause, token.start - 40) : token.start]
    ):
        names = ()  # what something else contributes to it, or how much of it there is a head
    if text.startswith("农业", token.start) and _FORESTRY.search(text, token.end, token.end + 40):
        names = ()  # beside forestry it is no more than the growing of crops
    if scope:
        names = tuple(name for name in names if not name.after)
    if scope and len(scope) > 1 and (scope[-1] in _PLACE_ENDS or _is_budget_of_level(scope, names)):
        state.scope = scope
    elif any("own" in part.word.kinds for part in state.part):
        state.scope = None
    caused = any("cause" in part.word.kinds for part in state.part)
    if text[token.start : token.end] in _SECTORS and _is_of_investment(text, token.start):
        names = ()
    if state.added and _is_done_by_added(state.part):
        state.added = False
    subject = Subject(
        names,
        token.start,
        token.end,
        token.word.joint,
        token.word.alone,
        scope or state.scope or state.toward,
        state.added,
        state.added_told,
        caused,
    )
    state.open(subject)
    state.named, state.foreign = True, False
    state.part = []
    state.cues = state.cues.at_name()


def _open_joined(state: State, token: Token, text: str) -> None:
    """Takes unknown words before 和 and a name as an item of their own: 植被覆盖度和森林覆盖率分别提高…."""
    if state.named or not state.part or "and" not in state.part[-1].word.kinds or state.part[-1].end != token.start:
        return
    unknown = next((part for part in state.part if part.kind == "other"), None)
    if unknown and "分别" in text[token.end : token.end + _NEAR]:
        state.open(Subject((), unknown.start))
        state.part, state.foreign = [], False


def _is_part_of_same(state: State, names: tuple[Name, ...], token: Token, text: str) -> bool:
    """Whether 其中 tells a part of what was told before it under another name: 造林5万亩,其中人工造林2万亩."""
    if not text.startswith("其中", state.clause) or not names:
        return False
    return names[0].rule.flow and any(
        name.rule is names[0].rule and text[before.start : before.end] != text[token.start : token.end]
        for before in state.before
        for name in before.names
    )


def _is_of_name(words: str, name: Name) -> bool:
    """Whether words before a name leave it the same, or make it what it is: 工业, of 规模以上工业."""
    return words in name.rule.not_narrowed_by or any(
        words.endswith(word) or (len(words) > 1 and word.endswith(words)) for word in name.after
    )


def _is_counted(subject: Subject, text: str) -> bool:
    """Whether a number was said of words of their own: one begins where the number does."""
    return not subject.names and text[subject.start].isdigit()


def _is_beside(words: tuple[str, ...], clause: str) -> bool:
    return any(word in clause for word in words)


def _narrowing_name(state: State, token: Token, text: str, own: Own) -> str | None:
    """The name right before another, which narrows it and is then no subject of its own: 跨境电商进出口."""
    before = state.subject
    if before is None or not state.named or before.end != token.start:
        return None
    for subjects in (state.listed, state.history, state.waiting):
        if subjects and subjects[-1] is before:
            subjects.pop()
    return scope_of(text[before.start : before.end], own)


def _scope(state: State, text: str, own: Own) -> str | None:
    """The words right before a name that narrow it, back to a verb; 全省 in the report of a city is one too."""
    others: list[Token] = []
    for token in reversed(state.part):
        kinds = token.word.kinds
        if token.kind == "word" and "own" in kinds and not own.is_meant(text[token.start : token.end]):
            return text[token.start : token.end]
        if token.kind == "other":
            others.append(token)
        elif not others and text[token.start : token.end] == "等":
            break  # 集成电路、智能终端等核心产业增长10%
        elif token.kind in ("number", "statement") or (token.kind == "word" and not kinds & _TRANSPARENT):
            if not others and "level" in kinds:
                return _actor(state.part[: state.part.index(token)], text, own)
            break
    scope = text[others[-1].start : others[0].end] if others else None
    return scope_of(scope, own) if scope else None


def _actor(part: list[Token], text: str, own: Own) -> str | None:
    """The place or firm that does what follows: 高新区完成工业投资12亿元."""
    if not part or part[-1].kind != "other" or text[part[-1].end - 1] not in _PLACE_ENDS:
        return None
    return scope_of(text[part[-1].start : part[-1].end], own)


def _is_budget_of_level(scope: str, names: tuple[Name, ...]) -> bool:
    """Whether a name is that of a budget of one level: 县级一般公共预算收入,其中税收收入…."""
    return scope[-1] == "级" and bool(names) and any(word in names[0].rule.label for word in ("收入", "支出"))


def _is_of_investment(text: str, at: int) -> bool:
    """Whether a sector is spoken of behind investment, and so what is invested in it: 投资增长9%。第一产业增长12%."""
    begin = max(0, at - _TOPIC)
    told = max(text.rfind(word, begin, at) for word in ("生产总值", "增加值", "三次产业", "结构"))
    return text.rfind("投资", begin, at) > told


def _is_of_each(before: str) -> bool:
    """Whether a name is said of one head, acre or the like, by what stands before it in its clause."""
    return ("均" in before or "每" in before) and _PER.search(before) is not None


def _is_done_by_added(part: list[Token]) -> bool:
    """Whether what was added does something, of which the number is: 新增规上企业完成产值35亿元."""
    others = next((at for at, token in enumerate(part) if token.kind == "other"), len(part))
    return any("level" in token.word.kinds for token in part[others:])


def _on_word(state: State, token: Token, text: str, own: Own) -> None:
    state.read(token, text)


def _on_other(state: State, token: Token, text: str, own: Own) -> None:
    if "share" in state.cues.kinds and state.open_subject() and text.endswith(state.cues.of or "", 0, token.start):
        state.cues.of = (state.cues.of or "") + text[token.start : token.end]
        return
    state.part.append(token)
    if state.part[-2:-1] and text[state.part[-2].start : state.part[-2].end] == "对":
        state.toward = text[token.start : token.end]
    if state.named:
        state.foreign = True
        if state.subject:
            state.subject.spoilt = True
            then = state.part[-2].word.kinds if len(state.part) > 1 else frozenset()
            told = "respectively" in state.cues.kinds and then & {"level", "verb"}
            state.subject.of_other = bool(told) or token.start == state.subject.end
            # a word right behind a list is said of all of it: 高新技术企业、科技型企业贷款
            for fellow in state.waiting if state.subject.end == token.start else ():
                fellow.part_of_word = True
    elif "rank" not in state.cues.kinds and (not state.listed or state.listed[-1].names):
        state.foreign = True  # unlike in 、稳居全国前十强、
    if text.startswith("新增", token.start) and not text.startswith("长", token.start + 2):
        state.added, state.added_told = True, False  # 新增“四上”企业, a word that is not known


def _on_year(state: State, token: Token, text: str, own: Own) -> None:
    before = text[token.start - 1 : token.start]
    if (
        before in ("比", "较")
        and text.startswith("年的", token.end)
        and text[token.end + 2 : token.end + 3].isnumeric()
    ):
        state.cues.kinds.add("from")  # 达到870亿元,比1980年的710亿元增加160亿元
        state.cues.from_year = state.cues.base = text[token.start : token.end]
    elif before in ("比", "较", "自") or text.startswith(("年以来", "年来"), token.end):
        state.cues.base = text[token.start : token.end]
    elif _MEASURED_BY.match(text, token.end) or (before in _AS_IN and token.end - token.start == 2):
        return  # 是2005年的3.2倍, 与上年持平: no year that the number is of
    elif text[token.start - 2 : token.start] in _URGING:
        return  # 加快去年签约项目落地,工业增加值增长8%
    elif before == "在" and "基础上" in text[token.end : token.end + _NEAR]:
        return  # 在上年增长9%的基础上,又增长8%
    elif text.startswith(("相比", "年相比"), token.end):
        state.cues.base, state.cues.base_holds = text[token.start : token.end], True
    elif "from" in state.cues.kinds:
        state.cues.from_year = state.memory["from"] = text[token.start : token.end]
    else:
        state.cues.years = text[token.start : token.end]
        state.part_of_year = None
        if not state.cues.base_holds:
            state.cues.base = None


def _on_part_of_year(state: State, token: Token, text: str, own: Own) -> None:
    state.part_of_year = text[token.start : token.end]


def _on_comma(state: State, token: Token, text: str, own: Own) -> None:
    if state.cues.modal and text[token.start] != ":" and _says_nothing(state):
        state.cues.modal = None  # 努力加快发展,地区生产总值达到5万亿元
    _close(state, token)
    if not (state.listed and text.startswith("其中", token.end)):
        state.added = False  # but 新增“四上”企业45家,其中规上工业企业15家
    if state.listed:
        state.before = state.listed
    state.listed = []
    state.waiting = []
    state.clause = token.end
    state.toward = None
    state.cues = state.cues.carried(over_comma=True)


def _says_nothing(state: State) -> bool:
    """Whether the clause, or its last part, has words of its own alone: what it hopes for is not what is named next."""
    if not state.named and (state.foreign or (state.listed and any("modal" in part.word.kinds for part in state.part))):
        return True
    return bool(state.listed) and not any(subject.names for subject in state.listed)


def _on_bracket(state: State, token: Token, text: str, own: Own) -> None:
    if text[token.start] in "([":
        state.enter(token.start)
    else:
        state.leave(text[state.entered : token.start])


def _on_list(state: State, token: Token, text: str, own: Own) -> None:
    if state.named and any(part.word.kinds & _SAYING for part in state.part):
        state.waiting = []  # 旅客吞吐量再次破亿、入境游客增长9%
    _close(state, token)
    state.cues = state.cues.carried(over_comma=False)


def _close(state: State, token: Token) -> None:
    """Ends a part; one of words of its own is an item of the list all the same."""
    if state.foreign and not state.named:
        state.open(Subject((), token.start))
    state.part = []
    state.named = state.foreign = False


_STEPS: dict[str, Callable[[State, Token, str, Own], None]] = {
    "name": _on_name, "word": _on_word, "other": _on_other, "year": _on_year, "part_of_year": _on_part_of_year,
    "comma": _on_comma, "list": _on_list, "bracket": _on_bracket,
}  # fmt: skip


def _compared(state: State, compared: list[Comparison]) -> list[Link]:
    """The links of comparisons with several others, each of the subject at hand."""
    subject = state.open_subject()
    if subject is None or subject.joint:
        return []
    return [
        Link(
            subject.names[0].rule,
            Measured("difference", each.points, None, "percentage_point", "exact", None, each.other),
            subject.start,
            each.number[1],
            each.number,
            subject.scope,
            state.cues.copy(),
        )
        for each in compared
    ]


def _statement(state: State, token: Token) -> list[Link]:
    subject = state.open_subject()
    if subject is None or not subject.names or "share" in state.cues.kinds:
        return []
    fellows = [fellow for fellow in state.waiting if fellow is not subject and not fellow.spoilt]
    state.waiting = []
    return [
        link
        for each in (*fellows, subject)
        for name in each.names[: None if each.joint else 1]
        for link in _stated(state, name.rule, each, token)
    ]


def _stated(state: State, rule: IndicatorRule, subject: Subject, token: Token) -> list[Link]:
    kind = token.word.statement
    growth = kind != "stable" and "growth" in rule.measures
    if not growth and kind == "stable" and "compare" not in state.cues.kinds and "level" not in rule.measures:
        return []
    measured = Measured("growth" if growth else "level", None, None, None, "exact", kind)
    start = min(subject.start, token.start)
    return [Link(rule, measured, start, token.end, None, subject.scope, state.cues.copy())]
