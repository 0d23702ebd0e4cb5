"""Rows about one new person: the first adds her, and the later ones are planned against what it adds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.batches.domain.decide import owned_by_others, planned
from app.batches.domain.decision import Decision, conflicting, updating
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.identity import identity
from app.batches.domain.review import ROW_ALIKE, ROW_GONE, ROW_RULE, Decided, Joined
from app.batches.domain.rows import Outcome
from app.constituents.domain.copies import altered
from app.constituents.domain.names import display_name
from app.constituents.domain.nicknames import roots
from app.constituents.domain.record import Band, Existing, Incoming, blank
from app.constituents.domain.text import fold
from app.matching.domain.decide import Ambiguous, Automatic, Possible, decide
from app.matching.domain.result import Match
from app.updates.domain.applied import apply
from app.updates.domain.entry import Choice

Score = Callable[[Incoming, Sequence[Existing]], Sequence[Match]]
"""How alike a record is to each of some others; none where nobody is compared."""
_NO_CHOICES: Mapping[str, Choice] = {}
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that adds somebody, as far as the records tell; staff said that it is none of `apart`."""

    number: int
    row: Incoming
    decision: Decision
    settings: Settings
    decided: Decided | None = None
    apart: frozenset[str] = frozenset()


def joined(newcomers: Iterable[Newcomer], score: Score) -> dict[int, Decision]:
    """What becomes of rows that add somebody, by their numbers, in the order of these numbers.

    A row joins an earlier one that has its email and no other name, or that is so alike that a record would
    be matched automatically; where it is possible, a person decides.
    """
    leaders = _Leaders(score)
    return {each.number: leaders.decided(each) for each in newcomers}


@dataclass(slots=True)
class _Leaders:
    """The rows that add somebody so far, with the record that they and the rows that joined them plan."""

    score: Score
    records: dict[int, Existing] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    """The row that adds the person, for every row about her."""
    identities: dict[int, str] = field(default_factory=dict)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def decided(self, each: Newcomer) -> Decision:
        if isinstance(each.decided, Joined):
            return self._by_hand(each, each.decided)
        near = self._near(each)
        same = next((number for number in near if _is_same(each.row, self.records[number])), None)
        if same is not None:
            return self._join(each, same, Band.MATCH)
        matches = self.score(each.row, [self.records[number] for number in near]) if near else ()
        match decide(matches, each.settings.thresholds):
            case Automatic(best):
                return self._join(each, -best.constituent_id, Band.MATCH, score=best.score)
            case Possible() as possible:
                return _waiting(each, possible.meant)
            case Ambiguous(several):
                return _waiting(each, several)
            case _:
                return self._lead(each, near)

    def _near(self, each: Newcomer) -> list[int]:
        found = {number for key in keys_of(each.row) for number in self.by_key[key]}
        return sorted(number for number in found if self.identities[number] not in each.apart)

    def _by_hand(self, each: Newcomer, decided: Joined) -> Decision:
        head = self.heads.get(decided.row)
        if head is None:
            return conflicting(ROW_GONE, f"row {decided.row} adds nobody any more; decide again")
        return self._join(each, head, Band.POSSIBLE, choices=decided.choices)

    def _join(
        self,
        each: Newcomer,
        number: int,
        band: Band,
        *,
        score: float | None = None,
        choices: Mapping[str, Choice] = _NO_CHOICES,
    ) -> Decision:
        record = self.records[number]
        plan = planned(each.row, record, band, each.settings, choices)
        found = updating(record, score, plan)
        is_ready = found.outcome is Outcome.READY
        if is_ready:
            self.records[number] = apply(record, plan)
            self.heads[each.number] = number
        return replace(
            found,
            cause="" if is_ready else ROW_RULE,
            detail=f"the new person of row {number} · {found.detail}",
            target=None,
            target_version=None,
            joins=number if is_ready else None,
            rows=() if is_ready else ((number, score or 100.0),),
        )

    def _lead(self, each: Newcomer, near: Sequence[int]) -> Decision:
        assert each.decision.plan is not None
        record = altered(apply(blank(each.row.kind), each.decision.plan), id=-each.number)
        self.records[each.number] = record
        self.heads[each.number] = each.number
        self.identities[each.number] = identity(each.row)
        for key in keys_of(each.row):
            self.by_key[key].append(each.number)
        sharing = next((number for number in near if _share_email(each.row, self.records[number])), None)
        if sharing is None:
            return each.decision
        told = f"{each.decision.detail} · has the email of row {sharing} and another name: one household"
        return replace(each.decision, detail=told)


def following(
    row: Incoming, whom: int, evidence: Evidence, settings: Settings, decided: Decided | None
) -> Decision:
    """What becomes of a row that joins another, once that one has become somebody."""
    existing = evidence.get(whom)
    if existing is None:
        return conflicting("target", "the person of the row that this one joins is not here anymore")
    if blocked := owned_by_others(row, whom, evidence):
        return blocked
    is_by_hand = isinstance(decided, Joined)
    choices = decided.choices if isinstance(decided, Joined) else _NO_CHOICES
    band = Band.POSSIBLE if is_by_hand else Band.MATCH
    return updating(existing, None, planned(row, existing, band, settings, choices))


def _waiting(each: Newcomer, meant: Sequence[Match]) -> Decision:
    rows = tuple((-match.constituent_id, match.score) for match in meant[:_SHOWN])
    named = " or ".join(f"row {number}" for number, _ in rows)
    return Decision(
        Outcome.POSSIBLE_DUPLICATE,
        cause=ROW_ALIKE,
        detail=f"may be the new person of {named}",
        score=rows[0][1],
        rows=rows,
    )


def keys_of(row: Incoming) -> frozenset[str]:
    """What rows have in common that may be about one person: an email, or two words of a name."""
    email = next((each.key for each in row.emails if each.primary), "")
    return keys(display_name(row.name) or row.whole_name, email)


def keys(name: str, email_key: str) -> frozenset[str]:
    """The same from what is stored with a row."""
    words = [frozenset(roots(word)) for word in dict.fromkeys(fold(name).split())]
    pairs = {
        " ".join(sorted((one, other)))
        for at, mine in enumerate(words)
        for theirs in words[at + 1 :]
        for one in mine
        for other in theirs
    }
    alone = {root for root in words[0]} if len(words) == 1 else set()
    return frozenset({*pairs, *alone, *({f"@{email_key}"} if email_key else ())})


def _share_email(row: Incoming, record: Existing) -> bool:
    mine = {email.key for email in row.emails}
    return any(email.active and email.key in mine for email in record.emails)


def _is_same(row: Incoming, record: Existing) -> bool:
    """Whether they share an email, and no part of one name contradicts the other."""
    if row.kind is not record.kind or not _share_email(row, record):
        return False
    known = record.name.parts()
    return all(
        not text or not known[part] or fold(text) == fold(known[part])
        for part, text in row.name.parts().items()
    )


def same_plan(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two stored plans do the same; a value that an earlier row adds has no id before it is there."""
    return bool(_without_ids(one) == _without_ids(other))


def _without_ids(told: Any) -> Any:
    if isinstance(told, dict):
        return {part: _without_ids(value) for part, value in told.items() if part != "id"}
    return [_without_ids(each) for each in told] if isinstance(told, list) else told
