"""Rows about one new person: the first adds her, and the later ones are planned against what it adds."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.batches.domain.brought import ids_of, taken
from app.batches.domain.decide import owned_by_others, planned
from app.batches.domain.decision import Decision, conflicting, updating
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.identity import identity, identity_of
from app.batches.domain.review import ROW_ALIKE, ROW_GONE, ROW_RULE, Decided, Joined
from app.batches.domain.row_keys import is_same, keys_of, share_email
from app.batches.domain.rows import Outcome
from app.constituents.domain.copies import altered
from app.constituents.domain.record import Band, Existing, ExternalId, Incoming, Kind, blank
from app.matching.domain.decide import Ambiguous, Automatic, Possible, decide
from app.matching.domain.result import Match
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice
from app.words import _, any_of

Pair = tuple[int, int]
Pairs = Sequence[Pair]
Compare = Callable[[Sequence[Incoming], Sequence[Incoming | Existing], Pairs], Mapping[Pair, Match]]
"""How alike pairs of them are, by their places, where that is worth telling."""
_NO_CHOICES: Mapping[str, Choice] = {}
_SHOWN = 4
MOST_NEAR = 80
"""Earlier rows with one key that a row is compared with: what more of them share tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that adds somebody, as far as the records tell; staff said that it is none of `apart`."""

    number: int
    row: Incoming
    decision: Decision
    settings: Settings
    decided: Decided | None = None
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Leader:
    """An earlier row that adds somebody: the record as it and the rows that joined it plan it."""

    number: int
    record: Existing
    joined: tuple[int, ...] = ()
    said: Mapping[int, str] = field(default_factory=dict)
    """Who rows of these say they are, by their numbers."""


def joined(
    newcomers: Sequence[Newcomer], compare: Compare, *, earlier: Sequence[Leader] = ()
) -> dict[int, Decision]:
    """What becomes of rows that add somebody, by their numbers, which are in order.

    A row joins an earlier one that has its email and no other name, or that is so alike that a record would
    be matched automatically; where it is possible, a person decides.
    """
    near = _near(newcomers, earlier)
    leaders = _Leaders(near, _compared(newcomers, earlier, near, compare))
    for each in earlier:
        leaders.take(each)
    return {each.number: leaders.decided(each) for each in newcomers}


def _near(newcomers: Sequence[Newcomer], earlier: Sequence[Leader]) -> dict[int, list[int]]:
    """For each row the earlier ones with which it has something in common."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for leader in earlier:
        for key in keys_of(leader.record):
            by_key[key].append(leader.number)
    near = {}
    for each in newcomers:
        mine = keys_of(each.row)
        found = {number for key in mine for number in by_key[key][:MOST_NEAR] if number < each.number}
        near[each.number] = sorted(found)
        for key in mine:
            by_key[key].append(each.number)
    return near


def _compared(
    newcomers: Sequence[Newcomer], earlier: Sequence[Leader], near: Mapping[int, list[int]], compare: Compare
) -> dict[Pair, Match]:
    """How alike rows are, by their numbers."""
    rows, others = [each.row for each in newcomers], [*(each.record for each in earlier)]
    numbers = [*(each.number for each in earlier), *(each.number for each in newcomers)]
    place = {number: at for at, number in enumerate(numbers)}
    pairs = [(at, place[each]) for at, new in enumerate(newcomers) for each in near[new.number]]
    found = compare(rows, [*others, *rows], pairs) if pairs else {}
    return {(newcomers[at].number, numbers[other]): match for (at, other), match in found.items()}


@dataclass(slots=True)
class _Leaders:
    """The rows that add somebody so far, with the record that they and the rows that joined them plan."""

    near: Mapping[int, list[int]]
    matches: Mapping[Pair, Match]
    records: dict[int, Existing] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    """The row that adds the person, for every row about her."""
    identities: dict[int, str] = field(default_factory=dict)
    ids: dict[ExternalId, int] = field(default_factory=dict)
    """The row that adds the person who gets an ID of another system."""

    def take(self, leader: Leader) -> None:
        """Note a row that was decided before."""
        self.records[leader.number] = leader.record
        self.heads |= dict.fromkeys((leader.number, *leader.joined), leader.number)
        email = next((each.key for each in leader.record.emails if each.primary), "")
        self.identities |= {leader.number: identity_of(email, leader.record.name), **leader.said}
        self.ids |= dict.fromkeys(leader.record.external_ids, leader.number)

    def decided(self, each: Newcomer) -> Decision:
        if isinstance(each.decided, Joined):
            return self._by_hand(each, each.decided)
        near = self._heads_near(each)
        same = next((number for number in near if is_same(each.row, self.records[number])), None)
        if same is not None:
            return self._join(each, same, Band.MATCH)
        match decide(self._matches(each, near), each.settings.thresholds):
            case Automatic(best):
                return self._join(each, -best.constituent_id, Band.MATCH, score=best.score)
            case Possible() as possible:
                return _waiting(each, possible.meant)
            case Ambiguous(several):
                return _waiting(each, several)
            case _:
                return self._lead(each, near)

    def _heads_near(self, each: Newcomer) -> list[int]:
        found = {self.heads[number] for number in self.near[each.number] if number in self.heads}
        return sorted(number for number in found if self.identities[number] not in each.apart)

    def _matches(self, each: Newcomer, near: Sequence[int]) -> list[Match]:
        """How alike the row is to each of the new people: to the row about her that it is likest."""
        best: dict[int, Match] = {}
        for number in self.near[each.number]:
            head, found = self.heads.get(number, 0), self.matches.get((each.number, number))
            if head in near and found and (head not in best or found.standing > best[head].standing):
                best[head] = found
        return [replace(found, constituent_id=-head) for head, found in best.items()]

    def _by_hand(self, each: Newcomer, decided: Joined) -> Decision:
        head = self.heads.get(decided.row)
        if head is None or decided.whose not in ("", self.identities.get(decided.row)):
            return conflicting(ROW_GONE, _changed(decided.row, adds_nobody=head is None))
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
        if is_ready and (conflict := self._taken(plan, number)):
            return conflict
        if is_ready:
            self.records[number] = apply(record, plan)
            self.heads[each.number] = number
            self.identities[each.number] = identity(each.row)
        return replace(
            found,
            cause="" if is_ready else ROW_RULE,
            detail=_("the new person of row {row} · {change}", row=number, change=found.detail),
            target=None,
            target_version=None,
            joins=number if is_ready else None,
            rows=() if is_ready else ((number, score or 100.0),),
        )

    def _lead(self, each: Newcomer, near: Sequence[int]) -> Decision:
        assert each.decision.plan is not None
        if conflict := self._taken(each.decision.plan, each.number):
            return conflict
        self.records[each.number] = planned_record(each.number, each.row.kind, each.decision.plan)
        self.heads[each.number] = each.number
        self.identities[each.number] = identity(each.row)
        sharing = next((number for number in near if share_email(each.row, self.records[number])), None)
        if sharing is None:
            return each.decision
        told = _(
            "{detail} · has the email of row {row} and another name: one household",
            detail=each.decision.detail,
            row=sharing,
        )
        return replace(each.decision, detail=told)

    def _taken(self, plan: UpdatePlan, head: int) -> Decision | None:
        """The conflict where the plan gives the person of a row an ID of another; None where it does not."""
        ids = ids_of(plan)
        others = {each: row for each, row in self.ids.items() if each in ids and row != head}
        if conflict := taken(ids, others):
            return conflict
        self.ids |= dict.fromkeys(ids, head)
        return None


def planned_record(number: int, kind: Kind, plan: UpdatePlan) -> Existing:
    """The record that a row adds; its id is the number of the row, below zero."""
    return altered(apply(blank(kind), plan), id=-number)


def following(
    row: Incoming, whom: int, evidence: Evidence, settings: Settings, decided: Decided | None
) -> Decision:
    """What becomes of a row that joins another, once that one has become somebody."""
    existing = evidence.get(whom)
    if existing is None:
        return conflicting("target", _("the person of the row that this one joins is not here anymore"))
    if blocked := owned_by_others(row, whom, evidence):
        return blocked
    is_by_hand = isinstance(decided, Joined)
    choices = decided.choices if isinstance(decided, Joined) else _NO_CHOICES
    band = Band.POSSIBLE if is_by_hand else Band.MATCH
    return updating(existing, None, planned(row, existing, band, settings, choices))


def _changed(row: int, *, adds_nobody: bool) -> str:
    if adds_nobody:
        return _("row {row} adds nobody any more; decide again", row=row)
    return _("row {row} says somebody else now; decide again", row=row)


def _waiting(each: Newcomer, meant: Sequence[Match]) -> Decision:
    rows = tuple((-match.constituent_id, match.score) for match in meant[:_SHOWN])
    named = any_of([_("row {number}", number=number) for number, __ in rows])
    return Decision(
        Outcome.POSSIBLE_DUPLICATE,
        cause=ROW_ALIKE,
        detail=_("May be the new person of {rows}", rows=named),
        score=rows[0][1],
        rows=rows,
    )
