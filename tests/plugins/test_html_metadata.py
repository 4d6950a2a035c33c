"""Lines of publication as sites write them: each value without what stands beside it."""

from __future__ import annotations

import pytest
from html_samples import BODY

import tiaoli

DAY = "2030-02-03"


@pytest.mark.parametrize(
    ("line", "source", "published"),
    [
        ("<div>来源：石桥日报 打印 收藏</div>", "石桥日报", None),
        ("<div>来源：石桥日报 <a href=x>打印</a></div>", "石桥日报", None),
        ("<div><i>来源：石桥日报</i><i>打印</i><i>【关闭】</i></div>", "石桥日报", None),
        ("<div><i>来源：<b>石桥日报</b></i><i>发布时间：2030-02-03</i><i>【打印】</i></div>", "石桥日报", DAY),
        ("<div>2030-02-03 10:00<i>来源：石桥日报</i><i>作者：张三</i></div>", "石桥日报", DAY),
        ("<div>来源：石桥<b>日报</b><i>2030-02-03 10:11</i></div>", "石桥日报", DAY),
        ("<div>来源：石桥日报 2030-02-03 10:11</div>", "石桥日报", DAY),
        ("<div>来源：石桥日报 | 2030-02-03 | 浏览量：33</div>", "石桥日报", DAY),
        ("<div>发布日期：2030-02-03来源：石桥日报</div>", "石桥日报", DAY),
        ("<div>[ 来源：石桥日报 ] [ 发布时间：2030-02-03 ]</div>", "石桥日报", DAY),
        ("<div><i>发布日期:</i><i>2030-02-03</i><i>来源:</i><i>石桥日报</i></div>", "石桥日报", DAY),
        ("<div><i>来源：石桥日报</i><i>浏览次数：33</i><i>字体：[大 中 小]</i></div>", "石桥日报", None),
        ("<div>【信息来源：石桥日报】 【信息时间：2030-02-03 阅读次数：20】</div>", "石桥日报", DAY),
        ("<div>来源：石桥县水利局(打印室)</div>", "石桥县水利局(打印室)", None),
    ],
)
def test_source_and_day_are_told_apart_and_from_the_buttons_beside_them(
    line: str, source: str, published: str | None
) -> None:
    page = f"<title>石桥县修桥的通知</title><h1>石桥县修桥的通知</h1>{line}<div id=zoom>{BODY}</div>"
    metadata = tiaoli.convert(page.encode(), uri="page.html").metadata
    assert metadata.source_name == source
    assert (str(metadata.published) if metadata.published else None) == published


@pytest.mark.parametrize(
    "line",
    [
        "施行日期：自 2030年1月1日起施行",
        "标题：石桥县关于 2030年2月3日 停水的通知",
        "标题：石桥县关于<b>2030年2月3日</b>停水的通知",
        "标题：石桥县关于 下载 表格的通知",
        "标题：石桥县关于<b>下载</b>表格的通知",
        "标题：石桥县2030年工作总结：桥与路",
    ],
)
def test_a_date_or_a_word_inside_a_value_does_not_end_it(line: str) -> None:
    page = f"<title>石桥县修桥的通知</title><h1>石桥县修桥的通知</h1><p>{line}</p><div id=zoom>{BODY}</div>"
    document = tiaoli.convert(page.encode(), uri="page.html")
    pairs = [document.text[slice(*block.span)] for block in document.blocks if block.kind == "pair"]
    assert pairs == [line.replace("<b>", "").replace("</b>", "")]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ("<tr><td>所属领域</td><td>水利</td></tr><tr><td>文号</td><td>石政〔2030〕12号</td></tr>", "石政〔2030〕12号"),
        ("<tr><td>名称</td><td>长度</td></tr><tr><td>石政〔2030〕12号线</td><td>3公里</td></tr>", None),
    ],
)
def test_a_small_table_with_one_telling_label_lists_metadata(rows: str, number: str | None) -> None:
    page = f"<h1>石桥县修桥的通知</h1><table>{rows}</table><div id=zoom>{BODY}</div>"
    assert tiaoli.convert(page.encode(), uri="page.html").metadata.document_number == number


@pytest.mark.parametrize(
    ("element", "published"),
    [
        ("<em id=publish_time>2030-02-03 18:00</em>", DAY),
        ("<em id=publish_time></em>", None),
        ("<em>2030-02-03</em>", None),
    ],
)
def test_an_element_that_bears_the_name_tells_the_day_of_publication(element: str, published: str | None) -> None:
    head = f"<h1>石桥县修桥的通知</h1><div id=meta_content><span>石桥县融媒体中心</span>{element}<em>浙江</em></div>"
    metadata = tiaoli.convert(f"{head}<div id=js_content>{BODY}</div>".encode(), uri="page.html").metadata
    assert (str(metadata.published) if metadata.published else None) == published
