"""``python -m mlsec_nb`` is ``mlsec-nb``."""

import sys

from mlsec_nb.frontends.cli import main

if __name__ == "__main__":
    sys.exit(main())
