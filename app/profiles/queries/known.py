"""Do we know them already? Matching and search asked about what a form says so far."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.accounts.models import Workspace
from app.batches.domain.identity import identity
from app.batches.queries import distinctions
from app.constituents import directory
from app.constituents import queries as constituents
from app.constituents.directory import Listed
from app.constituents.domain.names import Name
from app.constituents.domain.record import Band, Existing, Incoming
from app.matching.domain.decide import Thresholds
from app.matching.domain.likeness import Likeness, likeness, reasons
from app.matching.domain.result import Match
from app.matching.domain.waterfall import Waterfall, waterfall
from app.matching.queries import search
from app.matching.queries.settings import settings_of

MOST, MOST_RELATIVES = 5, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on record who may be meant, with how sure that is under these thresholds and why.

    `lends` is an email of hers that was typed for somebody who is hardly alike, "" for anybody who is.
    """

    record: Existing
    match: Match
    thresholds: Thresholds
    lends: str = ""

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def display(self) -> str:
        """How she is called."""
        return self.record.display

    @property
    def reach(self) -> list[str]:
        """What tells her from others: primary email, phone, town."""
        record = self.record
        points: list[Any] = [
            next((point for point in channel if point.primary), None)
            for channel in (record.emails, record.phones, record.addresses)
        ]
        texts = [
            getattr(point, part)
            for point, part in zip(points, ("address", "number", "city"), strict=True)
            if point
        ]
        return [text for text in texts if text]

    @property
    def likeness(self) -> Likeness:
        """How sure it is, in words."""
        return likeness(self.match, self.thresholds)

    @property
    def reasons(self) -> str:
        """What agrees, then what does not, then why a person has to look, in sentences."""
        return reasons(self.match)

    @property
    def chart(self) -> Waterfall:
        """How the score came about."""
        return waterfall(self.match, self.thresholds)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Who may be meant, at most five, best first; and of whose household she may be instead, at most two.

    `lenders` are hardly alike, and have an email in use that was typed.
    """

    candidates: Sequence[Candidate] = ()
    relatives: Sequence[Candidate] = ()
    lenders: Sequence[Candidate] = ()


def known(workspace: Workspace, incoming: Incoming) -> Sequence[Candidate]:
    """Those on record who may be meant, best first, then those whose email it is too, at most five."""
    found = look_up(workspace, incoming)
    return [*found.candidates, *found.lenders][:MOST]


def look_up(workspace: Workspace, incoming: Incoming) -> LookedUp:
    """Those on record who may be meant, and relatives; statements do not grow with their number.

    Whoever staff said this is not, for this name and email, is left out; so is everybody while the workspace
    does not match records at all.
    """
    settings = settings_of(workspace)
    if not settings.on:
        return LookedUp()
    trusted = constituents.trusted_systems(workspace.id)
    answer = search(workspace.id, [incoming], trusted=trusted)
    who = identity(incoming)
    others = distinctions(workspace.id, [who]).get(who, frozenset())
    told = [
        Candidate(answer.existing[match.constituent_id], match, settings.hand)
        for match in answer.found[0].matches
        if match.constituent_id not in others
    ]
    near = [each for each in told if settings.hand.band_of(each.match) is not Band.NONE]
    far = [each for each in told if each not in near]
    lenders = [replace(each, lends=email) for each in far if (email := _lent(each.record, incoming))]
    relatives = [each for each in far if each.likeness is Likeness.RELATIVE]
    return LookedUp(near[:MOST], relatives[:MOST_RELATIVES], lenders)


def _lent(record: Existing, incoming: Incoming) -> str:
    """An email in use on this record that the other one would have as well; "" without one."""
    given = {email.key for email in incoming.emails if email.active}
    return next((email.address for email in record.emails if email.active and email.key in given), "")


def namesakes(workspace: Workspace, name: Name, *, besides: Collection[int]) -> Sequence[Listed]:
    """Those whom a search for this name finds, without those `besides`, at most five.

    The search forgives a typing error in each word and reads any script. A name alone proves nothing: they
    are shown to whoever types, and keep nobody from saving.
    """
    text = " ".join(filter(None, (name.first, name.last, name.organization)))
    found = directory.find(workspace, text, limit=MOST + len(besides))
    return [who for who in found if who.id not in besides][:MOST]
