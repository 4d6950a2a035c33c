"""Which HTML elements start a line of their own, hold no text for the eye, or close by themselves."""

from __future__ import annotations

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "marquee",
        "menu",
        "nav",
        "noframes",
        "noscript",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "xmp",
    ]
)
"""Elements before and after which a new line begins."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements without content or end tag."""

MUTE = frozenset(("script", "style"))
"""Elements whose content is no text of the page."""

PREFORMATTED = frozenset(("pre", "xmp", "textarea"))
"""Elements in which a line break of the source is one of the text."""

HIDDEN = frozenset(("head", "xml", "title", "noscript", "template", "noframes", "textarea", "select", "datalist"))
"""Elements whose text is not part of what a reader of the page sees as its words."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

WRAPPERS = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "table",
        "tbody",
        "tr",
        "td",
        "form",
        "center",
        "font",
        "span",
        "blockquote",
        "fieldset",
        "dl",
        "dd",
        "ul",
    ]
)
"""Elements that may hold a whole document."""

NAMES = (
    BLOCKS
    | VOID
    | MUTE
    | frozenset(
        [
            "a",
            "abbr",
            "b",
            "big",
            "cite",
            "code",
            "em",
            "font",
            "i",
            "iframe",
            "ins",
            "label",
            "s",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "u",
        ]
    )
)
"""Element names as they are known when a tag is mended."""
