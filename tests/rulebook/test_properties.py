"""What holds of every pattern and every rule file, however odd."""

import copy
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.chinese.width import fold
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.inheritance import inherit
from tiaoli.rulebook.loading import check_bytes
from tiaoli.rulebook.pack_file import PackFile, read_pack
from tiaoli.rulebook.patterns import compile_pattern
from tiaoli.rulebook.placeholders import KINDS
from tiaoli.rulebook.site_file import read_site
from tiaoli.rulebook.wording import in_words
from tiaoli.rulebook.yaml_nodes import read_nodes

PIECES = st.sampled_from(
    [*(f"{{{kind}}}" for kind in KINDS), "{?", "}", "{{", "}}", "{a:n}", "第", "届", "（", ".", " "]
)
TEXTS = st.text(st.sampled_from("第一届2024年月日市长王 \n　（.。：}{"), max_size=60)

KEYS = [
    "rules",
    "kind",
    "id",
    "version",
    "title",
    "extends",
    "applies_to",
    "must",
    "in",
    "any",
    "pattern",
    "regex",
    "fields",
    "from",
    "roles",
    "has",
    "tests",
]
LINES = st.builds(
    lambda indent, dash, key, colon, value: " " * indent + dash + key + colon + value,
    st.integers(0, 6),
    st.sampled_from(["", "- ", "-"]),
    st.sampled_from([*KEYS, "甲", ""]),
    st.sampled_from([": ", ":", "：", ""]),
    st.sampled_from(
        ["", "1", "[甲, 乙]", "[甲，乙]", "{in: head}", "{n}", "“甲”", "*a", "&a", "!!x", "|", '"', "\t", "\x00"]
    ),
)


@given(st.lists(PIECES, max_size=12).map("".join), TEXTS)
def test_a_pattern_is_refused_with_a_reason_or_finds_ink_within_the_text(source: str, text: str) -> None:
    with suppress(ValueError):
        pattern = compile_pattern(source)
        folded = fold(text)
        for found in pattern.find_all(folded):
            for start, end in (found.span, *found.groups.values()):
                assert found.span[0] <= start < end <= found.span[1] <= len(folded)
                assert folded[start:end].strip() == folded[start:end]


@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=60))
def test_a_rule_file_is_read_or_has_faults_and_never_raises(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    for read in (lambda root, faults: inherit([read_pack(root, faults, "")]), lambda *a: read_site(*a, "")):
        faults = Faults("a.yaml")
        root = read_nodes(data, faults)
        if root is None:
            assert faults.found
        else:
            read(root, faults)
        assert all(fault.place.line is None or fault.place.line <= text.count("\n") + 2 for fault in faults.found)


WHOLE = yaml.safe_load(Path(__file__).with_name("whole_pack.yaml").read_text("utf-8"))
PARENT = """\
rules: 1
id: x.parent
version: 1.0.0
title: 父
abstract: true
fields: {date: {from: [{reader: title}]}, published: {from: [{reader: title}]}}
""".encode()
ODD = [
    None,
    "",
    [],
    {},
    "甲",
    ["甲"],
    [[]],
    [{}],
    {"a": 1},
    {"": ""},
    -1,
    10**20,
    True,
    [None],
    "{n}",
    "a.b.c",
    {"set": []},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def load(text: str) -> tuple[Faults, Faults]:
    faults, others = Faults("a.yaml"), Faults("parent.yaml")
    files = [check_bytes(text.encode(), faults), check_bytes(PARENT, others)]
    inherit([file for file in files if isinstance(file, PackFile)])
    return faults, others


def test_the_whole_pack_has_no_fault() -> None:
    assert [faults.found for faults in load(yaml.safe_dump(WHOLE, allow_unicode=True))] == [[], []]


@given(st.sampled_from(list(places(WHOLE))), st.sampled_from(ODD), st.sampled_from([None, True, False]))
def test_whatever_stands_in_the_place_of_a_value_is_told_once_and_in_its_own_file(
    path: tuple[Any, ...], odd: Any, flow: bool | None
) -> None:
    changed = copy.deepcopy(WHOLE)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = odd
    text = yaml.safe_dump(changed, allow_unicode=True, default_flow_style=flow)
    faults, others = load(text)
    told = [(fault.code, fault.place, in_words(fault.code, fault.params, "zh")) for fault in faults.found]
    assert len(told) == len(set(told))
    assert others.found == []
