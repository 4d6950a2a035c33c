"""Reads OFD files (GB/T 33190-2016), the fixed-layout format of China's public bodies: pages as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaoli.plugin import ZIP_MAGIC, ArchiveError, Page, Reader, Recognition, Site, Source, hookimpl

TIAOLI_API = "1"


class OfdReader:
    """Any ZIP archive with OFD.xml in it."""

    name = "ofd"
    media_types: Sequence[str] = ("application/ofd",)
    extensions: Sequence[str] = (".ofd",)

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of an archive that holds OFD.xml, less so of a damaged one that is named so."""
        if not source.data.startswith(ZIP_MAGIC):
            return None
        from tiaoli_ofd.package import ENTRY, Package

        try:
            is_one = Package(source.data).has(ENTRY)
        except ArchiveError as fault:
            named = source.uri.lower().endswith(tuple(self.extensions))
            if named or ENTRY.encode() in source.data:
                return Recognition(0.6, f"an OFD file that cannot be opened: {fault.why}")
            return None
        return Recognition(0.95, f"a ZIP archive with {ENTRY}") if is_one else None

    def read(self, source: Source, site: Site) -> Page:
        """The page: the text of all sheets in reading order, page furniture and annotations as clutter."""
        from tiaoli_ofd.reading import read_page

        return read_page(source.data, site)


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of OFD files."""
    return [OfdReader()]
