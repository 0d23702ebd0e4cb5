"""A process that begins to erase somebody and is killed on the way.

Started as `python -m tests.faults.erasing STEP WORKSPACE PERSON`: right after the step, the process is gone.
"""

import os
import signal
import sys
from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import bind, db
from app.factory import create_app
from app.lifecycle.services import erasing

STEPS = ("forget_rows", "forget_permission", "record")


def main(step: str, workspace_id: int, person: int) -> None:
    carry_out = getattr(erasing, step)

    def and_die(*args: Any, **named: Any) -> None:
        carry_out(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(erasing, step, and_die)
    with create_app().app_context():
        bind(workspace_id)
        erasing.erase(
            db.session.get_one(Workspace, workspace_id), person, actor=Actor("Command line", Via.COMMAND)
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
