"""The whole program: a source is read, its pack chosen, its outline parsed, the document put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tiaoli
from tiaoli import choosing
from tiaoli.admission import PLUGIN_FAULTS, in_words
from tiaoli.clutter import drop_repeats
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document
from tiaoli.extraction.assembly import assemble, diagnostics_part, source_part
from tiaoli.extraction.extracted import extract
from tiaoli.extraction.views import head_of, title_candidate
from tiaoli.page import Page
from tiaoli.rulebook.choice import rank_packs
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import Library, load_library
from tiaoli.source import Source
from tiaoli.structure import Outline


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chose; None leaves the choice to scores."""

    reader: str | None = None
    parser: str | None = None
    pack: str | None = None
    rules: tuple[Path, ...] = ()
    """Folders and files with further rules."""
    settings: tuple[Path, ...] = ()
    """The same, as `tiaoli.toml` names them."""
    topics: bool = False
    """Whether the pack's dictionaries are counted, which takes longer than all the rest."""


Choice = Callable[[Page], tuple[Pack, Page]]
"""What gives a page its pack, and the page with what is to be said of the choice."""


class StepError(Exception):
    """A step that could not give a result, with the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def convert(
    source: Source | Path | str | bytes,
    *,
    uri: str | None = None,
    reader: str | None = None,
    parser: str | None = None,
    pack: str | None = None,
    rules: Sequence[Path | str] = (),
    topics: bool = False,
) -> Document:
    """The document of one source: a path, or the bytes themselves, named `uri` in the document.

    Reader, parser and pack may be chosen by name; `rules` are folders or files with further packs; `topics` has
    the pack's dictionaries counted, which loads jieba. What is odd about a source is a diagnostic, never an
    exception. Raises UsageError for a name that nothing bears, RuleError for a faulty pack, and SourceError for a
    path that cannot be read.
    """
    options = Options(reader, parser, pack, tuple(Path(place) for place in rules), topics=topics)
    return convert_source(as_source(source, uri), options)


def convert_source(source: Source, options: Options) -> Document:
    """The whole program: rules for the source's site, and the pack that is asked for or fits best."""
    library = load_library(options.rules, options.settings)
    site = library.site_for(source.uri)
    return convert_under(source, site, lambda page: choose_pack(library, page, options.pack), options)


def convert_under(source: Source, site: Site, choose: Choice, options: Options) -> Document:
    """The document of a source, step by step, under the rules of a site and the pack that `choose` gives its page."""
    used: dict[str, Any] = {"tiaoli": tiaoli.__version__}
    try:
        check(source)
        page = read(source, site, options.reader, used)
        pack, page = choose(page)
        outline = parse(page, pack, options.parser, used)
    except StepError as failure:
        return failed_document(source, failure.diagnostics, used)
    used |= {"pack": pack.id, "pack_version": pack.version, "pack_sha256": pack.sha256}
    return assemble(source, extract(page, pack, outline, topics=options.topics), producers(used))


def as_source(source: Source | Path | str | bytes, uri: str | None = None) -> Source:
    """A source from what callers have at hand: a path, or the bytes themselves."""
    if isinstance(source, Source):
        return replace(source, uri=uri) if uri else source
    return Source(source, uri=uri or "-") if isinstance(source, bytes) else Source.from_path(Path(source), uri=uri)


def check(source: Source) -> None:
    """Stops at sources without text, whatever readers think of them."""
    if not source.data.strip():
        raise StepError(Diagnostic("source.empty", None, {"size": len(source.data)}))


def read(source: Source, site: Site, name: str | None, used: dict[str, Any]) -> Page:
    """The page that the chosen or best reader makes of the source, with a repeated body kept once."""
    reader, remarks = choosing.choose("reader", name, source)
    if reader is None:
        raise StepError(*remarks, _unreadable(source))
    used["reader"] = reader.name
    page: Page = _guarded("reader", reader.name, lambda: reader.read(source, site), Page)
    _refuse("reader", reader.name, page.fault())
    if not page.folded.strip():
        raise StepError(*page.diagnostics, *_why_empty(page, source))
    if not page.content and all(remark.code != "document.no-content" for remark in page.diagnostics):
        remarks += (Diagnostic("document.no-content", None, {"why": "every line is page furniture"}),)
    return drop_repeats(replace(page, diagnostics=(*remarks, *page.diagnostics)), site)


def _why_empty(page: Page, source: Source) -> tuple[Diagnostic, ...]:
    """What is to be said of a page without text beside what its reader says of it."""
    severities = {remark.severity for remark in page.diagnostics}
    if "error" in severities:
        return ()
    if "warning" in severities:
        return (Diagnostic("source.textless"),)
    return (Diagnostic("source.empty", None, {"size": len(source.data)}),)


def _unreadable(source: Source) -> Diagnostic:
    if source.looks_binary:
        return Diagnostic("source.binary", None, {"found": source.looks_binary})
    return Diagnostic("reader.none", None, {"media_type": source.media_type})


def choose_pack(library: Library, page: Page, name: str | None) -> tuple[Pack, Page]:
    """The pack to apply, and the page with a remark where two fit equally well."""
    if name:
        return library.pack(name), page
    ranked = rank_packs(library, title_candidate(page), head_of(page), page.folded)
    if not ranked:
        raise StepError(*page.diagnostics, Diagnostic("pack.none"))
    best = ranked[0]
    tied = [entry.pack.id for entry in ranked if entry.score == best.score and entry.pack.id not in best.pack.ancestors]
    if len(tied) > 1:
        remark = Diagnostic("pack.tie", None, {"names": ", ".join(tied), "chosen": tied[0]})
        page = replace(page, diagnostics=(*page.diagnostics, remark))
    return best.pack, page


def parse(page: Page, pack: Pack, name: str | None, used: dict[str, Any]) -> Outline:
    """The outline that the chosen or best parser makes of the page."""
    parser, remarks = choosing.choose("parser", name, page)
    if parser is None:
        raise StepError(*page.diagnostics, *remarks, Diagnostic("parser.none"))
    used["parser"] = parser.name
    outline: Outline = _guarded("parser", parser.name, lambda: parser.parse(page, pack), Outline)
    _refuse("parser", parser.name, outline.fault(len(page.text)))
    return replace(outline, diagnostics=(*remarks, *outline.diagnostics))


def _guarded(kind: str, name: str, step: Callable[[], Any], wanted: type) -> Any:
    """The result of a plugin's step; a failure becomes a diagnostic that names the plugin."""
    try:
        result = step()
    except PLUGIN_FAULTS as error:
        raise StepError(Diagnostic(f"{kind}.failed", None, {kind: name, "why": in_words(error)})) from error
    if not isinstance(result, wanted):
        _refuse(kind, name, f"a {type(result).__name__} where a {wanted.__name__} is asked for")
    return result


def _refuse(kind: str, name: str, fault: str | None) -> None:
    """Stops at a result that the plugin should not have given."""
    if fault:
        raise StepError(Diagnostic("plugin.bad-result", None, {"plugin": f"{kind} {name}", "why": fault}))


def failed_document(source: Source, diagnostics: Sequence[Diagnostic], used: dict[str, Any] | None = None) -> Document:
    """A document that says only why there is none."""
    return Document.model_validate(
        {
            **source_part(source),
            "status": "failed",
            "produced_by": producers(used or {"tiaoli": tiaoli.__version__}),
            "metadata": {"document_type": "other"},
            "text": "",
            "diagnostics": diagnostics_part(tuple(diagnostics)),
        }
    )


def producers(used: dict[str, Any]) -> dict[str, Any]:
    """The `produced_by` of a document: every key of it, None where a step was not reached."""
    return {key: used.get(key) for key in ("tiaoli", "reader", "parser", "pack", "pack_version", "pack_sha256")}


__all__ = ["Options", "convert", "convert_source", "failed_document"]
