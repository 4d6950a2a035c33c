"""A site file checked, and the site that it describes."""

from __future__ import annotations

from typing import Any

from tiaoli.rulebook.entries import Entry, Items
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.language import SITE
from tiaoli.rulebook.models import ClutterRule, Site
from tiaoli.rulebook.pack_file import bare, build_tests, origins_of, read_file
from tiaoli.rulebook.patterns import Patterns
from tiaoli.rulebook.yaml_nodes import Node


def read_site(root: Node, faults: Faults, digest: str) -> Site:
    """The site that a file's root node describes; what is wrong is noted in `faults`."""
    given: dict[str, Any] = {key: value for key, value in read_file(root, SITE, faults).items() if value is not None}
    classes = given.get("clutter_classes", {})
    return Site(
        id=given.get("id", ""),
        version=given.get("version", ""),
        title=given.get("title", ""),
        status=given.get("status", "draft"),
        domains=tuple(domain.lower().lstrip(".") for domain in given.get("domains", ())),
        containers=tuple(given.get("containers", ())),
        content_comments=tuple((pair[0], pair[1]) for pair in given.get("content_comments", ()) if pair),
        clutter_classes=tuple((reason, tuple(words or ())) for reason, words in classes.items()),
        labels=frozenset(bare(label) for label in given.get("labels", ())),
        clutter=tuple(_clutter(item) for item in given.get("clutter", ())),
        sha256=digest,
        path=faults.file,
        tests=build_tests(given.get("tests", Items.of(()))),
        origins=dict(origins_of(given)),
    )


def _clutter(entry: Entry) -> ClutterRule:
    return ClutterRule(
        reason=entry.get("reason") or "",
        zone=entry.get("zone") or "anywhere",
        exact=frozenset(bare(text) for text in entry.get("exact") or ()),
        patterns=Patterns(entry.get("patterns") or ()),
        rest=entry.get("rest") or False,
        line=entry.origin.line,
        origin=entry.origin.id,
    )
