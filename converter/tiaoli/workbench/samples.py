"""Sample documents as the rules at hand see them, before there are rules for their own kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tiaoli import pipeline
from tiaoli.chinese.width import fold
from tiaoli.extraction.fields import find_fields
from tiaoli.extraction.values import Value
from tiaoli.extraction.views import Views, head_of, title_candidate
from tiaoli.page import Page
from tiaoli.rulebook.choice import rank_packs
from tiaoli.rulebook.models import AppliesTo, Pack
from tiaoli.rulebook.packs import Library, no_pack
from tiaoli.source import Source
from tiaoli.structure import Outline
from tiaoli.structure.lines import Line, logical_lines

_SITE_NAME = re.compile(r"\s*[|_]\s*|\s+-\s+|-{2,}")

LONGEST_TITLE = 200
"""What a page calls its title may be longer; this much of it tells."""

NO_PARENT = Pack(id="", version="", title="", document_type="other", status="draft", applies_to=AppliesTo())
"""What a draft is built on where there are no packs at all."""


@dataclass(frozen=True)
class Sample:
    """A document that a draft is to be for: its page, its outline and values under a parent pack, and the pack
    that it gets without the draft."""

    name: str
    page: Page
    outline: Outline
    values: dict[str, Value]
    pack: Pack
    before: Pack | None

    @cached_property
    def title(self) -> str:
        """The folded title without the site's name behind it; empty where the page has none."""
        parts = _SITE_NAME.split(fold(title_candidate(self.page) or "")[:LONGEST_TITLE])
        return max(parts, key=len).strip()

    @property
    def views(self) -> Views:
        """The parts of the page that field rules look at."""
        return Views(self.page, self.outline)

    @cached_property
    def head(self) -> str:
        """What `in: head` looks at."""
        return head_of(self.page)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The logical lines of the page's content."""
        return logical_lines(self.page)[0]


@dataclass(frozen=True, slots=True)
class Unread:
    """A sample that could not be read, and why."""

    name: str
    why: str


Named = tuple[str, Page]
"""The name of a sample and its page."""


def read_pages(sources: Iterable[Source | Unread], library: Library, language: str) -> tuple[list[Named], list[Unread]]:
    """The page of each source with its name, and those that could not be read, with the reason in words."""
    pages: list[Named] = []
    unread = []
    for source in sources:
        if isinstance(source, Unread):
            unread.append(source)
            continue
        try:
            pipeline.check(source)
            pages.append((source.uri, pipeline.read(source, library.site_for(source.address), None, {})))
        except pipeline.StepError as failure:
            unread.append(Unread(source.uri, in_words(failure, language)))
    return pages, unread


def in_words(failure: pipeline.StepError, language: str) -> str:
    """Why a step of the pipeline gave no result."""
    return "; ".join(remark.message(language) for remark in failure.diagnostics)


def pack_before(library: Library, page: Page) -> Pack | None:
    """The pack that the page gets from a library; None where none applies."""
    ranked = rank_packs(library, title_candidate(page), head_of(page), page.folded)
    return ranked[0].pack if ranked else None


def choose_parent(library: Library, before: Sequence[Pack | None], wanted: str | None) -> Pack:
    """The pack to build on: the wanted one; else the one that all samples get; else what the fallback is built on.

    NO_PARENT where the library has none of these. Raises UsageError where the wanted one is not there.
    """
    if wanted:
        found = next((pack for pack in library.packs if pack.id == wanted), None)
        if found is None:
            raise no_pack(wanted, [pack.id for pack in library.packs])
        return found
    first = before[0] if before else None
    if first and not first.fallback and all(pack is first for pack in before):
        return first
    fallback = next((pack for pack in library.packs if pack.fallback), None)
    ancestors = Counter(ancestor for pack in library.packs for ancestor in pack.ancestors)
    # A pack of dictionaries alone is nothing that a document can be read with.
    roots = [pack for pack in library.packs if fallback and pack.id in fallback.ancestors and pack.headings]
    return max(roots, key=lambda pack: ancestors[pack.id], default=NO_PARENT)


def under(pack: Pack, name: str, page: Page, before: Pack | None) -> Sample:
    """The sample as a pack sees it."""
    outline = pipeline.parse(page, pack, None, {})
    return Sample(name, page, outline, find_fields(Views(page, outline), pack).values, pack, before)
