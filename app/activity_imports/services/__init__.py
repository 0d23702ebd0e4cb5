"""Taking activity in: a file, its check, decisions about rows, recording what is ready, taking it back."""

from app.activity_imports.services.checking import Checking as Checking
from app.activity_imports.services.checking import NotChecked as NotChecked
from app.activity_imports.services.checking import check as check
from app.activity_imports.services.checking import handler as check_handler
from app.activity_imports.services.committing import HANDLER as COMMIT
from app.activity_imports.services.committing import Committing as Committing
from app.activity_imports.services.committing import NotCommitted as NotCommitted
from app.activity_imports.services.committing import commit as commit
from app.activity_imports.services.committing import commit_waiting as commit_waiting
from app.activity_imports.services.deciding import Decided as Decided
from app.activity_imports.services.deciding import decide as decide
from app.activity_imports.services.deciding import edit_row as edit_row
from app.activity_imports.services.deciding import undo_decision as undo_decision
from app.activity_imports.services.forgetting import forget_beside as forget_beside
from app.activity_imports.services.undoing import HANDLER as UNDO
from app.activity_imports.services.undoing import NotUndone as NotUndone
from app.activity_imports.services.undoing import Undoing as Undoing
from app.activity_imports.services.undoing import undo as undo

__all__ = ["COMMIT", "UNDO", "check_handler"]
