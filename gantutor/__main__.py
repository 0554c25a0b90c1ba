"""``python -m gantutor``, which is the command ``gantutor``: check answers in a shell."""

import sys

from gantutor.checks.engine.command import main

if __name__ == "__main__":
    sys.exit(main())
