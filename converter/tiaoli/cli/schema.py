"""`tiaoli schema`: the JSON Schema of a document, or of a rule file."""

from __future__ import annotations

import click

from tiaoli.cli.wording import Words


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("schema", help=say("schema.help"))
    @click.argument("what", type=click.Choice(["document", "rules"]), default="document")
    def schema(what: str) -> None:
        if what == "rules":
            from tiaoli.rulebook.reference import schema_json
        else:
            from tiaoli.document import schema_json

        click.echo(schema_json(), nl=False)

    return schema
