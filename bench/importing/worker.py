"""One piece of background work, in a process of its own.

python -m bench.importing.worker DATA WORK [URL]
"""

import sys
from pathlib import Path

from app import jobs
from bench.data import make
from bench.importing.fresh import Fresh

if __name__ == "__main__":
    app = Fresh(Path(sys.argv[1]), *sys.argv[3:4]).app()
    with app.app_context():
        workspace_id = make.workspace_id()
    sys.exit(jobs.finish(app, workspace_id, int(sys.argv[2])).is_alive)
