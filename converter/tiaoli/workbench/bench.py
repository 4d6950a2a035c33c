"""A rule file on the bench: the texts of its tests converted under it, and held against what the tests say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaoli.document import Document
from tiaoli.extraction.views import head_of, title_candidate
from tiaoli.page import Page
from tiaoli.pipeline import Options, StepError, check, choose_pack, convert_under, read
from tiaoli.rulebook.choice import rank_packs
from tiaoli.rulebook.models import Pack, RuleTest, Site
from tiaoli.rulebook.packs import Library
from tiaoli.source import Source
from tiaoli.workbench.findings import Finding, Said, find
from tiaoli.workbench.known_names import unknown_name

_MEDIA_TYPES = {"text": "text/plain", "html": "text/html"}


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a test asks for and that is not so, and what there is instead."""

    asked: str  # expect | forbid | applies | not-applies | converts
    said: Said  # the expectation or prohibition; empty for what the test asks as a whole
    finding: Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test went."""

    test: RuleTest
    failures: tuple[Failure, ...]

    @property
    def status(self) -> str:
        """`passed`, `failed`, `gap` where it is known to fail, `closed` where it was and no longer does."""
        if self.test.known_gap:
            return "gap" if self.failures else "closed"
        return "failed" if self.failures else "passed"


@dataclass(frozen=True, slots=True)
class Bench:
    """A rule file in its library, with texts read and converted as its tests ask for."""

    rules: Library
    file: Pack | Site

    def with_file(self, file: Pack | Site) -> Bench:
        """The bench with another form of the file in its place."""
        if isinstance(file, Site):
            return Bench(self.rules, file)
        packs = tuple(file if pack.id == file.id else pack for pack in self.rules.packs)
        return Bench(replace(self.rules, packs=packs), file)

    def document(self, test: RuleTest) -> Document:
        """The text converted: with the pack whatever scores say, or under the site with the pack they choose."""
        return convert_under(_source(test), self._site(), self._choose, Options(topics=_asks_for_topics(test)))

    def chosen(self, test: RuleTest) -> str | None:
        """The id of the pack that scores choose for the text, None where none fits."""
        source = _source(test)
        try:
            check(source)
            page = read(source, self._site(), None, {})
        except StepError:
            return None
        ranked = rank_packs(self.rules, title_candidate(page), head_of(page), page.folded)
        return ranked[0].pack.id if ranked else None

    def _site(self) -> Site:
        if isinstance(self.file, Site):
            return self.rules.over_general(self.file)
        return self.rules.site_for(None)

    def _choose(self, page: Page) -> tuple[Pack, Page]:
        return (self.file, page) if isinstance(self.file, Pack) else choose_pack(self.rules, page, None)


def run_tests(bench: Bench) -> tuple[Outcome, ...]:
    """The outcome of each test of the bench's file, in the order of the file."""
    return tuple(Outcome(test, _failures(test, bench)) for test in bench.file.tests)


def is_broken(test: RuleTest, bench: Bench) -> bool:
    """Whether the document breaks something that the test expects or forbids."""
    return next(_broken(test, bench.document(test)), None) is not None


def applies_as_asked(test: RuleTest, bench: Bench) -> bool:
    """Whether the pack is chosen for the text, or is not, as the test asks; a site, which is never chosen, is not."""
    if test.applies is None:
        return True
    return isinstance(bench.file, Pack) and test.applies == (bench.chosen(test) == bench.file.id)


def _failures(test: RuleTest, bench: Bench) -> tuple[Failure, ...]:
    failures = []
    if not applies_as_asked(test, bench):
        asked = "not-applies" if test.applies is False else "applies"
        failures.append(Failure(asked, {}, _choice(test, bench)))
    if test.expect or test.forbid:
        document = bench.document(test)
        meaningless = list(_meaningless(test, document, bench.rules))
        said = [failure.said for failure in meaningless]
        failures += [*meaningless, *(failure for failure in _broken(test, document) if failure.said not in said)]
    return tuple(failures)


def _choice(test: RuleTest, bench: Bench) -> Finding:
    """Which pack scores choose, where another one should be."""
    if isinstance(bench.file, Site):
        return Finding(False, "is-site", {})
    chosen = bench.chosen(test)
    return Finding(False, "chosen" if chosen else "chosen-none", {"pack": chosen})


def _meaningless(test: RuleTest, document: Document, library: Library) -> Iterator[Failure]:
    """What the test says that can hold in no text, since the pack does not know it."""
    pack = next((pack for pack in library.packs if pack.id == document.produced_by.pack), None)
    if pack is None:
        return
    for asked, every in (("expect", test.expect), ("forbid", test.forbid)):
        for said in every:
            if finding := unknown_name(said, pack):
                yield Failure(asked, said, finding)


def _broken(test: RuleTest, document: Document) -> Iterator[Failure]:
    """What the document breaks of what the test expects and forbids."""
    if document.status == "failed":
        codes = ", ".join(remark.code for remark in document.diagnostics)
        yield Failure("converts", {}, Finding(False, "unconverted", {"codes": codes}))
        return
    for said in test.expect:
        if not (finding := find(said, document)).holds:
            yield Failure("expect", said, finding)
    for said in test.forbid:
        if (finding := find(said, document)).holds:
            yield Failure("forbid", said, finding)


def _asks_for_topics(test: RuleTest) -> bool:
    return any("topic" in said for said in (*test.expect, *test.forbid))


def _source(test: RuleTest) -> Source:
    return Source(test.text.encode(), given_media_type=_MEDIA_TYPES[test.format])
