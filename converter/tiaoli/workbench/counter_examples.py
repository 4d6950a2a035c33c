"""Counter-examples: tests that say where a rule must not fire, and that it could have got wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tiaoli.chinese.width import fold, squeeze
from tiaoli.rulebook.models import HeadingRule, RuleTest
from tiaoli.rulebook.patterns import Pattern
from tiaoli.structure.markers import MarkerSet
from tiaoli.workbench.comparing import has_words
from tiaoli.workbench.findings import Said
from tiaoli.workbench.own_rules import OwnRule

_WORDED = ("heading", "paragraph", "dropped", "kept", "quote")
"""What is said in words of the text: words that are not in it show nothing."""


def has_counter_example(rule: OwnRule, tests: Iterable[RuleTest]) -> bool:
    """Whether one of the tests says where the rule must not fire, in a text on which it might."""
    return any(_SHOWS[rule.group](rule, test) for test in tests)


def _forbids(key: str) -> Callable[[OwnRule, RuleTest], bool]:
    """A test that forbids a value, a role or a row of the rule's name."""

    def shows(rule: OwnRule, test: RuleTest) -> bool:
        said = [*test.forbid, *(said for said in test.expect if said.get("count") == 0)]
        return any(said_of.get(key) == rule.name and _is_worded(said_of, test) for said_of in said)

    return shows


def _counts_nothing(rule: OwnRule, test: RuleTest) -> bool:
    """A test that forbids a topic, or counts none of it, in a text with all characters of one of its terms."""
    said = [*test.forbid, *(said for said in test.expect if 0 in (said.get("count"), said.get("token_count")))]
    text = fold(test.text)
    is_near = any(all(char in text for char in squeeze(term)) for term in rule.value.terms)
    return is_near and any(said_of.get("topic") == rule.name and _is_worded(said_of, test) for said_of in said)


def _marks_no_heading(rule: OwnRule, test: RuleTest) -> bool:
    """A test that forbids a heading in a text with a marker of the rule's kind."""
    heading: HeadingRule = rule.value
    folded = fold(test.text)
    markers = MarkerSet((heading,))
    stands = any(markers.at(line, len(line) - len(line.lstrip()), len(line)) or any(markers.inside(line, 0, len(line)))
                 for line in folded.splitlines())  # fmt: skip
    return stands and any("heading" in said and _is_worded(said, test) for said in test.forbid)


def _heads_nothing(rule: OwnRule, test: RuleTest) -> bool:
    """A test that forbids a heading, or an annex, on a line that has something of one of the rule's patterns."""
    return any(
        ("heading" in said or said.get("role") == "annex")
        and _is_worded(said, test)
        and any(_is_near(rule.value, line) for line in _lines(said.get("heading", ""), test))
        for said in test.forbid
    )


def _is_not_chosen(rule: OwnRule, test: RuleTest) -> bool:
    return test.applies is False


def _keeps(is_near: Callable[[OwnRule, str], bool]) -> Callable[[OwnRule, RuleTest], bool]:
    """A test that keeps words on a line which is near to one that the rule drops."""

    def shows(rule: OwnRule, test: RuleTest) -> bool:
        kept = [said.get("kept") for said in test.expect] + [said.get("dropped") for said in test.forbid]
        return any(is_near(rule, line) for words in kept if words for line in _lines(words, test))

    return shows


def _keeps_markup(rule: OwnRule, test: RuleTest) -> bool:
    """A test of markup that keeps some words: what elements are called is nothing that a line shows."""
    return test.format == "html" and any("kept" in said for said in test.expect)


def _is_worded(said: Said, test: RuleTest) -> bool:
    return all(has_words(str(said[key]), test.text) for key in _WORDED if key in said)


def _lines(words: str, test: RuleTest) -> list[str]:
    """The lines of a test's text that hold the words; in markup every tag begins one."""
    text = test.text.replace("<", "\n<") if test.format == "html" else test.text
    return [line for line in fold(text).splitlines() if has_words(words, line)]


def _is_near(patterns: Iterable[Pattern], line: str) -> bool:
    """Whether the line has the characters without which one of the patterns cannot match."""
    return any(all(char in line for char in pattern.required) for pattern in patterns)


def _is_near_clutter(rule: OwnRule, line: str) -> bool:
    return _is_near(rule.value.patterns, line) or any(words in squeeze(line) for words in rule.value.exact)


def _is_near_label(rule: OwnRule, line: str) -> bool:
    return any(label in squeeze(line) for label in rule.value)


_SHOWS: dict[str, Callable[[OwnRule, RuleTest], bool]] = {
    "fields": _forbids("field"),
    "roles": _forbids("role"),
    "records": _forbids("record"),
    "indicators": _forbids("indicator"),
    "topics": _counts_nothing,
    "headings": _marks_no_heading,
    "part_heads": _heads_nothing,
    "annex_heads": _heads_nothing,
    "applies_to": _is_not_chosen,
    "clutter": _keeps(_is_near_clutter),
    "labels": _keeps(_is_near_label),
    "containers": _keeps_markup,
    "content_comments": _keeps_markup,
    "clutter_classes": _keeps_markup,
}
"""By the group of the rule."""
