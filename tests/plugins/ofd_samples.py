"""Builds OFD files from snippets of its XML, and reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx_samples import archive
from html_samples import check_blocks

from tiaoli.plugin import Page, Sheet, Site, Source
from tiaoli_ofd import OfdReader
from tiaoli_ofd.document import read_document
from tiaoli_ofd.package import Package
from tiaoli_ofd.sheets import Findings, read_sheets

SITE = Site("test", labels=frozenset(("索引号", "发文字号", "文号")))
NAMESPACE = "http://www.ofdspec.org/2016"
BODY_SIZE = 5.6
"""三号, in millimetres."""


def element(name: str, content: str = "", prefix: str = "ofd") -> str:
    """A whole part; its content is written with the prefix `ofd:`."""
    part = f'<ofd:{name} xmlns:ofd="{NAMESPACE}">{content}</ofd:{name}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{part}'.replace("ofd:", f"{prefix}:").replace(":ofd=", f":{prefix}=")


def text(
    words: str,
    x: float = 30,
    y: float = 40,
    *,
    size: float = BODY_SIZE,
    code: str | None = None,
    inner: str = "",
    **said: str,
) -> str:
    """A text object whose first baseline begins at a place of the page; `code` has the attributes of its TextCode."""
    steps = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 150 {size * 1.2}" Font="3" Size="{size}"{attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="{size}" {steps if code is None else code}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, **said: str) -> str:
    """A path object over the whole page."""
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return (
        f'<ofd:PathObject ID="8" Boundary="0 0 210 297"{attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def composites(content: str) -> dict[str, str | bytes]:
    """A part of resources with one composite unit, 60, and what stands in it."""
    unit = f'<ofd:CompositeGraphicUnit ID="60"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'
    lists = f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"
    return {"Doc_0/Res.xml": element("Res", lists)}


RESOURCES = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
"""Among what a document shares, where the composite units lie."""


def picture(box: str = "0 0 210 297") -> str:
    return f'<ofd:ImageObject ID="7" Boundary="{box}" ResourceID="70" CTM="210 0 0 297 0 0"/>'


def page(*objects: str, head: str = "") -> str:
    """The part of a page: what stands before its content, and the objects of its one layer."""
    return element("Page", f'{head}<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content>')


def document(pages: Sequence[str], *, common: str = "", more: str = "") -> str:
    """The root part of a document, its pages by their locations."""
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="{location}"/>' for at, location in enumerate(pages, 1))
    return element("Document", f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}")


def entry(*roots: str, info: str = "", more: str = "") -> str:
    """OFD.xml, with a document for each location."""
    return element(
        "OFD",
        "".join(
            f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot>{more}</ofd:DocBody>"
            for root in roots
        ),
    )


def ofd(*pages: str, parts: Mapping[str, str | bytes] | None = None, common: str = "", more: str = "") -> bytes:
    """The bytes of an OFD file with these pages; `parts` adds parts or puts others in the place of its own."""
    locations = [f"Pages/Page_{at}/Content.xml" for at in range(len(pages))]
    own = {f"Doc_0/{location}": content for location, content in zip(locations, pages, strict=True)}
    return archive(
        {
            "OFD.xml": entry("Doc_0/Document.xml"),
            "Doc_0/Document.xml": document(locations, common=common, more=more),
            **own,
            **(parts or {}),
        }
    )


def sheets(data: bytes, findings: Findings | None = None) -> list[Sheet]:
    """The sheets of all documents of a file."""
    package, findings = Package(data), findings or Findings()
    return [sheet for part, _ in package.documents() for sheet in read_sheets(read_document(package, part), findings)]


def words(data: bytes) -> list[str]:
    """What the runs of the first sheet say."""
    return [run.text for run in sheets(data)[0].runs]


def read(data: bytes, uri: str = "a.ofd") -> Page:
    """The page of a file."""
    found = OfdReader().read(Source(data, uri), SITE)
    check_blocks(found)
    return found


def codes(found: Page) -> list[str]:
    return [remark.code for remark in found.diagnostics]
