"""What each section is for, by the words of its heading, then of its first sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tiaoli.chinese.dates import find_years
from tiaoli.page import Page, Span
from tiaoli.rulebook.models import Pack, RoleRule
from tiaoli.structure import Paragraph, Section

OPENING = 400
"""How far into a section its first sentences reach."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a section, None where nothing gives it one, and what it comes from: `structure`, `part` (it stands
    under a part that looks back), `last_year` and `this_year` (its heading names that year), `heading` and `opening`
    (words of the role stand there), `above` (it stands under a part), `follows`, or `nothing`."""

    role: str | None
    by: str


def assign_roles(sections: tuple[Section, ...], page: Page, pack: Pack, year: int | None) -> tuple[Section, ...]:
    """The sections with their roles; what stands below a section has its role."""
    return tuple(section for section, _ in decide_roles(sections, page, pack, year))


def decide_roles(
    sections: tuple[Section, ...], page: Page, pack: Pack, year: int | None
) -> Iterator[tuple[Section, Decision]]:
    """Each top-level section with its role, and what gave it that.

    A heading without words of a role has one by the year it names, else by what it follows. Numbered heads
    under a part head (2024年工作回顾 or 第一部分, then 一、 二、 …) take the part's role; one that looks
    ahead may hold parts of other roles, one that looks back may not.
    """
    rules = tuple(pack.roles.values())
    part: Section | None = None
    before: str | None = None
    for section in sections:
        given = section.role is not None
        above = None if _is_part(section) else part
        decision = Decision(section.role, "structure") if given else _decide(section, page, rules, year, above, before)
        roled = _with_role(section, decision.role, page, rules)
        part = roled if not given and _is_part(section) else part
        before = roled.role
        yield roled, decision


def _is_part(section: Section) -> bool:
    """Whether numbered heads of the same level may stand under a heading."""
    return not section.marker or section.marker.startswith("第")


def _decide(
    section: Section, page: Page, rules: Sequence[RoleRule], year: int | None, part: Section | None, before: str | None
) -> Decision:
    backward = next((rule.name for rule in rules if rule.period == "last_year"), None)
    ahead = next((rule.name for rule in reversed(rules) if rule.period == "this_year"), None)
    if backward and part and part.role == backward:
        return Decision(backward, "part")
    years = {found for found, _ in find_years(page.folded, *section.heading)} if section.heading and year else set()
    if backward and years and max(years) == (year or 0) - 1:
        return Decision(backward, "last_year")  # 2023年主要工作 in the report of 2024 looks back
    own = _by_words(section, page, rules)
    if own or part:
        return own or Decision(part.role if part else None, "above")
    if ahead and year in years:
        return Decision(ahead, "this_year")
    behind = next((rule.name for rule in rules if before in rule.follows), None)
    return Decision(behind, "follows" if behind else "nothing")


def _by_words(section: Section, page: Page, rules: Sequence[RoleRule]) -> Decision | None:
    """The first role whose words are in the heading; else the first whose words open the text."""
    heading = page.folded[slice(*section.heading)] if section.heading else ""
    for rule in rules:
        if rule.heading.found_in(heading) and not rule.not_heading.found_in(heading):
            return Decision(rule.name, "heading")
    opening = page.folded[slice(*opening_of(section))]
    return next((Decision(rule.name, "opening") for rule in rules if rule.has.found_in(opening)), None)


def opening_of(section: Section) -> Span:
    """Where the first sentences of a section stand, its heading among them."""
    return section.span[0], min(section.span[1], section.span[0] + OPENING)


def _with_role(section: Section, role: str | None, page: Page, rules: Sequence[RoleRule]) -> Section:
    """The section in a role, which all below it has that has none of its own."""
    return replace(
        section,
        role=role,
        paragraphs=tuple(_paragraph(paragraph, role, page, rules) for paragraph in section.paragraphs),
        children=tuple(_with_role(child, child.role or role, page, rules) for child in section.children),
    )


def _paragraph(paragraph: Paragraph, role: str | None, page: Page, rules: Sequence[RoleRule]) -> Paragraph:
    words = page.folded[slice(*paragraph.span)]
    own = next((rule.name for rule in rules if rule.paragraphs and rule.paragraphs.found_in(words)), None)
    return replace(paragraph, role=own) if own and own != role else paragraph
