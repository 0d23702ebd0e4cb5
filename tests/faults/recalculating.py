"""A process that begins to recalculate a group and is killed on the way.

Started as `python -m tests.faults.recalculating STEP WORKSPACE GROUP`: right after the step, it is gone.
"""

import os
import signal
import sys
from typing import Any

from app.accounts.models import Workspace
from app.db import bind, db
from app.factory import create_app
from app.groups.models import Group
from app.groups.services import recalculating

STEPS = ("bring_in", "send_out", "note_change", "thin")


def main(step: str, workspace_id: int, group_id: int) -> None:
    carry_out = getattr(recalculating, step)

    def and_die(*args: Any, **named: Any) -> None:
        carry_out(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(recalculating, step, and_die)
    with create_app().app_context():
        bind(workspace_id)
        group = db.session.get_one(Group, (workspace_id, group_id))
        recalculating.calculate(db.session.get_one(Workspace, workspace_id), group)
        db.session.commit()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
