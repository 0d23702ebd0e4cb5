"""Whose page a link opens, and what stands there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.barrier import Gate
from app.consent.domain.gates import Topic
from app.consent.domain.links import Link, Purpose
from app.consent.domain.standing import Recorded
from app.consent.domain.verdict import decide
from app.consent.models import AddressHash, ConsentEvent, InterestGroup
from app.consent.queries.single import HASHED
from app.constituents import queries as constituents
from app.constituents.departures import departure, survivor
from app.constituents.domain.emails import masked
from app.constituents.models import Departure, EmailAddress
from app.db import bind, db
from app.preferences.domain.choices import Choices, Offer, Stays, sorted_out


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine link: of which workspace, and who she is today; `person` None where she is gone."""

    workspace: Workspace
    link: Link
    person: int | None


@dataclass(frozen=True, slots=True)
class Supporter:
    """Whose page it is. `address` is masked, "" where the link's address is no longer hers."""

    workspace: Workspace
    link: Link
    person: int
    address: str


def opened(token: str, *purposes: Purpose) -> Opened | None:
    """What a link of these purposes opens; binds the session to its workspace. None for any other text."""
    link = consent.genuine(token)
    if link is None or link.purpose not in purposes:
        return None
    bind(link.workspace)
    workspace = db.session.get_one(Workspace, link.workspace)
    return Opened(workspace, link, _today(workspace, link.person))


def supporter(token: str, purpose: Purpose) -> Supporter | None:
    """The person whom a link of this purpose is about, or the one she was merged into; None for nobody."""
    found = opened(token, purpose)
    if found is None or found.person is None:
        return None
    address = _address(found.workspace.id, found.person, found.link.address_key)
    return Supporter(found.workspace, found.link, found.person, masked(address))


def _today(workspace: Workspace, person: int) -> int | None:
    if constituents.get(workspace, person):
        return person
    gone = departure(workspace, person)
    last = survivor(workspace, gone) if gone else None
    return None if isinstance(last, Departure) else last


def _address(workspace_id: int, person: int, key: str) -> str:
    query = (
        select(EmailAddress.address)
        .join(AddressHash, HASHED)
        .where(
            EmailAddress.workspace_id == workspace_id,
            EmailAddress.constituent_id == person,
            EmailAddress.is_active,
            AddressHash.address_key == key,
        )
        .order_by(EmailAddress.is_primary.desc(), EmailAddress.id)
    )
    return db.session.scalars(query).first() or ""


def readers(workspace_id: int, key: str) -> list[int]:
    """Everybody who has the address with this keyed hash and has not ended it."""
    query = (
        select(EmailAddress.constituent_id)
        .join(AddressHash, HASHED)
        .where(
            AddressHash.workspace_id == workspace_id, AddressHash.address_key == key, EmailAddress.is_active
        )
    )
    return list(db.session.scalars(query))


def topic_of(workspace: Workspace, topic_id: int | None) -> InterestGroup | None:
    """The topic that a link is about; None for all mail, and for one that is not there."""
    return consent.interest(workspace, topic_id) if topic_id else None


def choices(who: Supporter, *, at: datetime) -> Choices:
    """What she gets and what stops it; statements do not grow with the number of topics."""
    standing = consent.standings(who.workspace, [who.person])[who.person]
    rules = consent.rules_of(who.workspace)
    offered = []
    for topic in _public(who.workspace):
        asked = Topic(topic.id, topic.name, topic.is_opt_in)
        verdict = decide(standing, rules=rules, topic=asked, at=at)
        gets = verdict.passes((Gate.CONSENT, Gate.TOPIC))
        offered.append(Offer(topic.id, topic.name, topic.description, topic.frequency, gets))
    ends, pause, stays = sorted_out(
        (standing.recorded or Recorded()).restrictions,
        person=who.person,
        address_key=who.link.address_key,
        is_shared=bool(set(readers(who.workspace.id, who.link.address_key)) - {who.person}),
        at=at,
    )
    if ends and not who.address:  # whoever reads an address that she gave up starts nothing
        ends, stays = (), stays | {Stays.ELSEWHERE}
    seen = _last_line(who.workspace.id, who.person)
    others = decide(standing, rules=rules, topic=None, at=at).passes((Gate.CONSENT,))
    return Choices(tuple(offered), ends, pause, stays, seen, bool(who.address), others)


def _last_line(workspace_id: int, person: int) -> int:
    """The number of the last line of the ledger about her; 0 for none."""
    query = select(func.max(ConsentEvent.sequence)).where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.subject_id == person
    )
    return db.session.scalar(query) or 0


def _public(workspace: Workspace) -> list[InterestGroup]:
    return [topic for topic in consent.topics(workspace) if topic.is_public]


def only_workspace() -> Workspace | None:
    """The workspace of an installation that has but one: whoever opens a bad link can be told whom to ask."""
    if db.session.scalar(select(func.count()).select_from(Workspace)) != 1:
        return None
    return db.session.scalar(select(Workspace))
