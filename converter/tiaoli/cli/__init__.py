"""The command `tiaoli`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit status.

    0 all converted, 1 some documents failed, 2 usage, configuration or pack error, 3 warnings under
    `--strict`, 130 interrupted, 141 the reader of the output went away.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        # Answered before anything is imported: scripts ask for the version, and should not wait for it.
        from importlib.metadata import version

        sys.stdout.write(f"tiaoli {version('tiaoli')}\n")
        return 0
    from tiaoli.cli.program import run

    return run(given)
