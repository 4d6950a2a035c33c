"""What each section is for, by the words of its heading, then of its first sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tiaoli.page import Page
from tiaoli.rulebook.models import Pack, RoleRule
from tiaoli.structure import Paragraph, Section

OPENING = 400
"""How far into a section its first sentences reach."""


def assign_roles(sections: tuple[Section, ...], page: Page, pack: Pack) -> tuple[Section, ...]:
    """The sections with their roles; what stands below a section has its role.

    Numbered heads under an unnumbered part head (2024年工作回顾, then 一、 二、 …) take the part's role
    where they have none of their own.
    """
    rules = tuple(rule for rule in pack.roles.values() if rule.scope == "section")
    inner = tuple(rule for rule in pack.roles.values() if rule.scope == "paragraph")
    roled: list[Section] = []
    part: str | None = None
    for section in sections:
        if section.role is None:
            own = role_of(section, page, rules)
            part = own if own and (not section.marker or part is None) else part if _under_part(roled) else None
            section = replace(section, role=own or part)
        roled.append(_inherit(section, section.role, page, inner))
    return tuple(roled)


def _under_part(before: list[Section]) -> bool:
    """Whether an unnumbered head of the first level stands before, with only numbered ones since."""
    return any(section.level == 1 and not section.marker for section in before)


def role_of(section: Section, page: Page, rules: Iterable[RoleRule]) -> str | None:
    """The first role whose words are in the heading; else the first whose words open the text."""
    heading = page.folded[slice(*section.heading)] if section.heading else ""
    for rule in rules:
        if any(p.search(heading) for p in rule.heading) and not any(p.search(heading) for p in rule.not_heading):
            return rule.name
    opening = page.folded[section.span[0] : min(section.span[1], section.span[0] + OPENING)]
    return next((rule.name for rule in rules if any(p.search(opening) for p in rule.has)), None)


def _inherit(section: Section, role: str | None, page: Page, inner: tuple[RoleRule, ...]) -> Section:
    return replace(
        section,
        role=section.role or role,
        paragraphs=tuple(_paragraph(paragraph, section.role or role, page, inner) for paragraph in section.paragraphs),
        children=tuple(_inherit(child, section.role or role, page, inner) for child in section.children),
    )


def _paragraph(paragraph: Paragraph, role: str | None, page: Page, inner: tuple[RoleRule, ...]) -> Paragraph:
    words = page.folded[slice(*paragraph.span)]
    own = next((rule.name for rule in inner if any(pattern.search(words) for pattern in rule.has)), None)
    return replace(paragraph, role=own) if own and own != role else paragraph
