"""Mends broken markup before it is parsed, and says what it mended."""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaoli_html.elements import NAMES

_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
_HAS_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_END_OF_PAGE = re.compile(r"</(?:[Hh][Tt][Mm][Ll]|[Bb][Oo][Dd][Yy])\s*>")
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_DOCTYPE = re.compile(r"<![Dd][Oo][Cc][Tt][Yy][Pp][Ee][^<>]*>")
_ATTRIBUTES = "class|id|style|align|valign|name|href|src|width|height|title|target|border|face|size|color|content"
_GLUED = re.compile(rf"<({'|'.join(sorted(NAMES, key=len, reverse=True))})(?=(?:{_ATTRIBUTES})\s*=)", re.IGNORECASE)
_SUSPECT = re.compile(r"<[A-Za-z][A-Za-z0-9]*\s*=")
_ESCAPED = re.compile(r"""<[A-Za-z][^<>]{0,200}=\\["']""")
_DOUBLED = re.compile(r'<[A-Za-z][^<>"]{0,200}=""[^"\s<>=/]')
_TITLE = re.compile(r"<[Tt][Ii][Tt][Ll][Ee]\b[^<>]*>")
_TITLE_END = re.compile(r"</[Tt][Ii][Tt][Ll][Ee]")


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The markup as a parser can read it to the end, and what had to be mended."""
    found: list[str] = []
    for name, step in _STEPS:
        mended = step(text)
        if mended is not None and mended != text:
            text = mended
            found.append(name)
    return _END_OF_PAGE.sub("", text), tuple(found)


def _drop_controls(text: str) -> str | None:
    return text.translate(_CONTROLS) if _HAS_CONTROL.search(text) else None


def _unescape_quotes(text: str) -> str | None:
    """Markup that went through a database dump has its quotes escaped or doubled."""
    if '=\\"' in text and len(_ESCAPED.findall(text, 0, 200_000)) >= 2:
        return text.replace('\\"', '"').replace("\\'", "'").replace("\\r\\n", "\n").replace("\\n", "\n")
    if '=""' in text and len(_DOUBLED.findall(text, 0, 200_000)) >= 2:
        return text.replace('""', '"')
    return None


def _part_glued_tags(text: str) -> str | None:
    return _GLUED.sub(r"<\1 ", text) if _SUSPECT.search(text) else None


def _drop_page_ends(text: str) -> str | None:
    """Server-side includes leave an end of the page in its middle, and parsers drop what follows it."""
    first = _END_OF_PAGE.search(text)
    if not first or not _NO_TEXT.sub("", text[first.end() :]).strip():
        return None
    return _END_OF_PAGE.sub("", text)


def _drop_doctypes(text: str) -> str | None:
    first = _DOCTYPE.search(text)
    if not first:
        return None
    return text[: first.end()] + _DOCTYPE.sub("", text[first.end() :])


def _close_comment(text: str) -> str | None:
    """A comment that nothing ends would swallow the rest; its mark is taken out."""
    opened = text.rfind("<!--")
    if opened < 0 or text.find("-->", opened + 2) >= 0 or text.find("--!>", opened + 2) >= 0:
        return None
    first = text.find("<!--", max(text.rfind("-->"), text.rfind("--!>"), 0))
    return text[:first] + text[first:].replace("<!--", "")


def _close_title(text: str) -> str | None:
    title = _TITLE.search(text)
    if not title or _TITLE_END.search(text, title.end()):
        return None
    at = text.find("<", title.end())
    return text[:at] + "</title>" + text[at:] if at >= 0 else None


_STEPS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("control characters", _drop_controls),
    ("escaped quotes", _unescape_quotes),
    ("tags without a space behind their name", _part_glued_tags),
    ("an end of the page in its middle", _drop_page_ends),
    ("repeated doctypes", _drop_doctypes),
    ("a comment without an end", _close_comment),
    ("a title without an end", _close_title),
)
