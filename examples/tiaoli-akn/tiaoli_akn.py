"""Writes Akoma Ntoso 3.0 (OASIS LegalDocML), the XML that parliaments keep their documents in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections.abc import Iterable

from tiaoli.plugin import Document, SectionFacts, Writer, hookimpl

TIAOLI_API = "1"

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LEVELS = ("section", "subsection", "paragraph", "subparagraph")
"""The elements of the first levels; what lies deeper is an `hcontainer`."""
UNDATED = "0001-01-01"
"""The schema wants a date; this one stands for none."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""


class AkomaNtosoWriter:
    """One file a document; `tiaoli convert --to akn` makes it."""

    name = "akn"
    extension = ".akn.xml"

    def write(self, document: Document) -> bytes:
        """The section tree as Akoma Ntoso, UTF-8; a failed document has an empty body."""
        root = Tree.Element("akomaNtoso", xmlns=NAMESPACE)
        doc = Tree.SubElement(root, "doc", name=document.metadata.document_type)
        _write_meta(doc, document)
        if document.metadata.title:
            preface = Tree.SubElement(Tree.SubElement(doc, "preface"), "p")
            Tree.SubElement(preface, "docTitle").text = _clean(document.metadata.title)
        body = Tree.SubElement(doc, "mainBody")
        for section in document.sections:
            _write_section(body, section)
        if not len(body):
            Tree.SubElement(body, "p")
        Tree.indent(root)
        return Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _write_meta(doc: Tree.Element, document: Document) -> None:
    """Who the document is by, of when, and what it is called as a work, a wording and a file (FRBR)."""
    meta = Tree.SubElement(doc, "meta")
    identification = Tree.SubElement(meta, "identification", source="#tiaoli")
    region = document.metadata.region
    date = document.metadata.date or document.metadata.published or UNDATED
    work = f"/akn/cn/doc/{region.adcode if region else 'unknown'}/{date}/{document.id.removeprefix('sha256:')[:12]}"
    wording = f"{work}/zho@{date}"
    for level, uri in (("Work", work), ("Expression", wording), ("Manifestation", f"{wording}.xml")):
        part = Tree.SubElement(identification, f"FRBR{level}")
        Tree.SubElement(part, "FRBRthis", value=f"{uri}/!main")
        Tree.SubElement(part, "FRBRuri", value=uri)
        Tree.SubElement(part, "FRBRdate", date=date, name="delivered")
        Tree.SubElement(part, "FRBRauthor", href="#author")
        if level == "Work":
            Tree.SubElement(part, "FRBRcountry", value="cn")
        if level == "Expression":
            Tree.SubElement(part, "FRBRlanguage", language="zho")
    references = Tree.SubElement(meta, "references", source="#tiaoli")
    author = document.metadata.issuer or (f"{region.name}人民政府" if region else "unknown")
    for name, shown in (("tiaoli", "tiaoli"), ("author", author)):
        href = f"/akn/ontology/organization/cn/{name}"
        Tree.SubElement(references, "TLCOrganization", eId=name, href=href, showAs=_clean(shown))


def _write_section(parent: Tree.Element, section: SectionFacts) -> None:
    """A section as the element of its level: number, heading, and its text before what it holds."""
    paragraphs = [_clean(paragraph.text) for paragraph in section.paragraphs]
    if not (paragraphs or section.heading or section.children):
        return
    name = f"sec_{section.id.replace('.', '__sec_')}"
    if section.heading and section.level <= len(LEVELS):
        element = Tree.SubElement(parent, LEVELS[section.level - 1], eId=name)
    else:
        element = Tree.SubElement(parent, "hcontainer", name=section.role or "part", eId=name)
    if section.marker:
        Tree.SubElement(element, "num").text = _clean(section.marker)
    if section.title:
        Tree.SubElement(element, "heading").text = _clean(section.title)
    if paragraphs or not section.children:
        text = Tree.SubElement(element, "intro" if section.children else "content")
        for paragraph in paragraphs or [""]:
            Tree.SubElement(text, "p").text = paragraph
    for child in section.children:
        _write_section(element, child)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


@hookimpl
def tiaoli_writers() -> Iterable[Writer]:
    """What this plugin offers."""
    return [AkomaNtosoWriter()]
