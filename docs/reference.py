"""Prints the reference of the rule language, in English or (`zh`) Chinese; `make docs` runs it."""

import sys
from collections.abc import Iterable, Iterator, Sequence

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
A number is found whole: text beside a placeholder of a number takes none of its digits.
""",
    "zh": """占位符

模式里的文字就是它本身,全角半角都认,字间有没有空格都认。`{value:date}` 是有名称的占位符:
字段取 `value` 的内容,记录表里每个名称成为一列。`{?约}` 是可有可无的部分,里面也可以有占位符。
几个词任取其一时,把它们写在同一条规则的 `words` 里:`pattern: "{verb}{name:phrase}项目"`,
另写 `words: {verb: [开工, 投用]}`。要写花括号本身,请写 `{{` 和 `}}`。
数总是整个命中:紧挨着数的文字不会占去它的数字。
""",
}
TYPES = {"en": "types of values", "zh": "值的类型"}
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
    parts.append(f"\n## {NAMES[language]}")
    for kind, head in NAMED[language].items():
        parts += [*table((head, SHOWN[language]), named(kind, language)), ""]
    return "\n".join(parts)


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
