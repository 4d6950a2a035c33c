"""Which indicator each number of a sentence is said of, and in which measure.

A sentence is walked through once, word by word. A name of an indicator opens a subject; words of the language that
link (达到, 同比增长, 分别) keep it open; any other word between it and a number takes the number for itself. A part
of the sentence without words of its own goes on with the subject before it (`983亿元、增长7.2%`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tiaoli.chinese.units import load_dimensions
from tiaoli.extraction.measuring import Cues, Measured, measure
from tiaoli.extraction.tokens import Token
from tiaoli.extraction.vocabulary import Name
from tiaoli.rulebook.models import IndicatorRule

Span = tuple[int, int]
"""Half-open range of code points."""

IsOwn = Callable[[str], bool]

_TRANSPARENT = frozenset({"own", "filler", "compare", "modal", "cumulative", "average", "others", "time", "years"})
_SCALES = "十百千万亿"
_SHARES = ("%", "‰")
_REACHED = "达到破过超逾上入越近至现成"
_PLACE_ENDS = "区园市县镇乡省州盟旗港城群圈带业团司目"
_WHOSE = re.compile("(?:以上|以下|左右|以内)?的?(?:县|区|市|镇|乡|村|街道|企业|园区|产业|集群|项目|楼宇|开发区)")
"""What stands behind a number that describes something: 生产总值超200亿元的县."""
_CLASSIFIERS = frozenset(load_dimensions()["count"].units) - {"人", "名", "次"}
_BEFORE_COUNTED = frozenset({"added", "verb", "own", "filler", "time", "level", "modal", "compare", "up"})
_BEHIND_NUMBER = frozenset({
    "after_at_least", "after_at_most", "after_about", "bound_below", "bound_above", "bound_at_least", "bound_at_most",
    "filler", "and", "compare", "up", "down", "share", "level", "average", "rank", "all", "from", "time",
})  # fmt: skip


@dataclass(slots=True)
class Subject:
    """What numbers are said of: the indicators that a name stands for (several where it is joint), none where it is a
    word of its own. `scope` is a word before the name that narrows it; `caused` says that 拉动 or the like stands
    before it, so that a growth is no growth of the whole; a `spoilt` one takes no more numbers. `classifier` is
    the unit it was counted by."""

    names: tuple[Name, ...]
    start: int
    end: int = -1
    joint: bool = False
    alone: tuple[Name, ...] = ()
    scope: str | None = None
    added: bool = False
    caused: bool = False
    spoilt: bool = False
    classifier: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A number, or a statement without one, said of an indicator."""

    rule: IndicatorRule
    measured: Measured
    start: int
    end: int
    number: Span | None
    scope: str | None
    cues: Cues


@dataclass(slots=True)
class _State:
    subject: Subject | None = None
    listed: list[Subject] = field(default_factory=list)
    before: list[Subject] = field(default_factory=list)
    cues: Cues = field(default_factory=Cues)
    part: list[Token] = field(default_factory=list)
    named: bool = False
    foreign: bool = False
    added: bool = False
    scope: str | None = None
    clause: int = 0
    history: list[Subject] = field(default_factory=list)
    memory: dict[str, str] = field(default_factory=dict)
    toward: str | None = None
    part_of_year: str | None = None
    waiting: list[Subject] = field(default_factory=list)
    """The subjects of the list at hand that no number was said of yet."""


def link(
    text: str, tokens: list[Token], is_own: IsOwn, memory: dict[str, str], *, scope: str | None = None
) -> Iterator[Link]:
    """The links of a sentence, from left to right. `is_own(word)` tells whether 全市 and the like is the whole region;
    `memory` keeps from one sentence of a paragraph to the next which year numbers rose from; `scope` is a place that
    the sentence as a whole speaks of."""
    state = _State(clause=tokens[0].start if tokens else 0, memory=memory, scope=scope)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        step = _STEPS.get(token.kind)
        if step:
            step(state, token, text, is_own)
        elif token.kind == "statement":
            yield from _statement(state, token)
        elif token.kind == "number":
            count = _run(tokens, at, text)
            yield from _numbers(state, tokens, at, count, text)
            at += count - 1
        at += 1


def _on_name(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    if "share" in state.cues.kinds and _subject_for(state):
        state.cues.of = text[token.start : token.end]
        return
    names = token.word.names
    scope = _scope(state, text, is_own) or _narrowing_name(state, token, text)
    beside = text[state.clause : token.start]
    if scope and any(scope in name.rule.not_narrowed_by or any(word in scope for word in name.after) for name in names):
        scope = None
    names = tuple(name for name in names if not any(near in beside for near in name.rule.not_near))
    if text[token.start - 1 : token.start] == "对":
        names = ()  # what something else contributes to it
    if scope:
        names = tuple(name for name in names if not name.after)
    if scope and scope[-1] in _PLACE_ENDS:
        state.scope = scope
    elif any(part.word.kinds and "own" in part.word.kinds for part in state.part):
        state.scope = None
    caused = any("cause" in part.word.kinds for part in state.part)
    subject = Subject(
        names,
        token.start,
        token.end,
        token.word.joint,
        token.word.alone,
        scope or state.scope or state.toward,
        state.added,
        caused,
    )
    _open(state, subject)
    state.named, state.foreign = True, False
    state.part = []
    state.cues = state.cues.at_name()


def _open(state: _State, subject: Subject) -> None:
    state.subject = subject
    state.listed.append(subject)
    state.history.append(subject)
    state.waiting.append(subject)


def _narrowing_name(state: _State, token: Token, text: str) -> str | None:
    """The name right before another, which narrows it and is then no subject of its own: 跨境电商进出口."""
    before = state.subject
    if before is None or not state.named or before.end != token.start:
        return None
    for subjects in (state.listed, state.history, state.waiting):
        if subjects and subjects[-1] is before:
            subjects.pop()
    return text[before.start : before.end]


def _scope(state: _State, text: str, is_own: IsOwn) -> str | None:
    """The words right before a name that narrow it, back to a verb; 全省 in the report of a city is one too."""
    others: list[Token] = []
    for token in reversed(state.part):
        kinds = token.word.kinds
        if token.kind == "word" and "own" in kinds and not is_own(text[token.start : token.end]):
            return text[token.start : token.end]
        if token.kind == "other":
            others.append(token)
        elif token.kind in ("number", "statement") or (token.kind == "word" and not kinds & _TRANSPARENT):
            if not others and "level" in kinds:
                return _actor(state.part[: state.part.index(token)], text)
            break
    return text[others[-1].start : others[0].end] if others else None


def _actor(part: list[Token], text: str) -> str | None:
    """The place or firm that does what follows: 高新区完成工业投资12亿元."""
    if not part or part[-1].kind != "other" or text[part[-1].end - 1] not in _PLACE_ENDS:
        return None
    return text[part[-1].start : part[-1].end]


def _on_word(state: _State, token: Token, text: str, _: IsOwn | None = None) -> None:
    kinds = token.word.kinds
    state.part.append(token)
    if "added" in kinds and not state.named:
        state.added = True
    state.cues.add(kinds, text[token.start : token.end])
    if text.startswith("全年", token.start):
        state.part_of_year = None
    if "and" in kinds and state.named and not state.foreign:
        state.named = False
        state.part = []


def _on_other(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    if "share" in state.cues.kinds and _subject_for(state) and text.endswith(state.cues.of or "", 0, token.start):
        state.cues.of = (state.cues.of or "") + text[token.start : token.end]
        return
    state.part.append(token)
    if state.part[-2:-1] and text[state.part[-2].start : state.part[-2].end] == "对":
        state.toward = text[token.start : token.end]
    if state.named:
        state.foreign = True
        for subject in state.waiting:  # a word behind a list is said of all of it: 高新技术企业、科技型企业贷款
            subject.spoilt = True
    elif not state.listed or state.listed[-1].names:
        state.foreign = True


def _on_year(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    if text[token.start - 1 : token.start] in ("比", "较", "自") or text.startswith(("年以来", "年来"), token.end):
        state.cues.base = text[token.start : token.end]
    elif text.startswith(("相比", "年相比"), token.end):
        state.cues.base, state.cues.base_holds = text[token.start : token.end], True
    elif "from" in state.cues.kinds:
        state.cues.from_year = state.memory["from"] = text[token.start : token.end]
    else:
        state.cues.years = text[token.start : token.end]
        state.part_of_year = None
        if not state.cues.base_holds:
            state.cues.base = None


def _on_part_of_year(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    state.part_of_year = text[token.start : token.end]


def _on_comma(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    _close(state, token)
    if state.listed:
        state.before = state.listed
    state.listed = []
    state.waiting = []
    state.added = False
    state.clause = token.end
    state.toward = None
    state.cues = state.cues.carried(over_comma=True)


def _on_list(state: _State, token: Token, text: str, is_own: IsOwn) -> None:
    _close(state, token)
    state.cues = state.cues.carried(over_comma=False)


def _close(state: _State, token: Token) -> None:
    """Ends a part; one of words of its own is an item of the list all the same."""
    if state.foreign and not state.named:
        _open(state, Subject((), token.start))
    state.part = []
    state.named = state.foreign = False


_STEPS: dict[str, Callable[[_State, Token, str, IsOwn], None]] = {
    "name": _on_name, "word": _on_word, "other": _on_other, "year": _on_year, "part_of_year": _on_part_of_year,
    "comma": _on_comma, "list": _on_list,
}  # fmt: skip


def _run(tokens: list[Token], at: int, text: str) -> int:
    """How many tokens a list of numbers takes up from here: numbers with 、 or 和 and linking words between them."""
    last = at
    for step, token in enumerate(tokens[at + 1 :], at + 1):
        if token.kind == "number":
            last = step
        elif "respectively" in token.word.kinds or ("level" in token.word.kinds and text[token.end - 1] in "到至"):
            break  # 从46503元和16935元分别提高到58794元和23184元
        elif token.kind not in ("list", "word"):
            break
    return last - at + 1


def _numbers(state: _State, tokens: list[Token], at: int, count: int, text: str) -> Iterator[Link]:
    run = tokens[at : at + count]
    numbers = [token for token in run if token.kind == "number"]
    if (state.foreign and not state.named) or _counts_what_follows(state, tokens, at):
        _open(state, Subject((), run[0].start))
        state.foreign, state.part = False, []
    items = _listed(state, len(numbers))
    if len(items) == len(numbers) > 1 and _in_order(state, run):
        state.cues.trailing(text, numbers[-1].end)
        bound = state.cues.behind
        for subject, token in zip(items, numbers, strict=True):
            state.cues.trailing(text, token.end)
            state.cues.behind = state.cues.behind or bound
            yield from _one(state, subject, token, text, alone=False)
    elif "respectively" not in state.cues.kinds or len(numbers) == 1:
        yield from _in_turn(state, run, text)
    state.cues = state.cues.carried(over_comma=False)
    state.part, state.foreign = [], False


def _counts_what_follows(state: _State, tokens: list[Token], at: int) -> bool:
    """Whether a part begins with the number of something that is named behind it: 新增上市公司10家,35家银行…; or with
    a verb and such a number: ,新增2户独角兽企业."""
    if state.named or at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end:
        return False
    following, quantity = tokens[at + 1], tokens[at].quantity
    if not state.part:
        return following.kind in ("other", "name")
    return (
        quantity is not None
        and quantity.unit in _CLASSIFIERS
        and all(part.kind == "word" and part.word.kinds & _BEFORE_COUNTED for part in state.part)
        and (
            following.kind in ("other", "name")
            or (following.kind == "word" and not following.word.kinds & _BEHIND_NUMBER)
        )
    )


def _in_turn(state: _State, run: list[Token], text: str) -> Iterator[Link]:
    """The numbers of a run that are all said of the subject at hand."""
    for step, token in enumerate(run):
        if token.kind == "word":
            _on_word(state, token, text)
            state.added = state.added or (step > 0 and "added" in token.word.kinds)  # 面积4440万亩、新增203万亩
        elif token.kind == "number":
            subject = _subject_for(state)
            if subject and subject.joint:
                subject = replace(subject, names=subject.alone, joint=False)
            if subject:
                yield from _one_of_all(state, subject, token, text)
            if step + 1 < len(run):
                state.cues = state.cues.carried(over_comma=False)


def _one_of_all(state: _State, subject: Subject, token: Token, text: str) -> Iterator[Link]:
    """The links of a number that stands alone: of the last subject of a list, or of all (A、B均增长4%)."""
    fellows = state.waiting[:-1] if state.waiting and state.waiting[-1] is state.subject else []
    state.waiting = []
    for entry in _one(state, subject, token, text):
        yield entry
        if entry.measured.measure == "growth" or "all" in state.cues.kinds:
            for fellow in fellows:
                yield from _one(state, fellow, token, text)


def _listed(state: _State, count: int) -> list[Subject]:
    """The subjects that a list of numbers may be said of one by one: those of this clause, else of the one before, else
    as many as there are numbers of those that the sentence named last."""
    if state.listed:
        return _items(state.listed)
    for subjects in (state.before, state.history[-count:]):
        items = [replace(subject, added=False) for subject in _items(subjects)]
        if len(items) == count:
            return items
    return []


def _in_order(state: _State, run: list[Token]) -> bool:
    """Whether numbers are said of subjects one by one: 分别 says so, or they have one unit and nothing between them."""
    if "respectively" in state.cues.kinds:
        return True
    units = {token.quantity.unit for token in run if token.quantity}
    joint = bool(state.listed) and state.listed[-1].joint
    between = all(token.kind != "word" or "and" in token.word.kinds for token in run)
    return len(units) == 1 and (joint or between)


def _items(subjects: list[Subject]) -> list[Subject]:
    return [
        one
        for subject in subjects
        for one in (
            [replace(subject, names=(name,), joint=False) for name in subject.names] if subject.joint else [subject]
        )
    ]


def _subject_for(state: _State) -> Subject | None:
    if state.foreign or state.subject is None or state.subject.spoilt or not state.subject.names:
        return None
    return state.subject


def _one(state: _State, subject: Subject, token: Token, text: str, *, alone: bool = True) -> Iterator[Link]:
    quantity = token.quantity
    if quantity is None or text[token.start - 1 : token.start] == "第":
        return
    cues = state.cues
    if text[token.start] in _SCALES and not _reaches(text[token.start - 2 : token.start]):
        return  # 税收亿元楼宇
    if quantity.unit not in _SHARES and _WHOSE.match(text, token.end):
        return
    if quantity.unit in _CLASSIFIERS:
        if subject.classifier not in (None, quantity.unit) and not state.named:
            return  # 新增学位9.5万个,2所高职院校升格
        subject.classifier = quantity.unit
    if alone:
        cues.trailing(text, token.end)
    if "stock" in cues.kinds and text[subject.start] in "新净":
        return  # 新登记市场主体2万户、总量9万户
    if "from" in cues.kinds:
        cues.from_year = cues.from_year or state.memory.get("from", "")
    cues.added = "stock" not in cues.kinds and (subject.added or (state.added and alone))
    cues.negative = text[token.start - 1 : token.start] in ("-", "−")
    for name in subject.names:
        found = measure(name, quantity, cues, text[token.start : token.end])
        if found and not (subject.caused and found.measure == "growth"):
            start = min(subject.start, token.start)
            of_the_year = "growth" in name.rule.measures  # what is counted is planned for a quarter, and is whole
            scope = subject.scope or (state.part_of_year if of_the_year else None)
            yield Link(name.rule, found, start, token.end, (token.start, token.end), scope, cues.copy())
            return


def _reaches(before: str) -> bool:
    """Whether a number without digits is one that was reached: 突破千亿元."""
    return before[-1:] in _REACHED and before != "以上"


def _statement(state: _State, token: Token) -> Iterator[Link]:
    subject = _subject_for(state)
    if subject is None or not subject.names:
        return
    rule, kind = subject.names[0].rule, token.word.statement
    growth = kind != "stable" and "growth" in rule.measures
    if not growth and kind == "stable" and "compare" not in state.cues.kinds and "level" not in rule.measures:
        return
    measured = Measured("growth" if growth else "level", None, None, None, "exact", kind)
    start = min(subject.start, token.start)
    yield Link(rule, measured, start, token.end, None, subject.scope, state.cues.copy())
