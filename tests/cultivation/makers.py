"""Notes, roles and prospects for tests."""

from datetime import date

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.cultivation import services
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.roles import ConstituencyDraft, Span
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency, Note, Prospect
from app.db import db
from tests.profiles.makers import create, somebody

TODAY = date(2026, 11, 21)
BOB = Actor("Bob", Via.FORM, id=103)
ALICE = Actor("Alice", Via.FORM, id=101)


def workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id)


def ann(workspace_id: int) -> int:
    """The id of Ann Lee, of whom nothing is known yet."""
    return create(workspace_id, somebody("Ann", "Lee", email="ann@example.org"))[0]


def call(on: date = TODAY, text: str = "Talked about the fair.", **more: object) -> NoteDraft:
    return NoteDraft(kind=InteractionKind.CALL, on=on, text=text, **more)  # type: ignore[arg-type]


def noted(workspace_id: int, person: int, draft: NoteDraft | None = None) -> Note:
    return services.add_note(workspace_id, person, draft or call(), actor=BOB)


def role(
    name: str, since: date | None = None, until: date | None = None, note: str = ""
) -> ConstituencyDraft:
    return ConstituencyDraft(role=name, span=Span(since, until), note=note)


def held(workspace_id: int, person: int, draft: ConstituencyDraft) -> Constituency:
    made = services.add_constituency(workspace_id, person, draft, actor=BOB)
    assert isinstance(made, Constituency)
    return made


def prospect(
    workspace_id: int, person: int, draft: ProspectDraft, *, version: int = 0, today: date = TODAY
) -> Prospect:
    made = services.set_prospect(
        workspace(workspace_id), person, draft, today=today, actor=BOB, version=version
    )
    assert isinstance(made, Prospect)
    return made


def cultivated(workspace_id: int, person: int) -> tuple[int, int, int]:
    """Somebody of whom everything is known; the ids of a note, of a role, and of a change of the note."""
    note = noted(
        workspace_id, person, call(date(2021, 3, 4), next_step="Send the report", due=date(2021, 4, 1))
    )
    served = held(workspace_id, person, role("Volunteer", date(2020, 2, 29), note="Every spring"))
    held(workspace_id, person, role("Board member", date(2015, 1, 1), date(2018, 12, 31)))
    early = ProspectDraft(stage=Stage.QUALIFICATION, stage_since=date(2021, 1, 1))
    prospect(workspace_id, person, early)
    now = ProspectDraft(
        stage=Stage.CULTIVATION,
        stage_since=date(2021, 3, 1),
        capacity=Capacity.FROM_25K,
        capacity_on=date(2021, 2, 1),
        capacity_source="board member",
        note="Loves the garden.",
    )
    prospect(workspace_id, person, now, version=1)
    changed = select(JournalEntry.id).where(JournalEntry.item_id == note.id, JournalEntry.field == "note")
    return note.id, served.id, db.session.scalars(changed).one()
