"""`tiaoli schema`: the JSON Schema of a document."""

from __future__ import annotations

import click

from tiaoli.cli.wording import Words


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("schema", help=say("schema.help"))
    def schema() -> None:
        from tiaoli.document import schema_json

        click.echo(schema_json(), nl=False)

    return schema
