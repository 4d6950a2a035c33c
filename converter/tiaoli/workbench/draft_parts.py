"""The parts of a draft in the order of a pack file, each rule with the counts that led to it as its comment."""

from __future__ import annotations

from collections.abc import Iterator
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
    untitled: int
    """In how many samples the parent finds no title."""
    found: tuple[str, ...]
    """The fields of the parent that found a value."""
    roles: tuple[RoleSeen, ...]
    loose: tuple[HeadingWords, ...]


def is_special_case(parent: Pack) -> bool:
    """Whether the parent says which documents it is for, so that a draft on it has only to say which of those."""
    return bool(parent.applies_to.must)


def applies_part(survey: Survey, parent: Pack, say: Say) -> Iterator[Entry]:
    """What tells such documents from others; nothing where the parent says so and the draft only adds to it."""
    if is_special_case(parent):
        return
    telling = survey.telling
    above = [say("applies")]
    if len(telling.must) == 1 and len(telling.must[0].words) > 1:
        above.append(say("no-common-title"))
    if not telling.must:
        above += [say("no-words"), say("like-this")]
    example = (Entry("must", (Entry("", {"in": "title", "any": ["督查通报"]}),), off=True),)
    yield Entry("applies_to", tuple(_conditions(survey, say).values()) or example, above=tuple(above))


def _conditions(survey: Survey, say: Say) -> dict[str, Entry]:
    """The conditions of each kind, under its key."""
    telling = survey.telling
    parts = (
        ("must", say("must"), telling.must),
        ("should", say("should"), telling.should),
        ("must_not", say("must-not"), telling.must_not),
    )
    return {
        key: Entry(key, tuple(_condition(words, survey.total, say) for words in found), comment=comment)
        for key, comment, found in parts
        if found
    }


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
    above = (say("headings"), *(inherited if said else [say("no-headings")]), *([] if rules else [say("like-this")]))
    example = (Entry("article", {"level": 1, "sample": "第一条"}, off=True),)
    return Entry("headings", rules or example, above=above)


def part_heads_part(survey: Survey, say: Say) -> Iterator[Entry]:
    """The lines without a number that head a part; nothing where none were seen."""
    if not survey.part_heads:
        return
    items = tuple(
        Entry("", seen.pattern, comment=say("seen-as", count=seen.samples, total=survey.total,
                                            example=_example(seen.example)))
        for seen in survey.part_heads
    )  # fmt: skip
    yield Entry("part_heads", items, above=(say("part-heads"),))


def fields_part(survey: Survey, parent: Pack, say: Say) -> Iterator[Entry]:
    """Fields for what the parent does not read."""
    own = [_gap_field(gap, survey.total, say) for gap in survey.gaps if gap.name not in parent.fields]
    own += [_label_field(seen, survey.total, say) for seen in survey.labels]
    above = [say("fields")]
    if survey.found:
        above.append(say("fields-read", fields=", ".join(survey.found)))
    if survey.untitled and not any(gap.name == "title" for gap in survey.gaps):
        above.append(say("title-missing", count=survey.untitled, total=survey.total))
    if not own:
        above += [say("no-fields"), say("like-this")]
        own = [Entry("deadline", (Entry("type", "date"), _from({"pair": ["完成时限"]})), off=True)]
    yield Entry("fields", tuple(own), above=tuple(above))


def override_part(survey: Survey, parent: Pack, say: Say) -> Iterator[Entry]:
    """What is added to the parent's own rules: conditions, and further sources of its fields."""
    changes = []
    if is_special_case(parent):
        above = (say("as-parent", id=parent.id),)
        known = {"must": parent.applies_to.must, "should": parent.applies_to.should}
        added = [(key, entry) for key, entry in _conditions(survey, say).items() if known.get(key)]
        for at, (key, entry) in enumerate(added):
            change = Entry("add", entry.entries or (), comment=entry.comment)
            changes.append(Entry(f"applies_to.{key}", (change,), above=above if at == 0 else ()))
    for gap in survey.gaps:
        if gap.name in parent.fields:
            said = say(f"{gap.name}-unfound", count=gap.missing, total=survey.total)
            sources = tuple(_sources(gap, survey.total, say))
            changes.append(Entry(f"fields.{gap.name}.from", (Entry("add", sources),), above=(said,)))
    if changes:
        yield Entry("override", tuple(changes), above=(say("override"),))


def _gap_field(gap: Gap, total: int, say: Say) -> Entry:
    return Entry(gap.name, (Entry("type", gap.type), Entry("from", tuple(_sources(gap, total, say)))))


def _sources(gap: Gap, total: int, say: Say) -> Iterator[Entry]:
    for finding in gap.findings:
        yield Entry("", dict(finding.source), comment=say("in-samples", count=finding.samples, total=total))


def _label_field(seen: LabelSeen, total: int, say: Say) -> Entry:
    said = say("field", label=seen.label, count=seen.samples, total=total, example=_example(seen.example))
    pattern = f"{{start}}{seen.label}:{{value:line}}{{end}}"
    source: dict[str, Flow] = {"pair": [seen.label]} if seen.where == "pair" else {"in": seen.where, "pattern": pattern}
    return Entry(seen.name, (Entry("type", seen.type), _from(source)), comment=said)


def _from(source: dict[str, Flow]) -> Entry:
    return Entry("from", (Entry("", source),))


def roles_part(survey: Survey, say: Say) -> Entry:
    """Roles that other packs know by such headings, and candidates for further ones."""
    known = [_role(seen, survey.total, say) for seen in survey.roles]
    loose = [
        Entry(f"role_{at}", {"heading": [_literal(seen.words)]}, off=True,
              comment=say("seen-as", count=seen.samples, total=survey.total, example=_example(seen.example)))
        for at, seen in enumerate(survey.loose, 1)
    ]  # fmt: skip
    rest = ("role-candidates",) if loose else () if known else ("no-roles", "like-this")
    above = tuple(say(key) for key in ("roles", *rest))
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
