"""`python -m tiaoli.cli` runs the command line."""

import sys

from tiaoli.cli import main

sys.exit(main())
