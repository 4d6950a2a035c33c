"""Prints the reference of the rule language, in English or (`zh`) Chinese; `make docs` runs it."""

import sys

from tiaoli.rulebook.reference import placeholders, tables

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
PLACEHOLDERS = {"en": "placeholders", "zh": "占位符"}


def page(language: str) -> str:
    """The page in Markdown: one table for each mapping of the language."""
    parts = [HEAD[language].rstrip()]
    for mapping, rows in tables(language):
        parts.append(f"\n## {mapping.name}\n")
        parts += [f"| {' | '.join(COLUMNS[language])} |", "| --- | --- | --- |"]
        parts += [f"| `{key}` | {value} | {words} |" for key, value, words in rows]
    parts.append(f"\n## {PLACEHOLDERS[language]}\n")
    parts.append(" ".join(f"`{{{name}}}`" for name in placeholders()))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(page(sys.argv[1] if len(sys.argv) > 1 else "en"), end="")
