"""What staff see of permission: of one person, and behind addresses that they paste."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.consent.domain.acts import What, entry_of
from app.consent.domain.address_keys import address_key
from app.consent.domain.gates import Topic
from app.consent.domain.history import restriction_words
from app.consent.domain.lifters import who_else_lifts
from app.consent.domain.standing import Restriction
from app.consent.domain.verdict import Verdict
from app.consent.models import AddressHash, ConsentInForce
from app.consent.queries.her_addresses import address_of
from app.consent.queries.single import everything_from, standing_columns
from app.consent.queries.standings import in_force
from app.consent.queries.verdicts import verdicts
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.db import db, now
from app.gathered import WHO, ask


@dataclass(frozen=True, slots=True)
class InForce:
    """A restriction of one person or of one of her addresses.

    `kept` says who can lift it where staff cannot, and is blank when an admin can. `address` is the address
    of hers that it is about, "" when it is about the person or an address she does not have; `elsewhere`
    names the record it was made for where that is another one. Where it does not `reach` her primary address
    it stops no mail to her today.
    """

    restriction: Restriction
    words: str
    kept: str
    address: str = ""
    elsewhere: int | None = None
    reaches: bool = True


def restrictions_of(workspace: Workspace, constituent_id: int, name: str = "") -> list[InForce]:
    """All that is in force about one person and her addresses, oldest first, in one statement."""
    row = ask(select(WHO.label("id"), *standing_columns()), workspace.id, constituent_id)
    return restrictions_from(row, name)


def restrictions_from(row: Any, name: str = "") -> list[InForce]:
    """The restrictions that a row with `standing_columns` and the person's id tells; she is called `name`."""
    everything = everything_from(row)
    primary = next((each.address_key for each in row.hashes if each.is_primary and each.is_active), None)
    reaching = everything.concerning(frozenset({row.id}), primary).restrictions
    addresses = {each.address_key: each.address for each in row.hashes if each.address_key}
    topics = {each.topic_id: each.topic for each in row.restrictions if each.topic}
    return [
        InForce(
            each,
            restriction_words(each, topics),
            who_else_lifts(each, name if each.subject in (row.id, None) else ""),
            addresses.get(each.address_key, ""),
            each.subject if each.subject != row.id else None,
            each in reaching,
        )
        for each in everything.restrictions
    ]


def same_in_force(workspace: Workspace, constituent_id: int, what: What) -> InForce | None:
    """The latest restriction of her own that says already what staff want to add; None where none does."""
    entry = entry_of(what.act)
    address = address_of(workspace, constituent_id, what.email) if what.email else ""
    found = [
        each
        for each in restrictions_of(workspace, constituent_id)
        if each.restriction.kind is entry.kind
        and each.restriction.topic == what.topic
        and entry.reason in (None, each.restriction.reason)
        and each.elsewhere is None
        and (each.address == address if address else each.reaches)
        and (each.restriction.until is None or each.restriction.until > now())
    ]
    return found[-1] if found else None


def consents_in_force(workspace: Workspace, events: Sequence[int]) -> bool:
    """Whether all of these lines of consent count: nobody took back or unsubscribed after them."""
    query = select(func.count()).where(
        ConsentInForce.workspace_id == workspace.id, ConsentInForce.event_id.in_(events)
    )
    return db.session.scalar(query) == len(events)


# --- behind an address


@dataclass(frozen=True, slots=True)
class Asked:
    """One person behind an address, with the verdict."""

    constituent_id: int
    name: str
    lookup_number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Behind:
    """Who has an address, strictest verdict first; `suppressed` are the restrictions of the bare address."""

    address: str
    people: tuple[Asked, ...]
    suppressed: tuple[Restriction, ...]

    @property
    def eligible(self) -> bool:
        """Whether everybody behind the address can be emailed, and nothing stands against the address."""
        free = all(asked.verdict.eligible for asked in self.people)
        return bool(self.people) and free and not self.suppressed

    @property
    def strictest(self) -> Asked | None:
        """The person whose earliest gate fails; None when nobody has the address."""
        return self.people[0] if self.people else None


def behind(
    workspace: Workspace,
    addresses: Sequence[str],
    *,
    at: datetime,
    topic: Topic | None = None,
    as_recorded: bool = False,
) -> list[Behind]:
    """The people who have each of these addresses, in the order given; seven statements for any number.

    With `as_recorded`, what was in force is what the ledger said at that instant; else what it says now.
    """
    keys = {address: address_key(address, workspace.address_secret) for address in addresses}
    owners = _owners(workspace, set(keys.values()))
    everybody = {row.id for rows in owners.values() for row in rows}
    found = verdicts(workspace, everybody, at=at, topic=topic, as_recorded=as_recorded)
    then = at if as_recorded else None
    bare = in_force(workspace.id, people=(), address_keys=set(keys.values()), as_of=then)
    return [
        Behind(
            address,
            tuple(sorted((_asked(row, found) for row in owners.get(key, ())), key=_strictness)),
            tuple(each for each in bare.restrictions if each.address_key == key),
        )
        for address, key in keys.items()
    ]


def _owners(workspace: Workspace, keys: set[str]) -> dict[str, list[Any]]:
    names = [getattr(Constituent, part) for part in NAME_PARTS]
    columns = (
        *(Constituent.id, Constituent.lookup_number, Constituent.display_override, Constituent.sort_name),
        *names,
    )
    query = (
        select(AddressHash.address_key, *columns)
        .join(
            EmailAddress,
            (EmailAddress.workspace_id == AddressHash.workspace_id)
            & (EmailAddress.id == AddressHash.email_id),
        )
        .join(
            Constituent,
            (Constituent.workspace_id == EmailAddress.workspace_id)
            & (Constituent.id == EmailAddress.constituent_id),
        )
        .where(
            AddressHash.workspace_id == workspace.id,
            AddressHash.address_key.in_(sorted(keys)),
            EmailAddress.is_active,
        )
        .order_by(Constituent.sort_name, Constituent.id)
        .distinct()
    )
    found: dict[str, list[Any]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.address_key, []).append(row)
    return found


def _asked(row: Any, found: dict[int, Verdict]) -> Asked:
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return Asked(row.id, row.display_override or display_name(name), row.lookup_number, found[row.id])


def _strictness(asked: Asked) -> tuple[int, int]:
    failed = [result.gate.number for result in asked.verdict.barriers]
    return (failed[0], -len(failed)) if failed else (len(asked.verdict.gates) + 1, 0)
