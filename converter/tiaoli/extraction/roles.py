"""What each section is for, by the words of its heading, then of its first sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tiaoli.chinese.dates import find_years
from tiaoli.page import Page
from tiaoli.rulebook.models import Pack, RoleRule
from tiaoli.structure import Paragraph, Section

OPENING = 400
"""How far into a section its first sentences reach."""


def assign_roles(sections: tuple[Section, ...], page: Page, pack: Pack, year: int | None) -> tuple[Section, ...]:
    """The sections with their roles; what stands below a section has its role.

    A heading without words of a role has one by the year it names, else by what it follows. Numbered heads
    under an unnumbered part head (2024年工作回顾, then 一、 二、 …) take the part's role; one that looks
    ahead may hold parts of other roles, one that looks back may not.
    """
    rules = tuple(pack.roles.values())
    roled: list[Section] = []
    part: Section | None = None
    for section in sections:
        if section.role is None:
            above = part if section.marker else None
            role = _top_role(section, page, rules, year, above, roled[-1].role if roled else None)
            roled.append(_with_role(section, role, page, rules))
            part = roled[-1] if not section.marker else part
        else:
            roled.append(_with_role(section, section.role, page, rules))
    return tuple(roled)


def _top_role(
    section: Section, page: Page, rules: Sequence[RoleRule], year: int | None, part: Section | None, before: str | None
) -> str | None:
    backward = next((rule.name for rule in rules if rule.period == "last_year"), None)
    ahead = next((rule.name for rule in reversed(rules) if rule.period == "this_year"), None)
    if part and part.role == backward:
        return backward
    years = {found for found, _ in find_years(page.folded, *section.heading)} if section.heading and year else set()
    if years and max(years) == (year or 0) - 1:
        return backward  # 2023年主要工作 in the report of 2024 looks back
    own = role_of(section, page, rules)
    if own or part:
        return own or (part.role if part else None)
    return ahead if year in years else next((rule.name for rule in rules if before in rule.follows), None)


def role_of(section: Section, page: Page, rules: Sequence[RoleRule]) -> str | None:
    """The first role whose words are in the heading; else the first whose words open the text."""
    heading = page.folded[slice(*section.heading)] if section.heading else ""
    for rule in rules:
        if rule.heading.found_in(heading) and not rule.not_heading.found_in(heading):
            return rule.name
    opening = page.folded[section.span[0] : min(section.span[1], section.span[0] + OPENING)]
    return next((rule.name for rule in rules if rule.has.found_in(opening)), None)


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
    own = next((rule.name for rule in rules if rule.paragraphs.found_in(words)), None)
    return replace(paragraph, role=own) if own and own != role else paragraph
