"""One person's joining or leaving of an interest group, as staff write it down with evidence."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent import queries
from app.consent.domain.acts import StaffAct, What
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.domain.finding import day_of
from app.consent.domain.lifters import who_else_lifts
from app.consent.domain.permissions import Refused
from app.consent.domain.standing import Restriction
from app.consent.models import InterestGroup, RestrictionInForce
from app.consent.services.acting import Superseded, Told, add_restriction
from app.consent.services.ledger import Line, Written, permit
from app.constituents.directory import name_of
from app.constituents.models import Constituent
from app.db import db
from app.words import N_, _

SOURCE = N_("entered by hand")
ARCHIVED = N_("It is archived and offered to nobody. Take it out of the archive first.")
ASK_AN_ADMIN = N_("A colleague wrote down that {name} left it. An admin can lift that, on Email Preferences.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asked for, when, and how staff know; `statement` is what she was told, "" if nothing.

    `may_lift`: whoever writes it down may lift what a colleague recorded.
    """

    at: datetime
    evidence: str
    statement: str = ""
    may_lift: bool = False


def record_joining(
    workspace: Workspace, interest: InterestGroup, who: Constituent, asked: Asked, *, actor: Actor
) -> Written | Refused | Superseded:
    """Write down that she joined it and, where she was told what for, consented to it.

    It never undoes her own leaving. Superseded: on that day or later she left it or said no to the
    consent, which would count for nothing; the caller rolls back.
    """
    if refused := _why_not(workspace, interest, who, asked):
        return refused
    written = permit(workspace, _lines(interest, who, asked), party=Party.STAFF, actor=actor)
    if isinstance(written, Refused):
        return written
    counts = queries.consents_in_force(workspace, written.ids[1:])
    return written if counts and not _leavings(workspace, interest.id, who.id) else Superseded()


def record_leaving(
    workspace: Workspace, interest: InterestGroup, who: Constituent, asked: Asked, *, actor: Actor
) -> Written | Refused | Superseded:
    """Write down that she left it; it holds from now on. Superseded: after that day she joined again."""
    if _leavings(workspace, interest.id, who.id):
        return Refused(_("{name} has left it already.", name=name_of(who)))
    what = What(StaffAct.LEAVE_TOPIC, topic=interest.id)
    told = Told(what=what, at=asked.at, evidence=asked.evidence, source=SOURCE)
    return add_restriction(workspace, [who.id], told, actor=actor)


def _why_not(workspace: Workspace, interest: InterestGroup, who: Constituent, asked: Asked) -> Refused | None:
    if interest.archived_at is not None:
        return Refused(str(ARCHIVED))
    name, left = name_of(who), _leavings(workspace, interest.id, who.id)
    rules = queries.rules_of(workspace)
    for each in left:
        if lifter := who_else_lifts(each, name):
            left_it = _(
                "{name} left it on {day}, {party}.",
                name=name,
                day=day_of(each.since, rules),
                party=each.party.words,
            )
            return Refused(f"{left_it} {lifter}")
    if left:
        return None if asked.may_lift else Refused(ASK_AN_ADMIN.format(name=name))
    known = queries.stands(workspace, [who.id], interest.id)[who.id]
    if known is None:
        return None
    return Refused(_("{name} joined it on {day}.", name=name, day=day_of(known.since, rules)))


def _leavings(workspace: Workspace, topic: int, person: int) -> list[Restriction]:
    rows = db.session.execute(
        select(*RestrictionInForce.__table__.columns).where(
            RestrictionInForce.workspace_id == workspace.id,
            RestrictionInForce.subject_id == person,
            RestrictionInForce.kind == EventKind.TOPIC_LEFT,
            RestrictionInForce.topic_id == topic,
        )
    )
    return [queries.restriction(row) for row in rows]


def _lines(interest: InterestGroup, who: Constituent, asked: Asked) -> list[Line]:
    joined = Line(
        kind=EventKind.TOPIC_JOINED,
        at=asked.at,
        subject=who.id,
        topic=interest.id,
        statement=asked.statement,
        evidence=asked.evidence,
        source=SOURCE,
    )
    if not asked.statement:
        return [joined]
    return [joined, replace(joined, kind=EventKind.CONSENT_GIVEN, basis=Basis.EXPRESS)]
