"""Finds where the document stands on a page: by content comments, by known containers, else by its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import accumulate

from tiaoli.plugin import Site
from tiaoli_html.elements import WRAPPERS
from tiaoli_html.lines import Line, Lines
from tiaoli_html.tree import Tree

PROSE_LENGTH = 12
LEAST_PROSE = 60
"""Characters of prose below which a page has no prose."""

ANCHOR_LINES = 12
ANCHOR_FAVOUR = 3
"""A place counts three times where the page's title stands at most twelve lines above its first line."""

ARTICLE_FAVOUR = 2
"""A place counts twice inside an element that says of itself that it is an article."""

FEW_PROSE = 200
"""Prose away from the title counts as the document only where there is as much of it as this."""

LEAST_WORDS = 16
"""A line under the title with as many characters opens a document, however short that is."""

WIDER = 1.5
OWN_SHARE = 0.8
"""An element around the densest one is taken where it has half as much prose again, most of it near its top."""

_STOPS = re.compile(r"[。,;:、?!，；：？！]")


@dataclass(frozen=True, slots=True)
class Content:
    """The range of lines that hold the document, the element if it is one, and what showed it."""

    first: int
    last: int
    element: int
    found_by: str  # comment | container | prose | title | outline | page
    is_cut: bool = False

    def ending_at(self, end: int) -> Content:
        """The content without the further article that begins at a line."""
        return replace(self, last=min(self.last, end), is_cut=True) if end > self.first else self


class Selectors:
    """Selectors of one step, `#zoom`, `.TRS_Editor`, `article`, in any case of letters."""

    def __init__(self, selectors: Sequence[str]) -> None:
        wanted = [selector.casefold() for selector in selectors]
        self._ids = frozenset(one[1:] for one in wanted if one.startswith("#"))
        self._classes = frozenset(one[1:] for one in wanted if one.startswith("."))
        self._tags = frozenset(one for one in wanted if one[:1] not in ("#", "."))

    def found_in(self, tree: Tree) -> Iterator[int]:
        """The elements that one of the selectors fits."""
        for tag in self._tags:
            yield from tree.all_of(tag)
        for classes, places in tree.by_value("class").items():
            if not self._classes.isdisjoint(classes.casefold().split()):
                yield from places
        for identity, places in tree.by_value("id").items():
            if identity.strip().casefold() in self._ids:
                yield from places


class Measure:
    """Sums of text, link text and prose over any range of lines, each in constant time."""

    def __init__(self, lines: Sequence[Line]) -> None:
        shown = [0 if line.hidden else len(line.text) for line in lines]
        linked = [0 if line.hidden else line.linked for line in lines]
        self._text = [0, *accumulate(shown)]
        self._linked = [0, *accumulate(linked)]
        self._weights = [prose(line) for line in lines]
        self._prose = [0, *accumulate(self._weights)]
        self._named = [False] * len(lines)

    def without(self, lines: Sequence[Line], reasons: Sequence[str | None], end: int | None = None) -> Measure:
        """The same measure, where elements that are clutter by name hold no prose, nor lines from `end` on."""
        other = copy(self)
        other._named = [reasons[line.owner] is not None for line in lines[:end]]
        other._named += [True] * (len(lines) - len(other._named))
        weights = [0 if named else weight for named, weight in zip(other._named, self._weights, strict=True)]
        other._prose = [0, *accumulate(weights)]
        return other

    def text(self, first: int, last: int) -> int:
        """Visible characters."""
        return self._text[last] - self._text[first]

    def linked(self, first: int, last: int) -> int:
        """Visible characters in links."""
        return self._linked[last] - self._linked[first]

    def prose(self, first: int, last: int) -> int:
        """Characters of prose outside elements that are clutter by name."""
        return self._prose[last] - self._prose[first]

    def words(self, at: int) -> int:
        """Visible characters of a line outside links and elements that are clutter by name."""
        return 0 if self._named[at] else self.text(at, at + 1) - self.linked(at, at + 1)


def prose(line: Line) -> int:
    """How many characters of a line are sentences: 0 for a short line, a link, or one without stops."""
    bare = len(line.text) - line.linked
    if line.hidden or bare < PROSE_LENGTH or line.linked > bare:
        return 0
    return bare if _STOPS.search(line.text) else bare // 4


def find_content(lines: Lines, site: Site, measure: Measure, anchor: int | None) -> Content | None:
    """The document's place on the page, with the title's line to tell it from others; None without prose."""
    return (
        _by_comments(lines, site.content_comments, measure)
        or _by_containers(lines, site.containers, measure, anchor)
        or _by_prose(lines, measure, anchor)
        or _by_title(lines, measure, anchor)
        or _whole(lines, measure)
    )


def _favour(first: int, last: int, anchor: int | None) -> int:
    """How much more a range counts that begins near the title's line or holds it."""
    return ANCHOR_FAVOUR if anchor is not None and first - ANCHOR_LINES <= anchor < last else 1


def _by_comments(lines: Lines, pairs: Sequence[tuple[str, str]], measure: Measure) -> Content | None:
    best: tuple[int, int, int] | None = None
    for begin, end in pairs:
        opened: int | None = None
        for number, text in lines.tree.comments:
            if text == begin:
                opened = number
            elif text == end and opened is not None:
                first, last = lines.between(opened, number - 1)
                size = measure.text(first, last)
                if size and (best is None or size > best[0]):
                    best = (size, first, last)
                opened = None
    if best is None or not _is_enough(lines, measure, best[1], best[2]):
        return None
    return Content(best[1], best[2], common_element(lines, best[1], best[2]), "comment")


def _is_enough(lines: Lines, measure: Measure, first: int, last: int) -> bool:
    """Whether a marked range can be the document: an empty template's container is not."""
    return measure.prose(first, last) * 5 >= measure.prose(0, len(lines.all)) and measure.text(first, last) > 0


def common_element(lines: Lines, first: int, last: int) -> int:
    """The smallest element that holds a range of lines."""
    at = lines.all[first].owner
    while at > 0 and lines.of(at)[1] < last:
        at = lines.tree.parents[at]
    return max(at, 0)


def _by_containers(lines: Lines, containers: Sequence[str], measure: Measure, anchor: int | None) -> Content | None:
    selected = Selectors(containers)
    best: tuple[int, int, int, int] | None = None
    for at in sorted(set(selected.found_in(lines.tree))):
        first, last = lines.of(at)
        size = (measure.text(first, last) - measure.linked(first, last)) * _favour(first, last, anchor)
        if best is None or size > best[0]:
            best = (size, first, last, at)
    if best is None or best[0] <= 0:
        return None
    if _favour(best[1], best[2], anchor) == 1 and not _is_enough(lines, measure, best[1], best[2]):
        return None
    return Content(best[1], best[2], best[3], "container")


def _by_prose(lines: Lines, measure: Measure, anchor: int | None) -> Content | None:
    """The smallest element with most of the prose around the place where prose is densest."""
    if measure.prose(0, len(lines.all)) < LEAST_PROSE:
        return None
    at = _densest(lines, measure, anchor)
    if at < 0:
        return None
    first, last = lines.of(at)
    if anchor is not None and _favour(first, last, anchor) == 1 and measure.prose(first, last) < FEW_PROSE:
        return _by_title(lines, measure, anchor)
    return Content(first, last, at, "prose")


def _by_title(lines: Lines, measure: Measure, anchor: int | None) -> Content | None:
    """The smallest element around the title with a line of words under it: a document of a line or two."""
    at = lines.all[anchor].owner if anchor is not None else -1
    while anchor is not None and at >= 0:
        first, last = lines.of(at)
        if any(measure.words(one) >= LEAST_WORDS for one in range(anchor + 1, last)):
            return (
                Content(first, last, at, "title")
                if measure.linked(first, last) * 2 < measure.text(first, last)
                else None
            )
        at = lines.tree.parents[at]
    return None


def _densest(lines: Lines, measure: Measure, anchor: int | None) -> int:
    """The element that most prose stands in directly or one step below."""
    tree = lines.tree
    scores: dict[int, float] = {}
    reach = (1.0, 0.5, 0.25)
    weights = [measure.prose(at, at + 1) for at in range(len(lines.all))]
    articles = _articles(tree)
    for line, weight in zip(lines.all, weights, strict=True):
        at = _wrapper(tree, line.owner) if weight else -1
        for share in reach:
            if at < 0:
                break
            scores[at] = scores.get(at, 0.0) + weight * share
            at = _wrapper(tree, tree.parents[at])
    if not scores:
        return -1

    def score(at: int) -> float:
        first, last = lines.of(at)
        text = measure.text(first, last)
        if not text:
            return 0.0
        favour = _favour(first, last, anchor) * (ARTICLE_FAVOUR if articles[at] else 1)
        return scores[at] * favour * (1 - measure.linked(first, last) / text)

    return _widened(lines, measure, max(scores, key=lambda at: (score(at), -at)), scores)


def _articles(tree: Tree) -> bytearray:
    """For each element 1 where it stands in an article, by HTML's, ARIA's or schema.org's name for one, or is one."""
    inside = bytearray(len(tree.tags))
    roles, properties = tree.by_value("role"), tree.by_value("itemprop")
    for at in (*tree.all_of("article"), *roles.get("article", ()), *properties.get("articleBody", ())):
        if not inside[at]:
            inside[at : tree.ends[at]] = b"\1" * (tree.ends[at] - at)
    return inside


def _whole(lines: Lines, measure: Measure) -> Content | None:
    """A page of few words is all document, unless it is a list of links."""
    last = len(lines.all)
    text = measure.text(0, last)
    return Content(0, last, 0, "page") if text and measure.linked(0, last) * 2 < text else None


def _wrapper(tree: Tree, at: int) -> int:
    """The innermost element, this one or around it, that may hold a whole document; -1 outside all."""
    while at >= 0 and tree.tags[at] not in WRAPPERS:
        at = tree.parents[at]
    return at


def _widened(lines: Lines, measure: Measure, at: int, scores: Mapping[int, float]) -> int:
    """The element, or one around it with much more prose of its own and few links."""
    tree = lines.tree
    best, inner, most = at, measure.prose(*lines.of(at)), scores[at]
    while tree.parents[at] >= 0:
        at = tree.parents[at]
        first, last = lines.of(at)
        text, linked, found = measure.text(first, last), measure.linked(first, last), measure.prose(first, last)
        if found > inner * WIDER and scores.get(at, 0.0) > most * OWN_SHARE and linked * 4 < text and found * 2 > text:
            best, inner = at, found
    return best
