"""What the numbers of a sentence are said of, where that is not the document's own region as a whole."""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter

from tiaoli.chinese.region_names import forms_of
from tiaoli.chinese.regions import find_mentions, may_name, resolve
from tiaoli.extraction.places import About
from tiaoli.extraction.subjects import Span
from tiaoli.extraction.tokens import last_stop
from tiaoli.extraction.vocabulary import Vocabulary, no_scopes

_PARK = re.compile(
    "(?=[0-9]|县域|.{0,16}[区园群圈])"  # most sentences begin with none of them
    "(?:(?![以在对向把将从由为自]|经(?!开区|济)|实施|开展|启动|优化|完善|依托|深化|谋划|做[大强优])[\u4e00-\u9fff]{0,8}?(?:高新(?:技术产业开发)?区|经济(?:技术)?开发区|经开区|开发区|园区|工业园|产业园|新区|保税区|工业区"
    "|综保区|自贸区|自贸片区|合作区|城市群|都市圈)(?!建设|改革|发展|管理|[和与、])"
    "|(?:县域|园区)经济"
    "|[0-9]+个(?:县市区?|市县区?|市州|地市|县|区|市|乡镇|镇|乡|村|城市|园区)(?!级|(?:整体)?(?:脱贫|出列|摘帽|退出)))"
)
"""What a sentence on a park begins with."""
_COUNTED = re.compile("(?:总数|数量|数)?(?:已)?(?:增加到|增至|增加至|扩大到|达到|达|有|新增|增加)?[0-9]+[个家]")
"""What stands behind parks that are counted: 国家级高新区增加到9家."""
_DONE = frozenset({"verb", "added", "level", "modal"})
_OPENING = re.compile("[\"'“‘(《]*")
_LONGEST_PLACE = 14
_NOT_A_SUBJECT = frozenset('“"《至—~、到和与等')
"""What makes of a place before it a part of a name: 新余“三上门”行动."""

_WHOLE = re.compile("[全我](?:[市县区省州盟旗乡镇]|(?<=全)国)")
_REGION_WORD = re.compile("[全我本][市县区省州盟旗国乡镇]")
_FARTHEST = 600
"""How far back the beginning of a sentence is looked for that semicolons divide, in characters."""


class Own:
    """Tells which words of a document mean its own region as a whole."""

    def __init__(self, about: About, text: str) -> None:
        """Takes what is known of the document, and its text, which tells where the region is unknown: by the one of
        全市, 全县 and the like that it has most."""
        self.about = about
        counted = Counter([] if about.region else _WHOLE.findall(text)).items()
        self._usual = max(counted, key=itemgetter(1), default=("", 0))[0]

    def is_meant(self, word: str) -> bool:
        """Whether 全市, 我县 and the like mean the region; so do words that have no region in them."""
        region = self.about.region
        if region and region.level == "country" and "地方" in word:
            return False
        if not _WHOLE.fullmatch(word):
            return True
        if region is None:
            return word == self._usual
        return region.level == "country" if word == "全国" else region.name.endswith(word[1])

    def is_named(self, words: str) -> bool:
        """Whether words are the region's own name, long or short."""
        region = self.about.region
        if region is None:
            return False
        own = region.county or region.prefecture or region.province or ""
        if own.startswith(words) and any(form == words for form, _ in forms_of(own, is_county=bool(region.county))):
            return True
        return any(each.adcode == region.adcode for each in resolve(words, year=self.about.year))


def place_spoken_of(text: str, sentence: Span, vocabulary: Vocabulary, own: Own) -> str | None:
    """The park or the place within the document's region that a sentence begins with, and so speaks of; behind a
    semicolon that of the part before it, as long as the region itself is not spoken of."""
    start, end = sentence
    found = _begun_with(text, sentence, vocabulary, own.about)
    if found or text[start - 1 : start] != ";":
        return found
    begin = last_stop(text, start, _FARTHEST)
    if start - begin > _FARTHEST:
        return None
    first = _begun_with(text, (begin, text.index(";", begin)), vocabulary, own.about)
    if first and any(own.is_meant(match[0]) for match in _REGION_WORD.finditer(text, begin, end)):
        return None
    return first


def scope_of(words: str, own: Own) -> str | None:
    """The words before an indicator as what narrows it; None where they do not: its region's own name, or what is done
    or said of it."""
    bare = words.removeprefix("年")  # of the year before it
    return None if {words, bare} & no_scopes() or own.is_named(bare) else bare


def _begun_with(text: str, sentence: Span, vocabulary: Vocabulary, about: About) -> str | None:
    """The park or the place within the document's region that a sentence begins with, and so speaks of; not one that
    something is done to or with (加快园区建设, 以园区为主战场)."""
    start, end = sentence
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    park = _PARK.match(text, start, end)
    if (
        park
        and not _COUNTED.match(text, park.end(), end)
        and (park[0][0].isdigit() or not any(w.kinds & _DONE for w, _, _ in vocabulary.words_in(park[0])))
    ):
        return park[0]
    if not may_name(text, start):
        return None
    first = next(iter(find_mentions(text, start, min(end, start + _LONGEST_PLACE), year=about.year)), None)
    if first is None or first.span[0] != start or about.region is None or text[first.span[1]] in _NOT_A_SUBJECT:
        return None
    within = resolve(first.name, year=about.year, within=about.region)
    if not within or about.region in within:
        return None
    others = find_mentions(text, first.span[1], end, year=about.year)
    return first.name if all(other.name == first.name for other in others) else None  # else a list of local facts
