"""Who owns the words of a document."""

from __future__ import annotations

from tiaoli.pipeline import convert

PAGE = """<html><body><div class="TRS_Editor"><p align="center">云溪县教育局关于做好</p>
<p align="center">暑期安全工作的通知</p>
<p>云教发〔2021〕9号</p><p>各中小学校:</p>
<p>暑期将至,为确保广大师生平安度假,现就做好暑期学校安全工作的有关事项通知如下,请遵照执行。</p></div></body></html>"""


def test_the_words_beside_a_value_on_a_line_of_the_title_are_the_titles() -> None:
    document = convert(PAGE.encode())
    owners = [(document.text[start:end].strip(), owner) for start, end, owner in document.claims]
    assert owners[:2] == [("云溪县教育局", "metadata:issuer"), ("关于做好\n暑期安全工作的通知", "metadata:title")]
