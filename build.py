"""Build the library: arguments in, exit code out. See ``build.py --help``."""

import sys

try:
    from press.cli import main
except ImportError as error:
    sys.stderr.write(f"build.py: {error.name} is not installed; run: make setup\n")
    sys.exit(3)

if __name__ == "__main__":
    sys.exit(main())
