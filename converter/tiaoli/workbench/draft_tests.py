"""The tests of a draft: the first sample's title and headings, with what the draft makes of them."""

from __future__ import annotations

from collections.abc import Iterator

from tiaoli import pipeline
from tiaoli.extraction.fields import find_fields
from tiaoli.extraction.views import Views
from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import Library
from tiaoli.source import Source
from tiaoli.structure import Section
from tiaoli.workbench.drafting_words import Say
from tiaoli.workbench.samples import Sample
from tiaoli.workbench.yaml_lines import Entry, Prose, one_line

HEADINGS = 2
LONGEST_SENTENCE = 60


def sample_tests(sample: Sample, pack: Pack, library: Library, say: Say) -> Entry:
    """A test that the pack passes on a text in the manner of the sample, and one of a text that is not for it.

    `library` holds the pack.
    """
    text = _text_like(sample, pack)
    ours = (Entry("name", say("test-name")), Entry("text", Prose(text)), *_outcome(text, pack, library))
    others = (Entry("name", say("test-other")), Entry("text", Prose(_other_text(sample, pack, say))), Entry("applies", False))
    return Entry("tests", (Entry("", ours), Entry("", others)), above=(say("tests"),))


def _text_like(sample: Sample, pack: Pack) -> str:
    """The sample's title, words that the pack asks of its head, and two headings with a sentence each."""
    lines = [one_line(sample.title)]
    for condition in pack.applies_to.must:
        if not any(pattern.search(line) for pattern in condition.patterns for line in lines):
            lines.append(f"{condition.patterns[0].source}。")
    headed = [section for section in sample.outline.walk() if section.level > 0 and section.heading]
    for section in headed[:HEADINGS]:
        lines += _start_of(section, sample)
    return "\n".join(line for line in lines if line)


def _start_of(section: Section, sample: Sample) -> Iterator[str]:
    yield one_line(sample.page.quote(section.heading or section.span))
    if section.paragraphs:
        sentence = one_line(section.paragraphs[0].text).partition("。")[0]
        yield f"{sentence[:LONGEST_SENTENCE]}。"


def _outcome(text: str, pack: Pack, library: Library) -> Iterator[Entry]:
    """What comes out of the text: whether the pack is chosen, its title, its headings."""
    source = Source(text.encode(), uri="test.txt")
    page = pipeline.read(source, library.site_for(None), None, {})
    chosen, _ = pipeline.choose_pack(library, page, None)
    yield Entry("applies", chosen.id == pack.id)
    outline = pipeline.parse(page, pack, None, {})
    title = find_fields(Views(page, outline), pack).values.get("title")
    expected = [{"field": "title", "value": title.value}] if title else []
    headed = [section for section in outline.walk() if section.level > 0 and section.title]
    expected += [{"heading": section.title, "level": section.level} for section in headed[:HEADINGS]]
    if expected:
        yield Entry("expect", tuple(Entry("", value) for value in expected))


def _other_text(sample: Sample, pack: Pack, say: Say) -> str:
    """A text about such a document, or where the pack leaves none out by its title, a text of another kind."""
    for condition in pack.applies_to.must_not:
        if condition.where == "title":
            return f"《{one_line(sample.title)}》{condition.patterns[0].source}"
    return say("other-text")
