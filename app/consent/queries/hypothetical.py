"""May somebody be emailed once a change of her record that is only planned is carried out?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.domain.effect import Effect
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.held import Inbox, holds
from app.consent.domain.recorded_facts import active, deceased
from app.consent.domain.standing import Fact, PrimaryEmail, Recorded, Restriction, Standing
from app.consent.domain.verdict import Verdict, decide
from app.consent.queries.rules import rules_of
from app.consent.queries.single import everything_from, standing_columns, standing_from
from app.consent.queries.standings import RECORD_FACTS, restrictions_about
from app.constituents.domain.emails import parse_email
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent
from app.gathered import HERE, WHO, ask


def would_be(workspace: Workspace, after: Existing, *, at: datetime) -> Verdict:
    """The verdict on a record as it would be once it is written: `after.id` 0 is somebody new.

    Her own restrictions, those of the address that would be primary, and what writing it puts on hold.
    """
    return effect_of(workspace, after, at=at).after


def effect_of(workspace: Workspace, after: Existing, *, at: datetime) -> Effect:
    """The verdict as it is and as it would be, in two statements. Writes nothing."""
    rules = rules_of(workspace)
    known = _Known.read(workspace, after.id)
    before = decide(known.standing, rules=rules, topic=None, at=at) if known.standing else None
    then = _standing(workspace, after, known, at)
    return Effect(before, decide(then, rules=rules, topic=None, at=at))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on record of somebody now; nothing of somebody new."""

    standing: Standing | None = None
    recorded: Recorded = field(default_factory=Recorded)
    inboxes: Sequence[Inbox] = ()

    @classmethod
    def read(cls, workspace: Workspace, constituent_id: int) -> "_Known":
        row = ask(_statement(), workspace.id, constituent_id) if constituent_id else None
        if row is None:
            return cls()
        inboxes = [
            Inbox(each.address, each.address_key, each.is_primary and each.is_active) for each in row.hashes
        ]
        return cls(standing_from(row, workspace), everything_from(row), inboxes)


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    return select(Constituent.id, *RECORD_FACTS, *standing_columns()).where(
        Constituent.workspace_id == HERE, Constituent.id == WHO
    )


def _standing(workspace: Workspace, after: Existing, known: _Known, at: datetime) -> Standing:
    secret = workspace.address_secret
    inboxes = [
        Inbox(each.address, address_key(each.address, secret), each.primary and each.active)
        for each in after.emails
    ]
    primary = next((each for each in inboxes if each.is_primary), None)
    everything = _with_holds(after.id, known, inboxes, at)
    everything = _with_those_at(workspace, everything, primary)
    return Standing(
        module=Fact(workspace.has(Module.EMAIL)),
        deceased=deceased(after.deceased, after.died),
        active=active(after.active, after.inactive_reason),
        email=_email(primary),
        recorded=everything.concerning(frozenset({after.id}), primary.key if primary else None),
        dealings=known.standing.dealings if known.standing else (),
    )


def _email(primary: Inbox | None) -> PrimaryEmail | None:
    if primary is None:
        return None
    return PrimaryEmail(primary.address, not isinstance(parse_email(primary.address), Problem))


def _with_holds(person: int, known: _Known, after: Sequence[Inbox], at: datetime) -> Recorded:
    """What is recorded, and what writing the record would add to it."""
    if not person:
        return known.recorded
    held = tuple(
        Restriction(
            event=0,
            kind=EventKind.SUPPRESSED,
            since=at,
            party=Party.SYSTEM,
            source=hold.why,
            subject=person,
            address_key=hold.inbox.key,
            reason=SuppressionReason.HELD,
        )
        for hold in holds(person, known.inboxes, after, known.recorded.restrictions)
    )
    return replace(known.recorded, restrictions=known.recorded.restrictions + held)


def _with_those_at(workspace: Workspace, recorded: Recorded, primary: Inbox | None) -> Recorded:
    """What is recorded with the restrictions of an address that is new to the person."""
    if primary is None or primary.key is None:
        return recorded
    there = restrictions_about(workspace.id, people=(), address_keys={primary.key})
    known = {each.event for each in recorded.restrictions}
    fresh = tuple(each for each in there if each.event not in known)
    return replace(recorded, restrictions=recorded.restrictions + fresh)
