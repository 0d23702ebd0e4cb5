"""The doors by which services reach a workspace: opened, given a new address, shut."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from app.accounts import tokens
from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.db import db
from app.inbound import queries
from app.inbound.domain.providers import Provider
from app.inbound.domain.rules import EventRules
from app.inbound.models import EmailProvider


@dataclass(frozen=True, slots=True)
class NoSuchDoor:
    """This service was never turned on here."""


def open_door(workspace: Workspace, provider: Provider, *, actor: Actor) -> str:
    """Turn a service on, or give it a new address; answers the secret of the address, this one time.

    An address that it had before ends with that.
    """
    secret = f"{workspace.id:x}-{secrets.token_urlsafe(32)}"
    door = queries.door(workspace.id, provider)
    was = "off" if door is None or not door.is_on else "on"
    if door is None:
        door = EmailProvider(workspace_id=workspace.id, provider=provider)
        db.session.add(door)
    door.is_on, door.secret_hash = True, tokens.hashed(secret)
    db.session.flush()
    after = "on" if was == "off" else "on, with a new address"
    _journal(workspace, provider, "", {"": was}, {"": after}, actor)
    return secret


def turn_off(workspace: Workspace, provider: Provider, *, actor: Actor) -> EmailProvider | NoSuchDoor:
    """Take nothing more from this service; what it told stays."""
    door = queries.door(workspace.id, provider)
    if door is None:
        return NoSuchDoor()
    if door.is_on:
        door.is_on = False
        db.session.flush()
        _journal(workspace, provider, "", {"": "on"}, {"": "off"}, actor)
    return door


def save_door(
    workspace: Workspace,
    provider: Provider,
    *,
    signing_key: str | None,
    checks_certificate: bool,
    topics: Mapping[str, int],
    actor: Actor,
) -> EmailProvider | NoSuchDoor:
    """Save how a service's reports are checked and what its topics are here; None leaves the key as it is.

    The journal says that a key was changed, and not to what.
    """
    door = queries.door(workspace.id, provider)
    if door is None:
        return NoSuchDoor()
    key = door.signing_key if signing_key is None else signing_key
    before = _told(door.signing_key, door.checks_certificate, door.topics)
    after = _told(key, checks_certificate, topics)
    if key and key != door.signing_key:
        after["signing key"] = "saved anew" if door.signing_key else "saved"
    door.signing_key, door.checks_certificate, door.topics = key, checks_certificate, dict(topics)
    db.session.flush()
    _journal(workspace, provider, " ", before, after, actor)
    return door


def _told(key: str, checks_certificate: bool, topics: Mapping[str, int]) -> dict[str, object]:
    return {
        "signing key": "saved" if key else "none",
        "certificate": checks_certificate,
        "topics": {name: str(topic) for name, topic in topics.items()},
    }


def _journal(
    workspace: Workspace,
    provider: Provider,
    space: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    actor: Actor,
) -> None:
    changes = [
        Change(
            Subject.WORKSPACE,
            workspace.id,
            f"reports of {provider.label}{space}{each.field}",
            before=each.before,
            after=each.after,
        )
        for each in differences(Subject.WORKSPACE, workspace.id, before, after)
    ]
    record(workspace.id, actor, changes)


def change_rules(workspace: Workspace, rules: EventRules, *, actor: Actor) -> bool:
    """Save after how many soft bounces an address is suppressed and how long calls are kept; whether new."""
    before = EventRules.from_json(workspace.email_events).to_json()
    changes = differences(Subject.WORKSPACE, workspace.id, before, rules.to_json())
    workspace.email_events = {**workspace.email_events, **rules.to_json()}
    db.session.flush()
    record(workspace.id, actor, changes)
    return bool(changes)
