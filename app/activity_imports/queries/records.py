"""What is on record of the facts that rows tell of: a fixed number of statements for a chunk of rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Workspace
from app.activity.domain.arrivals import WITH_THE_GIFT
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Campaign, Donation, EmailEvent, Event, Registration
from app.activity_imports.domain.columns import GIFT, REGISTRATION
from app.activity_imports.domain.facts import Fact, GiftFact, MailFact, RegistrationFact
from app.activity_imports.domain.records import About, InFile, Name, OnRecord, Records
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.elsewhere import waiting_elsewhere
from app.activity_imports.queries.hanging import by_source, credited, erased, given_back
from app.batches.domain.rows import Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.constituents.queries import in_parts
from app.db import db


def records(batch: Batch, facts: Sequence[Fact], *, leaving_out: Collection[int] = ()) -> Records:
    """What is on record of these facts, and of what they name.

    `leaving_out` are the numbers of the rows themselves, where they are stored: they took nothing yet.
    """
    workspace_id = batch.workspace_id
    gifts = [each for each in facts if isinstance(each, GiftFact)]
    places = [each for each in facts if isinstance(each, RegistrationFact)]
    mail = [each for each in facts if isinstance(each, MailFact)]
    found = Records()
    found.facts |= donations(workspace_id, {(each.source, each.key) for each in gifts})
    found.facts |= _registrations(workspace_id, {(each.source, each.key) for each in places})
    found.messages = messages(workspace_id, {(e.source, h.key) for e in mail for h in e.happenings})
    found.waiting = waiting_elsewhere(batch, {(each.source, each.key) for each in facts})
    found.abouts = abouts(workspace_id, places) | abouts(workspace_id, mail)
    if refunds := {(each.source, each.refund_of) for each in gifts if each.is_refund}:
        taken = _taken(batch, {key for _, key in refunds}, leaving_out)
        found.gifts = {
            name: replace(gift, given_back=gift.given_back + taken.get(name[1], 0))
            for name, gift in donations(workspace_id, refunds).items()
        }
        rest = {key for name, key in refunds if (name, key) not in found.gifts}
        found.in_file = gifts_in_file(batch, rest, taken)
        found.settled = _settled_in_file(batch, {key for _, key in found.gifts})
    return found


def donations(workspace_id: int, names: Collection[Name]) -> dict[Name, OnRecord]:
    """Gifts and refunds by source and key, with what was given back of each and others are thanked for."""
    columns = (*(getattr(Donation, name) for name in GIFT), Donation.refund_of_id, _kept_of_gift())
    rows = list(_keyed(workspace_id, Donation, names, *columns))
    back, thanks = given_back(workspace_id, [row.id for row in rows]), credited(workspace_id, rows)
    bare = erased(workspace_id, {row.constituent_id for row in rows})
    return {
        (row.source, row.external_key): replace(
            _on_record(row, GIFT, bare),
            kept=frozenset(row.kept).union(set(WITH_THE_GIFT).intersection(row.kept_of_gift or ())),
            given_back=back.get(row.id, 0),
            credited=thanks.get(row.id, 0),
        )
        for row in rows
    }


def _kept_of_gift() -> Any:
    """What staff wrote into the gift of a refund: of what both have, the refund keeps it too."""
    gift = aliased(Donation)
    its = (gift.workspace_id == Donation.workspace_id, gift.id == Donation.refund_of_id)
    return select(gift.kept).where(*its).scalar_subquery().label("kept_of_gift")


def _registrations(workspace_id: int, names: Collection[Name]) -> dict[Name, OnRecord]:
    columns = (getattr(Registration, name) for name in REGISTRATION)
    rows = list(_keyed(workspace_id, Registration, names, *columns))
    bare = erased(workspace_id, {row.constituent_id for row in rows})
    return {(row.source, row.external_key): _on_record(row, REGISTRATION, bare) for row in rows}


def _on_record(row: Any, columns: Sequence[str], bare: Collection[int]) -> OnRecord:
    values = {name: getattr(row, name) for name in columns}
    is_bare = row.constituent_id in bare
    return OnRecord(row.id, row.constituent_id, row.version, values, frozenset(row.kept), is_bare=is_bare)


def made_by(batch: Batch, campaigns: Collection[int]) -> set[int]:
    """Those of these mailings that the import made."""
    query = select(Campaign.id).where(
        Campaign.workspace_id == batch.workspace_id,
        Campaign.batch_id == batch.id,
        Campaign.id.in_(sorted(campaigns)),
    )
    return set(db.session.scalars(query))


def _keyed(workspace_id: int, table: Any, names: Collection[Name], *columns: Any) -> Iterable[Any]:
    """Facts with one of these keys, whatever their source is: the caller looks them up by both."""
    always = (table.id, table.source, table.external_key, table.constituent_id)
    tended = (table.version, table.kept) if hasattr(table, "version") else ()
    for source, keys in by_source(names).items():
        for some in in_parts(keys):
            query = select(*always, *tended, *columns).where(
                table.workspace_id == workspace_id, table.source == source, table.external_key.in_(some)
            )
            yield from db.session.execute(query)


def messages(workspace_id: int, names: Collection[Name]) -> dict[Name, int]:
    """Whose each of these reports on record is."""
    rows = _keyed(workspace_id, EmailEvent, names)
    return {(row.source, row.external_key): row.constituent_id for row in rows}


def abouts(workspace_id: int, facts: Sequence[RegistrationFact] | Sequence[MailFact]) -> dict[str, int]:
    """The events or mailings on record, by the keys under which these facts name them: by that key, or by
    name and start."""
    if not facts:
        return {}
    table: Any = Event if isinstance(facts[0], RegistrationFact) else Campaign
    wanted = {About.of(each).key: About.of(each) for each in facts}
    names = {(each.source, key) for each in facts for key in (About.of(each).key,)}
    found = {key: id for (_, key), id in _abouts_by_key(workspace_id, table, names).items()}
    rest = {key: about for key, about in wanted.items() if key not in found}
    return found | _abouts_by_name(workspace_id, table, rest)


def _abouts_by_key(workspace_id: int, table: Any, names: Collection[Name]) -> dict[Name, int]:
    found: dict[Name, int] = {}
    for source, keys in by_source(names).items():
        for some in in_parts(keys):
            query = select(table.external_key, table.id).where(
                table.workspace_id == workspace_id, table.source == source, table.external_key.in_(some)
            )
            found |= {(source, key): id for key, id in db.session.execute(query)}
    return found


def _abouts_by_name(workspace_id: int, table: Any, wanted: dict[str, About]) -> dict[str, int]:
    """Those that somebody made by hand, or another tool: the name is the same, and the start, or the day.

    A mailing of which no day is told is found by its name alone, where there is only one.
    """
    starts = table.starts_at if table is Event else table.sent_at
    zone = ZoneInfo(db.session.get_one(Workspace, workspace_id).timezone)
    known: defaultdict[tuple[str, Any], list[int]] = defaultdict(list)
    for some in in_parts({about.name for about in wanted.values()}):
        query = select(table.name, starts, table.id).where(
            table.workspace_id == workspace_id, table.name.in_(some)
        )
        for name, at, id in db.session.execute(query.order_by(table.id)):
            known[name, _when(table, at, zone)].append(id)
            known[name, None].append(id)
    found = {key: known.get((about.name, _when(table, about.at, zone)), []) for key, about in wanted.items()}
    return {key: ids[0] for key, ids in found.items() if ids and (wanted[key].at or len(ids) == 1)}


def _when(table: Any, at: datetime | None, zone: ZoneInfo) -> datetime | date | None:
    """An event is told by its start, a mailing by its day here."""
    return at if table is Event or at is None else at.astimezone(zone).date()


def gifts_in_file(batch: Batch, keys: Collection[str], taken: Mapping[str, int]) -> dict[str, InFile]:
    """The rows of these gifts that are to be recorded, with what earlier rows of the file leave of them."""
    found: dict[str, InFile] = {}
    query = _with_rows(
        *(
            ActivityRow.fact_key,
            ActivityRow.number,
            ActivityRow.amount,
            ActivityRow.refunded,
            ActivityRow.currency,
            ActivityRow.status,
        ),
        *(BatchRow.target_id, BatchRow.outcome),
    ).where(*beside(batch), BatchRow.outcome.not_in((Outcome.SKIPPED, Outcome.ERROR)))
    for some in in_parts(keys):
        for row in db.session.execute(query.where(ActivityRow.fact_key.in_(some))):
            waits = row.outcome is not Outcome.READY
            left = (row.amount or 0) - row.refunded - taken.get(row.fact_key, 0)
            person = None if waits else row.target_id
            found[row.fact_key] = InFile(
                row.number, person, left, row.currency, waits, row.status == GiftStatus.SETTLED.value
            )
    return found


def _taken(batch: Batch, keys: Collection[str], leaving_out: Collection[int]) -> dict[str, int]:
    """What ready refunds of the file take from these gifts, in minor units, and have not taken yet."""
    found: dict[str, int] = {}
    for some in in_parts(keys):
        query = _with_rows(ActivityRow.refund_of, ActivityRow.number, ActivityRow.amount).where(
            *beside(batch),
            ActivityRow.refund_of.in_(some),
            BatchRow.outcome == Outcome.READY,
            BatchRow.state == RowState.PENDING,
            ActivityRow.fact_id.is_(None),
        )
        for key, number, amount in db.session.execute(query):
            found[key] = found.get(key, 0) - (0 if number in leaving_out else amount)
    return found


def _settled_in_file(batch: Batch, keys: Collection[str]) -> set[str]:
    """Those of these gifts that a ready row of the file settles, or leaves so."""
    found: set[str] = set()
    for some in in_parts(keys):
        query = _with_rows(ActivityRow.fact_key).where(
            *beside(batch),
            ActivityRow.fact_key.in_(some),
            ActivityRow.status == GiftStatus.SETTLED.value,
            BatchRow.outcome == Outcome.READY,
            BatchRow.state == RowState.PENDING,
        )
        found |= set(db.session.scalars(query))
    return found


def _with_rows(*columns: Any) -> Any:
    """These columns of rows with what stands beside them."""
    here = (BatchRow.workspace_id == ActivityRow.workspace_id) & (BatchRow.batch_id == ActivityRow.batch_id)
    return (
        select(*columns)
        .select_from(ActivityRow)
        .join(BatchRow, here & (BatchRow.number == ActivityRow.number))
    )


def beside(batch: Batch) -> tuple[Any, ...]:
    """What stands beside the rows of one batch."""
    return ActivityRow.workspace_id == batch.workspace_id, ActivityRow.batch_id == batch.id
