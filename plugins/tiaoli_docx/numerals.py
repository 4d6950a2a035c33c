"""How Word prints the number of a list item, by the name of its format (ECMA-376, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

from tiaoli.plugin import to_chinese

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_ROMAN = 4999
_MOST_LETTERS = 780
"""Word repeats a letter for each further turn of the alphabet, thirty times at most."""

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL_SIMPLIFIED = str.maketrans("零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟萬億")
_FORMAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千万亿", "零壹貳參肆伍陸柒捌玖拾佰仟萬億")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))


def roman(number: int) -> str:
    """The number in lower-case Roman numerals."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def letters(number: int) -> str:
    """a to z, then aa to zz, as Word counts."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _one_of(signs: str, start: int = 1) -> Callable[[int], str]:
    """A format with a sign of its own for each number, and plain digits past the last."""
    return lambda number: signs[number - start] if 0 <= number - start < len(signs) else str(number)


def _run_of(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE_DIGITS),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE_DIGITS),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedFullstop": _one_of(_run_of(0x2488, 20)),
    "decimalEnclosedParen": _one_of(_run_of(0x2474, 20)),
    "ideographEnclosedCircle": _one_of(_run_of(0x3280, 10)),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)
    ),
    "ideographDigital": lambda number: str(number).translate(_CHINESE_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_CHINESE_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_CHINESE_DIGITS),
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "koreanDigital2": lambda number: str(number).translate(_CHINESE_DIGITS),
    "chineseLegalSimplified": lambda number: to_chinese(number).translate(_FORMAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda number: to_chinese(number).translate(_FORMAL_TRADITIONAL),
    "japaneseLegal": lambda number: to_chinese(number).translate(_FORMAL_TRADITIONAL),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def print_number(number: int, form: str) -> str:
    """The number in the format of that name; in plain digits where the name is none that is known.

    >>> print_number(12, "chineseCountingThousand"), print_number(3, "ideographTraditional")
    ('十二', '丙')
    """
    return _FORMATS.get(form, str)(number)
