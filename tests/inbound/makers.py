"""A workspace with services turned on, calls that come, and what is in force afterwards."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import jobs
from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries as consent
from app.db import db
from app.inbound import queries, services
from app.inbound.domain.providers import Provider
from app.inbound.models import WebhookCall
from app.inbound.services.storing import store
from app.inbound.services.thinking import think
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.payloads import dumped

STAFF = Actor("Alice", Via.FORM, id=101)


def opened(
    app: Flask, world: World, provider: Provider = Provider.SENDGRID, *, key: str = "", **topics: int
) -> str:
    """The path at which a service reports to us, without a certificate to fetch."""
    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        secret = services.open_door(workspace, provider, actor=STAFF)
        services.save_door(
            workspace, provider, signing_key=key, checks_certificate=False, topics=topics, actor=STAFF
        )
        db.session.commit()
    return f"/hooks/{provider}/{secret}"


def some_reports(workspace: Workspace, word: str = "Trips") -> dict[str, int]:
    """A call that was read, one that cannot be, and a note, in the session's workspace; answers ids."""
    services.open_door(workspace, Provider.SENDGRID, actor=STAFF)
    door = queries.door(workspace.id, Provider.SENDGRID)
    assert door is not None
    note = payloads.sendgrid("group_resubscribe", 1, f"{word}@example.org", asm_group_id=word)
    for told in ([note, payloads.sendgrid("bounce", 2)], {}):
        services.receive(door, dumped(told), {})
    store(workspace, think(workspace.id, 0, 10))
    call = db.session.scalars(select(WebhookCall.id).order_by(WebhookCall.id)).first()
    [shown] = queries.notes(workspace.id)
    return {"call_id": call or 0, "report_id": shown.id}


def sent(app: Flask, path: str, told: Any, headers: dict[str, str] | None = None) -> int:
    """Send a call as a service does, with no cookie and from nowhere; answers the status."""
    client = app.test_client()
    client.environ_base.pop("HTTP_SEC_FETCH_SITE", None)
    body = told if isinstance(told, bytes) else dumped(told)
    return client.post(path, data=body, headers=headers, content_type="application/json").status_code


def come(app: Flask, path: str, *calls: Any) -> None:
    """Send calls, and let the background work do what it does."""
    for told in calls:
        assert sent(app, path, told) == 200
    jobs.drain(app)


def in_force(world: World) -> set[tuple[Any, ...]]:
    """What is in force in our workspace, without when and by which line."""
    return {
        (each.kind, each.reason, each.party, each.subject, each.address_key, each.topic)
        for each in consent.everything_in_force(world.ours).restrictions
    }


def kinds(world: World) -> list[str]:
    """The kinds of what is in force, in order."""
    return sorted(each[0].value for each in in_force(world))


def numbered(events: Iterable[Any]) -> list[Any]:
    """Calls of one event each."""
    return [[each] for each in events]
