"""From words that stand at places on pages (PDF, OFD) to running text: columns, lines, paragraphs, tables."""

from tiaoli.paged.layout import lay_out
from tiaoli.paged.sheet import Box, Rule, Run, Sheet

__all__ = ["Box", "Rule", "Run", "Sheet", "lay_out"]
