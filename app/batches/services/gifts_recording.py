"""Recording the gifts of rows in the transaction that carries the rows out."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation, NewSoftCredit
from app.activity.domain.gift_words import FIELD, thanks, told
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.decision import Decision, conflicting, unreadable
from app.batches.domain.gift_parser import GiftRowParser, GiftTyped
from app.batches.domain.row_problems import RowProblems
from app.batches.models import Batch, BatchRow
from app.batches.queries.gifts import people_by_lookup
from app.batches.services.gifts import Asked, Looker
from app.batches.services.planning import Planner
from app.batches.services.stored import cells_of
from app.constituents.locking import locked
from app.words import N_

OTHERWISE = N_("the gift of this row is read otherwise than when it was checked; look at it again")


class Recorder:
    """Records gifts of one batch; of one whose rows bring none it does nothing."""

    def __init__(self, batch: Batch, planner: Planner) -> None:
        self._parser = planner.parser if isinstance(planner.parser, GiftRowParser) else None
        self._looker = Looker(batch)
        self._gifts: dict[int, GiftTyped] = {}
        self._people: Mapping[str, int] = {}

    def stopped(self, workspace_id: int, rows: Sequence[tuple[BatchRow, int | None]]) -> dict[int, Decision]:
        """Which of these rows cannot be carried out today, by number, and what is wrong with each.

        A row comes with whom it is about, None for somebody new. They and whoever is thanked are kept from
        others until the transaction ends. A fixed number of statements.
        """
        if self._parser is None or not rows:
            return {}
        self._gifts = {row.number: gift for row, _ in rows if (gift := self._read(row))}
        here = self._hold(workspace_id, [who for _, who in rows if who])
        found: dict[int, Decision] = {
            row.number: conflicting("stale", OTHERWISE)
            for row, who in rows
            if row.number not in self._gifts or (who and who not in here)
        }
        faults = self._looker.faults(
            [
                Asked(row.number, self._gifts[row.number], who, row.typed)
                for row, who in rows
                if row.number in self._gifts
            ]
        )
        return found | {number: unreadable(RowProblems((fault,))) for number, fault in faults.items()}

    def _read(self, row: BatchRow) -> GiftTyped | None:
        """The gift of a row, if it comes to what was reviewed."""
        gift = self._parser.gift(cells_of(row)) if self._parser else None
        return gift if gift and (gift.amount, gift.currency) == (row.amount, row.currency) else None

    def _hold(self, workspace_id: int, givers: Sequence[int]) -> set[int]:
        """Keep everybody from others at once, in one order."""
        named = {gift.credit_to for gift in self._gifts.values() if gift.credit_to}
        thanked = people_by_lookup(workspace_id, named) if named else {}
        here = set(locked(workspace_id, {*givers, *thanked.values()}))
        self._people = {lookup: who for lookup, who in thanked.items() if who in here}
        return here

    def record(self, batch: Batch, done: Sequence[tuple[BatchRow, int]], actor: Actor) -> dict[int, int]:
        """Record the gifts of these rows with their soft credits, and answer their ids by number of the row.

        A row comes with whom it is about. The caller has asked `stopped` in the same transaction. Flushes.
        """
        if self._parser is None or not done:
            return {}
        new = [self._new(batch, row, who) for row, who in done]
        with activity.together(batch.workspace_id):
            ids = activity.record_donations(batch.workspace_id, new).ids
            recorded = dict(zip((row.number for row, _ in done), ids, strict=True))
            activity.record_soft_credits(batch.workspace_id, self._thanks(recorded))
        lines = [
            line
            for (row, who), gift in zip(done, new, strict=True)
            for line in self._lines(batch, row.number, who, gift, recorded[row.number])
        ]
        record(batch.workspace_id, actor, lines)
        return recorded

    def _new(self, batch: Batch, row: BatchRow, who: int) -> NewDonation:
        gift = self._gifts[row.number]
        return NewDonation(
            constituent_id=who,
            source=self._looker.source(row.number, typed=row.typed),
            external_key=gift.key or None,
            batch_id=batch.id,
            implies_consent=False,  # a block of a hundred donors is typed too
            **gift.columns,
        )

    def _thanks(self, recorded: Mapping[int, int]) -> list[NewSoftCredit]:
        return [
            NewSoftCredit(donation_id=id, constituent_id=self._people[gift.credit_to], amount=gift.credit)
            for number, id in recorded.items()
            if (gift := self._gifts[number]).credit_to
        ]

    def _lines(self, batch: Batch, number: int, who: int, gift: NewDonation, id: int) -> list[Change]:
        """What the journal of the giver tells: the same as of a gift that staff type."""
        shared: dict[str, Any] = {"item_id": id, "batch_id": batch.id, "row_number": number}
        lines = [Change(Subject.CONSTITUENT, who, FIELD, after=told(gift), **shared)]
        typed = self._gifts[number]
        if typed.credit_to:
            after = thanks(typed.credit, typed.currency, typed.credit_to)
            lines.append(Change(Subject.CONSTITUENT, who, f"{FIELD}.soft_credit", after=after, **shared))
        return lines
