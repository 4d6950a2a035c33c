"""Prints the reference of the rule language, in English or (`zh`) Chinese; `make docs` runs it."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from tiaoli.chinese.units import load_dimensions
from tiaoli.cli.wording import wordings
from tiaoli.rulebook.reference import placeholders, tables, types

HEAD = {
    "en": """# Rule language: reference

Every key of a rule file. `*` marks those that have to be there. How the parts work together is told in
[rules.md](rules.md). Made by `make docs` from `converter/tiaoli/rulebook/`; editors get the same as JSON Schema
(`tiaoli schema rules`).
""",
    "zh": """# 规则语言参考

规则文件的全部键。带 `*` 的必须写。各部分怎样配合,见 [write-a-rule.zh.md](write-a-rule.zh.md)。
由 `make docs` 根据 `converter/tiaoli/rulebook/` 生成;编辑器可用同样内容的 JSON Schema(`tiaoli schema rules`)。
""",
}
COLUMNS = {"en": ("key", "value", "meaning"), "zh": ("键", "值", "含义")}
PLACEHOLDERS = {
    "en": """placeholders

Words stand for themselves, in either width, with or without white space between their characters. `{value:date}` is a
placeholder with a name: a field keeps what `value` holds, a record has a column for each name. `{?约}` is a part that
may be absent, and may hold placeholders too. Of several words any will do where the rule lists them under `words`:
`pattern: "{verb}{name:phrase}项目"` with `words: {verb: [开工, 投用]}`. Braces themselves are written `{{` and `}}`.
A number is found whole: text beside a placeholder of a number takes none of its digits. An alias of an indicator holds
optional parts and the rule's own words alone.
""",
    "zh": """占位符

模式里的文字就是它本身,全角半角都认,字间有没有空格都认。`{value:date}` 是有名称的占位符:
字段取 `value` 的内容,记录表里每个名称成为一列。`{?约}` 是可有可无的部分,里面也可以有占位符。
几个词任取其一时,把它们写在同一条规则的 `words` 里:`pattern: "{verb}{name:phrase}项目"`,
另写 `words: {verb: [开工, 投用]}`。要写花括号本身,请写 `{{` 和 `}}`。
数总是整个命中:紧挨着数的文字不会占去它的数字。指标的叫法里只能用可有可无的部分和这条规则自己的 `words`。
""",
}
TYPES = {"en": "types of values", "zh": "值的类型"}
DIMENSIONS = {
    "en": """dimensions

What a measure of an indicator may be measured in. Values are kept in the base unit: 1.5万亩 and 1000公顷 are both 15000
`mu`; but an amount of money in another currency stays in that, under its code of ISO 4217. 千, 万 and 亿 may stand
before any unit.
""",
    "zh": """量纲

指标的数值用什么计量。数值一律换算成基本单位:1.5万亩和1000公顷都是 15000 `mu`;外币金额不换算,单位为其 ISO 4217 代码。
各单位前都可以有千、万、亿。
""",
}
COLUMNS_OF_DIMENSIONS = {"en": ("dimension", "base unit", "units"), "zh": ("量纲", "基本单位", "单位")}
NAMES = {
    "en": """names of roles and fields

Rule files use the names on the left; the terminal shows those on the right. `tiaoli rules show ID` lists those that a
pack has; a pack may add its own.
""",
    "zh": """角色和字段的名称

规则文件里写左边的名称,终端里显示右边的名称。某个规则包有哪些,见 `tiaoli rules show 规则包`;规则包可以自己增加。
""",
}
SHOWN = {"en": "shown as", "zh": "显示为"}
NAMED = {"en": {"role": "role", "field": "field"}, "zh": {"role": "角色", "field": "字段"}}


def page(language: str) -> str:
    """The page in Markdown: one table for each mapping of the language, then what stands in patterns and values."""
    key, value, words = COLUMNS[language]
    parts = [HEAD[language].rstrip()]
    for mapping, rows in tables(language):
        parts.append(f"\n## {mapping.name}\n")
        parts += table((key, value, words), ((f"`{name}`", shape, said) for name, shape, said in rows))
    parts.append(f"\n## {PLACEHOLDERS[language]}")
    parts += table((key, words), ((f"`{{{name}}}`", said) for name, said in placeholders(language)))
    parts.append(f"\n## {TYPES[language]}\n")
    parts += table((key, words), ((f"`{name}`", said) for name, said in types(language)))
    parts.append(f"\n## {DIMENSIONS[language]}")
    parts += table(COLUMNS_OF_DIMENSIONS[language], dimensions())
    parts.append(f"\n## {NAMES[language]}")
    for kind, head in NAMED[language].items():
        parts += [*table((head, SHOWN[language]), named(kind, language)), ""]
    return "\n".join(parts)


def dimensions() -> Iterator[tuple[str, str, str]]:
    """Each dimension with its base unit and the units that are printed for it."""
    for name, dimension in load_dimensions().items():
        units = (*dimension.units, *dimension.currencies)
        yield f"`{name}`", f"`{dimension.base}`", " ".join(f"`{unit}`" for unit in units)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"


def named(kind: str, language: str) -> Iterator[tuple[str, str]]:
    """The roles or the fields for which the terminal has a name, with that name."""
    for path, words in wordings().items():
        prefix, _, name = path.partition(".")
        if prefix == kind:
            yield f"`{name}`", words[language]


if __name__ == "__main__":
    print(page(sys.argv[1] if len(sys.argv) > 1 else "en"), end="")
