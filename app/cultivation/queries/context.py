"""Everything a profile shows of what staff know and plan, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Membership, Staff, Workspace
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.interactions import CONTACTS
from app.cultivation.domain.roles import Span
from app.cultivation.domain.stages import Stay, current
from app.cultivation.models import Constituency, ConstituencyRole, Note, Prospect, ProspectStage
from app.gathered import about, ask, rows

SHOWN = 5
"""How many notes a profile shows before one asks for all."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has or had."""

    id: int
    role: str
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    """The context of a prospect; of somebody nothing is known of all of it is blank.

    `manager` is the name of today, or of the day when somebody who left was chosen.
    """

    manager_id: int | None = None
    manager: str = ""
    manager_left: bool = False
    capacity: Capacity | None = None
    capacity_currency: str = ""
    capacity_on: date | None = None
    capacity_source: str = ""
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What staff know and plan about one constituent.

    `notes` are the latest and `more` says that there are older ones; `next_step` is the note whose open next
    step is due first, `last_contact` the day of the last call, meeting, visit, email or letter; `held` has
    the roles of today first; `stays` are the stages, the latest first.
    """

    notes: Sequence[Any]
    more: bool
    next_step: Any | None
    last_contact: date | None
    held: Sequence[Held]
    known: Known
    stays: Sequence[Stay]

    @property
    def stay(self) -> Stay | None:
        """The stage now."""
        return current(self.stays)

    def roles(self, today: date) -> list[Held]:
        """The roles held on that day."""
        return [each for each in self.held if each.span.holds(today)]


def context_of(workspace: Workspace, constituent_id: int) -> Context:
    """All of it for one person, in one statement."""
    row = ask(_statement(), workspace.id, constituent_id)
    latest = sorted(row.notes, key=lambda note: (note.happened_on, note.id), reverse=True)
    return Context(
        notes=latest[:SHOWN],
        more=len(latest) > SHOWN,
        next_step=row.next_step[0] if row.next_step else None,
        last_contact=row.last_contact[0].happened_on if row.last_contact else None,
        held=_held(row.held),
        known=_known(row.prospect[0]) if row.prospect else Known(),
        stays=_stays(row.stages),
    )


@cache
def _statement() -> Select[Any]:
    return select(
        rows(_latest().limit(SHOWN + 1)).label("notes"),
        rows(_open_steps().limit(1)).label("next_step"),
        rows(_latest().where(Note.kind.in_(CONTACTS)).limit(1)).label("last_contact"),
        rows(_constituencies()).label("held"),
        rows(_prospect()).label("prospect"),
        rows(_stages()).label("stages"),
    )


def _latest() -> Select[Any]:
    mine = select(*Note.__table__.columns).where(*about(Note))
    return mine.order_by(Note.happened_on.desc(), Note.id.desc())


def _open_steps() -> Any:
    query = select(Note.id, Note.next_step, Note.due).where(*about(Note))
    query = query.where(Note.next_step != "", Note.is_done.is_(False))
    return query.order_by(Note.due.is_(None), Note.due, Note.id)


def _constituencies() -> Any:
    role = (ConstituencyRole.workspace_id == Constituency.workspace_id) & (
        ConstituencyRole.id == Constituency.role_id
    )
    columns = (Constituency.id, ConstituencyRole.name, Constituency.since, Constituency.until)
    return select(*columns, Constituency.note).join(ConstituencyRole, role).where(*about(Constituency))


def _prospect() -> Select[Any]:
    at_work = (Membership.workspace_id == Prospect.workspace_id) & (
        Membership.staff_id == Prospect.manager_id
    )
    return (
        select(*Prospect.__table__.columns, Staff.name.label("manager_now"))
        .outerjoin(Membership, at_work)
        .outerjoin(Staff, Staff.id == Membership.staff_id)
        .where(*about(Prospect))
    )


def _stages() -> Select[Any]:
    return select(*ProspectStage.__table__.columns).where(*about(ProspectStage))


def _held(found: Sequence[Any]) -> list[Held]:
    """The roles without an end first, then the one that ended last; of these the one that began last."""

    def place(row: Any) -> tuple[date, date, int]:
        return row.until or date.max, row.since or date.min, row.id

    ordered = sorted(found, key=place, reverse=True)
    return [Held(row.id, row.name, Span(row.since, row.until), row.note) for row in ordered]


def _known(row: Any) -> Known:
    same = (
        "manager_id",
        "capacity",
        "capacity_currency",
        "capacity_on",
        "capacity_source",
        "note",
        "version",
    )
    return Known(
        manager=row.manager_now or row.manager,
        manager_left=bool(row.manager) and row.manager_now is None,
        **{name: getattr(row, name) for name in same},
    )


def _stays(found: Sequence[Any]) -> list[Stay]:
    ordered = sorted(found, key=lambda row: (row.since, row.until or date.max, row.id), reverse=True)
    return [Stay(row.stage, row.since, row.until, row.staff) for row in ordered]
