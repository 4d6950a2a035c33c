"""A pack to start from without samples: short, commented, and at work as it stands."""

from __future__ import annotations

from tiaoli.rulebook.packs import Library
from tiaoli.workbench.drafting import Request, header, top_lines
from tiaoli.workbench.drafting_words import Say, saying
from tiaoli.workbench.samples import choose_parent
from tiaoli.workbench.yaml_lines import Entry, Prose, one_line, write_yaml

GENRE = "督查通报"
"""The kind of document that the template is for where the author names none."""


def template_pack(library: Library, request: Request) -> str:
    """The text of a pack that knows documents by its title; raises UsageError where the pack to extend is not there."""
    say = saying(request.language)
    parent = choose_parent(library, [], request.extends)
    title = one_line(request.title or "") or GENRE
    remarks = [say("template-top"), say("template-from"), say("commands", file=request.file or "FILE")]
    entries = [
        *header(request, title, parent, say),
        Entry("applies_to", (
            Entry("must", (Entry("", {"in": "title", "any": [title.replace("{", "{{").replace("}", "}}")]}),),
                  comment=say("must")),
            Entry("must_not", (Entry("", {"in": "title", "any": ["解读", "图解"]}),), comment=say("must-not")),
        ), above=(say("applies"),)),
        Entry("headings", (Entry("article", {"level": 1, "sample": "第一条"}, off=True),),
              above=(say("template-headings"),)),
        _fields(say),
        Entry("roles", (Entry("problems", {"heading": ["存在问题", "存在的问题"]}),), above=(say("roles"),)),
        _tests(title, say),
    ]  # fmt: skip
    return top_lines(request, remarks) + write_yaml(entries)


def _fields(say: Say) -> Entry:
    sources = (
        Entry("", {"pair": ["督查时间", "检查时间"]}, comment=say("template-pair")),
        Entry("", {"in": "front", "pattern": "{start}督查时间:{value:date}"}, comment=say("template-front")),
    )
    inspected = Entry("inspected", (Entry("type", "date"), Entry("from", sources)))
    return Entry("fields", (inspected,), above=(say("template-fields"),))


def _tests(title: str, say: Say) -> Entry:
    text = f"云溪县2024年{title}\n督查时间:2024年3月5日\n一、存在的问题\n少数企业台账不全。\n二、工作要求\n立即整改。"
    expected = (
        Entry("", {"field": "inspected", "value": "2024-03-05"}),
        Entry("", {"heading": "存在的问题", "level": 1, "role": "problems"}),
    )
    ours = (
        Entry("name", say("test-name")), Entry("text", Prose(text)), Entry("applies", True), Entry("expect", expected),
    )  # fmt: skip
    others = (
        Entry("name", say("test-other")), Entry("text", Prose(f"云溪县2024年{title}解读")), Entry("applies", False),
    )  # fmt: skip
    return Entry("tests", (Entry("", ours), Entry("", others)), above=(say("tests"),))
