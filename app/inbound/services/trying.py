"""What staff do about a call: try it again, confirm a topic of Amazon, put a note aside."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db, now
from app.inbound import queries
from app.inbound.domain import sns
from app.inbound.domain.calls import TRIED_AGAIN, CallState
from app.inbound.domain.providers import Provider
from app.inbound.domain.signatures import Forged, verify
from app.inbound.models import EmailReport, WebhookCall
from app.words import _


@dataclass(frozen=True, slots=True)
class NotNow:
    """It cannot be done; `why` is a sentence for staff."""

    why: str


def try_again(call: WebhookCall) -> WebhookCall | NotNow:
    """Let a call be read anew. Who presses it answers for its age; its signature has to fit all the same."""
    door = queries.door(call.workspace_id, call.provider)
    if call.state not in TRIED_AGAIN or call.body is None or door is None:
        return NotNow(_("There is nothing left of it to try again."))
    verdict = verify(call.provider, door.signing_key, call.body, call.headers, None)
    if isinstance(verdict, Forged):
        return NotNow(verdict.why)
    call.state, call.problem, call.tries = CallState.NEW, "", 0
    db.session.flush()
    return call


def asked_by(call: WebhookCall) -> str:
    """The address that confirms what a call asks for; "" when it asks for nothing, or not for Amazon."""
    if call.provider is not Provider.SES or call.state is not CallState.WAITING:
        return ""
    return sns.confirmation_url(sns.envelope(call.body or b""))


def confirmed(workspace: Workspace, call: WebhookCall, *, actor: Actor) -> WebhookCall | NotNow:
    """Take reports of the topic from now on; its confirmation was fetched."""
    door = queries.door(workspace.id, call.provider)
    topic = sns.topic_of(sns.envelope(call.body or b""))
    if door is None or not topic:
        return NotNow(_("There is nothing left of it to confirm."))
    door.arns = sorted({*door.arns, topic})
    call.state, call.problem, call.did = (
        CallState.READ,
        "",
        _("Confirmed: {topic} reports here.", topic=topic),
    )
    db.session.flush()
    change = Change(Subject.WORKSPACE, workspace.id, "reports of Amazon SES topic", after=topic)
    record(workspace.id, actor, [change])
    return call


def put_aside(note: EmailReport, *, actor: Actor) -> None:
    """A note was read: it is shown no more."""
    note.seen_at, note.seen_by = now(), actor.label
    db.session.flush()
