"""All that a rule can ask about people, as plain values: for the tester, and to judge the translation by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity.models import Delivery, Donation, Registration
from app.consent import queries as consent
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.standing import Joining, Recorded, Standing
from app.consent.domain.verdict import decide
from app.constituents.directory import Listed, find
from app.constituents.models import Address, Constituent, EmailAddress
from app.db import db
from app.groups.domain import facts
from app.groups.domain.evaluate import matches
from app.groups.domain.explain import ClauseResult, explain
from app.groups.domain.facts import Facts
from app.groups.domain.quick import SOON
from app.groups.domain.rules import Rule, Status, references
from app.groups.models import GroupMember
from app.groups.queries.cultivated import roles_of, stages_of
from app.groups.queries.scope import Scope, closure

_SUPPRESSING = (EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)


def explained(scope: Scope, rule: Rule, constituent_id: int) -> tuple[bool, list[ClauseResult]] | None:
    """Whether one person is in it, and every condition with the facts; None for an unknown person."""
    known = facts_of(scope, rule, [constituent_id]).get(constituent_id)
    if known is None:
        return None
    return matches(rule, known, scope.as_of), explain(rule, known, scope.as_of, scope.speech)


@dataclass(frozen=True, slots=True)
class Tested:
    """The first person that a text finds, None for nobody; whether she is in it, and why."""

    person: Listed | None
    is_in: bool = False
    clauses: Sequence[ClauseResult] = ()


def tested(scope: Scope, rule: Rule, text: str) -> Tested | None:
    """Is the person whom this text names in it? None when no text was given."""
    if not text.strip():
        return None
    person = next(iter(find(scope.workspace, text, limit=1)), None)
    answer = explained(scope, rule, person.id) if person else None
    return Tested(person, *answer) if answer else Tested(None)


def facts_of(scope: Scope, rule: Rule, ids: Collection[int]) -> dict[int, Facts]:
    """The facts about each of these people that this rule may ask for; fourteen statements for any number."""
    asked = closure(rule, scope.groups)
    emails, places = _emails(scope, ids), _places(scope, ids)
    gifts, registrations, deliveries = _gifts(scope, ids), _registrations(scope, ids), _deliveries(scope, ids)
    roles, stages = roles_of(scope, ids), stages_of(scope, ids)
    memberships, standings = _memberships(scope, ids), consent.standings(scope.workspace, ids)
    found = {}
    for row in _people(scope, ids):
        person = Facts(
            kind=row.kind,
            status=_status(row),
            added_on=scope.local_day(row.created_at),
            updated_on=scope.local_day(row.updated_at),
            has_email=any(email.is_active for email in emails[row.id]),
            found_by=row.found_by,
            lookup_number=row.lookup_number,
            places=tuple(places[row.id]),
            gifts=tuple(gifts[row.id]),
            registrations=tuple(registrations[row.id]),
            deliveries=tuple(deliveries[row.id]),
            roles=roles.get(row.id, frozenset()),
            stage=stages.get(row.id),
            **_permission(scope, standings[row.id], asked.interests),
        )
        found[row.id] = _with_groups(person, asked.groups, memberships[row.id], scope)
    return found


def _people(scope: Scope, ids: Collection[int]) -> Iterable[Any]:
    query = select(
        Constituent.id,
        Constituent.kind,
        Constituent.is_active,
        Constituent.is_deceased,
        Constituent.created_at,
        Constituent.updated_at,
        Constituent.found_by,
        Constituent.lookup_number,
    ).where(Constituent.workspace_id == scope.workspace.id, Constituent.id.in_(ids))
    return db.session.execute(query).all()


def _status(row: Any) -> Status:
    if row.is_deceased:
        return Status.DECEASED
    return Status.ACTIVE if row.is_active else Status.INACTIVE


def _rows(scope: Scope, ids: Collection[int], table: Any, *columns: Any) -> Iterable[Any]:
    query = select(table.constituent_id, *columns).where(
        table.workspace_id == scope.workspace.id, table.constituent_id.in_(ids)
    )
    return db.session.execute(query).all()


def _emails(scope: Scope, ids: Collection[int]) -> Mapping[int, list[Any]]:
    found = defaultdict(list)
    for row in _rows(scope, ids, EmailAddress, EmailAddress.is_active):
        found[row.constituent_id].append(row)
    return found


def _places(scope: Scope, ids: Collection[int]) -> Mapping[int, list[facts.Place]]:
    found = defaultdict(list)
    columns = (Address.city, Address.region, Address.country, Address.is_active)
    for row in _rows(scope, ids, Address, *columns):
        if row.is_active:
            found[row.constituent_id].append(facts.Place(row.city, row.region, row.country))
    return found


def _gifts(scope: Scope, ids: Collection[int]) -> Mapping[int, list[facts.Gift]]:
    found = defaultdict(list)
    money = (Donation.received_on, Donation.amount, Donation.status, Donation.currency)
    said = (Donation.kind, Donation.fund, Donation.campaign, Donation.appeal)
    rows = _rows(scope, ids, Donation, Donation.id, *money, *said)
    for row in sorted(rows, key=lambda row: (row.received_on, row.id)):
        gift = facts.Gift(
            row.received_on,
            row.amount,
            settled=row.status is GiftStatus.SETTLED,
            refund=row.amount < 0,
            foreign=row.currency != scope.workspace.currency,
            kind=row.kind,
            fund=row.fund,
            campaign=row.campaign,
            appeal=row.appeal,
        )
        found[row.constituent_id].append(gift)
    return found


def _registrations(scope: Scope, ids: Collection[int]) -> Mapping[int, list[facts.Registration]]:
    found = defaultdict(list)
    columns = (Registration.event_id, Registration.registered_at, Registration.status)
    for row in _rows(scope, ids, Registration, *columns):
        place = facts.Registration(
            row.event_id,
            scope.local_day(row.registered_at),
            cancelled=row.status is RegistrationStatus.CANCELLED,
        )
        found[row.constituent_id].append(place)
    return found


def _deliveries(scope: Scope, ids: Collection[int]) -> Mapping[int, list[facts.Delivery]]:
    found = defaultdict(list)
    columns = (Delivery.delivered_at, Delivery.opened_at, Delivery.clicked_at, Delivery.bounce)
    rows = _rows(scope, ids, Delivery, Delivery.sent_at, Delivery.campaign_id, *columns)
    for row in sorted(rows, key=lambda row: (row.sent_at, row.campaign_id)):
        message = facts.Delivery(
            scope.local_day(row.sent_at),
            delivered=row.delivered_at is not None,
            opened_on=scope.local_day(row.opened_at) if row.opened_at else None,
            clicked_on=scope.local_day(row.clicked_at) if row.clicked_at else None,
            bounce=row.bounce,
        )
        found[row.constituent_id].append(message)
    return found


def _memberships(scope: Scope, ids: Collection[int]) -> Mapping[int, set[int]]:
    found = defaultdict(set)
    for row in _rows(scope, ids, GroupMember, GroupMember.group_id):
        found[row.constituent_id].add(row.group_id)
    return found


def _permission(scope: Scope, standing: Standing, interests: Collection[int]) -> dict[str, Any]:
    recorded = standing.recorded or Recorded()
    rules = consent.rules_of(scope.workspace)
    topics = [scope.topics[key] for key in interests if key in scope.topics]
    states = {key: recorded.topic_state(key) for key in interests}
    return {
        "verdict": decide(standing, rules=rules, topic=None, at=scope.at),
        "verdict_later": decide(standing, rules=rules, topic=None, at=scope.at + SOON),
        "topic_verdicts": {
            topic.id: decide(standing, rules=rules, topic=topic, at=scope.at) for topic in topics
        },
        "marketing_status": recorded.marketing_status(scope.at),
        "suppressed_for": frozenset(
            each.reason or SuppressionReason.MANUAL for each in recorded.of(*_SUPPRESSING)
        ),
        "interests": {key: isinstance(state, Joining) for key, state in states.items() if state},
    }


def _with_groups(person: Facts, asked: Collection[int], stored: Collection[int], scope: Scope) -> Facts:
    """The person with the groups asked about in which she is: by the list, or by the rule as it is now."""
    known: dict[int, bool] = {}

    def is_in(group: int, inside: frozenset[int]) -> bool:
        other = scope.groups.get(group)
        if other is None or group in inside:
            return False
        if other.rule is None:
            return group in stored
        if group not in known:
            inner = {key for key in references(other.rule).groups if is_in(key, inside | {group})}
            known[group] = matches(other.rule, replace(person, groups=frozenset(inner)), scope.as_of)
        return known[group]

    return replace(person, groups=frozenset(key for key in asked if is_in(key, frozenset())))
