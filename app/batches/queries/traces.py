"""What happened since to people whom an import added: whoever has a trace of it stays when it is undone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from app.activity.models import Delivery, Donation, EmailEvent, Registration, SoftCredit
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.reverting import Later, Trace
from app.batches.domain.rows import RowState
from app.batches.models import BatchRow
from app.consent.models import ConsentEvent
from app.constituents.models import Departure
from app.constituents.queries import in_parts
from app.cultivation.models import Constituency, Note, Prospect, ProspectStage
from app.db import db
from app.groups.domain.kinds import JoinedBy
from app.groups.models import GroupMember, GroupPin
from app.words import _

_BY_SOMEBODY = (JoinedBy.HAND, JoinedBy.COPY)
"""How somebody comes into a group by a decision about her; not by a rule, nor with all of an import."""


@dataclass(frozen=True, slots=True)
class Own:
    """What does not count as happening since: the lines of the import, or of the act that added somebody.

    Nor do the `gifts` that its undo removes, where it is not done yet.
    """

    batch_id: Any = None
    change_set: Any = None
    gifts: ColumnElement[bool] | None = None

    def journaled(self) -> ColumnElement[bool]:
        """Whether a line of the journal is somebody else's."""
        if self.batch_id is None:
            return JournalEntry.change_set.is_distinct_from(self.change_set)
        return JournalEntry.batch_id.is_distinct_from(self.batch_id)

    def listed(self, rows: Any) -> ColumnElement[bool]:
        """Whether a row is another import's, and was not taken back."""
        return and_(rows.batch_id.is_distinct_from(self.batch_id), rows.state != RowState.REVERTED)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a trace is found: the table, whom a row is about, when it was, and which rows count."""

    trace: Trace
    table: Any
    who: Any
    at: Any
    which: ColumnElement[bool] | None = None

    def about(self, workspace_id: Any, whom: ColumnElement[bool], own: Own) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [self.table.workspace_id == workspace_id, whom]
        if self.table is Donation and own.gifts is not None:
            found.append(~own.gifts)
        return found if self.which is None else [*found, self.which]


_KINDS = (
    _Kind(Trace.GIFT, Donation, Donation.constituent_id, Donation.created_at),
    _Kind(Trace.GIFT, SoftCredit, SoftCredit.constituent_id, None),
    _Kind(Trace.REGISTRATION, Registration, Registration.constituent_id, Registration.registered_at),
    _Kind(Trace.MESSAGE, Delivery, Delivery.constituent_id, Delivery.sent_at),
    _Kind(Trace.MESSAGE, EmailEvent, EmailEvent.constituent_id, EmailEvent.at),
    _Kind(Trace.PERMISSION, ConsentEvent, ConsentEvent.subject_id, ConsentEvent.recorded_at),
    _Kind(Trace.NOTE, Note, Note.constituent_id, Note.created_at),
    _Kind(Trace.ROLE, Constituency, Constituency.constituent_id, None),
    _Kind(Trace.PROSPECT, Prospect, Prospect.constituent_id, Prospect.updated_at),
    _Kind(Trace.PROSPECT, ProspectStage, ProspectStage.constituent_id, None),
    _Kind(
        Trace.GROUP,
        GroupMember,
        GroupMember.constituent_id,
        GroupMember.since,
        GroupMember.by.in_(_BY_SOMEBODY),
    ),
    _Kind(Trace.GROUP, GroupPin, GroupPin.constituent_id, GroupPin.at),
    _Kind(Trace.MERGED, Departure, Departure.into_id, Departure.at),
)
TABLES = frozenset({*(kind.table for kind in _KINDS), BatchRow})
"""Where traces are looked for, beside the journal."""


def touched(workspace_id: Any, who: Any, own: Own) -> ColumnElement[bool]:
    """Whether anything happened since to the person in this column of the statement around it."""
    rows = aliased(BatchRow)
    return or_(
        exists().where(*_journaled(workspace_id, JournalEntry.subject_id == who, own)),
        exists().where(rows.workspace_id == workspace_id, rows.constituent_id == who, own.listed(rows)),
        *(exists().where(*kind.about(workspace_id, kind.who == who, own)) for kind in _KINDS),
    )


def _elsewhere(workspace_id: int, people: Collection[int], own: Own) -> set[int]:
    """Those of these people who are in a row of another import that was carried out."""
    found: set[int] = set()
    for part in in_parts(people):
        query = select(BatchRow.constituent_id).where(
            BatchRow.workspace_id == workspace_id, BatchRow.constituent_id.in_(part), own.listed(BatchRow)
        )
        found |= {who for who in db.session.scalars(query) if who}
    return found


def traces(workspace_id: int, people: Collection[int], own: Own) -> dict[int, list[Later]]:
    """What happened since to these people, the latest of each kind; in a fixed number of statements."""
    found: dict[int, dict[Trace, Later]] = defaultdict(dict)
    for part in in_parts(people):
        for who, later in _edits(workspace_id, part, own):
            found[who].setdefault(later.trace, later)
        for kind in _KINDS:
            for who, at in db.session.execute(_latest(kind, workspace_id, part, own)):
                found[who].setdefault(kind.trace, Later(kind.trace, at))
    for who in _elsewhere(workspace_id, people, own):
        found[who][Trace.IMPORT] = Later(Trace.IMPORT)
    return {who: list(kinds.values()) for who, kinds in found.items()}


def _latest(kind: _Kind, workspace_id: int, people: Collection[int], own: Own) -> Select[Any]:
    at = func.max(kind.at) if kind.at is not None else null()
    return select(kind.who, at).where(*kind.about(workspace_id, kind.who.in_(people), own)).group_by(kind.who)


def _journaled(workspace_id: Any, whom: ColumnElement[bool], own: Own) -> list[ColumnElement[bool]]:
    about = JournalEntry.subject.in_((Subject.CONSTITUENT, Subject.EXPORT))
    return [JournalEntry.workspace_id == workspace_id, about, whom, own.journaled()]


def _edits(workspace_id: int, people: Collection[int], own: Own) -> list[tuple[int, Later]]:
    last = (
        select(func.max(JournalEntry.id))
        .where(*_journaled(workspace_id, JournalEntry.subject_id.in_(people), own))
        .group_by(JournalEntry.subject_id)
    )
    query = select(JournalEntry.subject_id, JournalEntry.at, JournalEntry.actor).where(
        and_(JournalEntry.workspace_id == workspace_id, JournalEntry.id.in_(last))
    )
    return [
        (who, Later(Trace.EDITED, at, actor or _("Kith"))) for who, at, actor in db.session.execute(query)
    ]
