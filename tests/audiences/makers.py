"""Groups of people who stand in every way, and checks about them."""

from flask import Flask

from app import jobs
from app.accounts.models import Workspace
from app.audiences import services
from app.audiences.domain.question import Part, Question
from app.audiences.models import AudienceCheck
from app.audiences.queries import again, checks, found
from app.audiences.queries.asking import Audience, understand
from app.audiences.services.file import rows
from app.consent.domain.facts import EventKind
from app.db import db, now
from app.groups.models import Group
from app.groups.services import add_members
from tests.consent.makers import STAFF, person, restricted
from tests.groups.makers import group

BASE = "https://kith.example.org"


def listed(workspace: Workspace, name: str, *people: int) -> Group:
    """A static group of these people."""
    made = group(workspace, name)
    add_members(workspace, made, people, actor=STAFF)
    return made


def about(*included: Group, topic: int | None = None, but: tuple[Group, ...] = (), **more: int) -> Question:
    """A question about these groups."""
    return Question(
        topic_id=topic,
        topic="Trips" if topic else "",
        included=tuple(Part(each.id, each.name) for each in included),
        excluded=tuple(Part(each.id, each.name) for each in but),
        **more,  # type: ignore[arg-type]
    )


def start(workspace: Workspace, question: Question) -> int:
    """A check that waits for a worker; answers its id."""
    outcome = services.start(workspace, question, name="Appeal", actor=STAFF)
    assert isinstance(outcome, services.Started)
    return outcome.check.id


def checked(app: Flask, workspace: Workspace, question: Question) -> AudienceCheck:
    """A check that came to its end; commits."""
    workspace_id, check_id = workspace.id, start(workspace, question)
    db.session.commit()
    jobs.drain(app)
    db.session.expire_all()
    check = checks.get(workspace_id, check_id)
    assert check is not None
    return check


def asked_again(check: AudienceCheck) -> Audience:
    """The question of a check, now."""
    workspace = db.session.get_one(Workspace, check.workspace_id)
    audience = understand(workspace, checks.question_of(check), at=now())
    assert isinstance(audience, Audience)
    return audience


def file_of(check: AudienceCheck) -> list[dict[str, str]]:
    """The file as it would be taken now."""
    head, *lines = rows(check, asked_again(check), BASE)
    return [dict(zip(head, line, strict=True)) for line in lines]


def changed(check: AudienceCheck) -> tuple[str, ...]:
    """What changed since the check, as staff read it."""
    return again.compared(check, asked_again(check)).differences.words


def told(check: AudienceCheck) -> dict[str, list[str]]:
    """Every reason of everybody, by address."""
    return {each.email: [reason.words for reason in each.reasons] for each in found.people(check).rows}


def some(here: Workspace) -> dict[str, int]:
    """Three who can be emailed, two of them at one inbox, and one who cannot for two reasons."""
    who = {
        "ann": person(here, "ann@example.org").id,
        "ben": person(here, "shared@example.org", first="Ben").id,
        "cat": person(here, "Shared@example.org", first="Cat").id,
        "dan": person(here, "dan@example.org", first="Dan").id,
    }
    restricted(here, EventKind.UNSUBSCRIBED, who["dan"])
    restricted(here, EventKind.DO_NOT_CONTACT_SET, who["dan"])
    return who
