"""A workspace with services turned on, calls that come, and what is in force afterwards."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from app import jobs
from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries as consent
from app.db import db
from app.inbound import services
from app.inbound.domain.providers import Provider
from tests.factories import World, inside
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
