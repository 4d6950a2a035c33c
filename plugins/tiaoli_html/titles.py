"""What a page says of itself in its head, and which of its lines is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaoli.plugin import Attribute, fold
from tiaoli_html.lines import Lines
from tiaoli_html.tree import Tree

NEAR_LINES = 40
"""How many lines above the document its title, date line and metadata are looked for."""

SHORTEST_TITLE = 6
TITLE_LINES = 5

_NO_TITLE = re.compile(r"\[\d{4}\]|^——|^\(|^\d{4}年\d{1,2}月|:$")  # number, date line, date, salutation
_GENERATED = re.compile(r"页面生成时间\s*[:：]?\s*(\d.*)")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*(?:[_|]|--|-{1,3}|—+|::|<<|>>)\s*")
_LONGEST_TITLE = 120
_DAY = re.compile(r"20\d\d[-年]\d{1,2}[-月]\d{1,2}日?")


def read_attributes(tree: Tree, page_title: str) -> tuple[Attribute, ...]:
    """Every named `<meta>`, its name in lower case, and the `<title>`, in document order.

    Templates give the time at which the page was generated as PubDate: where the page says that it is that, it is
    no date of publication.
    """
    found = []
    for at in sorted((*tree.all_of("meta"), *tree.all_of("title"))):
        if tree.tags[at] == "meta":
            attributes = tree.attributes[at]
            name = attributes.get("name") or attributes.get("property") or ""
            value = " ".join(attributes.get("content", "").split())
            if name.strip() and value:
                found.append(Attribute(name.strip().lower(), value, tree.path(at)))
        elif page_title:
            found.append(Attribute("title", page_title, tree.path(at)))
            page_title = ""
    generated = {match[1] for one in found if (match := _GENERATED.fullmatch(one.value))}
    return tuple(one for one in found if one.name != "pubdate" or one.value not in generated)


def stated_day(lines: Lines) -> tuple[Attribute, ...]:
    """The day in the element that WeChat and its like name for it, as an attribute of the page."""
    for at in lines.tree.by_value("id").get("publish_time", ()):
        for line in lines.all[slice(*lines.of(at))]:
            if day := _DAY.search(line.folded):
                return (Attribute("publishtime", day[0], lines.tree.path(at)),)
    return ()


def page_title(lines: Lines) -> str:
    """The words of the first `<title>` with any."""
    for at in lines.tree.all_of("title"):
        first, last = lines.of(at)
        if first < last:
            return " ".join(line.text for line in lines.all[first:last])
    return ""


def find_anchor(lines: Lines, attributes: Sequence[Attribute]) -> int | None:
    """The line that the document begins near: the first one outside links that has the words of the title."""
    named = {attribute.name: attribute.value for attribute in reversed(attributes)}
    wholes = [whole for whole in (named.get("articletitle"), named.get("title")) if whole]
    for at, line in enumerate(lines.all):
        if line.hidden or line.linked or not SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE:
            continue
        if any(line.text in whole and len(line.text) * 3 >= len(whole) for whole in wholes):
            return at
    return None


def find_title(lines: Lines, attributes: Sequence[Attribute], start: int, end: int) -> str | None:
    """What markup says is the document's title: ArticleTitle, a heading near it, else `<title>` less the site."""
    named = {attribute.name: attribute.value for attribute in reversed(attributes)}
    if named.get("articletitle"):
        return named["articletitle"]
    whole = named.get("title", "")
    short = _without_site(whole, named.get("sitename", ""))
    headings = _headings(lines, start, end) or _headings(lines, start, end, "h2")[-1:]
    stated = next((text for text in headings if same(text, whole) or same(text, short)), None)
    if stated or len(headings) == 1:
        return stated or headings[0]
    return short or next(iter(headings), None)


def centred_title(lines: Lines, start: int, end: int) -> str | None:
    """The first lines of the document, joined, as far as they are centred like a title; else the nearest
    centred line shortly above it."""
    title = ""
    for line in lines.all[start : min(end, start + TITLE_LINES)]:
        if not is_centred(lines.tree, line.owner) or _NO_TITLE.search(line.folded):
            break
        title += line.text
    above = (
        line.text
        for line in reversed(lines.all[max(0, start - TITLE_LINES) : start])
        if not (line.hidden or line.linked or ":" in line.folded) and is_centred(lines.tree, line.owner)
    )
    return next((text for text in (title, *above) if _may_be_title(text)), None)


def _may_be_title(text: str) -> bool:
    return SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE and "。" not in text


def is_centred(tree: Tree, owner: int) -> bool:
    """Whether a block element's own markup centres its text."""
    attributes = tree.attributes[owner]
    return attributes.get("align", "").lower() == "center" or bool(_CENTRED.search(attributes.get("style", "")))


def stands_in(lines: Lines, title: str) -> bool:
    """Whether a visible line outside links has the title's words, or the most of them."""
    whole = bare(title)
    shown = (bare(line.text) for line in lines.all if not line.hidden and not line.linked)
    return any(words in whole and 2 * len(words) > len(whole) for words in shown if words)


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for white space and the width of letters."""
    return bool(one) and bare(one) == bare(other)


def bare(text: str) -> str:
    """The text folded, without white space."""
    return "".join(fold(text).split())


def _headings(lines: Lines, start: int, end: int, rank: str = "h1") -> list[str]:
    """The headings of a rank, from shortly before the document to its first lines; lines of one joined."""
    found: list[str] = []
    owner = -1
    for line in lines.all[max(0, start - NEAR_LINES) : min(end, start + 3)]:
        if line.hidden or lines.tree.tags[line.owner] != rank or line.linked:
            continue
        if line.owner == owner:
            found[-1] += line.text
        else:
            found.append(line.text)
        owner = line.owner
    return [text for text in found if len(text) <= _LONGEST_TITLE]


def _without_site(title: str, site: str) -> str:
    """The page's title without the name of the site and of its column behind a stroke."""
    if site and fold(title).endswith(fold(site)) and len(title) > len(site):
        title = title[: -len(site)].rstrip(" _-|—–")
    folded = fold(title)
    for match in _SUFFIX.finditer(folded):
        if match.start() >= 6 and not folded[match.end() : match.end() + 1].isdigit():
            return title[: match.start()].strip()
    return title.strip()
