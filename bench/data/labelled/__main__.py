"""Write a labelled set into a folder: existing.csv, incoming.csv and truth.csv."""

import argparse
from pathlib import Path

from bench.data.labelled.make import write_set
from bench.data.labelled.mixes import SPARSE, USUAL


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.data.labelled", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--existing", type=int, default=20_000, help="records on file")
    parser.add_argument("--incoming", type=int, default=5_000, help="rows that come in")
    parser.add_argument("--sparse", action="store_true", help="little is known of anybody")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    mix = SPARSE if options.sparse else USUAL
    write_set(options.out, seed=options.seed, existing=options.existing, incoming=options.incoming, mix=mix)


if __name__ == "__main__":
    main()
