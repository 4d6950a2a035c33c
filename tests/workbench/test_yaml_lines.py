"""YAML written with comments: whatever a text holds, it is read back the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.rulebook.checking import plain
from tiaoli.rulebook.faults import Faults
from tiaoli.rulebook.yaml_nodes import read_nodes
from tiaoli.workbench.yaml_lines import Entry, Prose, write_yaml

TRICKY = [
    "一、",
    "甲：“乙”",
    "a: b # c",
    "{start}甲{{",
    "- 甲",
    "'",
    '"',
    "\\n",
    "!!str",
    "&a",
    "*a",
    "[甲，乙]",
    " 甲 ",
    "|",
    "",
]


def read_back(text: str) -> Any:
    faults = Faults("draft.yaml")
    root = read_nodes(text.encode(), faults)
    assert faults.found == []
    assert root is not None
    return plain(root)


@given(st.text() | st.sampled_from(TRICKY))
def test_any_text_written_as_a_value_is_read_back_the_same(text: str) -> None:
    entries = [Entry("k", text), Entry("in_list", [text, "乙"]), Entry("in_map", {"甲": text})]
    assert read_back(write_yaml(entries)) == {"k": text, "in_list": [text, "乙"], "in_map": {"甲": text}}


@given(st.lists(st.text() | st.sampled_from(TRICKY), min_size=1).map("\n".join))
def test_any_text_of_several_lines_is_read_back_the_same(text: str) -> None:
    assert read_back(write_yaml([Entry("tests", (Entry("", (Entry("text", Prose(text)),)),))])) == {
        "tests": [{"text": text}]
    }


@given(st.text())
def test_any_text_may_be_a_comment(text: str) -> None:
    assert read_back(write_yaml([Entry("k", "v", comment=text, above=(text,))])) == {"k": "v"}


@pytest.mark.parametrize("word", ["no", "true", "Null", "0731", "12:30", "1.0"])
def test_a_text_that_yaml_takes_for_something_else_is_quoted(word: str) -> None:
    assert write_yaml([Entry("k", word)]) == f'k: "{word}"\n'


def test_what_is_off_is_commented_out_and_comes_to_life_without_its_marks() -> None:
    roles = Entry("roles", (Entry("one", {"heading": ["甲"]}, off=True), Entry("two", {"heading": ["乙"]})))
    written = write_yaml([roles])
    assert read_back(written) == {"roles": {"two": {"heading": ["乙"]}}}
    assert read_back(written.replace("# ", "")) == {"roles": {"one": {"heading": ["甲"]}, "two": {"heading": ["乙"]}}}


def test_a_key_with_nothing_left_below_it_is_commented_out_too() -> None:
    roles = Entry("roles", (Entry("one", {"heading": ["甲"]}, off=True),))
    assert write_yaml([Entry("id", "a"), roles]) == "id: a\n\n# roles:\n#   one: {heading: [甲]}\n"
