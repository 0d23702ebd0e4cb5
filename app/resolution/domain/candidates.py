"""Whom an incoming record may be, the likeliest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.constituents.domain.record import Existing
from app.matching.domain.decide import Thresholds
from app.matching.domain.likeness import Likeness, likeness, reasons
from app.matching.domain.result import Match
from app.matching.domain.waterfall import Waterfall, waterfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody it may be: who, how to reach them, how likely and why. `chart` is None without evidence.

    `named_by` are the identifiers of the incoming record that name them: "lookup ID", "email".
    """

    id: int
    name: str
    lookup_id: str
    reach: tuple[str, ...]
    likeness: Likeness | None
    score: float | None
    reasons: str
    chart: Waterfall | None
    named_by: tuple[str, ...] = ()


def ranked(
    people: Iterable[tuple[Existing, Match | None]],
    thresholds: Thresholds,
    named_by: Mapping[int, Sequence[str]] | None = None,
) -> tuple[Candidate, ...]:
    """The candidates, by score from the top; who was only named or searched for comes last."""
    named = named_by or {}
    found = [_candidate(who, match, thresholds, tuple(named.get(who.id, ()))) for who, match in people]
    return tuple(sorted(found, key=lambda each: -(each.score if each.score is not None else -1)))


def _candidate(
    who: Existing, match: Match | None, thresholds: Thresholds, named_by: tuple[str, ...]
) -> Candidate:
    emails = [email.address for email in who.emails if email.active]
    phones = [phone.number for phone in who.phones if phone.active]
    return Candidate(
        id=who.id,
        name=who.display,
        lookup_id=who.lookup_id,
        reach=tuple(text for text in (*emails[:1], *phones[:1]) if text != who.display),
        likeness=likeness(match, thresholds) if match else None,
        score=match.score if match else None,
        reasons=reasons(match) if match else "",
        chart=waterfall(match, thresholds) if match else None,
        named_by=named_by,
    )
