"""Already here under a slightly different record? The matching engine asked about a record itself."""

from collections.abc import Sequence

from app.accounts.models import Workspace
from app.batches.domain.identity import identity
from app.batches.queries import distinctions
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.score import Band, MatchingSettings
from app.matching.queries import search
from app.profiles.queries.known import Candidate
from app.profiles.queries.person import Person

MOST = 3


def alike(workspace: Workspace, who: Person) -> Sequence[Candidate]:
    """Up to three other records that may be the same person or organization, best first.

    Whoever staff said it is not, is left out, whichever of the two records they said it of; so is everybody
    while the workspace does not match records at all.
    """
    settings = MatchingSettings.from_json(workspace.matching) if workspace.matching else MatchingSettings()
    if not settings.on:
        return ()
    told = _told(who)
    answer = search(workspace.id, [told], trusted=(), leaving_out=frozenset({who.id}))
    near = [
        Candidate(answer.existing[match.constituent_id], match)
        for match in answer.found[0].matches
        if settings.hand.band(match.score) is not Band.NONE
    ]
    return _undecided(workspace, told, who.id, near)[:MOST] if near else ()


def _undecided(workspace: Workspace, told: Incoming, own: int, near: list[Candidate]) -> list[Candidate]:
    mine, theirs = identity(told), {each.id: identity(_incoming(each.record)) for each in near}
    said = distinctions(workspace.id, [mine, *theirs.values()])
    return [
        each
        for each in near
        if each.id not in said.get(mine, ()) and own not in said.get(theirs[each.id], ())
    ]


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
