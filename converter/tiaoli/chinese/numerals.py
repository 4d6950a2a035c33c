"""Numerals of every kind that Chinese reports print, read to numbers and written back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tiaoli.chinese.width import fold

DIGITS = {char: value for value, chars in enumerate(
    ("零〇0OoΟО", "一壹弌", "二贰貳弍两兩", "三叁叄參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
"""Every character that stands for one digit, in numbers and in years; O is typed for 〇."""

SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_UNITS = {"兆": 10**12, "亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4}
CONTRACTIONS = {"廿": "二十", "卅": "三十", "卌": "四十"}

SERIES = (  # first character, first value, how many follow on
    ("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15), ("⑴", 1, 20), ("⒈", 1, 20), ("㈠", 1, 10), ("㊀", 1, 10),
    ("❶", 1, 10), ("⓪", 0, 1), ("Ⅰ", 1, 12), ("ⅰ", 1, 12),
)  # fmt: skip

_LONGEST = 64
"""Longer rows of digits are no quantities; the bound keeps hostile input cheap."""

_SINGLE = {chr(ord(first) + step): value + step for first, value, count in SERIES for step in range(count)}
_PLAIN = "零一二三四五六七八九"
_TO_PLAIN = str.maketrans(
    {char: _PLAIN[value] for char, value in DIGITS.items()}
    | {"拾": "十", "佰": "百", "仟": "千", "億": "亿", "萬": "万", "點": "点"}
    | CONTRACTIONS
)
_PLAIN_UNITS = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))
_NOT_ASCII_ZERO = "OoΟО"

_ASCII = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿兆]*)", re.ASCII)
_POSITIONAL = re.compile(rf"[{_PLAIN}]+")
_BELOW_10000 = re.compile(
    r"零?(?:([一二三四五六七八九])千)?(?:零?([一二三四五六七八九])百)?"
    r"(?:零?([一二三四五六七八九])?(十))?(?:(零)?([一二三四五六七八九]))?"
)


def parse_integer(text: str) -> int | None:
    """The whole number that the whole of `text` prints, or None where it is none or has a fraction.

    >>> parse_integer("一万五千亿"), parse_integer("二○二三"), parse_integer("㈢"), parse_integer("12,345")
    (1500000000000, 2023, 3, 12345)
    """
    number = parse_number(text)
    return number if isinstance(number, int) else None


def parse_number(text: str) -> Decimal | int | None:
    """The number that the whole of `text` prints: an int where it is whole, None where it is no number.

    >>> parse_number("三点五"), parse_number("1.5万"), parse_number("百分之五") is None
    (Decimal('3.5'), 15000, True)
    """
    printed = fold(text).strip()
    return _parse(printed) if len(printed) <= _LONGEST else None


@lru_cache(maxsize=1024)  # years and the numbers of headings come again and again
def _parse(printed: str) -> Decimal | int | None:
    if printed in _SINGLE:
        return _SINGLE[printed]
    negative = printed[:1] in ("-", "−", "负")
    unsigned = printed[1:] if negative or printed[:1] == "+" else printed
    number = _parse_ascii(unsigned)
    if number is None:
        number = _parse_chinese(unsigned)
    return -number if negative and number is not None else number


def to_chinese(number: int) -> str:
    """The number in plain Chinese numerals, as headings count: 3 is 三, 12 is 十二.

    >>> to_chinese(12), to_chinese(105), to_chinese(10010)
    ('十二', '一百零五', '一万零一十')
    """
    if number < 0:
        return "负" + to_chinese(-number)
    written = _write(number)
    return written[1:] if written.startswith("一十") else written


def _parse_ascii(text: str) -> Decimal | int | None:
    match = _ASCII.fullmatch(text)
    if not match:
        return None
    number = Decimal(match[1].replace(",", "") + (match[2] or ""))
    for unit in match[3]:
        number *= SMALL_UNITS.get(unit) or LARGE_UNITS[unit]
    return _whole(number)


def _parse_chinese(text: str) -> Decimal | int | None:
    # A lone O, or a word of Os, is a letter: it is a zero only beside Chinese digits.
    if not text or all(char in _NOT_ASCII_ZERO for char in text):
        return None
    plain = text.translate(_TO_PLAIN)
    whole, point, fraction = plain.partition("点")
    if not point:
        return _parse_whole(whole)
    digits = fraction.rstrip("十百千万亿兆")
    before = _parse_whole(whole)
    if before is None or not _POSITIONAL.fullmatch(digits):
        return None
    number = Decimal(f"{before}.{''.join(str(_PLAIN.index(char)) for char in digits)}")
    for unit in fraction[len(digits) :]:
        number *= SMALL_UNITS.get(unit) or LARGE_UNITS[unit]
    return _whole(number)


def _parse_whole(plain: str) -> int | None:
    if _POSITIONAL.fullmatch(plain):
        return int("".join(str(_PLAIN.index(char)) for char in plain))
    return _parse_large(plain)


def _parse_large(plain: str) -> int | None:
    """Splits at the last 兆, else 亿, else 万: what stands before it is multiplied, what follows is added."""
    for unit, value in _PLAIN_UNITS:
        before, found, after = plain.rpartition(unit)
        if not found:
            continue
        times = _parse_large(before)
        rest = _parse_rest(after, value)
        return None if times is None or rest is None else times * value + rest
    return _parse_below_10000(plain)


def _parse_rest(after: str, unit: int) -> int | None:
    if not after:
        return 0
    # 三万五 is spoken for 35,000: a lone digit counts tenths of the unit before it.
    if len(after) == 1 and after in _PLAIN[1:]:
        return _PLAIN.index(after) * unit // 10
    rest = _parse_large(after)
    return rest if rest is None or rest < unit else None


def _parse_below_10000(plain: str) -> int | None:
    match = _BELOW_10000.fullmatch(plain)
    if not match or not plain:
        return None
    thousands, hundreds, tens, ten, zero, ones = match.groups()
    last = _PLAIN.index(ones) if ones else 0
    if last and not ten and not zero and (hundreds or thousands):
        last *= 10 if hundreds else 100
    number = 1000 * _PLAIN.index(thousands or "零") + 100 * _PLAIN.index(hundreds or "零") + last
    return number + (10 * (_PLAIN.index(tens) if tens else 1) if ten else 0)


def _write(number: int) -> str:
    if number < 10:
        return _PLAIN[number]
    for sign, unit in (*_PLAIN_UNITS, ("千", 1000), ("百", 100), ("十", 10)):
        if number < unit:
            continue
        times, rest = divmod(number, unit)
        if not rest:
            return _write(times) + sign
        return _write(times) + sign + ("零" if rest * 10 < unit else "") + _write(rest)
    return ""


def _whole(number: Decimal) -> Decimal | int:
    return int(number) if number == number.to_integral_value() else number
