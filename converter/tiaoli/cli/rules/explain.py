"""`tiaoli rules explain`: what gave a document its values and roles, and why a rule did not match where it should."""

from __future__ import annotations

from typing import Any

import click

from tiaoli.batch.conversion import open_input
from tiaoli.cli.explained import explained, remarked
from tiaoli.cli.options import choices, only_input, rules_in_use, with_choices, with_question
from tiaoli.cli.wording import Words
from tiaoli.pipeline import StepError, check, read
from tiaoli.workbench.explaining import explain
from tiaoli.workbench.trace import trace


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("explain", help=say("rules.explain.help"))
    @click.argument("file", metavar="FILE")
    @with_question(say)
    @with_choices(say)
    def explain_rules(file: str, at: str | None, field: str | None, **options: Any) -> int:
        item, chosen = only_input(file, say), choices(**options)
        source = open_input(item, chosen)
        library = rules_in_use(chosen.options, say)
        try:
            check(source)
            site = library.site_for(source.address)
            traced = trace(read(source, site, chosen.options.reader, {}), site, library, chosen.options)
        except StepError as failure:
            click.echo("\n".join(remarked(failure.diagnostics, say)))
            return 1
        explanation = explain(traced, at=at, field=field)
        click.echo(say("why.pack", id=traced.pack.id, version=traced.pack.version, file=traced.pack.path))
        click.echo()
        click.echo("\n".join(explained(explanation, say)))
        return 0

    return explain_rules
