"""The names that a plugin needs, and the only module of tiaoli that ours import."""

from tiaoli.archive import ZIP_MAGIC, Archive, ArchiveError, Limits, plain_name
from tiaoli.breaks import split_giant
from tiaoli.chinese.numerals import to_chinese
from tiaoli.chinese.width import fold
from tiaoli.clutter import mark_clutter
from tiaoli.diagnostic import Diagnostic
from tiaoli.discovery import read_with
from tiaoli.document import Document, SectionFacts
from tiaoli.errors import PluginError, SourceError, TiaoliError
from tiaoli.hookspecs import API_VERSION, Parser, Reader, Recognition, Writer, hookimpl
from tiaoli.markup import XmlError, XmlTarget, parse_events, parse_tree
from tiaoli.page import Attribute, Block, Cell, Page, Span, join_pages, top_heading, trim
from tiaoli.paged import Box, Rule, Run, Sheet, lay_out
from tiaoli.pairing import pair_lines
from tiaoli.rulebook.models import Pack, Site
from tiaoli.source import Decoded, Source
from tiaoli.structure import Outline, Paragraph, Section, read_outline

__all__ = [
    "API_VERSION",
    "ZIP_MAGIC",
    "Archive",
    "ArchiveError",
    "Attribute",
    "Block",
    "Box",
    "Cell",
    "Decoded",
    "Diagnostic",
    "Document",
    "Limits",
    "Outline",
    "Pack",
    "Page",
    "Paragraph",
    "Parser",
    "PluginError",
    "Reader",
    "Recognition",
    "Rule",
    "Run",
    "Section",
    "SectionFacts",
    "Sheet",
    "Site",
    "Source",
    "SourceError",
    "Span",
    "TiaoliError",
    "Writer",
    "XmlError",
    "XmlTarget",
    "fold",
    "hookimpl",
    "join_pages",
    "lay_out",
    "mark_clutter",
    "pair_lines",
    "parse_events",
    "parse_tree",
    "plain_name",
    "read_outline",
    "read_with",
    "split_giant",
    "to_chinese",
    "top_heading",
    "trim",
]
