"""The parts of a draft in the order of a pack file, each rule with the counts that led to it as its comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.rulebook.models import Pack
from tiaoli.workbench.document_words import Telling, Words
from tiaoli.workbench.drafting_words import Say
from tiaoli.workbench.field_survey import LabelSeen
from tiaoli.workbench.heading_survey import LineSeen, MarkerSeen
from tiaoli.workbench.role_survey import HeadingWords, RoleSeen
from tiaoli.workbench.sample_fields import Gap
from tiaoli.workbench.yaml_lines import Entry, Flow, one_line

LONGEST_EXAMPLE = 40


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that was seen in the samples under the parent pack."""

    total: int
    telling: Telling
    markers: tuple[MarkerSeen, ...]
    part_heads: tuple[LineSeen, ...]
    gaps: tuple[Gap, ...]
    labels: tuple[LabelSeen, ...]
    found: tuple[str, ...]
    """The fields of the parent that found a value."""
    roles: tuple[RoleSeen, ...]
    loose: tuple[HeadingWords, ...]


def applies_part(survey: Survey, before: str, lost: Sequence[tuple[str, str]], say: Say) -> Entry:
    """What tells such documents from others, and which samples would still get another pack."""
    telling = survey.telling
    above = [say("applies"), say("before", packs=before)]
    if len(telling.must) == 1 and len(telling.must[0].words) > 1:
        above.append(say("no-common-title"))
    if not telling.must:
        above.append(say("no-words"))
    above += [say("lost", name=name, pack=pack) for name, pack in lost]
    parts = (
        ("must", say("must"), telling.must),
        ("should", say("should"), telling.should),
        ("must_not", say("must-not"), telling.must_not),
    )
    entries = tuple(
        Entry(key, tuple(_condition(words, survey.total, say) for words in found), comment=comment)
        for key, comment, found in parts
        if found
    )
    placeholder = (Entry("must", ({"in": "title", "any": ["…"]},), off=True),)
    return Entry("applies_to", entries or placeholder, above=tuple(above))


def _condition(words: Words, total: int, say: Say) -> Entry:
    value: Flow = {"in": words.where, "any": words.words}
    said = {"title": "in-titles", "head": "in-heads"}[words.where] if words.samples else "others-only"
    return Entry("", value, comment=say(said, count=words.samples, total=total))


def headings_part(survey: Survey, say: Say) -> Entry:
    """The markers that were seen; a comment for those that the parent has, a rule for the others."""
    said = [
        say("marker", level=seen.level, sample=seen.sample, lines=seen.lines, count=seen.samples, total=survey.total,
            example=_example(seen.example))
        for seen in survey.markers
    ]  # fmt: skip
    inherited = [
        f"{words} ({say('headings-inherited')})" for words, seen in zip(said, survey.markers, strict=True)
        if seen.is_inherited
    ]  # fmt: skip
    rules = tuple(
        Entry(seen.name, {"level": seen.level, "sample": seen.sample}, comment=words)
        for words, seen in zip(said, survey.markers, strict=True)
        if not seen.is_inherited
    )
    above = (say("headings"), *(inherited if said else [say("no-headings")]))
    example = (Entry("article", {"level": 1, "sample": "第一条"}, off=True),)
    return Entry("headings", rules or example, above=above)


def part_heads_part(survey: Survey, say: Say) -> Entry | None:
    """The lines without a number that head a part; None where none were seen."""
    if not survey.part_heads:
        return None
    items = tuple(
        Entry("", seen.pattern, comment=say("seen-as", count=seen.samples, total=survey.total,
                                            example=_example(seen.example)))
        for seen in survey.part_heads
    )  # fmt: skip
    return Entry("part_heads", items, above=(say("part-heads"),))


def fields_part(survey: Survey, parent: Pack, say: Say) -> Iterator[Entry]:
    """Fields for what the parent does not read, and further sources for what it does not find."""
    own = [_gap_field(gap, survey.total, say) for gap in survey.gaps if gap.name not in parent.fields]
    own += [_label_field(seen, survey.total, say) for seen in survey.labels]
    above = [say("fields")]
    if survey.found:
        above.append(say("fields-read", fields=", ".join(survey.found)))
    if not own:
        above.append(say("no-fields"))
        own = [Entry("deadline", (_from(({"pair": ["完成时限"]}, ""),),), off=True)]
    yield Entry("fields", tuple(own), above=tuple(above))
    changed = [gap for gap in survey.gaps if gap.name in parent.fields]
    if changed:
        changes = tuple(
            Entry(f"fields.{gap.name}.from", (Entry("add", tuple(_source(gap, survey.total, say))),)) for gap in changed
        )
        said = (say(f"{gap.name}-unfound", count=gap.missing, total=survey.total) for gap in changed)
        yield Entry("override", changes, above=tuple(said))


def _gap_field(gap: Gap, total: int, say: Say) -> Entry:
    return Entry(gap.name, (Entry("type", gap.type), Entry("from", tuple(_source(gap, total, say)))))


def _source(gap: Gap, total: int, say: Say) -> Iterator[Entry]:
    for finding in gap.findings:
        yield Entry("", dict(finding.source), comment=say("in-samples", count=finding.samples, total=total))


def _label_field(seen: LabelSeen, total: int, say: Say) -> Entry:
    said = say("field", label=seen.label, count=seen.samples, total=total, example=_example(seen.example))
    pattern = f"{{start}}{seen.label}:{{value:line}}{{end}}"
    source: dict[str, Flow] = {"pair": [seen.label]} if seen.where == "pair" else {"in": seen.where, "pattern": pattern}
    return Entry(seen.name, (Entry("type", seen.type), _from((source, ""))), comment=said)


def _from(*sources: tuple[dict[str, Flow], str]) -> Entry:
    return Entry("from", tuple(Entry("", source, comment=comment) for source, comment in sources))


def roles_part(survey: Survey, say: Say) -> Entry:
    """Roles that other packs know by such headings, and candidates for further ones."""
    known = [_role(seen, survey.total, say) for seen in survey.roles]
    loose = [
        Entry(f"role_{at}", {"heading": [_literal(seen.words)]}, off=True,
              comment=say("seen-as", count=seen.samples, total=survey.total, example=_example(seen.example)))
        for at, seen in enumerate(survey.loose, 1)
    ]  # fmt: skip
    above = (say("roles"), *([say("role-candidates")] if loose else [] if known else [say("no-roles")]))
    example = Entry("problems", {"heading": ["存在问题", "存在的问题"]}, off=True)
    return Entry("roles", (*known, *loose) or (example,), above=above)


def _role(seen: RoleSeen, total: int, say: Say) -> Entry:
    said = say("role", packs=", ".join(seen.packs), count=seen.samples, total=total, example=_example(seen.example))
    period = (Entry("period", seen.period),) if seen.period else ()
    return Entry(seen.name, (*period, Entry("heading", list(seen.words))), comment=said)


def _literal(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _example(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= LONGEST_EXAMPLE else f"{shown[: LONGEST_EXAMPLE - 1]}…"
