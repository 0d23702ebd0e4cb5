"""Whom a row is about, as far as its cells can be read: a bad phone number keeps no gift waiting."""

from collections.abc import Mapping

from app.activity_imports.domain.facts import Who
from app.batches.domain.again import unguarded
from app.batches.domain.cells import LOST, Cells
from app.batches.domain.contacts import addresses, emails, phones
from app.batches.domain.fields import find_field
from app.batches.domain.people import kind_and_name, whole_name
from app.batches.domain.spoiled import shortened
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.names import display_name
from app.constituents.domain.points import PointType
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import ExternalId, Incoming, Kind
from app.words import _

_LONGEST_ID = 100


def who(values: Mapping[str, str], headers: Mapping[str, str], *, system: str, country: str) -> Who:
    """The person or organization that the cells describe; `values` by field, trimmed, none of them blank.

    IDs are those of `system`; `country` is that of phone numbers. Cells that cannot be read are left out.
    """
    cells = Cells(_sound(values), dict(headers))
    kind, name = kind_and_name(cells)
    usual = PointType.WORK if kind is Kind.ORGANIZATION else PointType.HOME
    incoming = Incoming(
        kind=kind,
        name=name,
        emails=emails(cells, usual=usual) if cells.text("email") else (),
        phones=phones(cells, usual=usual, country=country),
        addresses=addresses(cells, usual=usual),
        external_ids=_ids(cells, system),
        lookup_id=cells.read("lookup_id", parse_lookup) or "",
        whole_name=whole_name(cells),
    )
    return Who(incoming=incoming, email=cells.text("email")[:320], left_out=tuple(cells.problems))


def recognized_by(who: Who) -> tuple[object, ...]:
    """What tells the person of a row from that of another: two people may share an inbox, or have none.

    Phones and addresses count only where nothing else is said, since they are written in many ways.
    """
    incoming = who.incoming
    told = (who.email, incoming.external_ids, display_name(incoming.name) or incoming.whole_name)
    return told if any(told) else (*told, incoming.lookup_id, incoming.phones, incoming.addresses)


def _sound(values: Mapping[str, str]) -> dict[str, str]:
    """The values that can be stored, without the apostrophe that guards formulas."""
    plain = {field_id: unguarded(text) if text[0] == "'" else text for field_id, text in values.items()}
    return {field_id: text for field_id, text in plain.items() if _fits(field_id, text)}


def _fits(field_id: str, text: str) -> bool:
    field = find_field(field_id)
    return bool(text) and LOST not in text and (field is None or len(text) <= field.longest)


def _ids(cells: Cells, system: str) -> tuple[ExternalId, ...]:
    value = cells.read("external_id", _id)
    return (ExternalId(system, value),) if value and system else ()


def _id(text: str) -> str | Problem:
    if problem := shortened(text):
        return problem
    return (
        text.removesuffix(".0")
        if len(text) <= _LONGEST_ID
        else Problem(_("This ID is too long."), _("an ID"), _("Shorten it."))
    )
