"""Notes, roles and prospects for tests."""

from datetime import date

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.cultivation import services
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.roles import ConstituencyDraft, Span
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
