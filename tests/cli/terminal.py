"""What the tests of the command line share: a report, and the shape of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

REPORT = """云溪县2025年政府工作报告

——2025年1月8日在云溪县第十九届人民代表大会第四次会议上

各位代表:

一、2024年工作回顾
过去一年,我们把难事一件一件办好。全县新修公路十八公里。

二、2025年工作安排
(一)把路修好。今年再修公路二十公里。
(二)把学校办好。今年新建小学两所。
"""


@dataclass(frozen=True)
class Ran:
    """What one run of the command left behind."""

    status: int
    out: str
    err: str


Tiaoli = Callable[..., Ran]
