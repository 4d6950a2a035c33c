"""From a page's lines to a tree of sections: markers, contents, unnumbered heads, gaps, annexes."""

from tiaoli.structure.outline import read_outline
from tiaoli.structure.sections import Outline, Paragraph, Section

__all__ = ["Outline", "Paragraph", "Section", "read_outline"]
