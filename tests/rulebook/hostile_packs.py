"""Rule files that try to hang a run, run code, read files or reach the network; run as a script, what came of each.

The script prints a line of JSON for each: its outcome, and what was opened, imported or run that is none of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HEADER = "rules: 1\nid: x.pack\nversion: 1.0.0\ntitle: 甲\napplies_to: {must: [{in: head, any: [工作]}]}\n"
SITE = "rules: 1\nkind: site\nid: x.site\nversion: 1.0.0\ntitle: 甲\n"
TEXT = "云溪县2025年政府工作报告\n各位代表:\n一、2024年工作回顾\n全年生产总值增长5%,aaaaaaaaaaaaaaaaaaaaaaaa!\n" * 20
PAGE = f"<html><body><div id='zoom' class='((( a'><!--a--><p>{TEXT}</p><!--b--></div></body></html>"


def heads(*patterns: str) -> str:
    return HEADER + "part_heads:\n" + "".join(f"  - {pattern}\n" for pattern in patterns)


def rows(count: int, row: Callable[[int], str]) -> str:
    return "".join(row(at) for at in range(count))


PARENT = "rules: 1\nid: x.parent\nversion: 1.0.0\ntitle: 甲\nabstract: true\n"
CHILD = HEADER + "extends: [x.parent]\n"

PACKS: dict[str, tuple[str, ...]] = {
    "a catastrophic regex": (heads('{regex: "(a+)+$"}', '{regex: "(a|aa)+$"}', '{regex: "(.*a){20}!"}'),),
    "nested optional parts": (heads('"{?{?{?{?{?a}}}}}甲"', '"' + "{?{any}}" * 60 + '甲"'),),
    "every placeholder many times": (heads(*('"甲' + f"{{{kind}}}" * 40 + '乙"' for kind in ("any", "region", "n"))),),
    "huge repeats": (heads('{regex: "(a{1000}){1000}"}'),),
    "repeats just allowed": (heads(*['{regex: "[^甲]{1000}甲"}'] * 20),),
    "an alias bomb": (HEADER + rows(40, lambda at: f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n"),),
    "an alias of itself": (HEADER + "part_heads: &a [*a]\n",),
    "a tag that runs code": (HEADER + "document_type: !!python/object/apply:os.system [id]\n",),
    "a tag that imports": (HEADER + "document_type: !!python/module:antigravity\n",),
    "a merge key": (HEADER + "<<: {abstract: true}\n",),
    "a reference": (HEADER + "$ref: file:///etc/passwd\n",),
    "an id that is a path": (HEADER.replace("x.pack", "../../../etc/passwd"),),
    "a parent that is a path": (HEADER + 'extends: [/etc/passwd, "file:///etc/passwd", ../x.yaml]\n',),
    "a parent that is an address": (HEADER + 'extends: ["http://localhost/x.yaml"]\n',),
    "a reader that is a path": (HEADER + "fields:\n  title: {from: [{reader: /etc/passwd}]}\n",),
    "a template of attributes": (HEADER + 'part_heads: ["{0.__class__}甲", "甲{any.__globals__}"]\n',),
    "numbers beyond all measure": (
        HEADER + "indicators: {a: {label: 甲, aliases: [甲], growth: {range: [-1e999, 1e999]}}}\n",
    ),
    "a version of many digits": (PARENT, HEADER + f'extends: ["x.parent >={"9" * 5000}"]\n'),
    "a range of white space": (PARENT, HEADER + f'extends: ["x.parent {" " * 200_000}x"]\n'),
    "a version in odd digits": (PARENT.replace("1.0.0", "1.²"), HEADER + "extends: [x.parent >=1]\n"),
    "keys without end": (
        HEADER + "topics: {a: {label: 甲, terms: {" + rows(20_000, lambda at: f"t{at}: 1,") + "}}}\n",
    ),
    "unknown keys without end": (HEADER + rows(20_000, lambda at: f"k{at}: 甲\n"),),
    "one long line": (HEADER + "description: " + "甲" * 300_000 + "\n",),
    "a long pattern": (heads('"' + "甲" * 100_000 + '"'),),
    "a long name": (HEADER + "roles: {" + "a" * 400_000 + ": {has: [甲]}}\n",),
    "sources without end": (
        HEADER
        + "fields:\n  a:\n    from:\n"
        + rows(10_000, lambda at: f'      - {{in: body, pattern: "甲{at}{{n}}"}}\n'),
    ),
    "sources as many as may be": (
        HEADER
        + "fields:\n  a:\n    from:\n"
        + rows(4000, lambda at: f'      - {{in: body, pattern: "年{at}{{n}}"}}\n'),
    ),
    "roles without end": (HEADER + "roles:\n" + rows(3000, lambda at: f"  r{at}: {{heading: [甲{at}]}}\n"),),
    "headings without end": (
        HEADER + "headings:\n" + rows(2000, lambda at: f"  h{at}: {{level: 1, sample: 甲{at}一、}}\n"),
    ),
    "a sample of brackets": (
        HEADER + 'headings:\n  a: {level: 1, sample: "一((([[[*+?\\\\", title_ends_with: ["", "(((", "["]}\n',
    ),
    "words without end": (
        heads('"{n}甲"')
        + 'records:\n  r:\n    each: sentence\n    pattern: "{v}甲"\n    words: {v: ['
        + rows(20_000, lambda at: f"词{at},")
        + "]}\n",
    ),
    "words in every pattern": (
        HEADER
        + "roles:\n  r:\n    words: {v: ["
        + rows(2000, lambda at: f"词{at},")
        + "]}\n    has:\n"
        + rows(5000, lambda at: f'      - "{{v}}甲{at}"\n'),
    ),
    "spellings without end": (
        HEADER
        + "indicators:\n  r:\n    label: 甲\n    growth: {}\n    words: {v: ["
        + rows(190, lambda at: f"词{'语' * 400}{at},")
        + "]}\n    aliases:\n"
        + rows(5000, lambda at: f'      - "{{v}}甲{at}"\n'),
    ),
    "optional parts without end": (
        HEADER
        + "indicators:\n  r:\n    label: 甲\n    growth: {}\n    aliases:\n"
        + rows(2000, lambda at: '      - "' + "{?甲}" * 120 + f'{at}"\n'),
    ),
    "unused words without end": (
        HEADER + "roles:\n  r:\n    has: [甲]\n    words: {" + rows(12_000, lambda at: f"v{at}: [甲],") + "}\n",
    ),
    "overrides without end": (
        PARENT + "roles:\n" + rows(3000, lambda at: f"  r{at}: {{heading: [甲]}}\n"),
        CHILD + "override:\n" + rows(3000, lambda at: f"  roles.r{at}.heading: {{add: [乙]}}\n"),
    ),
    "overrides of nothing": (
        PARENT + "roles:\n" + rows(3000, lambda at: f"  r{at}: {{heading: [甲]}}\n"),
        CHILD + "override:\n" + rows(3000, lambda at: f"  roles.s{at}.heading: {{add: [乙]}}\n"),
    ),
    "a deep path": (PARENT, CHILD + "override:\n  " + "a." * 100_000 + "a: {set: 1}\n"),
    "heads joined without end": (
        PARENT + "part_heads: [" + rows(6000, lambda at: f"甲{at},") + "]\n",
        CHILD + "part_heads: [" + rows(6000, lambda at: f"乙{at},") + "]\n",
    ),
    "generations without end": tuple(
        HEADER.replace("x.pack", f"x.p{at:04}") + f"extends: [x.p{at + 1:04}]\n" for at in range(1200)
    ),
    "a circle": (CHILD, PARENT + "extends: [x.pack]\n"),
    "control characters": (HEADER + 'part_heads: ["\\x00甲", "\\x1b[31m乙", "\\u202e丙"]\n',),
    "a bare control character": (HEADER + "part_heads: [\x1b[31m]\n",),
    "a surrogate": (HEADER + 'part_heads: ["\\ud800甲"]\n',),
    "line breaks of all kinds": (HEADER + "part_heads: [甲\u2028, 乙\x85, 丙\r]\n",),
    "a site of brackets": (
        SITE
        + 'containers: ["(((", "#zoom[", "", "div > p"]\ncontent_comments: [["", ""], ["((", "*"]]\n'
        + 'labels: ["", "("]\ndomains: ["", ".", "*"]\n'
        + 'clutter:\n  - {reason: other, zone: anywhere, exact: [""]}\n',
    ),
    "labels of nothing": (
        HEADER + 'fields:\n  title: {from: [{pair: [""]}, {attribute: [""]}, {in: title, regex: "(?P<value>.)"}]}\n',
    ),
    "a field named as no field is": (
        HEADER + 'fields:\n  x__class__: {type: list, from: [{in: head, regex: "(?P<__class__>.)"}]}\n',
    ),
}
"""Files of each attempt, the last one the pack that is asked for."""

HARMLESS = {
    "a pack and a site": (SITE, heads('"{date}甲"', '{regex: "甲+乙"}')),
    "a site": (SITE,),
    "a fault": (HEADER + "status: stabel\n",),
    "a pack": (HEADER,),
}
"""What is tried first, so that no attempt is blamed for what is loaded once: shipped rules, words, tables."""

WATCHED = (
    "open",
    "socket",
    "subprocess",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "exec",
    "import",
    "ctypes",
    "urllib",
    "shutil",
    "os.remove",
    "os.rename",
    "os.mkdir",
)


def attempt(files: list[Path]) -> str:
    """What comes of loading some files and converting a text and a page with them."""
    from tiaoli.errors import TiaoliError
    from tiaoli.pipeline import convert

    wanted = "x.pack" if "x.pack" in files[-1].read_text("utf-8") else None
    try:
        for data, uri in ((TEXT, "a.txt"), (PAGE, "a.html")):
            document = convert(data.encode(), uri=uri, pack=wanted, rules=files)
            if document.status == "failed":
                return "failed"
    except TiaoliError as error:
        return type(error).__name__
    return "converted"


def run(folder: Path) -> Iterator[dict[str, Any]]:
    """Every attempt, after one that is harmless, so that what is loaded once is loaded already."""
    seen: list[str] = []

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(WATCHED):
            seen.append(f"{event} {args[0] if args else ''}"[:200])

    sys.addaudithook(watch)
    usual: set[str] = set()
    for name, texts in {**HARMLESS, **PACKS}.items():
        files = []
        for at, text in enumerate(texts):
            files.append(folder / f"{name.replace(' ', '-')}-{at}.yaml")
            files[-1].write_bytes(text.encode("utf-8", "surrogatepass"))
        seen.clear()
        outcome = attempt(files)
        done = {what for what in seen if not what.startswith(f"open {folder}")}
        if name in HARMLESS:
            usual |= done  # the shipped rules, and what says where they are
        else:
            yield {"name": name, "outcome": outcome, "seen": sorted(done - usual)}


if __name__ == "__main__":
    for result in run(Path(sys.argv[1])):
        print(json.dumps(result), flush=True)
