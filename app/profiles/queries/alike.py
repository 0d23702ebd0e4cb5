"""Already here under a slightly different record? The matching engine asked about a record itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.batches.domain.identity import identity
from app.batches.queries import distinctions
from app.constituents import queries as constituents
from app.constituents.directory import Listed
from app.constituents.domain.record import Band, Existing, Incoming
from app.matching.queries import search
from app.matching.queries.settings import settings_of
from app.profiles.queries.known import Candidate, namesakes
from app.profiles.queries.person import Person

MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Other records that may be the same, best first, and those alike of whom staff said they are not."""

    candidates: Sequence[Candidate] = ()
    apart: Sequence[Existing] = ()


def alike(workspace: Workspace, who: Person) -> Alike:
    """Up to three of each.

    It does not matter of which of the two records staff said that it is not the other. Nobody is alike while
    the workspace does not match records at all.
    """
    settings = settings_of(workspace)
    if not settings.on:
        return Alike()
    told = _told(who)
    answer = search(workspace.id, [told], trusted=(), leaving_out=frozenset({who.id}))
    near = [
        Candidate(answer.existing[match.constituent_id], match, settings.hand)
        for match in answer.found[0].matches
        if settings.hand.band_of(match) is not Band.NONE
    ]
    if not near:
        return Alike()
    settled = _settled(workspace, told, who.id, [each.record for each in near])
    return Alike(
        [each for each in near if each.id not in settled][:MOST],
        [each.record for each in near if each.id in settled][:MOST],
    )


def of_the_name(workspace: Workspace, who: Person, *, besides: Collection[int]) -> Sequence[Listed]:
    """Up to five others whom a search for the name finds, but for those whom staff said it is not."""
    found = namesakes(workspace, who.name, besides=[who.id, *besides])
    records = constituents.existing(workspace.id, [each.id for each in found])
    settled = _settled(workspace, _told(who), who.id, records.values())
    return [each for each in found if each.id not in settled]


def _settled(workspace: Workspace, told: Incoming, own: int, others: Iterable[Existing]) -> set[int]:
    """Those of the others of whom staff said that they are somebody else."""
    mine, theirs = identity(told), {each.id: identity(_incoming(each)) for each in others}
    said = distinctions(workspace.id, [mine, *theirs.values()])
    return {key for key, name in theirs.items() if key in said.get(mine, ()) or own in said.get(name, ())}


def _told(who: Person) -> Incoming:
    """The record as if it came in, without the identifiers that would name it."""
    return Incoming(
        kind=who.row.kind,
        name=who.name,
        emails=tuple(constituents.email_value(item) for item in who.emails),
        phones=tuple(constituents.phone_value(item) for item in who.phones),
        addresses=tuple(constituents.address_value(item) for item in who.addresses),
        birth=who.birth,
    )


def _incoming(record: Existing) -> Incoming:
    return Incoming(record.kind, record.name, record.emails)
