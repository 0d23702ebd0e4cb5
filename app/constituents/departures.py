"""Who is gone: erased, or merged into somebody else. Nobody of them is in any answer about people."""

from weakref import WeakKeyDictionary

from sqlalchemy import Executable, event, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from app.accounts.models import Workspace
from app.constituents.domain.departure import Departed
from app.constituents.models import Constituent, Departure, Removal
from app.db import db

_LONGEST_CHAIN = 50


def keep_out_of_sight() -> None:
    """Leave who is gone out of every query about constituents, whoever wrote it; once for the process.

    The row of somebody erased has to stay for the sums of the books. One rule where all queries pass cannot
    be forgotten in one of them.
    """
    if not event.contains(Session, "do_orm_execute", _leave_out):
        event.listen(Session, "do_orm_execute", _leave_out)


def _leave_out(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load and not state.is_relationship_load:
        state.statement = _without_them(state.statement)


def _without_them(statement: Executable) -> Executable:
    """Always the same one for a statement that was built once, so that SQLAlchemy studies it once."""
    found = _WITHOUT.get(statement)
    if found is None:
        found = _WITHOUT[statement] = statement.options(_HERE)
    return found


_WITHOUT: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()
# Made once, as it goes with every query; the session names the workspace in it as in any other query.
_HERE = with_loader_criteria(
    Constituent, lambda kind: kind.id.not_in(select(Departure.constituent_id)), include_aliases=True
)


def departure(workspace: Workspace, constituent_id: int) -> Departure | None:
    """What became of somebody who was here and is gone; None for who is here, or never was."""
    return db.session.scalar(
        select(Departure).where(
            Departure.workspace_id == workspace.id, Departure.constituent_id == constituent_id
        )
    )


def survivor(workspace: Workspace, gone: Departure) -> int | Departure:
    """The id of the record in which a merged one lives on; or the last departure where there is none."""
    for _ in range(_LONGEST_CHAIN):
        if gone.kind is Departed.ERASED or gone.into_id is None:
            return gone
        following = departure(workspace, gone.into_id)
        if following is None:
            return gone.into_id
        gone = following
    return gone


def removal(workspace: Workspace, constituent_id: int) -> Removal | None:
    """Of a record that is gone as its addition was undone, when and by what; None for any other."""
    return db.session.scalar(
        select(Removal).where(Removal.workspace_id == workspace.id, Removal.constituent_id == constituent_id)
    )
