"""`python -m waymark.cli` is `bin/waymark`."""

import sys

from waymark.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
