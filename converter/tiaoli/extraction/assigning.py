"""Which of the subjects of a sentence a number, or a list of numbers, is said of."""

from __future__ import annotations

import re
from dataclasses import replace

from tiaoli.chinese.quantities import PART, Quantity
from tiaoli.chinese.units import load_dimensions
from tiaoli.extraction.measuring import measure
from tiaoli.extraction.subjects import Link, State, Subject
from tiaoli.extraction.tokens import Token
from tiaoli.rulebook.models import IndicatorRule

_SCALES = "十百千万亿"
_SHARES = ("%", "‰")
_HOPES = frozenset(("力争", "争取", "努力", "确保"))
_REACHING = _HOPES | {"达到", "达", "实现", "冲刺", "突破", "到", "超过"}
_SINCE_JANUARY = ("上半年", "前", "一季度", "第一季度", "1")
"""What the parts of a year begin with that begin with it."""
_HOLIDAYS = ("假", "假期", "假日", "期间", "周")
_REACHES = "达到至为"
_REACHED = "达到破过超逾上入越近至现成"
_WHOSE = re.compile(
    "(?:以上|以下|左右|以内)?的?(?:县|区|市|镇|乡|村|街道|企业|园区|产业|集群|项目|楼宇|开发区)"
    "|(?:以上|以下|以内)?的[\u4e00-\u9fff]{0,6}?(?:景区|企业|单位|农户|家庭|基地|平台|品牌|电站|商场|市场|街区|酒店|线路|主体|商户|机构)"
    "|[\u4e00-\u9fff]{0,4}(?:光伏|风电|发电|储能|水电)(?:项目|电站|基地)"
)
"""What stands behind a number that describes something: 生产总值超200亿元的县."""
_WHOSE_SHARE = re.compile("(?:以上|以下|左右|以内)?的(?:地级市|城市|省份|市|县|区|企业|地区|国家)")
_WHOLE = re.compile("的[0-9.]+(?:%|‰|倍)")
"""What stands behind a number that another is a part of: 完成年初预算数8亿元的43%."""
_ALONE = re.compile("(?:以上|以下|左右|以内)?(?:[,;:。!?、()和]|$)")
"""What stands behind a number that no unit follows."""
_AIM = re.compile("(?:目标|预期)(?:任务|指标)?[是为]?[:,]?$")
_FEW = 3
"""Of how many at most 均 is said that the clauses before it named."""
_MONTHS = re.compile("连续[0-9一二三四五六七八九十]{1,3}个(?:月|季度)")
_RATE_OF = re.compile(
    "(?:以上|以下|左右|以内)?的?(?:年均|恢复性|高速|中高速|较快|稳定|快速|正|平均|年)?"
    "(?:增长(?![点极])|增速|增幅|增长率|速度(?:递增|增长|发展))"
)
"""What a share behind it is the rate of: 实现20%以上的增长."""
_NEAR = 12
"""How many characters before a name may say that it is the first of what is aimed at."""
_CLASSIFIERS = frozenset(load_dimensions()["count"].units) - {"人", "名", "次"}
CURRENCIES = frozenset({load_dimensions()["money"].base, *load_dimensions()["money"].currencies.values()})
_BEFORE_COUNTED = frozenset({"added", "verb", "own", "filler", "time", "level", "modal", "compare", "up"})
_BUILDING = frozenset({"改造", "建成", "建设", "新建", "新改建", "完成", "实施", "实现", "解决"})
_HAVING = frozenset({"有", "共有", "拥有", "现有", "已有", "共"})
_AREAS = frozenset(load_dimensions()["area"].units) | frozenset(load_dimensions()["length"].units)
_BEHIND_NUMBER = frozenset({
    "after_at_least", "after_at_most", "after_about", "bound_below", "bound_above", "bound_at_least", "bound_at_most",
    "filler", "and", "compare", "up", "down", "share", "level", "average", "rank", "all", "from", "time",
})  # fmt: skip


def run_of(tokens: list[Token], at: int, text: str, *, respectively: bool) -> int:
    """How many tokens a list of numbers takes up from here: numbers with 、 or 和 and linking words between them, or
    commas, where 分别 stands before them."""
    last = at
    for step in range(at + 1, len(tokens)):
        token = tokens[step]
        if token.kind == "number":
            last = step
        elif token.kind == "list" and "and" in tokens[last - 1].word.kinds and tokens[step + 1 : step + 2]:
            if tokens[step + 1].kind != "number":
                break  # 分别达到3.7万元和1.8万元、增长7%和10%
        elif "respectively" in token.word.kinds or ("level" in token.word.kinds and text[token.end - 1] in "到至为"):
            break  # 从46503元和16935元分别提高到58794元和23184元
        elif token.kind not in ("list", "word") and not (respectively and _is_in_list(tokens, step)):
            break
    return last - at + 1


def _is_in_list(tokens: list[Token], at: int) -> bool:
    """Whether the comma at `at` stands between two numbers of one unit and nothing else: 分别增长5%,6%."""
    if tokens[at].kind != "comma" or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.quantity is None or after.quantity is None or before.quantity.unit != after.quantity.unit:
        return False
    return at + 2 == len(tokens) or tokens[at + 2].kind in ("comma", "list")


def links_of(state: State, tokens: list[Token], at: int, count: int, text: str) -> list[Link]:
    """The links of the run of `count` tokens at `at`; the state moves on behind it."""
    if _is_threshold(tokens, at):
        return []
    run = tokens[at : at + count]
    numbers = [token for token in run if token.kind == "number"]
    if (state.foreign and not state.named) or _counts_what_follows(state, tokens, at, text):
        state.open(Subject((), run[0].start))
        state.foreign, state.part = False, []
    items = _listed(state, len(numbers)) if len(numbers) > 1 and not _is_of_other(tokens, at) else []
    found: list[Link] = []
    if items and len(items) == len(numbers) and _in_order(state, run):
        found = _one_by_one(state, items, numbers, text)
    elif "respectively" not in state.cues.kinds or len(numbers) == 1:
        found = _in_turn(state, run, text)
    state.cues = state.cues.carried(over_comma=False)
    if state.cues.modal and _hopes_alone(state, run, text):
        state.cues.modal = None  # 增长8%、力争9%,…: of that number alone
    state.part, state.foreign = [], False
    state.added_told = state.added
    return found


def _hopes_alone(state: State, run: list[Token], text: str) -> bool:
    """Whether a hope stands behind the name of what it is said of, or before a number that has none."""
    said = run if state.named else state.part
    if any("modal" in token.word.kinds for token in said):
        return True
    return any(text[token.start : token.end] in _HOPES for token in state.part)


def counted(state: State, tokens: list[Token], at: int, text: str) -> list[Link]:
    """The links of a number that stands right before what it counts: 改造180个老旧小区, 新增2万个公共充电桩; none where
    the name goes on, or nothing is done to it."""
    if at + 1 == len(tokens) or tokens[at + 1].kind != "name":
        return []
    number, name = tokens[at], tokens[at + 1]
    quantity = number.quantity
    if name.start != number.end or quantity is None or state.named:
        return []
    if at + 2 < len(tokens) and tokens[at + 2].kind not in ("comma", "list"):
        return []
    people = quantity.unit in ("", "人", "名") and _counts_people(name.word.names[0].rule)
    if people and name.word.names[0].rule.flow and not state.listed:
        people_of = replace(number, quantity=replace(quantity, unit="人"))  # 40万贫困人口脱贫
        return _of_counted(state, Subject(name.word.names, number.start, name.end), people_of, name, text)
    if not state.part or state.part[-1].end != number.start or quantity.unit not in _CLASSIFIERS | _AREAS:
        return []
    done = text[state.part[-1].start : state.part[-1].end]
    adds = "added" in state.part[-1].word.kinds and not done.endswith("建")
    flow = name.word.names[0].rule.flow
    if not adds and done not in (_BUILDING if flow else _HAVING):
        return []  # 建设8万亩高标准农田 says of what was built, not of what there is
    return _of_counted(state, Subject(name.word.names, number.start, name.end, added=adds), number, name, text)


def _of_counted(state: State, subject: Subject, number: Token, name: Token, text: str) -> list[Link]:
    """The links of a number to what stands behind it, quoted with it."""
    links = _one(state, subject, number, text, alone=False)
    for link in links:
        link.end = name.end
    return links


def _is_threshold(tokens: list[Token], at: int) -> bool:
    """Whether a number says from where on what is named behind it counts, 500万元以上固定资产投资, or before it in
    brackets, (2000万元以上)."""
    if at + 2 >= len(tokens) or "after_at_least" not in tokens[at + 1].word.kinds:
        return False
    bound, name = tokens[at + 1 : at + 3]
    if name.kind != "name" and {name.kind, tokens[at - 1].kind} != {"bracket"}:
        return False
    return tokens[at].end == bound.start and bound.end == name.start


def _is_of_other(tokens: list[Token], at: int) -> bool:
    """Whether an unknown word stands right before a number: 一产、二产分别完成投资30亿元、40亿元."""
    return at > 0 and tokens[at - 1].kind == "other" and tokens[at - 1].end == tokens[at].start


def _one_by_one(state: State, items: list[Subject], numbers: list[Token], text: str) -> list[Link]:
    """The links of as many numbers as there are subjects, each said of its own."""
    found: list[Link] = []
    state.cues.trailing(text, numbers[-1].end)
    bound = state.cues.behind
    points = numbers[-1].quantity.unit if numbers[-1].quantity else ""
    for subject, token in zip(items, numbers, strict=True):
        if points.endswith("百分点") and token.quantity and token.quantity.unit in ("", "个"):
            token.quantity = replace(token.quantity, unit=points)  # 分别提高5个和2个百分点
        state.cues.trailing(text, token.end)
        state.cues.behind = state.cues.behind or bound
        if not subject.part_of_word:
            found += _one(state, subject, token, text, alone=False)
    return found


def _counts_what_follows(state: State, tokens: list[Token], at: int, text: str) -> bool:
    """Whether a part begins with the number of something that is named behind it: 新增上市公司10家,35家银行…; or with
    a verb and such a number: ,新增2户独角兽企业."""
    if state.named or at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].start].strip("“‘《"):
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


def _in_turn(state: State, run: list[Token], text: str) -> list[Link]:
    """The links of the numbers of a run that are all said of the subject at hand."""
    found: list[Link] = []
    for step, token in enumerate(run):
        if token.kind == "word":
            state.read(token, text)
            state.added = state.added or (step > 0 and "added" in token.word.kinds)  # 面积4440万亩、新增203万亩
        elif token.kind == "number":
            subject = state.open_subject()
            together = token.quantity is not None and (token.quantity.unit == "%" or "all" in state.cues.kinds)
            together = together and "share" not in state.cues.kinds  # 二、三产业占比达到90%
            if subject and subject.joint and (not together or (subject.alone and "all" not in state.cues.kinds)):
                subject = replace(subject, names=subject.alone, joint=False)
            if subject and subject.joint:  # 二氧化硫、氮氧化物排放量要分别下降3%
                fellows = [each for each in state.waiting if each is not state.subject and "all" in state.cues.kinds]
                for each in _items([*fellows, subject]):
                    found += _one(state, each, token, text)
            elif subject:
                found += _one_of_all(state, subject, token, text)
            elif "all" in state.cues.kinds:  # 单位生产总值能耗、水耗均下降20%
                for each in state.waiting:
                    found += _one(state, each, token, text)
            if step + 1 < len(run):
                state.cues = state.cues.carried(over_comma=False)
    return found


def _one_of_all(state: State, subject: Subject, token: Token, text: str) -> list[Link]:
    """The links of a number that stands alone: of the last subject of a list, or of all (A、B均增长4%)."""
    fellows = state.waiting[:-1] if state.waiting and state.waiting[-1] is state.subject else []
    state.waiting = []
    found = _one(state, subject, token, text)
    if fellows and found and found[0].measured.measure == "growth":
        found[0].scope = found[0].scope or fellows[0].scope  # 新雪季接待游客人次、出游总花费均增长20%
    if found and not fellows and found[0].measured.measure == "growth" and _is_said_of_all(state):
        fellows = [one for one in state.history[:-1] if one.names]  # A增加8元,B增加9元,均增长7%
    together = found and (found[0].measured.measure == "growth" or "all" in state.cues.kinds)
    if together or (found and fellows and _is_shared_rate(fellows[-1], subject, token, text)):
        for fellow in (fellow for fellow in fellows if fellow.names != subject.names):  # 居民消费价格(CPI)
            found += _one(state, fellow, token, text)
    return found


def _is_said_of_all(state: State) -> bool:
    """Whether a clause begins with 均 or the like, and so speaks of what the clauses before it named."""
    return not state.named and bool(state.part) and "all" in state.part[0].word.kinds and len(state.history) <= _FEW


def _is_shared_rate(fellow: Subject, subject: Subject, token: Token, text: str) -> bool:
    """Whether a rate is said of two that 和 joins: 城镇调查失业率和登记失业率稳定在4.3%."""
    joined = text[fellow.end : subject.start] in ("和", "与", "及")
    return joined and token.quantity is not None and token.quantity.unit in _SHARES


def _listed(state: State, count: int) -> list[Subject]:
    """The subjects that a list of numbers may be said of one by one: those of this clause, else of the one before, else
    as many as there are numbers of those that the sentence named last."""
    if state.listed:
        return _items([replace(subject, names=()) if subject.of_other else subject for subject in state.listed])
    last = state.history[-count:]
    for subjects in (state.before, [] if any(subject.grown for subject in last) else last):
        items = [replace(subject, added=False) for subject in _items([one for one in subjects if not one.of_other])]
        if len(items) == count:
            return items
    return []


def _in_order(state: State, run: list[Token]) -> bool:
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


def _one(state: State, subject: Subject, token: Token, text: str, *, alone: bool = True) -> list[Link]:
    """The link of a number to a subject, or none."""
    quantity = token.quantity
    if quantity is None or (alone and quantity.unit == PART) or text[token.start - 1 : token.start] == "第":
        return []
    cues = state.cues
    if _tells_something_else(quantity, token, text):
        return []
    if (_WHOSE_SHARE if quantity.unit in _SHARES else _WHOSE).match(text, token.end):
        state.scope = None
        return []
    near = max(0, token.start - _NEAR)
    if "连续" in text[near : token.start] and _MONTHS.search(text, near, token.start):
        return []  # 增速连续20个月保持30%以上
    if quantity.unit in _CLASSIFIERS:
        if subject.classifier not in (None, quantity.unit) and not state.named:
            return []  # 新增学位9.5万个,2所高职院校升格
        subject.classifier = quantity.unit
    if alone:
        cues.trailing(text, token.end)
    if "stock" in cues.kinds and text[subject.start] in "新净":
        subject.spoilt = True  # it has another subject from here on, and so has a growth behind it
        return []  # 新登记市场主体2万户、总量9万户
    if "from" in cues.kinds:
        cues.from_year = subject.rose_from = cues.from_year or state.memory.get("from", "")
    elif subject.rose_from and cues.direction and not cues.reached and not cues.kinds & {"compare", "average"}:
        cues.base = cues.base or subject.rose_from  # 由2015年的20亿元增加到60亿元,增长2倍
    by_verb = "added" in cues.kinds and "level" not in cues.kinds  # 贷款新增2亿元、达30亿元
    is_all = "stock" in cues.kinds or (subject.added_late and alone and "level" in cues.kinds)  # 新增A3家、B达到9家
    cues.added = not is_all and (subject.added or (state.added and alone) or by_verb)
    if quantity.unit.endswith("百分点") and "share" in cues.kinds:
        subject.share_of = cues.of or ""
    if cues.direction == 0 and quantity.unit in _SHARES:
        _settle_rate(state, subject, token, text)
    cues.negative = text[token.start - 1 : token.start] in ("-", "−")
    bare = not quantity.unit and text[token.end - 1] in "万亿多余" and _ALONE.match(text, token.end)
    for name in subject.names:
        if bare and _counts_people(name.rule):
            quantity = replace(quantity, unit="人")  # 农村贫困人口减少1000万
        found = measure(name, quantity, cues, text[token.start : token.end])
        of_part = subject.caused or (subject.added and not name.rule.flow)  # 新增涉税主体19.5万户、增长22.1%
        if found and not (of_part and found.measure == "growth"):
            start = min(subject.start, token.start)
            # What is counted may be done in a quarter, and be the whole year's, unless it is counted from January on.
            partly = found.measure == "growth" or found.unit in CURRENCIES or "from" in cues.kinds
            partly = partly or (name.rule.flow and (state.part_of_year or "").startswith(_SINCE_JANUARY))
            days = state.part_of_year is not None and state.part_of_year.endswith(_HOLIDAYS)
            scope = subject.scope or (state.part_of_year if partly or days else None)
            if found.measure == "growth":
                subject.grown = cues.direction or cues.carried_direction or 1
            return [Link(name.rule, found, start, token.end, (token.start, token.end), scope, cues.copy())]
    return []


def _tells_something_else(quantity: Quantity, token: Token, text: str) -> bool:
    """Whether a number is none that is said of a name: 税收亿元楼宇, 预算数8亿元的43%."""
    start = token.start
    if text[start] in _SCALES and quantity.unit not in _SHARES and not _reaches(text[start - 2 : start]):
        return True
    return _WHOLE.match(text, token.end) is not None


def _settle_rate(state: State, subject: Subject, token: Token, text: str) -> None:
    """Takes into the cues whether a rate without a word of growing is a growth all the same, or a share."""
    cues = state.cues
    if subject.share_of is not None and text[token.start - 1] in _REACHES:
        cues.kinds.add("share")  # 占GDP的比重提高0.8个百分点,达到45.3%
        cues.of = subject.share_of
    elif _goes_on(state, subject, text):
        cues.direction = subject.grown or 1
    elif _is_as_before(state, subject, token, text):
        cues.direction = 1
    elif "share" not in cues.kinds and (rate := _RATE_OF.match(text, token.end)):
        cues.direction = 1
        cues.kinds |= {"average"} if "均" in rate[0] else set()


def _goes_on(state: State, subject: Subject, text: str) -> bool:
    """Whether a number goes on with the growth before it: 增长6%以上,力争达到6.5%; 增速提高2个百分点,达到8.6%."""
    words = [text[part.start : part.end] for part in state.part if not part.word.kinds <= {"filler"}]
    is_growth = subject.rate or (subject.grown and words[:1] and words[0] in _HOPES)
    return bool(words and is_growth) and all(word in _REACHING for word in words)


def _is_as_before(state: State, subject: Subject, token: Token, text: str) -> bool:
    """Whether a number right behind a name is a growth because the one before is, or because it is the first of an aim:
    生产总值增长8%,固定资产投资12%; 预期目标:生产总值7%左右. Never where it may be a share or a level in %."""
    if subject.end != token.start or not _ALONE.match(text, token.end):
        return False
    if not all(name.measure is None and _can_only_grow(name.rule) for name in subject.names):
        return False
    before = state.history[-2] if len(state.history) > 1 else None
    if before is None or not before.names:
        return _AIM.search(text, max(0, subject.start - _NEAR), subject.start) is not None
    return before.grown == 1 and "均" not in text[before.end : subject.start]  # 年均增长8%, of several years


def _can_only_grow(rule: IndicatorRule) -> bool:
    level = rule.measures.get("level")
    return "share" not in rule.measures and level is not None and level.dimension not in ("percent", "per_mille")


def _counts_people(rule: IndicatorRule) -> bool:
    return "level" in rule.measures and rule.measures["level"].dimension == "person"


def _reaches(before: str) -> bool:
    """Whether a number without digits is one that was reached: 突破千亿元."""
    return before in ("定在", "持在") or (before[-1:] in _REACHED and before != "以上")
