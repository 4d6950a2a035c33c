"""One document with all that its conversion knew: page, outline, pack, what was extracted, and the rules at hand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tiaoli.extraction.claims import claims_of
from tiaoli.extraction.extracted import Extracted, extract, without_front
from tiaoli.extraction.ledger import Claim
from tiaoli.extraction.numbering import number_sections
from tiaoli.extraction.roles import Decision, decide_roles
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import Views
from tiaoli.page import Page, Span
from tiaoli.pipeline import Options, choose_pack, parse
from tiaoli.rulebook.models import FieldRule, Pack, Site
from tiaoli.rulebook.packs import Library
from tiaoli.structure import Outline
from tiaoli.workbench.reasons import RulePlace


class _Placed(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def origin(self) -> str: ...


@dataclass(frozen=True)
class Trace:
    """A page under a pack, and where each of its rules comes from."""

    page: Page
    outline: Outline
    extracted: Extracted
    rules: Library
    site: Site

    @property
    def pack(self) -> Pack:
        """The pack that was applied."""
        return self.extracted.pack

    @cached_property
    def views(self) -> Views:
        """The parts of the page that field rules look at."""
        return Views(self.page, self.outline)

    @cached_property
    def values(self) -> dict[str, Value]:
        """Every value by the name of its rule, the region among them."""
        region = self.extracted.region
        rule = next((rule for rule in self.pack.fields.values() if rule.type == "region"), None)
        return {**self.extracted.values, **({rule.name: region.value} if region and rule else {})}

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """What gave each top-level section its role, by the section's id."""
        year = self.extracted.values.get("year")
        sections, _ = without_front(self.outline, self.extracted.values, self.page)
        decided = decide_roles(sections, self.page, self.pack, year.value if year else None)
        return {
            number: found
            for (number, _), (_, found) in zip(number_sections(self.extracted.sections), decided, strict=True)
        }

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The ledger."""
        return claims_of(self.extracted)

    def known_before(self, rule: FieldRule) -> dict[str, Value]:
        """The values that a rule could refer to: those of the rules before it, for a region those of all."""
        names = list(self.pack.fields)
        before = set(names if rule.type == "region" else names[: names.index(rule.name)])
        return {name: value for name, value in self.extracted.values.items() if name in before}

    def place_of(self, rule: _Placed, name: str) -> RulePlace:
        """Where a rule stands: in the file of the pack or site that it comes from, which may be a parent."""
        return self.place(rule.origin, rule.line, name)

    def place(self, owner: str, line: int, name: str) -> RulePlace:
        """The place of a line in the file of a pack or site, by its id."""
        files = {site.id: site.path for site in self.rules.sites}
        files |= {pack.id: pack.path for pack in self.rules.packs}
        return RulePlace(f"{owner}#{name}", _short(files.get(owner, owner)), line)

    def line_around(self, span: Span) -> Span:
        """The line that a stretch stands in, or the lines."""
        folded = self.page.folded
        end = folded.find("\n", span[1])
        return folded.rfind("\n", 0, span[0]) + 1, end if end >= 0 else len(folded)


def _short(path: str) -> str:
    """A path from the working folder on, where it lies in that."""
    folder = f"{Path.cwd()}{os.sep}"
    return path.removeprefix(folder)


def trace(page: Page, site: Site, library: Library, options: Options) -> Trace:
    """The trace of a page; raises StepError where no pack or parser is for it."""
    pack, page = choose_pack(library, page, options.pack)
    outline = parse(page, pack, options.parser, {})
    return Trace(page, outline, extract(page, pack, outline), library, site)
