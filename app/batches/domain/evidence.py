"""What the workspace knows that bears on a row, and whom the row's own identifiers point at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.batches.domain.rows import Mode
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, ExternalId, Incoming
from app.matching.domain.decide import Thresholds
from app.matching.domain.likeness import is_of_the_household
from app.matching.domain.result import Match
from app.updates.domain.entry import EntryKind, Policy
from app.updates.domain.rules import UpdateRules
from app.words import _


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all rows of a batch that came in the same way.

    `trusted` names the external systems whose IDs identify people.
    """

    mode: Mode
    thresholds: Thresholds
    rules: UpdateRules
    today: date
    policies: Mapping[str, Policy]
    trusted: frozenset[str] = frozenset()
    entry: EntryKind = EntryKind.IMPORTED_BATCH


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everyone who may be meant by a row, and how well each matches, best first.

    `known` holds at least everyone with the row's lookup ID, one of its external IDs or its email, and
    everyone in `matches`. `distinct` are the people staff said it is not.
    """

    known: tuple[Existing, ...] = ()
    matches: tuple[Match, ...] = ()
    distinct: frozenset[int] = frozenset()

    @property
    def likely(self) -> list[Match]:
        """The matches without those whom staff said it is not."""
        return [match for match in self.matches if match.constituent_id not in self.distinct]

    def person(self, match: Match) -> Existing:
        """The constituent who matches so."""
        return next(existing for existing in self.known if existing.id == match.constituent_id)

    def get(self, id: int) -> Existing | None:
        """The constituent with this id among those known."""
        return next((existing for existing in self.known if existing.id == id), None)

    def score_of(self, id: int) -> float | None:
        """How well the constituent matches, if that was asked."""
        return next((match.score for match in self.matches if match.constituent_id == id), None)


@dataclass(frozen=True, slots=True)
class Pointer:
    """An identifier of the row and the person it belongs to."""

    label: str
    owner: Existing

    def __str__(self) -> str:
        return _("{label} says {called}", label=self.label, called=called(self.owner))


def called(existing: Existing) -> str:
    """How a constituent is named in a sentence: "John Smith C-1042"."""
    return f"{display_name(existing.name)} {existing.lookup_id}".strip()


def relative(matches: Iterable[Match]) -> Match | None:
    """The likest of those whose relative the person of a row may be though it is nobody of them."""
    return next(filter(is_of_the_household, matches), None)


def pointers(incoming: Incoming, evidence: Evidence, trusted: frozenset[str]) -> tuple[Pointer, ...]:
    """Whom the lookup ID and the IDs of trusted systems point at; IDs of nobody are left out."""
    found = [
        Pointer(_("lookup ID"), existing)
        for existing in evidence.known
        if incoming.lookup_id and existing.lookup_id == incoming.lookup_id
    ]
    for external in incoming.external_ids:
        if external.system in trusted and (owner := owner_of(external, evidence.known)):
            found.append(Pointer(f"{external.system} ID", owner))
    return tuple(found)


def owner_of(external: ExternalId, known: Sequence[Existing]) -> Existing | None:
    """Who has this external ID."""
    return next((existing for existing in known if external in existing.external_ids), None)


def email_owners(incoming: Incoming, evidence: Evidence) -> tuple[Existing, ...]:
    """Who has the row's primary email in use, apart from those staff said it is not."""
    keys = {email.key for email in incoming.emails if email.primary}
    return tuple(
        existing
        for existing in evidence.known
        if existing.id not in evidence.distinct
        and any(email.active and email.key in keys for email in existing.emails)
    )
