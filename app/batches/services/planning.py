"""Deciding about rows: the one planner of the check, of every action in review, and of the commit."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

from sqlalchemy import select

from app.accounts.models import Workspace
from app.batches import queries
from app.batches.domain.brought import Brought
from app.batches.domain.decide import decide_row
from app.batches.domain.decision import Decision, creating, waiting_for_word
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.identity import identity
from app.batches.domain.joining import following
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.batches.domain.required import required_of
from app.batches.domain.review import AddedAsNew, Decided, MergedInto
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services.barring import of_the_erased
from app.batches.services.in_force import local_today as local_today
from app.batches.services.in_force import matching_of, parser_of, rules_for
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming, Json
from app.constituents.recent import Seen, seen_by_others
from app.db import db
from app.matching import queries as matching
from app.matching.domain.facts import EDITION
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import EntryKind

MOST_ROWS = 1_000
"""Rows to take at once, however quick the machine is: each comes with everybody whom it may be."""

STAMP = "decided_by"
"""Where a batch keeps the stamp of what its rows were decided by; "" when not all by the same."""
KNOWN = "writes_known"
"""Where a batch keeps which writes of others its rows were decided after, though they were just made."""
_MOST_KNOWN = 500

_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """One row to decide about: what it says, which earlier row it repeats, what staff chose.

    `adding` is the stored plan of a row that is to add somebody: it stands as long as nobody is like her.
    `typed` says that staff wrote it themselves; every other row came in a file. `whom` is the constituent
    that the row became which this one joins; `number` is that of the row.
    """

    row: Incoming | RowProblems
    twin_of: int | None = None
    decided: Decided | None = None
    adding: Json | None = None
    typed: bool = False
    whom: int | None = None
    number: int = 0


class Planner:
    """Decides about rows of one batch, many at a time, with a fixed number of statements for each set.

    It holds plain values only, and the settings as they were when it was made: one serves for a whole run.
    """

    def __init__(self, batch: Batch) -> None:
        workspace = db.session.scalars(select(Workspace).where(Workspace.id == batch.workspace_id)).one()
        mapping = ColumnMapping.from_json(batch.mapping, batch.shape.get("columns", []))
        stated = matching_of(workspace, batch)
        self.workspace_id = workspace.id
        self.address_secret = workspace.address_secret
        self.today = local_today(workspace, None if batch.status is BatchStatus.OPEN else batch.checked_at)
        self.is_matching = stated.on
        self.settings = Settings(
            mode=batch.mode,
            thresholds=stated.batch,
            rules=rules_for(workspace, batch),
            today=self.today,
            policies=mapping.policies(),
            trusted=constituents.trusted_systems(workspace.id),
        )
        self._told = (batch.mapping, batch.mode.value, stated.to_json(), self.today.isoformat())
        system = batch.settings.get("external_system", "")
        country = batch.settings.get("country") or workspace.country
        self.in_turn = batch.kind.is_entered
        """Whether rows about one person are planned one after the other, each on what the last one leaves."""
        required = required_of(batch.settings.get("columns", ()))
        context = Context(country, self.today, system, self.in_turn, required)
        self.parser = parser_of(workspace, batch, RowParser(mapping, context))
        self._typed = replace(self.settings, entry=EntryKind.TYPED_BATCH)

    def settings_for(self, *, typed: bool) -> Settings:
        """What holds for a row that staff typed, or for one that came in a file."""
        return self._typed if typed else self.settings

    @property
    def stamp(self) -> str:
        """The same as long as all that is decided by stays so, but for the people and rows themselves."""
        context = self.parser.context
        rules, trusted = self.settings.rules.to_json(), sorted(self.settings.trusted)
        told = [EDITION, *self._told, rules, trusted, context.country, context.external_system]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]

    def decide(self, questions: Sequence[Question], *, leaving_out: Set[int] = _NOBODY) -> list[Decision]:
        """A decision for each question, in order; those in `leaving_out` are no candidates for likeness."""
        readable = [question.row for question in questions if isinstance(question.row, Incoming)]
        found = self._found(readable, leaving_out)
        people = {**found.existing, **self._chosen(questions, found.existing)}
        keys = [identity(row) for row in readable]
        distinct = queries.distinctions(self.workspace_id, keys)
        answers = iter(
            (answer, distinct.get(key, _NOBODY)) for answer, key in zip(found.found, keys, strict=True)
        )
        decide = partial(self._in_turn, Brought()) if self.in_turn else self._decide
        return self._asking_back(questions, [decide(each, answers, people) for each in questions])

    def _asking_back(self, questions: Sequence[Question], decisions: list[Decision]) -> list[Decision]:
        """The same without rows that add somebody under an address whose owner was erased: those wait."""
        brought = {
            at: {email.address for email in question.row.emails}
            for at, (question, decision) in enumerate(zip(questions, decisions, strict=True))
            if decision.action is Action.CREATE
            and isinstance(question.row, Incoming)
            and question.decided != AddedAsNew(came_back=True)
        }
        gone = of_the_erased(self.workspace_id, self.address_secret, set().union(*brought.values()))
        waits = {at for at, addresses in brought.items() if gone and addresses & gone}
        return [waiting_for_word(each) if at in waits else each for at, each in enumerate(decisions)]

    def _found(self, readable: Sequence[Incoming], leaving_out: Set[int]) -> matching.Search:
        """Who each record may be, or only whom its identifiers name where matching is off."""
        trusted = self.settings.trusted
        if not self.is_matching:
            return matching.identified(self.workspace_id, readable, trusted=trusted)
        return matching.search(self.workspace_id, readable, trusted=trusted, leaving_out=leaving_out)

    def _in_turn(
        self,
        brought: Brought,
        question: Question,
        answers: Iterator[tuple[matching.Found, frozenset[int]]],
        people: dict[int, Existing],
    ) -> Decision:
        """The decision; whom it changes is for the next rows as this one leaves them."""
        also = brought.people(question.row) if isinstance(question.row, Incoming) else _NOBODY
        decision = brought.settled(question.number, self._decide(question, answers, people, also))
        if decision.target in people and decision.outcome is Outcome.READY and decision.plan:
            people[decision.target] = apply(people[decision.target], decision.plan)
        return decision

    def _decide(
        self,
        question: Question,
        answers: Iterator[tuple[matching.Found, frozenset[int]]],
        people: Mapping[int, Existing],
        also: Set[int] = _NOBODY,
    ) -> Decision:
        evidence = Evidence()
        if isinstance(question.row, Incoming):
            found, distinct = next(answers)
            if question.adding and not found.everybody:
                return creating(UpdatePlan.from_json(question.adding), "")
            evidence = self._evidence(question, found, distinct, people, also)
            if question.whom:
                settings = self.settings_for(typed=question.typed)
                return following(question.row, question.whom, evidence, settings, question.decided)
        settings = self.settings_for(typed=question.typed)
        return decide_row(
            question.row, evidence, settings, twin_of=question.twin_of, decided=question.decided
        )

    def evidence(self, row: Incoming, target: int) -> Evidence:
        """Whom one row may be about as things stand now, and the one with whom it is compared, if any."""
        question = Question(row, decided=MergedInto(target) if target else None)
        search = self._found([row], _NOBODY)
        people = {**search.existing, **self._chosen([question], search.existing)}
        distinct = queries.distinctions(self.workspace_id, [who := identity(row)]).get(who, _NOBODY)
        return self._evidence(question, search.found[0], distinct, people)

    def _evidence(
        self,
        question: Question,
        found: matching.Found,
        distinct: frozenset[int],
        people: Mapping[int, Existing],
        also: Set[int] = _NOBODY,
    ) -> Evidence:
        ids = {*found.everybody, *also}
        if isinstance(question.decided, MergedInto):
            ids.add(question.decided.target)
        if question.whom:
            ids.add(question.whom)
        known = tuple(people[who] for who in sorted(ids) if who in people)
        return Evidence(known, found.matches if self.is_matching else (), distinct)

    def _chosen(self, questions: Sequence[Question], existing: Mapping[int, Existing]) -> dict[int, Existing]:
        """Records that staff chose by hand and that matching did not bring up."""
        targets = {q.decided.target for q in questions if isinstance(q.decided, MergedInto)}
        targets |= {q.whom for q in questions if q.whom}
        return constituents.existing(self.workspace_id, targets - existing.keys())


def keep_stamp(batch: Batch, planner: Planner, *, is_first: bool) -> None:
    """Remember what the rows of a check are decided by, chunk by chunk."""
    if is_first:
        batch.settings = {**batch.settings, STAMP: planner.stamp, KNOWN: _known(batch)}
    else:
        distrust(batch, planner)


def _known(batch: Batch) -> list[Seen]:
    """What others wrote just before rows are decided: of rows that are decided from here on."""
    if not batch.kind.is_entered or batch.checked_at is None:
        return []
    seen = seen_by_others(batch.workspace_id, batch.checked_at, batch_id=batch.id)
    return sorted(seen) if len(seen) <= _MOST_KNOWN else []


def distrust(batch: Batch, planner: Planner) -> None:
    """Forget the stamp where this planner decides by something else."""
    if batch.settings.get(STAMP) and batch.settings[STAMP] != planner.stamp:
        batch.settings = {**batch.settings, STAMP: ""}
