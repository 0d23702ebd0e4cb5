"""What only the database can tell of gifts in rows: whom they thank, and which are on record already."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from app.activity.domain.drafts import IS_DONOR
from app.batches.domain.decision import Decision, unreadable
from app.batches.domain.gift_faults import taken, thanks_nobody, twice, wrong_thanks
from app.batches.domain.gift_parser import GiftRowParser, GiftTyped
from app.batches.domain.gift_sources import source_of
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries import gifts as queries
from app.batches.services.in_common import in_common, numbered, place_of_keys
from app.batches.services.planning import Planner
from app.batches.services.stored import cells_of
from app.constituents.domain.text import visible


@dataclass(frozen=True, slots=True)
class Asked:
    """The gift of a row, and whose it is as far as that is known. `typed` is whether staff wrote the row."""

    number: int
    gift: GiftTyped
    giver: int | None
    typed: bool


def judged(
    batch: Batch, planner: Planner, rows: Sequence[BatchRow], decisions: Sequence[Decision]
) -> list[Decision]:
    """The decisions about these rows; those whose gifts cannot be are errors.

    Whatever waits for a person is an error first: what is wrong with its gift has to be mended anyway.
    """
    if not isinstance(planner.parser, GiftRowParser):
        return list(decisions)
    asked = [
        Asked(row.number, gift, decision.target, row.typed)
        for row, decision in zip(rows, decisions, strict=True)
        if decision.outcome not in _SETTLED and (gift := planner.parser.gift(cells_of(row)))
    ]
    out = {
        row.number
        for row, decision in zip(rows, decisions, strict=True)
        if decision.outcome is Outcome.SKIPPED
    }
    alike = _numbered_alike(batch, [each.gift.key for each in asked])
    faults = Looker(batch).faults(asked, leaving_out=out, among=alike) if asked else {}
    return [
        unreadable(RowProblems((faults[row.number],))) if row.number in faults else decision
        for row, decision in zip(rows, decisions, strict=True)
    ]


def sharing(batch: Batch, rows: Sequence[BatchRow]) -> set[int]:
    """The rows whose gifts have the number of one of these rows, or had it when that was looked at last."""
    at = place_of_keys(batch)
    if at is None or not rows:
        return set()
    keys = {key for row in rows if (key := visible(cells_of(row)[at]).removesuffix(".0"))}
    same = queries.with_keys(batch.workspace_id, batch.id, at, keys, among=_numbered_alike(batch, keys))
    return {number for number, *_ in same} | queries.repeating(batch, [row.number for row in rows])


def _numbered_alike(batch: Batch, keys: Iterable[str]) -> set[int]:
    return in_common(batch).sharing(shared for key in keys for shared in numbered(key))


_SETTLED = (Outcome.SKIPPED, Outcome.ERROR)


class Looker:
    """Looks at gifts of one batch, many at a time. It holds plain values only."""

    def __init__(self, batch: Batch) -> None:
        self.workspace_id, self._batch_id = batch.workspace_id, batch.id
        self._settings = batch.settings
        self._code = batch.source
        self._key_at = place_of_keys(batch)

    def source(self, number: int, *, typed: bool) -> str:
        """Where the gift of a row comes from."""
        return source_of(self._settings, self._code, number, typed=typed)

    def faults(
        self,
        asked: Sequence[Asked],
        *,
        leaving_out: Set[int] = frozenset(),
        among: Set[int] | None = None,
    ) -> dict[int, CellProblem]:
        """What is wrong with these gifts, by the number of the row: in a fixed number of statements.

        Rows in `leaving_out` count for nothing, however they are stored; `among` are those whose gifts have
        such numbers, where that is known.
        """
        thanked = {each.gift.credit_to for each in asked if each.gift.credit_to}
        people = queries.people_by_lookup(self.workspace_id, thanked) if thanked else {}
        named = {each.number: self._name(each) for each in asked if each.gift.key}
        known = queries.on_record(self.workspace_id, set(named.values())) if named else {}
        firsts = self._firsts(named, leaving_out, among) if named else {}
        found: dict[int, CellProblem] = {}
        for each in asked:
            name = named.get(each.number)
            if problem := _of_thanks(each, people):
                found[each.number] = problem
            elif name in known:
                found[each.number] = taken(each.gift.key, known[name].lookup_id, known[name].received_on)
            elif name and firsts[name] < each.number:
                found[each.number] = twice(each.gift.key, firsts[name])
        return found

    def _name(self, each: Asked) -> queries.Name:
        return self.source(each.number, typed=each.typed), each.gift.key

    def _firsts(
        self, named: Mapping[int, queries.Name], leaving_out: Set[int], among: Set[int] | None
    ) -> dict[queries.Name, int]:
        """The first row of the batch with each of these names."""
        firsts: dict[queries.Name, int] = {}
        for number, name in sorted(named.items()):
            firsts.setdefault(name, number)
        if self._key_at is None:
            return firsts
        keys = {key for _, key in firsts}
        here = self.workspace_id, self._batch_id, self._key_at
        for number, typed, cell in queries.with_keys(*here, keys, among=among):
            name = self.source(number, typed=typed), visible(cell).removesuffix(".0")
            if number not in leaving_out:
                firsts[name] = min(number, firsts.get(name, number))
        return firsts


def _of_thanks(each: Asked, people: Mapping[str, int]) -> CellProblem | None:
    to = each.gift.credit_to
    if to and to not in people:
        return thanks_nobody(to)
    if to and people[to] == each.giver:
        return wrong_thanks(to, IS_DONOR)
    return None
