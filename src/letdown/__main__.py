"""``python -m letdown``: the command line."""

import sys

from letdown.cli import main

sys.exit(main())
