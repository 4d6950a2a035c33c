"""What should be there and is not: lost headings, sections only announced, an end cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tiaoli.breaks import ends_sentence
from tiaoli.chinese.numerals import to_chinese
from tiaoli.chinese.width import fold
from tiaoli.diagnostic import Diagnostic
from tiaoli.page import Page
from tiaoli.rulebook.patterns import Patterns
from tiaoli.structure.contents import bare_title
from tiaoli.structure.heads import Head
from tiaoli.structure.markers import ordinal
from tiaoli.structure.sections import Paragraph, Section

MOST_LOST = 3
"""A jump over more numbers than these is a misprint or another list, not so many lost headings."""

CLOSING = 200
"""In how many of the last characters a document has to come to its close."""
LEAST_CLOSED = 2000
"""A text of fewer characters may be an excerpt, which nobody closes."""

_COUNTED = re.compile(r"[\d一二三四五六七八九十百千〇零①-⑳Ⅰ-Ⅻ\s、.]")
"""What differs between the markers of siblings: the numeral, spaces, the point or comma behind it."""

Remarks = tuple[Diagnostic, ...]


def add_inferred(sections: tuple[Section, ...], items: Sequence[Head]) -> tuple[tuple[Section, ...], Remarks]:
    """The sections with one of state `inferred` for each number that a sequence of siblings leaves out.

    A number that stands there as an item of a list is not left out.
    """
    remarks: list[Diagnostic] = []
    return _fill(sections, items, {}, remarks), tuple(remarks)


def _fill(
    siblings: tuple[Section, ...], items: Sequence[Head], run: dict[int, int], remarks: list[Diagnostic]
) -> tuple[Section, ...]:
    """`run` holds the last number of each level over the whole document, for 1. 2. 3. that run on."""
    filled: list[Section] = []
    last: Section | None = None
    for section in siblings:
        before = last.number if last else None
        runs_on = section.number == run.get(section.level, 0) + 1
        if section.number is not None and section.role != "annex":
            if last and before is not None and section.level == last.level and not runs_on:
                filled[-1:] = _bridge(filled[-1], section, items, remarks)
            elif last is None and section.number > 1 and not runs_on and section.level == 1 and not run:
                remarks.append(Diagnostic("outline.starts-late", section.heading, {"marker": section.marker}))
            run[section.level] = section.number
            last = section
        elif section.number is None and section.level > 0:
            last = None
        children = _fill(section.children, items, run, remarks) if section.children else ()
        filled.append(section.with_children(children) if children else section)
    return tuple(filled)


def _bridge(last: Section, following: Section, items: Sequence[Head], remarks: list[Diagnostic]) -> list[Section]:
    """The last section, and those inferred between it and the next."""
    if last.number is None or following.number is None or not _are_alike(last, following):
        return [last]
    listed = {
        item.number for item in items if item.level == last.level and last.span[0] < item.start < following.span[0]
    }
    lost = [number for number in range(last.number + 1, following.number) if number not in listed]
    if following.number == last.number:
        remarks.append(Diagnostic("outline.repeated-number", following.heading, {"marker": following.marker}))
    if not 1 <= len(lost) <= MOST_LOST:
        return [last]
    remarks.append(
        Diagnostic(
            "outline.missing-number",
            following.heading,
            {
                "before": last.marker,
                "after": following.marker,
                "missing": "、".join(_marker_like(last, number) for number in lost),
            },
        )
    )
    last, taken = _hand_over(last) if len(lost) == 1 else (last, ())
    start = taken[0].span[0] if taken else following.span[0]
    inferred = [
        Section(last.level, (start, following.span[0]), _marker_like(last, number), number, "", None, "inferred")
        for number in lost
    ]
    inferred[0] = replace(inferred[0], paragraphs=taken)
    inferred[1:] = [replace(section, span=(following.span[0],) * 2) for section in inferred[1:]]
    return [last, *inferred]


def _are_alike(one: Section, other: Section) -> bool:
    """Whether two markers are of one kind: (二) and 第五条 count apart, on whatever level they stand."""
    return _COUNTED.sub("", fold(one.marker)) == _COUNTED.sub("", fold(other.marker))


def _hand_over(section: Section) -> tuple[Section, tuple[Paragraph, ...]]:
    """The section without the paragraphs of the lost one behind it: those from where 一是 begins again."""
    if section.children:
        return section, ()
    ordinals = [ordinal(paragraph.marker) for paragraph in section.paragraphs]
    starts = [at for at, number in enumerate(ordinals) if number == 1]
    if len(starts) < 2:
        return section, ()
    at = starts[-1]
    taken = section.paragraphs[at:]
    start = taken[0].span[0]
    return replace(section, paragraphs=section.paragraphs[:at], span=(section.span[0], start)), taken


def _marker_like(section: Section, number: int) -> str:
    """The marker of a sibling with another number, in the sibling's own writing."""
    assert section.number is not None  # only numbered sections are bridged
    digits = str(section.number)
    if digits in section.marker:
        return section.marker.replace(digits, str(number))
    return section.marker.replace(to_chinese(section.number), to_chinese(number))


def mark_truncation(
    sections: tuple[Section, ...], page: Page, closings: Patterns
) -> tuple[tuple[Section, ...], Remarks]:
    """The sections with state `truncated` along the branch in which the text breaks off: in mid-sentence, or before it
    comes to what documents of its kind close with."""
    leaf = sections[-1] if sections else None
    while leaf and leaf.children:
        leaf = leaf.children[-1]
    if leaf is None or not leaf.paragraphs or leaf.role == "annex":
        return sections, ()
    last = leaf.paragraphs[-1]
    words = page.folded[slice(*last.span)]
    is_whole = ends_sentence(words) or len(words) < 30 or words[-1] in ")]:;" or "。" not in page.folded
    if is_whole and _is_closed(sections, page, closings):
        return sections, ()
    tail = page.text[max(last.span[0], last.span[1] - 20) : last.span[1]]
    remark = Diagnostic("outline.truncated", (last.span[1] - len(tail), last.span[1]), {"last": tail})
    return _cut(sections), (remark,)


def _is_closed(sections: tuple[Section, ...], page: Page, closings: Patterns) -> bool:
    """Whether one of the closings stands near the end; of texts that are no more than excerpts none is asked for."""
    if not closings:
        return True
    paragraphs = (paragraph for top in sections for section in top.walk() for paragraph in section.paragraphs)
    words = "".join(page.folded[slice(*paragraph.span)] for paragraph in paragraphs)
    return len(words) < LEAST_CLOSED or closings.found_in(words[-CLOSING:])


def _cut(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    last = sections[-1]
    if last.level == 0:
        return (*sections[:-1], last)
    return (*sections[:-1], replace(last, state="truncated", children=_cut(last.children) if last.children else ()))


def add_announced(
    sections: tuple[Section, ...], entries: Sequence[Head], page: Page
) -> tuple[tuple[Section, ...], Remarks]:
    """The sections with one of state `outline` for each entry of the contents that the body never reaches."""
    if not entries:
        return sections, ()
    first = entries[0].start
    remarks = [Diagnostic("outline.toc", (first, entries[-1].span[1]), {"count": len(entries)})]
    tree, _ = _announced_tree(entries, 0, 0)
    missing: list[Head] = []
    merged = _merge(sections, tree, page, missing, _end(sections))
    if missing:
        title = bare_title(missing[0], page.text)
        remarks.append(Diagnostic("outline.announced", missing[0].span, {"count": len(missing), "title": title}))
    return merged, tuple(remarks)


Entry = tuple[Head, list["Entry"]]


def _announced_tree(entries: Sequence[Head], at: int, level: int) -> tuple[list[Entry], int]:
    tree: list[Entry] = []
    while at < len(entries) and entries[at].level > level:
        head = entries[at]
        children, at = _announced_tree(entries, at + 1, head.level)
        tree.append((head, children))
    return tree, at


def _merge(
    sections: tuple[Section, ...], entries: list[Entry], page: Page, missing: list[Head], end: int
) -> tuple[Section, ...]:
    merged = list(sections)
    for head, children in entries:
        at = next((i for i, s in enumerate(merged) if s.level == head.level and s.number == head.number), None)
        if at is None:
            missing.append(head)
            section = Section(
                head.level,
                (end, end),
                page.text[slice(*head.marker)] if head.marker else "",
                head.number,
                bare_title(head, page.text),
                head.span,
                "outline",
            )
            merged.append(section.with_children(_merge((), children, page, missing, end)))
        else:
            section = merged[at]
            merged[at] = section.with_children(_merge(section.children, children, page, missing, section.span[1]))
    return tuple(merged)


def _end(sections: tuple[Section, ...]) -> int:
    return sections[-1].span[1] if sections else 0
