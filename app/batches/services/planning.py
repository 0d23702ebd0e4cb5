"""Deciding about rows: the one planner of the check, of every action in review, and of the commit."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.batches import queries
from app.batches.domain.decide import decide_row
from app.batches.domain.decision import Decision
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.identity import identity
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.batches.domain.review import Decided, MergedInto
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.batches.models import Batch
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming
from app.db import db
from app.matching import queries as matching
from app.matching.domain.score import MatchingSettings
from app.updates.domain.rules import UpdateRules


@dataclass(frozen=True, slots=True)
class Question:
    """One row to decide about: what it says, which earlier row it repeats, what staff chose."""

    row: Incoming | RowProblems
    twin_of: int | None = None
    decided: Decided | None = None


def _nobody(_ids: Collection[int]) -> frozenset[int]:
    return frozenset()


class Planner:
    """Decides about rows of one batch, many at a time, with a fixed number of statements for each set."""

    def __init__(self, batch: Batch) -> None:
        workspace = db.session.scalars(select(Workspace).where(Workspace.id == batch.workspace_id)).one()
        mapping = ColumnMapping.from_json(batch.mapping, batch.shape.get("columns", []))
        stated = MatchingSettings.from_json(workspace.matching) if workspace.matching else MatchingSettings()
        self.workspace_id = workspace.id
        self.today = local_today(workspace)
        self.is_matching = stated.on
        self.settings = Settings(
            mode=batch.mode,
            thresholds=stated.batch,
            rules=UpdateRules.from_json(workspace.update_rules) if workspace.update_rules else UpdateRules(),
            today=self.today,
            policies=mapping.policies(),
            trusted=constituents.trusted_systems(workspace.id),
        )
        system = batch.settings.get("external_system", "")
        self.parser = RowParser(mapping, Context(workspace.country, self.today, system))

    def decide(
        self,
        questions: Sequence[Question],
        *,
        leaving_out: Callable[[Collection[int]], frozenset[int]] = _nobody,
    ) -> list[Decision]:
        """A decision for each question, in order; `leaving_out` says which candidates do not count."""
        readable = [question.row for question in questions if isinstance(question.row, Incoming)]
        search = matching.search(self.workspace_id, readable)
        besides = leaving_out(search.existing.keys())
        chosen = self._chosen(questions, search.existing)
        owners = constituents.owners_of_emails(self.workspace_id, _email_keys(readable))
        distinct = queries.distinctions(self.workspace_id, {identity(row) for row in readable})
        found = iter(search.found)
        return [
            self._decide(question, found, {**search.existing, **chosen}, owners, distinct, besides)
            for question in questions
        ]

    def _decide(
        self,
        question: Question,
        found: Iterator[matching.Found],
        existing: Mapping[int, Existing],
        owners: Mapping[str, Sequence[int]],
        distinct: Mapping[str, frozenset[int]],
        besides: frozenset[int],
    ) -> Decision:
        evidence = Evidence()
        if isinstance(question.row, Incoming):
            own = next(found)
            ids = {match.constituent_id for match in own.matches} | set(own.by_external)
            ids |= {own.by_lookup or 0} | {who for key in _email_keys([question.row]) for who in owners[key]}
            if isinstance(question.decided, MergedInto):
                ids.add(question.decided.target)
            evidence = Evidence(
                tuple(existing[who] for who in sorted(ids - besides) if who in existing),
                tuple(m for m in own.matches if self.is_matching and m.constituent_id not in besides),
                distinct.get(identity(question.row), frozenset()),
            )
        return decide_row(
            question.row, evidence, self.settings, twin_of=question.twin_of, decided=question.decided
        )

    def _chosen(self, questions: Sequence[Question], existing: Mapping[int, Existing]) -> dict[int, Existing]:
        """Records that staff chose by hand and that matching did not bring up."""
        targets = {q.decided.target for q in questions if isinstance(q.decided, MergedInto)}
        return constituents.existing(self.workspace_id, targets - existing.keys())


def _email_keys(rows: Sequence[Incoming]) -> list[str]:
    return [email.key for row in rows for email in row.emails if email.primary]


def local_today(workspace: Workspace) -> date:
    """The date in the workspace's time zone."""
    return datetime.now(UTC).astimezone(ZoneInfo(workspace.timezone)).date()
