"""Whom a row of activity is about: found by an ID or an email, or left to a person to say.

Only an ID in a trusted system, our own lookup ID or an email that one person uses decides by itself. An email
of two people, another name at the address, and an address that ended never do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.activity_imports.domain.plan import (
    ALIKE,
    ENDED,
    HOUSEHOLD,
    IDS,
    NO_WHO,
    NOBODY,
    SEVERAL,
    Decided,
    waiting,
)
from app.batches.domain.evidence import Pointer, called, owner_of
from app.batches.domain.rows import Outcome
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match
from app.words import _, all_of, any_of

SHOWN = 4
_OTHERS = frozenset({
    Guard.KIND, Guard.COUPLE, Guard.FIRST_DIFFERS, Guard.LAST_DIFFERS, Guard.GENERATION, Guard.TITLE,
})  # fmt: skip
"""What tells of two people at one address."""


@dataclass(frozen=True, slots=True)
class Found:
    """The one whom the row is about, as she is now, and how she was found: by email, ID, staff, or known."""

    person: int
    version: int
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who has to do with the row: `matches`, the best first; `people`, whom an ID or the email names too."""

    matches: tuple[Match, ...] = ()
    people: tuple[Existing, ...] = ()

    def match(self, person: int) -> Match | None:
        """How she compares with the row, where that was asked."""
        return next((each for each in self.matches if each.constituent_id == person), None)


def whom(
    incoming: Incoming, known: Known, *, trusted: frozenset[str], thresholds: Thresholds
) -> Found | Decided:
    """Whom the row is about, or why a person decides."""
    by_id = list(_pointers(incoming, known.people, trusted))
    using = [each for each in known.people if _uses(each, incoming)]
    if len({each.owner.id for each in by_id}) > 1:
        return _waits(
            IDS, ", ".join(map(str, by_id)), known, [each.owner for each in by_id], Outcome.CONFLICT
        )
    if by_id and using and all(each.id != by_id[0].owner.id for each in using):
        told = f"{by_id[0]}, {Pointer(_('email'), using[0])}"
        return _waits(IDS, told, known, [by_id[0].owner, *using], Outcome.CONFLICT)
    if by_id:
        return Found(by_id[0].owner.id, by_id[0].owner.version, "id")
    if using:
        return _by_email(incoming, known, using)
    return _nobody(incoming, known, thresholds)


def _by_email(incoming: Incoming, known: Known, using: Sequence[Existing]) -> Found | Decided:
    if len(using) > 1:
        people = all_of([called(each) for each in using[:3]])
        return _waits(SEVERAL, _("this email is used by {people}", people=people), known, using)
    [person] = using
    if _is_another(incoming, person, known.match(person.id)):
        detail = _(
            "{name} at the email of {person}: may be a relative",
            name=display_name(incoming.name),
            person=called(person),
        )
        return _waits(HOUSEHOLD, detail, known, using)
    return Found(person.id, person.version, "email")


def _is_another(incoming: Incoming, person: Existing, match: Match | None) -> bool:
    """Whether the row names somebody else than who has the email."""
    named = display_name(incoming.name)
    if not named or not display_name(person.name) or named == display_name(person.name):
        return False
    return match is None or bool(_OTHERS & set(match.guards))


def _nobody(incoming: Incoming, known: Known, thresholds: Thresholds) -> Decided:
    ended = [each for each in known.people if _used(each, incoming)]
    if ended:
        detail = _("the email is a former one of {person}", person=called(ended[0]))
        return _waits(ENDED, detail, known, ended)
    alike = [each for each in known.matches if each.standing >= thresholds.possible]
    if alike:
        people = {each.id: each for each in known.people}
        meant = [people[each.constituent_id] for each in alike[:SHOWN] if each.constituent_id in people]
        return _waits(
            ALIKE, _("may be {people}", people=any_of([called(each) for each in meant])), known, meant
        )
    if not incoming.emails and not display_name(incoming.name) and not incoming.external_ids:
        return waiting(NO_WHO, _("the row does not say who it was"), candidates=known.matches[:SHOWN])
    return waiting(NOBODY, _("nobody here is found by email or ID"), candidates=known.matches[:SHOWN])


def _waits(
    cause: str,
    detail: str,
    known: Known,
    people: Sequence[Existing],
    outcome: Outcome = Outcome.POSSIBLE_DUPLICATE,
) -> Decided:
    """A person decides among these first, and those who are like the row."""
    named = [known.match(each.id) or Match(each.id, 0.0, ()) for each in people]
    shown = tuple({each.constituent_id: each for each in (*named, *known.matches[:SHOWN])}.values())
    return waiting(cause, detail, candidates=shown, outcome=outcome)


def _pointers(incoming: Incoming, people: Sequence[Existing], trusted: frozenset[str]) -> Iterable[Pointer]:
    """Whom our own lookup ID and the IDs of trusted systems name."""
    for each in people:
        if incoming.lookup_id and each.lookup_id == incoming.lookup_id:
            yield Pointer(_("lookup ID"), each)
    for external in incoming.external_ids:
        if external.system in trusted and (owner := owner_of(external, people)):
            yield Pointer(_("{system} ID", system=external.system), owner)


def _uses(person: Existing, incoming: Incoming) -> bool:
    keys = {each.key for each in incoming.emails}
    return any(each.active and each.key in keys for each in person.emails)


def _used(person: Existing, incoming: Incoming) -> bool:
    keys = {each.key for each in incoming.emails}
    return any(not each.active and each.key in keys for each in person.emails)
