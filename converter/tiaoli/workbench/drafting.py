"""Drafts of rule packs: what samples have in common, written as YAML that its author can read and go on from."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tiaoli.rulebook.loading import load_layers
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import Library
from tiaoli.source import Source
from tiaoli.workbench.document_words import Telling, see_words
from tiaoli.workbench.draft_parts import (
    Survey,
    applies_part,
    fields_part,
    headings_part,
    is_special_case,
    override_part,
    part_heads_part,
    roles_part,
)  # fmt: skip
from tiaoli.workbench.draft_tests import sample_tests
from tiaoli.workbench.drafting_words import Say, saying
from tiaoli.workbench.field_survey import see_labels
from tiaoli.workbench.heading_survey import see_markers, see_part_heads
from tiaoli.workbench.role_survey import see_roles
from tiaoli.workbench.sample_fields import see_gaps
from tiaoli.workbench.samples import Named, Sample, Unread, choose_parent, pack_before, read_pages, under
from tiaoli.workbench.yaml_lines import Entry, comment_line, write_yaml

Lost = tuple[str, str]
"""A sample that the draft does not win, and the pack that it gets instead."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the author asks for; what is None is chosen by the samples."""

    id: str
    title: str | None = None
    extends: str | None = None
    language: str = "en"
    file: str = ""
    """The name of the draft's file, for its comments."""
    schema: str | None = None
    """The JSON Schema that editors check the file by, relative to it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a pack (empty where no sample could be read), the samples not read, and those it does not win."""

    text: str
    unread: tuple[Unread, ...] = ()
    lost: tuple[Lost, ...] = ()


def draft_pack(sources: Iterable[Source | Unread], library: Library, request: Request) -> Draft:
    """A draft from what the samples have in common; raises UsageError where the pack to extend is not there.

    Where another pack would still be chosen for a sample, the draft is built on that one instead if this helps: of
    two packs that fit equally well, the one that extends the other goes first.
    """
    pages, unread = read_pages(sources, library, request.language)
    if not pages:
        return Draft("", tuple(unread))
    # A draft made anew is no special case of the one it takes the place of.
    library = replace(library, packs=tuple(pack for pack in library.packs if pack.id != request.id))
    draft = _drafted(pages, library, request)
    if draft.lost and not request.extends:
        stronger = Counter(pack for _, pack in draft.lost).most_common(1)[0][0]
        second = _drafted(pages, library, replace(request, extends=stronger))
        draft = min(draft, second, key=lambda each: len(each.lost))
    return replace(draft, unread=tuple(unread))


def _drafted(pages: Sequence[Named], library: Library, request: Request) -> Draft:
    before = [pack_before(library, page) for _, page in pages]
    parent = choose_parent(library, before, request.extends)
    samples = [under(parent, *named, pack) for named, pack in zip(pages, before, strict=True)]
    survey = _survey(samples, parent, library)
    say = saying(request.language)
    entries = _entries(survey, parent, request)
    extended = library_with(write_yaml(entries), library, request.id)
    lost = tuple(_lost(samples, extended, request.id))
    tests = sample_tests(samples, extended.pack(request.id), extended, say)
    return Draft(_top(samples, lost, request) + write_yaml([*entries, tests]), lost=lost)


def _survey(samples: Sequence[Sample], parent: Pack, library: Library) -> Survey:
    telling = see_words(samples, library, is_special=is_special_case(parent))
    part_heads = see_part_heads(samples, parent)
    roles, loose = see_roles(samples, parent, library, part_heads)
    return Survey(
        total=len(samples),
        telling=telling,
        markers=see_markers(samples, parent),
        part_heads=part_heads,
        gaps=see_gaps(samples, parent, _title_words(telling)),
        labels=see_labels(samples, parent),
        untitled=sum("title" not in sample.values for sample in samples),
        found=tuple(name for name in parent.fields if any(name in sample.values for sample in samples)),
        roles=roles,
        loose=loose,
    )


def _title_words(telling: Telling) -> tuple[str, ...]:
    return tuple(word for condition in telling.must if condition.where == "title" for word in condition.words)


def _entries(survey: Survey, parent: Pack, request: Request) -> list[Entry]:
    """The draft but for its tests."""
    say = saying(request.language)
    words = [words.words for words in survey.telling.must if words.where == "title" and len(words.words) == 1]
    title = request.title or "…".join(word for (word,) in words) or say("title")
    return [
        *header(request, title, parent, say),
        *applies_part(survey, parent, say),
        headings_part(survey, say),
        *part_heads_part(survey, say),
        *fields_part(survey, parent, say),
        roles_part(survey, say),
        *override_part(survey, parent, say),
    ]


def header(request: Request, title: str, parent: Pack, say: Say) -> list[Entry]:
    """What a pack says of itself."""
    inherits = say("special-case") if not parent.abstract else say("inherits", id=parent.id)
    own_type = [Entry("document_type", "other")] if parent.document_type == "other" else []
    return [
        Entry("rules", 1),
        Entry("id", request.id, comment=say("id")),
        Entry("version", "0.1.0"),
        Entry("title", title),
        Entry("status", "draft", comment=say("status")),
        *([Entry("extends", [parent.id], comment=inherits)] if parent.id else []),
        *own_type,
    ]


def top_lines(request: Request, remarks: Iterable[str]) -> str:
    """The comments at the top of a draft, the first of which tells editors its schema."""
    schema = [f"yaml-language-server: $schema={request.schema}"] if request.schema else []
    return "".join(f"{comment_line(text)}\n" for text in (*schema, *remarks))


def _top(samples: Sequence[Sample], lost: Sequence[Lost], request: Request) -> str:
    say = saying(request.language)
    counts = Counter(sample.before.id for sample in samples if sample.before)
    before = ", ".join(f"{name} ({count})" for name, count in counts.most_common()) or "-"
    remarks = [
        say("from-samples", count=len(samples)),
        say("samples", names=", ".join(sample.name for sample in samples)),
        say("before", packs=before),
        *(say("lost", name=name, pack=pack) for name, pack in lost),
        *([say("one-sample")] if len(samples) == 1 else []),
        say("next"),
        say("commands", file=request.file or "FILE"),
    ]
    return top_lines(request, remarks)


def _lost(samples: Sequence[Sample], library: Library, own: str) -> Iterable[Lost]:
    for sample in samples:
        best = pack_before(library, sample.page)
        if best is None or best.id != own:
            yield sample.name, best.id if best else "-"


def library_with(text: str, library: Library, pack_id: str) -> Library:
    """The library with the pack of a text in it; raises RuleError where the text has faults."""
    others = [Path(pack.path) for pack in library.packs if pack.id != pack_id]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.yaml"
        file.write_text(text, "utf-8")
        loaded = load_layers([("installed", others), ("folder", [file])])
    return Library(loaded.packs, library.sites)
