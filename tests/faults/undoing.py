"""A process that undoes a change set and is killed when all is written and nothing is committed.

Started as `python -m tests.faults.undoing WORKSPACE CHANGE_SET`.
"""

import os
import signal
import sys

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import bind, db
from app.factory import create_app
from app.lifecycle.services.undoing import undo


def main(workspace_id: int, change_set: int) -> None:
    with create_app().app_context():
        bind(workspace_id)
        workspace = db.session.get_one(Workspace, workspace_id)
        undo(workspace, change_set, actor=Actor("Command line", Via.COMMAND))
        db.session.flush()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
