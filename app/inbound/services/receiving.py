"""Storing a call as it came, before anything in it is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import func, select

from app.accounts import tokens
from app.db import db, insert_all, new_id, now
from app.inbound import queries
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.domain.signatures import Forged, digest, once, verify
from app.inbound.models import EmailProvider, WebhookCall
from app.words import _

LARGEST = 5_000_000
"""Bytes of one call; the largest that a service sends has less than one megabyte."""
REFUSED_AT_MOST = 200
"""Calls within an hour that are kept although they are not believed: enough to see what is wrong."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The call is stored and will be read."""


@dataclass(frozen=True, slots=True)
class Known:
    """The same call was stored before."""


@dataclass(frozen=True, slots=True)
class Misused:
    """The call is not believed."""

    why: str


Outcome: TypeAlias = Taken | Known | Misused


def workspace_in(secret: str) -> int:
    """The workspace that a secret says it is of; 0 for none."""
    head = secret.partition("-")[0]
    try:
        number = int(head, 16) if 0 < len(head) <= 16 else 0
    except ValueError:
        return 0
    return number if 0 < number < 2**63 else 0


def door_of(workspace_id: int, provider: Provider, secret: str) -> EmailProvider | None:
    """The door that this secret opens, when it is not shut."""
    door = queries.door(workspace_id, provider)
    if door is None or not door.is_on or door.secret_hash != tokens.hashed(secret):
        return None
    return door


def receive(door: EmailProvider, body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Store a call that came through a door. Flushes; the caller commits before it answers.

    What is not believed is stored too, so that nothing is lost while a key is wrong; a repetition is not.
    """
    at = now()
    verdict = verify(door.provider, door.signing_key, body, headers, at)
    if isinstance(verdict, Forged) and _too_many(door.workspace_id):
        return Misused(verdict.why)
    call = _values(door, body, headers, verdict.why if isinstance(verdict, Forged) else "")
    insert_all(WebhookCall, [call], or_leave=True)
    stored = queries.call_once(door.workspace_id, door.provider, str(call["once"]))
    if stored is None or stored.id == call["id"]:
        return Misused(verdict.why) if isinstance(verdict, Forged) else Taken()
    return _repeated(stored, str(call["digest"]), verdict)


def _values(door: EmailProvider, body: bytes, headers: Mapping[str, str], why: str) -> dict[str, object]:
    return {
        "workspace_id": door.workspace_id,
        "id": new_id(),
        "provider": door.provider,
        "received_at": now(),
        "once": once(door.provider, body, headers),
        "digest": digest(body),
        "headers": dict(headers),
        "body": body,
        "state": CallState.REFUSED if why else CallState.NEW,
        "problem": why,
        "tries": 0,
        "counts": {},
        "did": "",
    }


def _repeated(stored: WebhookCall, found: str, verdict: object) -> Outcome:
    if isinstance(verdict, Forged):
        return Misused(verdict.why)
    if stored.digest != found:
        return Misused(_("What this service uses once only was used again for something else."))
    if stored.state is CallState.REFUSED:  # the key was wrong, and is right now
        stored.state, stored.problem = CallState.NEW, ""
        db.session.flush()
        return Taken()
    return Known()


def _too_many(workspace_id: int) -> bool:
    lately = select(func.count()).where(
        WebhookCall.workspace_id == workspace_id,
        WebhookCall.received_at > now() - timedelta(hours=1),
        WebhookCall.state == CallState.REFUSED,
    )
    return (db.session.scalar(lately) or 0) >= REFUSED_AT_MOST
