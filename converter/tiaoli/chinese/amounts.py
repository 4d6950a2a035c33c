"""Amounts as Chinese reports print them: plain quantities, money with its currency, shares of a hundred.

The expressions take in the whole of what is printed, also where it is no single number (`5-8亿元`, `70多亿元`,
`几十亿元`, `3,50万元` that lost a digit). Reading then gives None, never the part that could be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tiaoli.chinese.numerals import DIGITS, LARGE_UNITS, SMALL_UNITS, parse_number
from tiaoli.chinese.width import fold

CURRENCIES = {
    "元": "CNY", "圆": "CNY", "圓": "CNY", "元人民币": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD",
    "港币": "HKD", "欧元": "EUR", "日元": "JPY",
}  # fmt: skip
"""What is printed behind an amount of money, and the code of ISO 4217 for it."""

SHARES = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
SIGNS = {"%": Decimal(1), "‰": Decimal("0.1")}
"""Words before and signs behind a share: how many hundredths one of it is."""

_CHINESE_DIGITS = "".join(char for char in DIGITS if char not in "0OoΟО")
_SCALES = "".join([*SMALL_UNITS, *LARGE_UNITS])
_MORE_OR_LESS = "多余餘几"

# Digits with all that may stand between them, so that a damaged number is never taken up in its middle.
_ROW = r"\.?[0-9]+(?:(?:\s{1,3}(?:[,.]\s{0,3})?|[,.]\s{0,3})[0-9]+)*"
_NUMERAL = rf"[{_CHINESE_DIGITS}十拾廿卅卌][{_CHINESE_DIGITS}{_SCALES}廿卅卌点點]*"
# 几十亿 has no number, but 预算数29亿 has one.
_SOME = f"[几数][{_SCALES}]+"
_ONE = rf"[+\-−]?(?:{_SOME}|{_ROW}|{_NUMERAL})(?:\s*[{_MORE_OR_LESS}来]?\s*[{_SCALES}])*[{_MORE_OR_LESS}]?"
_UNITS = sorted(CURRENCIES, key=len, reverse=True)
_UNIT = f"(?:{'|'.join(_UNITS)})"
_SIGN = f"[{''.join(SIGNS)}]"
_DASH = r"\s*[-~—]\s*"

IN_NUMBERS = f"0-9.几{_CHINESE_DIGITS}{_SCALES}廿卅卌"
"""The characters that go on a number when they stand at it, to be put in a class of an expression."""

NUMBER = rf"(?:{_ONE}(?:\s*[-~—至到]\s*{_ONE})?)"
"""A number with its 万 and 亿, on folded text, for RE2: no groups that capture, no looking around."""

MONEY = rf"(?:(?:人民币\s*)?{NUMBER}\s*{_UNIT}(?:{_DASH}{NUMBER}\s*{_UNIT})?)"
"""An amount of money with its unit."""

PERCENT = rf"(?:{NUMBER}\s*{_SIGN}(?:{_DASH}{NUMBER}\s*{_SIGN})?|(?:{'|'.join(SHARES)})\s*(?:{NUMBER}|百))"
"""A share with % or ‰, or with 百分之 before it; 个百分点 is no share."""

_LONGEST = 64
_SPACED = re.compile(
    r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"  # 1 234.5
    r"|[0-9](?: [0-9])+(?: ?\. ?[0-9](?: ?[0-9])*)?|[0-9] \. ?[0-9](?: ?[0-9])*"  # 5 1 6 0 and 0 .8
)
_SIGN_AND_DIGITS = re.compile(r"([+\-−]?)([0-9][0-9., ]*[0-9]|[0-9])\s*(.*)", re.DOTALL)
# 五六亿 is five or six, not fifty-six.
_EITHER = re.compile(rf"[{_CHINESE_DIGITS.replace('〇', '').replace('零', '')}]{{2}}")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in whole units of its currency, a code of ISO 4217."""

    value: int | float
    currency: str


def parse_quantity(text: str) -> int | float | None:
    """The one number that the whole of `text` prints, its digits maybe set apart by spaces; else None.

    >>> parse_quantity("1 234.5万"), parse_quantity("5 1 6 0"), parse_quantity("五六百"), parse_quantity("2023 500")
    (12345000, 5160, None, None)
    """
    number = _number(text)
    return None if number is None else _plain(number)


def parse_money(text: str) -> Amount | None:
    """The amount of money that the whole of `text` prints; None where it is none, damaged, or no exact one.

    >>> parse_money("1.2万亿元")
    Amount(value=1200000000000, currency='CNY')
    >>> parse_money("两千万美元").value, parse_money("3,50万元"), parse_money("70多亿元"), parse_money("5亿")
    (20000000, None, None, None)
    """
    printed = fold(text).strip()
    unit = next((unit for unit in _UNITS if printed.endswith(unit)), None)
    if unit is None:
        return None
    value = parse_quantity(printed.removesuffix(unit).removeprefix("人民币"))
    return None if value is None else Amount(value, CURRENCIES[unit])


def parse_percent(text: str) -> int | float | None:
    """How many hundredths the whole of `text` prints; None where that is no share, such as 5个百分点.

    >>> parse_percent("12.5%"), parse_percent("百分之五"), parse_percent("1.5‰"), parse_percent("5个百分点")
    (12.5, 5, 0.15, None)
    """
    printed = fold(text).strip()
    if printed == "百分之百":
        return 100
    before, sign = printed[:3], printed[-1:]
    if before in SHARES and sign not in SIGNS:
        number, hundredths = _number(printed[3:]), SHARES[before]
    elif sign in SIGNS:
        number, hundredths = _number(printed[:-1]), SIGNS[sign]
    else:
        return None
    return None if number is None else _plain(number * hundredths)


def _number(text: str) -> Decimal | int | None:
    printed = fold(text).strip()
    if len(printed) > _LONGEST or _EITHER.fullmatch(printed):
        return None
    match = _SIGN_AND_DIGITS.fullmatch(printed)
    if match is None:
        return parse_number("".join(printed.split()))
    sign, digits, scale = match.groups()
    if " " in digits:
        if not _SPACED.fullmatch(digits):
            return None
        digits = digits.replace(" ", "")
    return parse_number(sign + digits + "".join(scale.split()))


def _plain(number: Decimal | int) -> int | float:
    """The number as JSON writes it: whole ones without a point."""
    return int(number) if number == int(number) else float(number)
