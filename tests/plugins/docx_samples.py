"""Builds Word files from snippets of WordprocessingML, and reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from html_samples import check_blocks

from tiaoli.plugin import Page, Site, Source
from tiaoli_docx import DocxReader

SITE = Site("test", labels=frozenset(("索引号", "发布日期", "文号")))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
         "settings": "settings", "header": "hdr", "footer": "ftr"}  # fmt: skip
"""The kinds of parts that a document refers to, and the root element of each."""


def part(root: str, content: str) -> str:
    """A whole part; `root` is its element's name without a prefix."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{content}</w:{root}>'


def docx(
    body: str, parts: Mapping[str, str] | None = None, *, main: str = "word/document.xml", kind: str = "document"
) -> bytes:
    """The bytes of a Word file; `parts` gives the content of further parts by kind, such as `numbering`."""
    contents = {name: part(ROOTS[name.rstrip("0123456789")], content) for name, content in (parts or {}).items()}
    return archive(
        {
            "[Content_Types].xml": content_types(main, kind),
            "_rels/.rels": relationships({"rId1": ("officeDocument", main)}),
            main: part("document", f"<w:body>{body}</w:body>"),
            f"{main.rpartition('/')[0]}/_rels/{main.rpartition('/')[2]}.rels": relationships(
                {name: (name.rstrip("0123456789"), f"{name}.xml") for name in contents}
            ),
            **{f"{main.rpartition('/')[0]}/{name}.xml": content for name, content in contents.items()},
        }
    )


def content_types(main: str, kind: str = "document") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{_TYPES}.{kind}.main+xml"/></Types>'
    )


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_RELATED}/{kind}" Target="{target}"/>'
            for name, (kind, target) in targets.items()
        )
        + "</Relationships>"
    )


def archive(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """The archive with one string put for another in every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return archive({name: file.read(name).decode().replace(old, new) for name in file.namelist()})


def r(text: str, properties: str = "") -> str:
    """A run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph: of runs, or of one run with the text."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{content if '<' in content else r(content)}</w:p>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def field(code: str, result: str | None = None) -> str:
    """A field with its instruction and, where it has one, its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = "" if result is None else mark("separate") + (result if "<" in result else r(result))
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{mark('end')}"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{inner}{content if content.startswith('<') else p(content)}</w:tc>"


def read(data: bytes | str, parts: Mapping[str, str] | None = None, uri: str = "a.docx") -> Page:
    """The page of a file, or of the body of one."""
    data = data if isinstance(data, bytes) else docx(data, parts)
    page = DocxReader().read(Source(data, uri), SITE)
    check_blocks(page)
    return page


def lines(body: str, parts: Mapping[str, str] | None = None) -> list[str]:
    return read(body, parts).text.split("\n")
