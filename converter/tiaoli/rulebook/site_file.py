"""What a site file may hold, read from its nodes."""

from __future__ import annotations

from tiaoli.chinese.width import fold
from tiaoli.rulebook.checking import Checker
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.models import ClutterRule, Site
from tiaoli.rulebook.pack_file import HEADER_KEYS, read_header
from tiaoli.rulebook.yaml_nodes import Node

ZONES = ("anywhere", "top", "tail", "glued")
SITE_KEYS = (*HEADER_KEYS, "domains", "containers", "content_comments", "clutter_classes", "labels", "clutter")
_CLUTTER_KEYS = ("reason", "zone", "exact", "patterns", "rest")


def read_site(root: Node, faults: Faults, digest: str) -> Site:
    """The site that a file's root node describes; what is wrong is noted in `faults`."""
    check = Checker(faults)
    keys = check.mapping(root, SITE_KEYS, ("rules", "kind", "id", "version", "title"))
    header = read_header(keys, check)
    classes = check.entries(keys.get("clutter_classes"))
    return Site(
        id=header.id,
        domains=tuple(domain.lower().lstrip(".") for domain in check.texts(keys.get("domains"))),
        containers=check.texts(keys.get("containers")),
        content_comments=tuple(_comments(keys.get("content_comments"), check)),
        clutter_classes=tuple((reason, check.texts(value)) for reason, (_, value) in classes.items()),
        labels=frozenset(_bare(label) for label in check.texts(keys.get("labels"))),
        clutter=tuple(_clutter(item, check) for item in check.items(keys.get("clutter"))),
        sha256=digest,
    )


def _comments(node: Node | None, check: Checker) -> list[tuple[str, str]]:
    pairs = []
    for item in check.items(node):
        texts = check.texts(item)
        if len(texts) == 2:
            pairs.append((texts[0], texts[1]))
        elif item.kind == "list":
            expected = "two texts, the comment that begins the content and the one that ends it"
            check.faults.add("rules.wrong-type", item, expected=expected, found=f"{len(texts)}")
    return pairs


def _clutter(node: Node, check: Checker) -> ClutterRule:
    keys = check.mapping(node, _CLUTTER_KEYS, ("reason", "zone"))
    if keys and "exact" not in keys and "patterns" not in keys:
        check.faults.add("rules.missing-key", node, key="`exact` or `patterns`")
    return ClutterRule(
        reason=check.text(keys.get("reason")),
        zone=check.choice(keys.get("zone"), ZONES, "anywhere"),
        exact=frozenset(_bare(text) for text in check.texts(keys.get("exact"))),
        patterns=check.patterns(keys.get("patterns")),
        rest=check.truth(keys.get("rest")),
    )


def _bare(text: str) -> str:
    """The text as lines are compared: half width, without white space."""
    return "".join(fold(text).split())
