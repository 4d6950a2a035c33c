"""From markup to a page, step by step: mend, parse, lines, content, blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiaoli.plugin import Decoded, Diagnostic, Page, Site
from tiaoli_html.blocks import Judge, lay_out
from tiaoli_html.content import Content, Measure, find_content
from tiaoli_html.lines import Lines, read_lines
from tiaoli_html.markup import is_glued, mend, part_glued_tags
from tiaoli_html.media import LONGEST_ADDRESS, find_media
from tiaoli_html.neighbours import is_large, linked_outline, next_article
from tiaoli_html.notes import find_footnotes
from tiaoli_html.pairs import Labels, find_pairs, stated_title
from tiaoli_html.parsing import DEPTH_LIMIT, parse
from tiaoli_html.tables import find_tables
from tiaoli_html.titles import (
    bare,
    centred_title,
    find_anchor,
    find_title,
    page_title,
    read_attributes,
    stands_in,
    stated_day,
)
from tiaoli_html.tree import Tree
from tiaoli_html.wording import clutter_reasons, name_reasons

FEW_CHARACTERS = 200
MUCH_SCRIPT = 2000
MOSTLY_LINKS = 0.5

MUCH_MARKUP = 1_000_000
LITTLE_TEXT = 0.001
"""A page of so many characters with so small a share of text is remarked on."""


def read_page(decoded: Decoded, data: bytes, site: Site) -> Page:
    """The page of a decoded source of some bytes, before the site's line rules are applied."""
    is_plain = decoded.encoding == "utf-8" and decoded.encoding_from != "bom" and not decoded.diagnostics
    markup = data if is_plain else decoded.text.encode("utf-8", "replace")
    tree, what = _tree(markup, frozenset(mark for pair in site.content_comments for mark in pair))
    labels = Labels.of(site.labels, _buttons(site))
    names = name_reasons(tree, site.clutter_classes)
    lines = read_lines(tree, labels, {at for at in names if tree.tags[at] != "a"})
    lines = replace(lines, all=tuple(labels.split_all(lines.all)))
    attributes = (*read_attributes(tree, page_title(lines)), *stated_day(lines))
    anchor = find_anchor(lines, attributes)
    plain = Measure(lines.all)
    end = next_article(lines, plain, anchor)
    reasons = clutter_reasons(tree, names, is_large(lines, plain, anchor))
    measure = plain.without(lines.all, reasons, end)
    content = _document(lines, site, measure, anchor) or linked_outline(lines)
    if content and end is not None:
        content = content.ending_at(end)
    start, end = (content.first, content.last) if content else (0, len(lines.all))
    pairs = list(find_pairs(lines, labels))
    named = find_title(lines, attributes, start, end)
    seen = named if named and stands_in(lines, named) else None
    title = seen or stated_title(lines, pairs) or centred_title(lines, start, end) or named
    judge = Judge(lines, content, measure, reasons, bare(title or ""), find_media(tree), find_footnotes(tree))
    text, blocks = lay_out(judge, pairs, find_tables(lines, labels.holds))
    remarks = (*_mending(what, tree), *_doubts(lines, measure, content, len(decoded.text)))
    return Page(text, blocks, attributes, remarks, title)


def _buttons(site: Site) -> frozenset[str]:
    """The words that a site's rules know as those of a toolbar; shorter ones are parts of names too."""
    rules = (rule for rule in site.clutter if rule.reason in ("furniture", "share"))
    return frozenset(words for rule in rules for words in rule.exact if len(words) > 1 and words.isalnum())


def _tree(markup: bytes, marks: frozenset[str]) -> tuple[Tree, Sequence[str]]:
    """The page's tree, and what had to be mended; read a second time where a tag was glued to its attributes."""
    mended, what = mend(markup)
    tree = parse(mended, marks)
    if any(map(is_glued, tree.by_tag)):
        parted = part_glued_tags(mended)
        if parted != mended:
            return parse(parted, marks), (*what, "tags without a space behind their name")
    return tree, what


def _document(lines: Lines, site: Site, measure: Measure, anchor: int | None) -> Content | None:
    """The document's place; None where the best place is mostly links, or a teaser on a page of links that no
    title announces, as on a portal's home page."""
    content = find_content(lines, site, measure, anchor)
    if content and content.found_by == "prose":
        text = measure.text(content.first, content.last)
        links = measure.linked(0, len(lines.all)) > MOSTLY_LINKS * measure.text(0, len(lines.all))
        is_teaser = anchor is None and links and text < FEW_CHARACTERS
        if is_teaser or measure.linked(content.first, content.last) > MOSTLY_LINKS * text:
            return None
    return content


def _frames(tree: Tree) -> list[str]:
    """The pages that stand inside this one, in frames."""
    places = sorted((*tree.all_of("frame"), *tree.all_of("iframe")))
    found = (
        tree.attributes[at].get("src", "").strip()[:LONGEST_ADDRESS] for at in places if not tree.places[at].hidden
    )
    return [address for address in found if address and not address.startswith(("about:", "javascript:", "data:"))]


def _mending(what: Sequence[str], tree: Tree) -> Iterator[Diagnostic]:
    if what:
        yield Diagnostic("html.repaired", None, {"what": ", ".join(what)})
    if tree.is_deeper_than(DEPTH_LIMIT):
        yield Diagnostic("html.depth-limit", None, {"limit": DEPTH_LIMIT})
    if tree.passed_over:
        count = len(tree.tags) + tree.passed_over
        yield Diagnostic("html.too-many-elements", None, {"count": count, "limit": len(tree.tags)})


def _doubts(lines: Lines, measure: Measure, content: Content | None, size: int) -> Iterator[Diagnostic]:
    everything = measure.text(0, len(lines.all))
    kept = measure.text(content.first, content.last) if content else 0
    script = lines.tree.script_characters
    if kept < FEW_CHARACTERS and everything < 5 * FEW_CHARACTERS and script > min(MUCH_SCRIPT, 4 * everything + 100):
        yield Diagnostic("html.script-text")
    if size > MUCH_MARKUP and everything < LITTLE_TEXT * size:
        yield Diagnostic("html.little-text", None, {"text": everything, "size": size})
    frames = _frames(lines.tree)
    if frames and kept < FEW_CHARACTERS:
        yield Diagnostic("html.frames", None, {"sources": ", ".join(frames)})
    if content is None:
        why = "there is no text" if not everything else "the page is mostly links and short lines"
        yield Diagnostic("document.no-content", None, {"why": why})
