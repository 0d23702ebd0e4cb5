"""Who of the sample stays, and why: nothing that staff brought to somebody is lost with her."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select, union

from app.activity.models import Donation, EmailEvent, Registration, SoftCredit
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.consent.domain.facts import Party
from app.consent.models import ConsentEvent
from app.constituents.models import Constituent, Departure
from app.db import db
from app.sample.domain.origin import SOURCE
from app.sample.domain.why import Why

BY_HAND = (Via.FORM, Via.API)
"""The doors through which staff write."""


def told(workspace_id: int, subject: Subject, key: Any, *which: Any) -> Any:
    """Whether the journal has such a line about something."""
    return exists().where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == subject,
        JournalEntry.subject_id == key,
        *which,
    )


def people_of(workspace_id: int) -> Select[Any]:
    """Whoever says so, and of whom the journal tells that the sample added her."""
    return select(Constituent.id).where(
        Constituent.workspace_id == workspace_id,
        Constituent.source == SOURCE,
        told(workspace_id, Subject.CONSTITUENT, Constituent.id, JournalEntry.via == Via.SEED),
    )


def batches_of(workspace_id: int, *, written: bool) -> Select[Any]:
    """The batches that came with the sample, in which staff wrote or did something, or nothing."""
    row = exists().where(
        BatchRow.workspace_id == workspace_id, BatchRow.batch_id == Batch.id, BatchRow.last_act.is_not(None)
    )
    by_staff = or_(row, told(workspace_id, Subject.BATCH, Batch.id, JournalEntry.via.in_(BY_HAND)))
    return select(Batch.id).where(
        Batch.workspace_id == workspace_id,
        told(workspace_id, Subject.BATCH, Batch.id, JournalEntry.via == Via.SEED),
        by_staff if written else ~by_staff,
    )


def passed_over(workspace_id: int) -> Select[Any]:
    """Batches that brought nothing of your own: those of the sample, and those that were undone."""
    undone = and_(Batch.workspace_id == workspace_id, Batch.status == BatchStatus.UNDONE)
    return select(Batch.id).where(or_(Batch.id.in_(batches_of(workspace_id, written=False)), undone))


def held(workspace_id: int) -> Mapping[int, tuple[Why, ...]]:
    """Whom of the sample something of your own is about, and what, in one statement."""
    reasons = defaultdict(set)
    for who, why in db.session.execute(
        union(*_journaled(workspace_id), _merged(workspace_id), _decided(workspace_id), *_facts(workspace_id))
    ):
        reasons[who].add(Why(why))
    return {who: tuple(why for why in Why if why in found) for who, found in reasons.items()}


def _journaled(workspace_id: int) -> list[Select[Any]]:
    """Whom an import changed, and whom staff changed or wrote something down about."""
    about = (
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id.in_(people_of(workspace_id)),
    )
    brought = (JournalEntry.via == Via.BATCH, JournalEntry.batch_id.not_in(passed_over(workspace_id)))
    return [
        _because(Why.IMPORT, JournalEntry.subject_id).where(*about, *brought),
        _because(Why.WRITTEN, JournalEntry.subject_id).where(*about, JournalEntry.via.in_(BY_HAND)),
    ]


def _merged(workspace_id: int) -> Select[Any]:
    """Into whom a record was merged that is not of the sample."""
    gone = (workspace_id, Subject.CONSTITUENT, Departure.constituent_id)
    return _because(Why.MERGED, Departure.into_id).where(
        Departure.workspace_id == workspace_id,
        Departure.into_id.in_(people_of(workspace_id)),
        told(*gone),
        ~told(*gone, JournalEntry.via == Via.SEED),
    )


def _decided(workspace_id: int) -> Select[Any]:
    """Of whom the ledger of permission has a line since the sample was loaded."""
    loaded = (
        select(func.max(JournalEntry.at))
        .where(JournalEntry.workspace_id == workspace_id, JournalEntry.via == Via.SEED)
        .scalar_subquery()
    )
    return _because(Why.PERMISSION, ConsentEvent.subject_id).where(
        ConsentEvent.workspace_id == workspace_id,
        ConsentEvent.subject_id.in_(people_of(workspace_id)),
        ConsentEvent.recorded_at > loaded,
        ConsentEvent.party != Party.SYSTEM,
        _is_own(workspace_id, ConsentEvent),
    )


def _facts(workspace_id: int) -> list[Select[Any]]:
    """Whose gifts, registrations and reports of mailings are not of the sample."""
    sample = people_of(workspace_id)
    theirs: list[Select[Any]] = [
        _because(Why.FACT, table.constituent_id).where(
            table.workspace_id == workspace_id,
            table.constituent_id.in_(sample),
            table.source != SOURCE,
            _is_own(workspace_id, table),
        )
        for table in (Donation, Registration, EmailEvent)
    ]
    thanked = (
        _because(Why.FACT, SoftCredit.constituent_id)
        .join(Donation, (Donation.workspace_id == workspace_id) & (Donation.id == SoftCredit.donation_id))
        .where(SoftCredit.workspace_id == workspace_id, SoftCredit.constituent_id.in_(sample))
        .where(Donation.constituent_id.not_in(sample))
    )
    return [*theirs, thanked]


def _because(why: Why, who: Any) -> Select[Any]:
    return select(who, literal(str(why)))


def _is_own(workspace_id: int, table: Any) -> Any:
    """Whether a fact came from no batch, or from one of your own that stands."""
    return or_(table.batch_id.is_(None), table.batch_id.not_in(passed_over(workspace_id)))
