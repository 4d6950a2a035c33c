"""What `explain` and `rules explain` print of the values, sections and words of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tiaoli.cli.table import shorten
from tiaoli.cli.wording import Words
from tiaoli.diagnostic import Diagnostic
from tiaoli.workbench.explaining import Explanation
from tiaoli.workbench.field_reasons import FieldStory, SourceStory
from tiaoli.workbench.reasons import Finding, Reason, RulePlace
from tiaoli.workbench.role_reasons import SectionStory
from tiaoli.workbench.stretch_reasons import Sought, StretchStory

INDENT = "  "
TITLE_CELLS, LINE_CELLS = 60, 76


def remarked(remarks: Iterable[Diagnostic], say: Words) -> Iterator[str]:
    """What kept a source from being explained, a line each."""
    for remark in remarks:
        yield f"{say.name('severity', remark.severity)} {remark.code}: {remark.message(say.language)}"


def explained(explanation: Explanation, say: Words) -> Iterator[str]:
    """An explanation, line by line."""
    if explanation.fields:
        yield from _part(say("why.fields"), [line for story in explanation.fields for line in _field(story, say)])
    if explanation.sections is not None:
        if explanation.fields:
            yield ""
        yield from _part(say("why.sections"), [line for each in explanation.sections for line in _section(each, say)])
    if explanation.sought:
        yield from _sought(explanation.sought, say)


def told(reason: Reason, say: Words) -> str:
    """A reason in words."""
    filled = {name: told(value, say) if isinstance(value, Reason) else value for name, value in reason.params.items()}
    return say(f"why.{reason.code}", **filled)


def _part(title: str, lines: list[str]) -> Iterator[str]:
    yield title
    yield from (INDENT + line for line in lines)


def _field(story: FieldStory, say: Words) -> Iterator[str]:
    """A field with its value and the sources that matter; the rule stands once where all of it is in one place."""
    name = say.name("field", story.name)
    if story.value is None and story.of == 1:
        (source,) = story.sources
        yield say("why.empty-since", name=name, why=told(source.reason, say), rule=source.rule)
        return
    if story.value is None:
        yield say("why.empty", name=name, rule=story.rule)
    else:
        yield f"{name}: {shorten(story.shown, TITLE_CELLS)}"
        at = say("inspect.at", start=story.value.span[0]) if story.value.span else story.value.node or "-"
        yield INDENT + say("why.words", words=shorten(" ".join(story.value.quote.split()), TITLE_CELLS), at=at)
        if story.value.source is None:
            yield INDENT + say("why.no-source", rule=story.rule)
    if story.value and len(story.sources) == 1:
        (source,) = story.sources
        yield INDENT + _source(source, source, story, say) + f"  {source.rule}"
        return
    for reason, alike in groupby(story.sources, key=lambda source: source.reason):
        first, *others = alike
        yield INDENT + _source(first, [first, *others][-1], story, say) + f"  {_line_of(first.rule, story.rule)}"
        yield INDENT * 2 + told(reason, say)


def _source(first: SourceStory, last: SourceStory, story: FieldStory, say: Words) -> str:
    """A source as its YAML writes it, or several that failed alike by the first and the last of them."""
    if first is last:
        return say("why.source", number=first.number, of=story.of, source=first.text)
    return say("why.sources", first=first.number, last=last.number, of=story.of, source=first.text)


def _line_of(place: RulePlace, rule: RulePlace) -> str:
    """The line of a source, with its file where that is not the rule's."""
    return f":{place.line}" if place.file == rule.file else str(place)


def _section(story: SectionStory, say: Words) -> Iterator[str]:
    section = story.section
    title = shorten(section.marker + section.title, TITLE_CELLS) or "-"
    yield f"{story.id}  {title}: {say.name('role', section.role) or say('why.no-role')}"
    if story.finding.reason.code != "role.inherited":
        yield INDENT + _finding(story.finding, say)
    for paragraph, finding in story.paragraphs:
        words = shorten(" ".join(paragraph.text.split()), TITLE_CELLS)
        yield INDENT + say("why.paragraph", words=words, role=say.name("role", paragraph.role))
        yield INDENT * 2 + _finding(finding, say)
    for near in story.nearest:
        yield INDENT + say("why.nearest", finding=_finding(near, say))


def _finding(finding: Finding, say: Words) -> str:
    words = told(finding.reason, say)
    return f"{words}  {finding.rule}" if finding.rule else words


def _sought(sought: Sought, say: Words) -> Iterator[str]:
    if sought.nowhere:
        yield told(sought.nowhere, say)
        return
    yield say("why.places", words=sought.words, count=sought.count)
    for place in sought.places:
        yield ""
        yield from _place(place, say)
    if sought.count > len(sought.places):
        yield ""
        yield say("why.more-places", count=sought.count - len(sought.places))


def _place(place: StretchStory, say: Words) -> Iterator[str]:
    line = shorten(" ".join(place.line.split()), LINE_CELLS)
    yield say("why.place", at=say("inspect.at", start=place.span[0]), line=line)
    yield from (INDENT + line for line in _standing(place, say))
    if place.fields:
        yield from _below(say("why.values"), [line for story in place.fields for line in _field(story, say)])
    if place.rows:
        yield from _below(say("why.rows"), [_finding(row, say) for row in place.rows])
    if place.remarks:
        yield from _below(say("inspect.diagnostics"), [f"{r.code}: {r.message(say.language)}" for r in place.remarks])
    yield from _below(say("why.near-rules"), [line for found in place.near for line in _near(found, say)]
                      or [say("why.no-near-rules")])  # fmt: skip


def _below(title: str, lines: list[str]) -> Iterator[str]:
    yield INDENT + title
    yield from (INDENT * 2 + line for line in lines)


def _standing(place: StretchStory, say: Words) -> Iterator[str]:
    """Who owns the words, and what gave them their role."""
    yield from (_finding(owner, say) for owner in place.owners)
    if place.role:
        yield _finding(place.role, say)
    if place.section:
        yield from _section(place.section, say)


def _near(finding: Finding, say: Words) -> Iterator[str]:
    """A rule that came near: how much of it matched, its place, its words, and what failed."""
    yield f"{finding.nearness:.0%}  {finding.rule}"
    params = finding.reason.params
    inner = params.get("why")
    if isinstance(inner, Reason):
        yield INDENT + say(
            f"why.{finding.reason.code}", **{key: value for key, value in params.items() if key != "why"}
        )
        yield INDENT + told(inner, say)
    else:
        yield INDENT + told(finding.reason, say)
