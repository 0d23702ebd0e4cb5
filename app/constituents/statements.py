"""The statements that read whole records, built once: building takes longer than asking."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Executable, bindparam, select

from app.constituents.columns import NAME_PARTS
from app.constituents.models import (
    Address,
    Constituent,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)

_OF_RECORD = (
    *("id", "version", "kind", "lookup_number", "is_deceased", "is_active"),
    *("birth_year", "birth_month", "birth_day", "deceased_year", "deceased_month", "deceased_day"),
    *("display_override", "inactive_reason", "source"),
    *NAME_PARTS,
)
_OF_POINT = ("type", "is_primary", "is_active", "start", "end", "source")
PARTS: dict[Any, tuple[str, ...]] = {
    EmailAddress: ("address", *_OF_POINT),
    Phone: ("number", "e164", *_OF_POINT),
    Address: (
        *("lines", "city", "region", "postcode", "country", "do_not_mail", "do_not_mail_reason"),
        *_OF_POINT,
    ),
    FormerName: ("value", "is_alias", "start", "end", "source"),
}
"""The columns of what a record has several of."""
_WANTED = bindparam("wanted", expanding=True, type_=BigInteger)


@cache
def records() -> Executable:
    """The records of the ids in `wanted`."""
    return select(*_columns(Constituent, _OF_RECORD)).where(
        Constituent.workspace_id == bindparam("workspace"), Constituent.id.in_(_WANTED)
    )


@cache
def parts(kind: Any) -> Executable:
    """Everything of the kind that the constituents in `wanted` have, in its order."""
    return (
        select(*_columns(kind, ("constituent_id", "id", *PARTS[kind])))
        .where(kind.workspace_id == bindparam("workspace"), kind.constituent_id.in_(_WANTED))
        .order_by(kind.constituent_id, kind.id)
    )


@cache
def external_ids() -> Executable:
    """Ids in other systems of the constituents in `wanted`."""
    return (
        select(ExternalId.constituent_id, ExternalSystem.name, ExternalId.value)
        .join(
            ExternalSystem,
            (ExternalSystem.workspace_id == ExternalId.workspace_id)
            & (ExternalSystem.id == ExternalId.system_id),
        )
        .where(ExternalId.workspace_id == bindparam("workspace"), ExternalId.constituent_id.in_(_WANTED))
        .order_by(ExternalSystem.name, ExternalId.value)
    )


def _columns(kind: Any, names: Iterable[str]) -> list[Any]:
    """The columns by name: plain rows are read several times as fast as objects."""
    return [getattr(kind, name) for name in names]
