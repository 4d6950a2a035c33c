"""The tests of a draft: a text in the manner of the first sample, with what the draft makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from tiaoli import pipeline
from tiaoli.extraction.extracted import Extracted, extract
from tiaoli.rulebook.models import Condition, Pack
from tiaoli.rulebook.packs import Library
from tiaoli.source import Source
from tiaoli.structure import Section
from tiaoli.workbench.drafting_words import Say
from tiaoli.workbench.samples import Sample
from tiaoli.workbench.yaml_lines import Entry, Flow, Prose, one_line

HEADINGS = 2
FIELDS = 3
LEAST_SENTENCE, LONGEST_SENTENCE = 8, 60
_STOPS = "，、；：,;:"


def sample_tests(sample: Sample, pack: Pack, library: Library, say: Say) -> Entry:
    """A test that the pack passes on a text in the manner of the sample, and one of a text that is not for it.

    `library` holds the pack.
    """
    text = "\n".join(_lines_like(sample, pack))
    ours = (Entry("name", say("test-name")), Entry("text", Prose(text)), *_outcome(text, pack, library))
    other = Prose(_other_text(sample, pack, say))
    others = (Entry("name", say("test-other")), Entry("text", other), Entry("applies", False))
    return Entry("tests", (Entry("", ours), Entry("", others)), above=(say("tests"),))


def _lines_like(sample: Sample, pack: Pack) -> list[str]:
    """The sample's title, lines with the pack's own fields, words it asks for, and two headings with a sentence each."""
    extracted = extract(sample.page, pack, pipeline.parse(sample.page, pack, None, {}))
    lines = [one_line(sample.title), *_field_lines(sample, extracted)]
    for condition in pack.applies_to.must:
        lines += _words_asked_for(condition, sample, "\n".join(lines))
    sections = [section for _, section in extracted.walk()]
    headed = [section for section in sections if section.level > 0 and section.heading]
    if headed and not headed[0].marker:
        # A heading without a number is none before the first sentence.
        lines += [line for section in sections[:1] for line in _sentence_of(section)]
    for section in headed[:HEADINGS]:
        lines += [one_line(sample.page.quote(section.heading or section.span)), *_sentence_of(section)]
    return [line for line in lines if line]


def _field_lines(sample: Sample, extracted: Extracted) -> list[str]:
    """The lines of the sample in which the pack's own fields stand."""
    spans = [value.span for value in extracted.values.values() if value.rule.startswith(f"{extracted.pack.id}#")]
    found = [
        one_line(sample.page.quote(line.span))
        for line in sample.lines
        if any(span and line.span[0] <= span[0] < line.span[1] for span in spans)
    ]
    return [line for line in found if line != one_line(sample.title) and len(line) <= LONGEST_SENTENCE][:FIELDS]


def _words_asked_for(condition: Condition, sample: Sample, there: str) -> list[str]:
    """The sample's words that meet a condition, unless something that is there already does."""
    if any(pattern.search(there) for pattern in condition.patterns):
        return []
    text = sample.page.folded
    found = (match for pattern in condition.patterns if (match := pattern.search(text)))
    return [one_line(text[slice(*match.span)]) for match in found][:1]


def _sentence_of(section: Section) -> Iterator[str]:
    """The first sentence of a section that is no mere line, cut to a readable length."""
    texts = (one_line(paragraph.text) for paragraph in section.paragraphs)
    text = next((text for text in texts if len(text) > LEAST_SENTENCE), "")
    if text:
        sentence = text.partition("。")[0]
        if len(sentence) > LONGEST_SENTENCE:
            sentence = sentence[: max(sentence.rfind(stop, 0, LONGEST_SENTENCE) for stop in _STOPS)]
        yield f"{sentence.rstrip(_STOPS)}。"


def _outcome(text: str, pack: Pack, library: Library) -> Iterator[Entry]:
    """What comes out of the text: whether the pack is chosen, its own fields, its headings with their roles."""
    page = pipeline.read(Source(text.encode(), uri="test.txt"), library.site_for(None), None, {})
    chosen, _ = pipeline.choose_pack(library, page, None)
    yield Entry("applies", chosen.id == pack.id)
    extracted = extract(page, pack, pipeline.parse(page, pack, None, {}))
    own = {name: found.value for name, found in extracted.values.items()
           if name == "title" or found.rule.startswith(f"{pack.id}#")}  # fmt: skip
    expected: list[dict[str, Flow]] = [
        {"field": name, "value": value} for name, value in own.items() if isinstance(value, (str, int))
    ]
    headed = [section for _, section in extracted.walk() if section.level > 0 and section.title]
    for section in headed[:HEADINGS]:
        role: dict[str, Flow] = {"role": section.role} if section.role else {}
        expected.append({"heading": one_line(section.title), "level": section.level, **role})
    if expected:
        yield Entry("expect", tuple(Entry("", value) for value in expected))


def _other_text(sample: Sample, pack: Pack, say: Say) -> str:
    """A text about such a document, or where the pack leaves none out by its title, a text of another kind."""
    left_out = (
        pattern.source
        for condition in pack.applies_to.must_not
        if condition.where == "title"
        for pattern in condition.patterns
        if "{" not in pattern.source
    )
    word = next(left_out, None)
    return f"《{one_line(sample.title)}》{word}" if word else say("other-text")
