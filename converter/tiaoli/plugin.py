"""The names that a plugin needs, and the only module of tiaoli that ours import."""

from tiaoli.breaks import split_giant
from tiaoli.chinese.numerals import to_chinese
from tiaoli.chinese.width import fold
from tiaoli.clutter import mark_clutter
from tiaoli.diagnostic import Diagnostic
from tiaoli.errors import PluginError, SourceError, TiaoliError
from tiaoli.hookspecs import API_VERSION, Parser, Reader, Recognition, Writer, hookimpl
from tiaoli.page import Attribute, Block, Cell, Page, Span, trim
from tiaoli.pairing import pair_lines
from tiaoli.rulebook.models import Pack, Site
from tiaoli.source import Decoded, Source
from tiaoli.structure import Outline, Paragraph, Section, read_outline

__all__ = [
    "API_VERSION",
    "Attribute",
    "Block",
    "Cell",
    "Decoded",
    "Diagnostic",
    "Outline",
    "Pack",
    "Page",
    "Paragraph",
    "Parser",
    "PluginError",
    "Reader",
    "Recognition",
    "Section",
    "Site",
    "Source",
    "SourceError",
    "Span",
    "TiaoliError",
    "Writer",
    "fold",
    "hookimpl",
    "mark_clutter",
    "pair_lines",
    "read_outline",
    "split_giant",
    "to_chinese",
    "trim",
]
