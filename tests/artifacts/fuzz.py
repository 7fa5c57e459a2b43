"""Examine mutated files of every format: nothing may escape, take long or eat memory.

    python -m tests.artifacts.fuzz [COUNT] [SEED] [FOLDER]

Seeds are the examples of the rules, some honest files, and those of FOLDER if it is given.
"""

import pickle
import random
import resource
import sys
import time
from pathlib import Path

from mlsec_nb.artifacts.engine import examine_bytes
from mlsec_nb.artifacts.examples import PLAIN, SYSTEM, gguf, safetensors, tarred, zipped
from mlsec_nb.artifacts.registry import modules
from tests.artifacts.mutate import mutate

MAX_SEED = 200_000


def seeds(folder=None):
    """(name, content) of what is mutated."""
    found = [
        example
        for module in modules()
        for example in (*getattr(module, "BAD", ()), *getattr(module, "GOOD", ()))
        if isinstance(example[1], bytes)
    ]
    found += [
        (f"p{protocol}.pkl", pickle.dumps({"a": [1, 2.5, "x" * 30]}, protocol)) for protocol in range(6)
    ]
    found += [
        ("nested.zip", zipped(("a.zip", zipped(("b.tar", tarred(("c.pkl", SYSTEM))))))),
        ("deflated.zip", zipped(("a.pkl", PLAIN * 20), ("b.npy", b"\x93NUMPY\x01\x00"), deflated=True)),
        ("empty.gguf", gguf([("general.name", "x")])),
        ("empty.safetensors", safetensors({})),
    ]
    if folder:
        paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        found += [(path.name, path.read_bytes()) for path in paths if path.stat().st_size < MAX_SEED]
    return found


def fuzz(count, seed, folder=None):
    """The slowest of ``count`` mutants, as (seconds, name, content)."""
    rng = random.Random(seed)
    bank = seeds(folder)
    contents = [content for _, content in bank]
    slowest = (0.0, "", b"")
    for _ in range(count):
        name, content = rng.choice(bank)
        mutant = mutate(rng, content, contents)
        start = time.process_time()
        target = examine_bytes(mutant, name)
        slowest = max(slowest, (time.process_time() - start, name, mutant))
        failed = [skip for skip in target.skipped if skip.why.startswith("the reader of")]
        if failed:
            print(name, failed[0].why, file=sys.stderr)
    return slowest


def main():
    count, seed = (int(argument) for argument in (sys.argv[1:3] or ("10000", "0")))
    seconds, name, content = fuzz(count, seed, *sys.argv[3:4])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} files, slowest {seconds:.2f} s ({name}, {len(content):,} bytes), peak {peak} MB")


if __name__ == "__main__":
    main()
