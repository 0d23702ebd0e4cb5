"""Reading constituents, always inside one workspace and in sets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Select, select, tuple_

from app.accounts.models import Workspace
from app.constituents import statements
from app.constituents.columns import NAME_PARTS as NAME_PARTS
from app.constituents.domain import record
from app.constituents.domain.dates import PartialDate
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.record import Existing
from app.constituents.models import (
    Address,
    Constituent,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)
from app.db import Record, db

Value = TypeVar("Value", int, str, tuple[int, int, str])

MOST_VALUES = 10_000


def in_workspace(workspace: Workspace) -> Select[Constituent]:
    """The root of every constituent query: nothing reads across workspaces."""
    return select(Constituent).where(Constituent.workspace_id == workspace.id)


def get(workspace: Workspace, constituent_id: int) -> Constituent | None:
    """The constituent with this id in this workspace, or None."""
    return db.session.scalar(in_workspace(workspace).where(Constituent.id == constituent_id))


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in order, at most `MOST_VALUES` at a time: databases bound the parameters of a statement."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), MOST_VALUES):
        yield ordered[start : start + MOST_VALUES]


def existing(workspace_id: int, ids: Iterable[int]) -> dict[int, Existing]:
    """Whole records by id, in six statements for thousands of them. Ids that do not exist are left out."""
    found: dict[int, Existing] = {}
    for part in in_parts(ids):
        found |= _existing_of(workspace_id, part)
    return found


def _existing_of(workspace_id: int, wanted: Sequence[int]) -> dict[int, Existing]:
    rows = db.session.execute(statements.records(), {"workspace": workspace_id, "wanted": wanted})
    parts = {kind: _by_owner(kind, workspace_id, wanted) for kind in statements.PARTS}
    externals = external_ids(workspace_id, wanted)
    return {row.id: _existing(row, parts, externals) for row in rows}


def _by_owner(kind: Any, workspace_id: int, ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statements.parts(kind), {"workspace": workspace_id, "wanted": ids}):
        found[row.constituent_id].append(row)
    return found


def external_ids(workspace_id: int, ids: Sequence[int]) -> dict[int, list[record.ExternalId]]:
    """Ids in other systems, by constituent."""
    found: dict[int, list[record.ExternalId]] = defaultdict(list)
    rows = db.session.execute(statements.external_ids(), {"workspace": workspace_id, "wanted": ids})
    for owner, system, value in rows:
        found[owner].append(record.ExternalId(system=system, value=value))
    return found


def _existing(
    row: Any,
    parts: Mapping[Any, Mapping[int, list[Any]]],
    externals: Mapping[int, list[record.ExternalId]],
) -> Existing:
    who = row.id
    return Existing(
        id=who,
        version=row.version,
        kind=row.kind,
        name=record.Name(*_name_parts(row)),
        emails=tuple([email_value(item) for item in parts[EmailAddress].get(who, ())]),
        phones=tuple([phone_value(item) for item in parts[Phone].get(who, ())]),
        addresses=tuple([address_value(item) for item in parts[Address].get(who, ())]),
        former_names=tuple([former_value(item) for item in parts[FormerName].get(who, ())]),
        birth=partial(row.birth_year, row.birth_month, row.birth_day),
        external_ids=tuple(externals.get(who, ())),
        lookup_id=format_lookup(row.lookup_number),
        deceased=row.is_deceased,
        active=row.is_active,
        display_override=row.display_override,
        died=partial(row.deceased_year, row.deceased_month, row.deceased_day),
        inactive_reason=row.inactive_reason,
        source=row.source,
    )


_name_parts = attrgetter(*NAME_PARTS)
_place = attrgetter("city", "region", "postcode", "country")
_of_point = attrgetter("type", "is_primary", "is_active", "id", "start", "end", "source")


def partial(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    """A stored partial date as a value; None when nothing of it is known."""
    return PartialDate(year, month, day) if (year, month, day) != (None, None, None) else None


def email_value(item: EmailAddress) -> record.Email:
    return record.Email(item.address, *_of_point(item))


def phone_value(item: Phone) -> record.Phone:
    return record.Phone(item.number, item.e164, *_of_point(item))


def address_value(item: Address) -> record.Address:
    kind, is_primary, is_active, own, start, end, source = _of_point(item)
    return record.Address(
        tuple(item.lines.split("\n")) if item.lines else (),
        *_place(item),
        kind,
        is_primary,
        is_active,
        own,
        start,
        end,
        item.do_not_mail,
        item.do_not_mail_reason,
        source,
    )


def former_value(item: FormerName) -> record.FormerName:
    return record.FormerName(
        value=item.value, alias=item.is_alias, start=item.start, end=item.end, source=item.source, id=item.id
    )


# --- look-ups in sets


def versions(workspace_id: int, ids: Iterable[int]) -> dict[int, int]:
    """At which version each of these constituents is; ids of nobody are left out."""
    query = select(Constituent.id, Constituent.version).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(sorted(set(ids)))
    )
    return dict(db.session.execute(query).all())


def ids_by_lookup(workspace_id: int, numbers: Iterable[int]) -> dict[int, int]:
    """Constituent ids by lookup number."""
    query = select(Constituent.lookup_number, Constituent.id).where(
        Constituent.workspace_id == workspace_id, Constituent.lookup_number.in_(sorted(set(numbers)))
    )
    return dict(db.session.execute(query).all())


def owners_of_external_ids(
    workspace_id: int, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Constituent ids by (system name, value)."""
    query = (
        select(ExternalSystem.name, ExternalId.value, ExternalId.constituent_id)
        .join(
            ExternalId,
            (ExternalSystem.workspace_id == ExternalId.workspace_id)
            & (ExternalSystem.id == ExternalId.system_id),
        )
        .where(
            ExternalSystem.workspace_id == workspace_id,
            tuple_(ExternalSystem.name, ExternalId.value).in_(sorted(set(wanted))),
        )
    )
    return {(system, value): owner for system, value, owner in db.session.execute(query)}


def owners_of_emails(workspace_id: int, keys: Iterable[str]) -> dict[str, list[int]]:
    """Constituent ids by canonical email, of active addresses."""
    found: dict[str, list[int]] = defaultdict(list)
    query = select(EmailAddress.key, EmailAddress.constituent_id).where(
        EmailAddress.workspace_id == workspace_id,
        EmailAddress.key.in_(sorted(set(keys))),
        EmailAddress.is_active,
    )
    for key, owner in db.session.execute(query):
        found[key].append(owner)
    return found


def trusted_systems(workspace_id: int) -> frozenset[str]:
    """Names of the external systems whose ids are matched on."""
    query = select(ExternalSystem.name).where(
        ExternalSystem.workspace_id == workspace_id, ExternalSystem.is_trusted
    )
    return frozenset(db.session.scalars(query))


def system_names(workspace_id: int) -> Sequence[str]:
    """Names of all external systems, in their order."""
    query = select(ExternalSystem.name).where(ExternalSystem.workspace_id == workspace_id)
    return db.session.scalars(query.order_by(ExternalSystem.name)).all()


def points_of(workspace: Workspace, constituent_id: int, kind: type[Record]) -> Sequence[Any]:
    """Contact points of one constituent: active first, the primary before the others."""
    columns: Any = kind
    return db.session.scalars(
        select(columns)
        .where(columns.workspace_id == workspace.id, columns.constituent_id == constituent_id)
        .order_by(columns.is_active.desc(), columns.is_primary.desc(), columns.id)
    ).all()
