"""What each section is for, by the words of its heading, then of its first sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tiaoli.chinese.dates import find_years
from tiaoli.extraction.frames import OLD_PLANS, PLAN_ENDS, YEAR
from tiaoli.extraction.numbering import is_part
from tiaoli.page import Page, Span
from tiaoli.rulebook.models import Pack, RoleRule
from tiaoli.structure import Paragraph, Section

_PLAN = re.compile(f"十[一二三四五]五|{OLD_PLANS}")
_WORK = re.compile(f"{YEAR}年(?:度?的|政府|主要|重点)*(?:工作|情况)")
_FIRST = (None, "preamble")
"""What stands before the first section of the body."""
OPENING = 400
"""How far into a section its first sentences reach."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a section, None where nothing gives it one, and what it comes from: `structure`, `part` (it stands
    under a part that looks back), `last_year` and `this_year` (its heading names that year), `over` (its heading or its
    first sentence names a plan or year that was over before), `heading` and `opening` (words of the role stand there),
    `above` (it stands under a part), `follows`, or `nothing`."""

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
    for at, section in enumerate(sections):
        given = section.role is not None
        above = None if is_part(section) else part
        decision = Decision(section.role, "structure") if given else _decide(section, page, rules, year, above, before)
        if decision.by == "nothing" and before in _FIRST and _is_review(section, sections[at + 1 :], page, rules, year):
            decision = Decision(_backward(rules), "over")
        own = decision.by not in ("follows", "nothing")
        roled = _with_role(section, decision.role, page, rules, own=own)
        part = roled if not given and is_part(section) else part
        before = roled.role
        yield roled, decision


def _decide(
    section: Section, page: Page, rules: Sequence[RoleRule], year: int | None, part: Section | None, before: str | None
) -> Decision:
    backward = _backward(rules)
    ahead = next((rule.name for rule in reversed(rules) if rule.period == "this_year"), None)
    if backward and part and part.role == backward:
        return Decision(backward, "part")
    heading = _heading_of(section, page)
    years = {found for found, _ in find_years(heading)} if year else set()
    if backward and year and years and max(years) == year - 1:
        return Decision(backward, "last_year")  # 2023年主要工作 in the report of 2024 looks back
    own = _by_words(section, page, rules)
    role = next((rule for rule in rules if own and rule.name == own.role), None)
    over = year is not None and _is_over(heading, years, year)
    if any(rule.name == before and rule.period == "this_year" for rule in rules):
        own = None if over and role and role.period == "years_ahead" else own  # 巩固“十三五”成果, a task
    elif backward and year and (role is None or role.period):  # problems are problems
        opened = before in _FIRST and own is not None and own.by == "opening"
        if over or (opened and _year_told(section, page) == year - 1):
            return Decision(backward, "over")
    if own or part:
        return own or Decision(part.role if part else None, "above")
    if ahead and year in years:
        return Decision(ahead, "this_year")
    behind = next((rule.name for rule in rules if before in rule.follows), None)
    return Decision(behind, "follows" if behind else "nothing")


def _is_over(heading: str, years: set[int], year: int) -> bool:
    """Whether a heading is of a plan, or of the work of a year, that was over before the document's year began:
    “十二五”圆满收官, 1998年的主要工作."""
    ends = {PLAN_ENDS[found] for found in _PLAN.findall(heading)}
    if not ends and not _WORK.search(heading):
        return False
    return max(ends | years, default=year) < year


def _is_review(
    section: Section, others: Sequence[Section], page: Page, rules: Sequence[RoleRule], year: int | None
) -> bool:
    """Whether a first section without words of a role looks back: it names the year before first, and one that looks
    ahead comes behind it."""
    if year is None or _backward(rules) is None or _year_told(section, page) != year - 1:
        return False
    ahead = {rule.name for rule in rules if rule.period in ("this_year", "years_ahead")}
    return any(said.role in ahead for other in others if (said := _by_words(other, page, rules)))


def _year_told(section: Section, page: Page) -> int | None:
    """The year that a section names first."""
    return next((found for found, _ in find_years(page.folded, *opening_of(section))), None)


def _backward(rules: Sequence[RoleRule]) -> str | None:
    return next((rule.name for rule in rules if rule.period == "last_year"), None)


def _by_words(section: Section, page: Page, rules: Sequence[RoleRule]) -> Decision | None:
    """The first role whose words are in the heading; else the first whose words open the text."""
    heading = _heading_of(section, page)
    for rule in rules:
        if _is_headed(rule, heading):
            return Decision(rule.name, "heading")
    opening = page.folded[slice(*opening_of(section))]
    return next((Decision(rule.name, "opening") for rule in rules if rule.has.found_in(opening)), None)


def _heading_of(section: Section, page: Page) -> str:
    return page.folded[slice(*section.heading)] if section.heading else ""


def _is_headed(rule: RoleRule, heading: str) -> bool:
    """Whether a heading has words of a role, and none that keep it off."""
    return rule.heading.found_in(heading) and not rule.not_heading.found_in(heading)


def opening_of(section: Section) -> Span:
    """Where the first sentences of a section stand, its heading among them."""
    return section.span[0], min(section.span[1], section.span[0] + OPENING)


def _with_role(
    section: Section, role: str | None, page: Page, rules: Sequence[RoleRule], *, own: bool = True
) -> Section:
    """The section in a role, which all below it has that has none of its own; `own` says that its heading gives it
    that, not where it stands."""
    children = []
    for child in section.children:
        said = None if child.role else _said_below(child, section, role, page, rules, own=own)
        given = child.role or (said if said else role)
        children.append(_with_role(child, given, page, rules, own=own or said is not None))
    paragraphs = tuple(_with_roles(section.paragraphs, role, page, rules))
    return replace(section, role=role, paragraphs=paragraphs, children=tuple(children))


def _said_below(
    child: Section, over: Section, role: str | None, page: Page, rules: Sequence[RoleRule], *, own: bool
) -> str | None:
    """The role that a section's heading gives it, where it stands below one without a role, below one whose heading
    names that role too (2023年预算执行情况和2024年预算草案), or looks back below one that has its role by what it
    follows; None where it has the role of that above."""
    heading = _heading_of(child, page)
    rule = next((rule for rule in rules if rule.period and _is_headed(rule, heading)), None)
    if rule is None or rule.name == role:
        return None
    above = _heading_of(over, page)
    # Years ahead are told by words of their own; 主要目标 below “十四五”主要目标 is not this year's.
    named = rule.heading.found_in(above) if rule.period == "years_ahead" else _is_headed(rule, above)
    looks_back = not own and rule.period == "last_year"
    return rule.name if role is None or named or looks_back else None


def _with_roles(
    paragraphs: Sequence[Paragraph], role: str | None, page: Page, rules: Sequence[RoleRule]
) -> Iterator[Paragraph]:
    """Paragraphs with the roles of their own words; the items of a list have that of what leads to it (主要目标是:)."""
    led: str | None = None
    for paragraph in paragraphs:
        roled = _paragraph(paragraph, role, page, rules)
        if roled.role is None and led and paragraph.marker:
            yield replace(roled, role=led)
            continue
        led = roled.role if page.folded.endswith(":", *paragraph.span) else None
        yield roled


def _paragraph(paragraph: Paragraph, role: str | None, page: Page, rules: Sequence[RoleRule]) -> Paragraph:
    words = page.folded[slice(*paragraph.span)]
    own = next((rule.name for rule in rules if rule.paragraphs and rule.paragraphs.found_in(words)), None)
    return replace(paragraph, role=own) if own and own != role else paragraph
