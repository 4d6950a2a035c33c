"""Which region a document is of: from its title, meeting or speaker, else from what its body speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tiaoli.chinese.regions import NATION, Mention, Region, find_mentions, resolve
from tiaoli.diagnostic import Diagnostic
from tiaoli.extraction.fields import raw_values
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import Views
from tiaoli.page import Span
from tiaoli.rulebook.models import FieldRule, Pack

_NATION = re.compile(r"国务院|中央人民政府|全国人民代表大会|全国人大|中华人民共和国")
_OF_THE_NATION = re.compile(
    r"(?:(?:国家统计局|国家发展和?改革委(?:员会)?|财政部|教育部|科学?技术?部|工业和信息化部|民政部|人力资源(?:和)?社会保障部"
    r"|自然资源部|国土资源部|生态环境部|环境保护部|住房(?:和)?城乡建设部|交通运输部|水利部|农业农?村?部|商务部"
    r"|国家卫生健康委(?:员会)?|国家税务总局)[、 ]*)+"
)
"""Organs of the state council, of which one or several are all of a name."""
_SPEAKS_FOR = re.compile(
    r"(?:代表|受)[\u4e00-\u9fff]{0,14}?(自治区|自治州|自治县|省|市|州|盟|县|区|旗)[\u4e00-\u9fff]{0,8}?(?:人民)?政府"
)
_SMALLER = re.compile(
    r"[ \t]*(?:生产建设兵团|(?!各|全|.?(?:乡镇|城镇|村镇))(?:(?!人民|关于|政府|[局厅第年])[\u4e00-\u9fff]){1,14}?"
    r"(?:[镇乡]|街道|苏木|(?:开发|试验|实验|示范|高新|保税|度假|合作|工业|管理|新|园)区)"
    r"(?=人民政府|政府|管委会|管理委员会|党工?委|办事处|工作|经济|国民|财政|预算|[镇乡]长"
    r"|第?[一二三四五六七八九十0-9]{1,4}届|[0-9]{4} ?年|$))"
)
"""What makes a name that of a town or a zone within the region it begins with: 昔阳县乐平镇人民政府."""
_TOWN = re.compile(
    r"我[ \t]*代表((?:(?!政府)[\u4e00-\u9fff]){0,12}?(?:镇|乡|街道|苏木)[\u4e00-\u9fff]{0,6}?(?:政府|办事处|党工?委))"
)
_OUR = re.compile(r"(?:我|全)(省|区|市|州|盟|县|旗)")
_LEVELS = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "province", "county"),
    "州": ("prefecture",),
    "自治州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "自治县": ("county",),
    "旗": ("county",),
    "区": ("county", "province"),
}
OPENING = 600
LEAST_MENTIONS = 3
LEAD = 1.5
"""How much oftener than the next one a region must be named for the body to speak of it."""


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A region with the words that name it."""

    region: Region
    value: Value


@dataclass(frozen=True, slots=True)
class _Named:
    """The regions that a name may stand for, and where it stands; a remark in their place where none is meant."""

    candidates: tuple[Region, ...]
    span: Span
    remarks: tuple[Diagnostic, ...] = ()


def find_region(
    views: Views, pack: Pack, values: dict[str, Value], year: int | None
) -> tuple[FoundRegion | None, tuple[Diagnostic, ...]]:
    """The document's region as it was named in `year`; None where no source or several regions fit."""
    rule = pack.fields.get("region")
    if rule is None:
        return None, ()
    town = _town(views, values, year)
    if town:
        return None, _unlisted(town, views.page.folded, year)
    unsettled: tuple[tuple[Region, ...], tuple[Diagnostic, ...]] = ((), ())
    for at, source in enumerate(rule.sources):
        for raw in raw_values(source, views, values):
            text = views.page.folded if raw.span else raw.quote
            named = _resolved(text, raw.span or (0, len(raw.quote)), views, year)
            if named is None:
                continue
            if named.remarks:
                return None, unsettled[1] or named.remarks
            candidates = named.candidates
            if unsettled[0]:  # 大厂县政府工作报告, in 大厂回族自治县第十六届人民代表大会
                candidates = tuple(region for region in candidates if region in unsettled[0])
            if len(candidates) == 1:
                value = _evidence(raw, named.span, views, rule)
                return FoundRegion(candidates[0], replace(value, source=at)), ()
            if candidates and not unsettled[0]:
                unsettled = candidates, (_ambiguous(named, text),)
    if unsettled[0]:
        return None, unsettled[1]
    from_body, remarks = _from_body(views, rule, year)
    return from_body, remarks if from_body else (*remarks, *_unknown(values, year))


def _town(views: Views, values: dict[str, Value], year: int | None) -> Span | None:
    """Where the report says that it is a town's, which has no region code: in its meeting, or in whom it speaks for."""
    start = views.outline.front_end
    spoken = _TOWN.search(views.body, start, start + OPENING)
    if spoken:
        return spoken.span(1)
    meeting = values.get("meeting")
    if meeting is None or meeting.span is None:
        return None
    folded = views.page.folded
    place = _SMALLER.match(folded, *meeting.span)
    listed = find_mentions(folded, *meeting.span, year=year) if place else ()
    return place.span() if place and not any(mention.span[1] >= place.end() for mention in listed) else None


def _unlisted(span: Span, text: str, year: int | None) -> tuple[Diagnostic, ...]:
    params = {"name": text[slice(*span)], "year": year or "the report's year"}
    return (Diagnostic("metadata.unknown-region", span, params),)


def _unknown(values: dict[str, Value], year: int | None) -> tuple[Diagnostic, ...]:
    """A remark where the name of the meeting begins with a place that the region codes do not have."""
    meeting = values.get("meeting")
    place = meeting.value["name"].partition("第")[0] if meeting else ""
    if not place or meeting is None:
        return ()
    return (Diagnostic("metadata.unknown-region", meeting.span, {"name": place, "year": year or "the report's year"}),)


def _evidence(raw: Value, span: Span, views: Views, rule: FieldRule) -> Value:
    if raw.span is None:
        return replace(raw, rule=rule.place)
    return Value(None, span, views.page.quote(span), raw.node, rule.place)


def _resolved(text: str, span: Span, views: Views, year: int | None) -> _Named | None:
    """The regions that a stretch may name, of which the document itself may settle one; None where it names none."""
    mentions = find_mentions(text, *span, year=year)
    nation = _NATION.search(text, *span)
    if nation and (not mentions or nation.start() < mentions[0].span[0]):
        return _Named((NATION,), nation.span())
    if not mentions:
        return _Named((NATION,), span) if _OF_THE_NATION.fullmatch(text, *span) else None
    mention, candidates = mentions[0], resolve(mentions[0].name, year=year)
    if len(mentions) > 1 and len(candidates) == 1 and _is_bracketed(text, mention.span):
        # (山西)2019年昔阳县政府工作报告: what a collection files it under
        within = resolve(mentions[1].name, year=year, within=candidates[0])
        mention, candidates = (mentions[1], within) if within else (mention, candidates)
    smaller = _SMALLER.match(text, mention.span[1], span[1])
    if smaller:
        return _Named((), mention.span, _unlisted((mention.span[0], smaller.end()), text, year))
    if len(candidates) > 1:
        candidates = _by_context(candidates, views)
    return _Named(candidates, mention.span) if candidates else None


def _ambiguous(named: _Named, text: str) -> Diagnostic:
    names = ", ".join(region.name for region in named.candidates)
    return Diagnostic("metadata.ambiguous-region", named.span, {"name": text[slice(*named.span)], "candidates": names})


def _is_bracketed(text: str, span: Span) -> bool:
    return text[span[0] - 1 : span[0]] in ("(", "[") and text[span[1] : span[1] + 1] in (")", "]")


def _by_context(candidates: tuple[Region, ...], views: Views) -> tuple[Region, ...]:
    """The candidates whose own province or prefecture the document names most, if one leads."""
    folded = views.page.folded
    scores = Counter({region: _named(region, folded) for region in candidates})
    (best, most), *others = scores.most_common()
    return (best,) if most and (not others or most >= LEAD * others[0][1]) else candidates


def _named(region: Region, folded: str) -> int:
    """How often the regions above this one are named, by their short names as well."""
    parents = [name for name in (region.province, region.prefecture) if name and name not in (region.name,)]
    return sum(folded.count(_short(parent)) for parent in parents)


def _short(name: str) -> str:
    return re.sub(r"(?:省|市|地区|盟|.{0,3}族?自治[区州])$", "", name) or name


def _from_body(views: Views, rule: FieldRule, year: int | None) -> tuple[FoundRegion | None, tuple[Diagnostic, ...]]:
    """The region of the level that the speaker speaks for which the body names clearly most often."""
    if not any(source.where == "field" for source in rule.sources):
        return None, ()
    start = views.outline.front_end
    opening = views.body[start : start + OPENING]
    nation = re.search(r"代表国务院|国务院(?:总理|向)|代表中央人民政府", opening)
    if nation:
        span = (start + nation.start(), start + nation.end())
        return FoundRegion(NATION, Value(None, span, views.page.quote(span), None, rule.place)), ()
    cue = _SPEAKS_FOR.search(opening) or _most_common_our(views.body)
    if cue is None:
        return None, ()
    named, first = _named_in(views, start, year)
    fitting = [region for region in named if region.level in _LEVELS[cue[1]] and _fits(region, cue[1])]
    scores = Counter({region: named[region] + _districts(region, named) for region in fitting})
    (best, most), *others = scores.most_common(2) or [(NATION, 0)]
    if most < LEAST_MENTIONS or (others and most < LEAD * others[0][1]):
        return None, ()
    span = first[best].span
    remark = Diagnostic("metadata.region-from-body", span, {"name": best.name})
    return FoundRegion(best, Value(None, span, views.page.quote(span), None, rule.place)), (remark,)


def _named_in(views: Views, start: int, year: int | None) -> tuple[Counter[Region], dict[Region, Mention]]:
    """How often the body names each region that its words settle, and where first."""
    counts: Counter[Region] = Counter()
    first: dict[Region, Mention] = {}
    for mention in find_mentions(views.body, start, len(views.body), year=year):
        candidates = resolve(mention.name, year=year)
        if len(candidates) == 1:
            counts[candidates[0]] += 1
            first.setdefault(candidates[0], mention)
    return counts, first


def _districts(region: Region, named: Counter[Region]) -> int:
    """How many of the region's own districts are named: a city's report names its own, not its neighbours'."""
    prefix = region.adcode.rstrip("0").ljust(2, "0") if region.level == "province" else region.adcode[:4]
    if region.level == "county":
        return 0
    return sum(other.adcode.startswith(prefix) for other in named if other.level != region.level)


def _fits(region: Region, word: str) -> bool:
    """市 may be a municipality, a prefecture-level or a county-level city; the name tells."""
    return region.name.endswith(word) if word in ("市", "区", "省", "县", "旗", "盟") else True


def _most_common_our(body: str) -> re.Match[str] | None:
    found = list(_OUR.finditer(body))
    if len(found) < LEAST_MENTIONS:
        return None
    word, _ = Counter(match[1] for match in found).most_common(1)[0]
    return next(match for match in found if match[1] == word)
