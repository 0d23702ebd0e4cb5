"""Runs a program, and prints as JSON what it took. Small itself, as a program starts with its parent's size.

python bench/matching/launch.py PROGRAM WORD...
"""

import json
import os
import sys
import time


def main(words: list[str]) -> None:
    """Run it to its end; its own output is dropped, its complaints go where ours go."""
    told = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    start = time.perf_counter()
    process = os.spawnv(os.P_NOWAIT, words[0], words)
    _, status, usage = os.wait4(process, 0)
    taken = {
        "processor": usage.ru_utime + usage.ru_stime,
        "clock": time.perf_counter() - start,
        "megabytes": usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
        "status": os.waitstatus_to_exitcode(status),
    }
    os.write(told, json.dumps(taken).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
