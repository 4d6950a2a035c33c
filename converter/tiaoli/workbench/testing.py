"""The tests of rule files run, and their rules tried: which of them no test would miss, which none holds back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from tiaoli.chinese.width import fold
from tiaoli.rulebook.models import Pack, RuleTest, Site
from tiaoli.rulebook.packs import Library
from tiaoli.workbench.bench import Bench, Outcome, applies_as_asked, is_broken, run_tests
from tiaoli.workbench.counter_examples import has_counter_example
from tiaoli.workbench.own_rules import OwnRule, may_matter, own_rules, without, without_parts, words_of

_HOLDING = ("passed", "closed")
"""Outcomes of tests that say something of a rule."""


@dataclass(frozen=True, slots=True)
class IdleParts:
    """The parts of a rule, in their own words, that no test would miss."""

    rule: OwnRule
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """How the tests of a rule file went, and which of its own rules they leave open."""

    file: Pack | Site
    outcomes: tuple[Outcome, ...]
    untested: tuple[OwnRule, ...]
    """Rules without which every test still passes."""
    unopposed: tuple[OwnRule, ...]
    """Rules of which no test says where they must not fire."""
    idle: tuple[IdleParts, ...] = ()
    """Of rules that are tested, the parts without which every test still passes; only where they were asked for."""

    def count(self, status: str) -> int:
        """How many tests went so: passed, failed, gap, closed."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def is_failed(self) -> bool:
        """Whether a test failed, or the file claims to be stable and leaves a rule open."""
        is_open = bool(self.untested or self.unopposed)
        return self.count("failed") > 0 or (is_open and self.file.status == "stable")


def report_on(library: Library, file: Pack | Site, *, each_part: bool = False) -> FileReport:
    """The report on one rule file of the library; `each_part` also tries the single parts of its rules.

    Where a test fails no rule is called open: the one that fails may be just the one that would hold it.
    """
    bench = Bench(library, file)
    outcomes = run_tests(bench)
    if any(outcome.status == "failed" for outcome in outcomes):
        return FileReport(file, outcomes, untested=(), unopposed=())
    tests = [outcome.test for outcome in outcomes if outcome.status in _HOLDING]
    rules = own_rules(file)
    untested = tuple(rule for rule in rules if not _is_missed(rule, without(rule, file, library), tests, bench))
    tested = [rule for rule in rules if rule not in untested]
    return FileReport(
        file,
        outcomes,
        untested,
        unopposed=tuple(rule for rule in rules if not has_counter_example(rule, tests)),
        idle=tuple(_idle_parts(tested, tests, bench)) if each_part else (),
    )


def _idle_parts(rules: Sequence[OwnRule], tests: Sequence[RuleTest], bench: Bench) -> Iterator[IdleParts]:
    texts = [(test, fold(unescape(test.text))) for test in tests]
    for rule in rules:
        words = []
        for part, changed in without_parts(rule, bench.file):
            touched = [test for test, text in texts if may_matter(part, rule, text)]
            if not _is_missed(rule, changed, touched, bench):
                words.append(words_of(part))
        if words:
            yield IdleParts(rule, tuple(words))


def _is_missed(rule: OwnRule, changed: Pack | Site, tests: Sequence[RuleTest], bench: Bench) -> bool:
    """Whether a test that passes with the file as it is fails with the changed one."""
    without_it = bench.with_file(changed)
    if rule.group == "applies_to":
        return any(not applies_as_asked(test, without_it) for test in tests)
    said = [test for test in tests if test.expect or test.forbid]
    likely_first = sorted(said, key=lambda test: rule.name not in map(_named, test.expect))
    return any(is_broken(test, without_it) for test in likely_first)


_SUBJECTS = ("indicator", "field", "topic", "role", "record")


def _named(said: dict[str, object]) -> object:
    """The indicator, field, topic, role or record that an expectation is about."""
    return next((said[subject] for subject in _SUBJECTS if said.get(subject)), None)
