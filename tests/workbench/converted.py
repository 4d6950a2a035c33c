"""Documents to measure and compare, made from words of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tiaoli
from tiaoli.document import Document, ObservationFacts
from tiaoli.rulebook.packs import Library, load_library

PACK = """rules: 1
id: test.inspection
version: 1.0.0
title: 督查通报
document_type: other
applies_to:
  must:
    - {in: head, any: [督查通报]}
headings:
  part: {level: 1, sample: "一、"}
fields:
  title:
    type: text
    from:
      - {in: front, pattern: "{start}{any}督查通报{end}"}
  contact:
    type: text
    from:
      - pair: [联系电话]
roles:
  review:
    heading: [总体情况]
  plan:
    heading: [下一步]
"""
TEXT = "2024年防汛督查通报\n\n各乡镇要认真整改,现将全县防汛督查的有关情况通报如下,请抓好落实。\n\n"
REPORT = (
    f"{TEXT}一、总体情况\n全县储备编织袋达到3万条。\n二、突出问题\n物资储备不足,占应储备的60%。\n"
    "三、下一步工作\n抓紧整改。\n"
)


def rules_in(folder: Path, pack: str = PACK) -> Path:
    """The folder, holding the pack."""
    folder.mkdir(exist_ok=True)
    (folder / "inspection.yaml").write_text(pack, "utf-8")
    return folder


def library(folder: Path) -> Library:
    """What is installed, and the folder's packs."""
    return load_library((folder,))


def document(folder: Path, text: str = REPORT, uri: str = "a.txt") -> Document:
    """The text converted with the folder's rules."""
    return tiaoli.convert(text.encode(), uri=uri, rules=[folder])


def observed(words: str, made: Document, **said: Any) -> Document:
    """The document with an observation whose words are these."""
    start = made.text.index(words)
    span = (start, start + len(words))
    facts = {
        "indicator": "bags", "label": "编织袋", "measure": "level", "value": 30000, "unit": "piece", "bound": "exact",
        "kind": "actual", "year": 2024, "section": "1", "span": span, "quote": words, "number_span": span,
        "rule": "test.inspection#indicators.bags", **said,
    }  # fmt: skip
    return made.model_copy(update={"observations": (ObservationFacts(**facts),)})
