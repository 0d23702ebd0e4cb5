"""One piece of background work, in a process of its own, so that its time and its memory are its alone.

python -m bench.importing.worker DATA WORK [URL]
prints the seconds it took and the most memory the process ever had, in MB, as JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

from app import jobs
from bench.data import make
from bench.importing.fresh import Fresh

_STATUS = Path("/proc/self/status")


def main(given: Fresh, work_id: int) -> bool:
    """Do it, and tell; whether it came to an end."""
    app = given.app()
    with app.app_context():
        workspace_id = make.workspace_id()
    begun = time.perf_counter()
    is_over = not jobs.finish(app, workspace_id, work_id).is_alive
    print(json.dumps({"seconds": time.perf_counter() - begun, "MB": memory()}))
    return is_over


def memory() -> int:
    """The most memory that this process ever had, in MB.

    Linux counts it anew for a new program only here: `getrusage` goes on from whoever started the process.
    """
    if _STATUS.exists():
        lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) // 1_024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1_048_576 if sys.platform == "darwin" else 1_024)


if __name__ == "__main__":
    sys.exit(not main(Fresh(Path(sys.argv[1]), *sys.argv[3:4]), int(sys.argv[2])))
