"""Reports by one template, made for tests, and a store to put them in."""

from __future__ import annotations

import random
from pathlib import Path

import tiaoli
from tiaoli.document import Document
from tiaoli.source import Source
from tiaoli.writing.rows import rows_of
from tiaoli.writing.store import Entry, Store, open_store

_PLACES = ("东街", "西岭", "南湾", "北坪", "柳河", "松坡", "桃溪", "梅庄", "竹园", "石门")
_WORKS = (
    "{place}公路改造完成{a}公里,投入资金{b}万元,沿线{c}户群众出行更加方便。",
    "{place}新建标准厂房{a}万平方米,引进企业{c}家,带动就业{b}人。",
    "{place}小学扩建教室{a}间,新增学位{b}个,{c}名教师到岗任教。",
    "{place}水库除险加固工程完工,新增蓄水{b}万立方米,改善灌溉面积{c}亩。",
    "{place}卫生院添置设备{a}台,全年接诊{b}人次,上门服务老人{c}名。",
)


def report(place: str, year: int, *, seed: int, paragraphs: int = 40) -> str:
    """A work report of a place and year; another seed has the same sentences with other numbers and villages."""
    dice = random.Random(seed)

    def paragraph() -> str:
        works = (dice.choice(_PLACES), dice.randint(10, 99), dice.randint(100, 9999), dice.randint(100, 999))
        village, a, b, c = works
        return "".join(work.format(place=village, a=a + at, b=b + at, c=c + at) for at, work in enumerate(_WORKS[:3]))

    body = [paragraph() for _ in range(paragraphs)]
    half = paragraphs // 2
    return "\n".join(
        [
            f"{place}{year}年政府工作报告",
            f"——{year}年1月8日在{place}第十九届人民代表大会第四次会议上",
            "各位代表:",
            f"一、{year - 1}年工作回顾",
            f"全年实现地区生产总值{dice.randint(100, 900)}亿元,增长{dice.randint(3, 9)}%。",
            *body[:half],
            f"二、{year}年工作安排",
            *body[half:],
        ]
    )


def document(text: str, uri: str) -> Document:
    return tiaoli.convert(Source(text.encode(), uri=uri))


def put(store: Store, *documents: Document) -> None:
    for each in documents:
        entry = Entry(each.source.uri, each.doc_id, each.id, "", each.status, None, 1, 0.0)
        store.put(entry, *rows_of(each))


def store_with(folder: Path, texts: dict[str, str]) -> Store:
    """A store of the documents of some texts by URI."""
    store = open_store(folder / "tiaoli.db", create=True)
    put(store, *(document(text, uri) for uri, text in texts.items()))
    return store
