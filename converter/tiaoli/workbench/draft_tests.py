"""The tests of a draft: a text in the manner of the first sample, with what the draft makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaoli import pipeline
from tiaoli.extraction.extracted import Extracted, extract
from tiaoli.page import Page
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


def sample_tests(samples: Sequence[Sample], pack: Pack, library: Library, say: Say) -> Entry:
    """A test of a text in the manner of the first sample that has headings, and one of a text that is not for the pack.

    `library` holds the pack.
    """
    sample = next((sample for sample in samples if any(s.heading for s in sample.outline.walk())), samples[0])
    extracted = extract(sample.page, pack, pipeline.parse(sample.page, pack, None, {}))
    asked = pack.applies_to.must
    page = _page(_text_like(sample, extracted, asked), library, say)
    if pipeline.choose_pack(library, page, None)[0] is not pack:
        page = _page(_text_like(sample, extracted, asked + pack.applies_to.should), library, say)
    is_gap = pipeline.choose_pack(library, page, None)[0] is not pack
    ours = (
        Entry("name", say("test-name")),
        Entry("text", Prose(page.text)),
        Entry("applies", True),
        *([Entry("known_gap", say("test-gap"))] if is_gap else []),
        *_outcome(page, pack),
    )
    other = Prose(_other_text(sample, pack, say))
    others = (Entry("name", say("test-other")), Entry("text", other), Entry("applies", False))
    return Entry("tests", (Entry("", ours), Entry("", others)), above=(say("tests"),))


def _page(text: str, library: Library, say: Say) -> Page:
    """The page of a text; that of any other text where nothing readable could be taken from the sample."""
    site = library.site_for(None)
    try:
        return pipeline.read(Source(text.encode(), uri="test.txt"), site, None, {})
    except pipeline.StepError:
        return pipeline.read(Source(say("other-text").encode(), uri="test.txt"), site, None, {})


def _text_like(sample: Sample, extracted: Extracted, asked: Sequence[Condition]) -> str:
    """The sample's title, lines with the pack's own fields, words that are asked for, two headings with sentences."""
    lines = [one_line(sample.title), *_field_lines(sample, extracted)]
    for condition in asked:
        lines += _words_asked_for(condition, sample, "\n".join(lines))
    sections = [section for _, section in extracted.walk()]
    headed = [section for section in sections if section.level > 0 and section.heading]
    if headed and not headed[0].marker:
        # A heading without a number is none before the first sentence.
        lines += [line for section in sections[:1] for line in _sentence_of(section)]
    for section in headed[:HEADINGS]:
        lines += [one_line(sample.page.quote(section.heading or section.span)), *_sentence_of(section)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


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


def _outcome(page: Page, pack: Pack) -> Iterator[Entry]:
    """What the pack finds in a page: title and fields of its own, headings with their roles."""
    extracted = extract(page, pack, pipeline.parse(page, pack, None, {}))
    own = {name: found.value for name, found in extracted.values.items()
           if name == "title" or found.rule.startswith(f"{pack.id}#")}  # fmt: skip
    expected: list[dict[str, Flow]] = [
        {"field": name, "value": value} for name, value in own.items() if isinstance(value, (str, int))
    ]
    headed = [section for _, section in extracted.walk() if section.level > 0 and section.title]
    for section in headed[:HEADINGS]:
        role: dict[str, Flow] = {"role": section.role} if section.role else {}
        said: dict[str, Flow] = {"heading": one_line(section.title), "level": section.level, **role}
        expected += [] if said in expected else [said]
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
