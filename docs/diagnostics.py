"""Prints docs/diagnostics.md from the table of diagnostics; `make docs` runs it."""

from tiaoli.diagnostic import wordings

HEAD = """# Diagnostics

What tiaoli says about a document. Codes are stable; the message in the JSON is always English, the terminal speaks
English or Chinese. Made by `make docs` from `converter/tiaoli/messages.yaml`.

| code | severity | English | 中文 |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page in Markdown, one row a code, sorted."""
    rows = (
        f"| `{code}` | {entry['severity']} | {entry['en']} | {entry['zh']} |"
        for code, entry in sorted(wordings().items())
    )
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
