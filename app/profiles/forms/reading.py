"""What was typed as a record, or what is wrong beside each control. What was not touched stays as it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from app.batches.domain.countries import country_code
from app.constituents.domain.dates import DateFormat, PartialDate, parse_date, parse_death
from app.constituents.domain.emails import parse_email
from app.constituents.domain.names import display_name
from app.constituents.domain.phones import parse_phone
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Existing, ExternalId, FormerName, Kind, Phone
from app.constituents.domain.text import visible
from app.profiles.domain.parts import LISTS, Part
from app.profiles.forms.record import RecordForm
from app.profiles.forms.rows import AddressRow, Row
from app.profiles.forms.typed import parsed, refuse, refuse_twins, text
from app.words import N_

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Here:
    """How things are read in this workspace: its day, its country, and which comes first in a date."""

    today: date
    country: str
    dates: DateFormat


def read(form: RecordForm, base: Existing, here: Here) -> Existing:
    """The record as it was typed over `base`; what is wrong is noted at the controls, see `form.is_valid`."""
    form.validate()
    reader = _Reader(form, base, here)
    facts: dict[str, Any] = {}
    for part in form.parts:
        facts |= reader.part(part)
    return replace(base, **facts)


class _Reader:
    def __init__(self, form: RecordForm, base: Existing, here: Here) -> None:
        self.form, self.base, self.here = form, base, here

    def part(self, part: Part) -> dict[str, Any]:
        """The facts of one part."""
        if field := LISTS.get(part):
            return {field: self._list(field)}
        match part:
            case Part.NAMES:
                return self._names()
            case Part.DATES:
                return {"birth": self._day("birth"), "died": self._day("died")}
            case _:
                typed = self.form.facts
                return {name: text(typed[name], getattr(self.base, name)) for name in part.fields}

    def _list(self, field: str) -> tuple[Any, ...]:
        match field:
            case "external_ids":
                return self._external_ids()
            case "former_names":
                return tuple(self._values(field, self._other_name))
            case "emails":
                return self._points(field, self._email)
            case "phones":
                return self._points(field, self._phone)
            case _:
                return self._points(field, self._address)

    # --- single fields

    def _names(self) -> dict[str, Any]:
        names, base = self.form.names, self.base
        override = text(names.display_override, base.display_override)
        asked = [part for part in self.form.name_fields if part != "display_override"]
        name = replace(base.name, **{part: text(names[part], getattr(base.name, part)) for part in asked})
        if not display_name(name) and not override and (not base.id or display_name(base.name)):
            refuse(names["organization" if self.form.kind is Kind.ORGANIZATION else "first"], _NO_NAME)
        return {"name": name, "display_override": override}

    def _day(self, name: str) -> PartialDate | None:
        field, known = self.form.facts[name], getattr(self.base, name)
        typed = visible(field.data or "")
        if not field.raw_data or (known and typed == known.typed()):
            return known  # type: ignore[no-any-return]
        if not typed:
            return None
        parse = (
            partial(parse_death, born=self.base.birth, deceased=self.base.deceased)
            if name == "died"
            else parse_date
        )
        return parsed(field, typed, lambda text: parse(text, self.here.dates, latest=self.here.today))

    # --- lists

    def _values(self, field: str, value: Callable[[Row, Any], T | None]) -> Iterator[T]:
        """The values on record that were not taken out, as they were typed over, then the new ones."""
        known = {item.id: item for item in getattr(self.base, field)}
        shown = {row.known: row for row in self.form.lists[field] if row.known in known}
        gone = set(self.form.removed[field])
        for key, item in known.items():
            typed = value(shown[key], item) if key in shown else None
            if str(key) not in gone:
                yield typed or item
        for row in self.form.lists[field]:
            if row.known not in known and not row.says_nothing and (new := value(row, None)):
                yield new

    def _points(self, field: str, value: Callable[[Any, Any], Any]) -> tuple[Any, ...]:
        rows: dict[int, Row] = {}

        def noted(row: Row, known: Any) -> Any:
            found = value(row, known)
            if found is not None:
                found = self._standing(row, found, known)
                found = replace(found, primary=found.active and self._is_primary(field, row, known))
                rows[id(found)] = row
            return found

        points = tuple(self._values(field, noted))
        refuse_twins(points, rows)
        return points

    def _is_primary(self, field: str, row: Row, known: Any) -> bool:
        chosen = self.form.primary[field]
        return chosen == str(row.index) if chosen else known is not None and bool(known.primary)

    def _standing(self, row: Any, point: Any, known: Any) -> Any:
        """The point with its type, and whether it is in use: an end that has come ends it."""
        end, was_ended = row.end.data, known is not None and not known.active
        if row.ended.data:
            end = end or (known.end if was_ended else self.here.today)
            ended = True
        else:
            taken_up_again = was_ended and end == known.end
            end = None if taken_up_again else end
            ended = end is not None and end <= self.here.today
        if row.start.data and end and end < row.start.data:
            refuse(row.end, N_("It cannot end before it begins. Check the two days."))
        return replace(point, type=PointType(row.type.data), active=not ended, start=row.start.data, end=end)

    def _email(self, row: Any, known: Email | None) -> Email | None:
        typed = visible(row.address.data or "")
        if known and typed == visible(known.address):
            return known
        found = parsed(row.address, typed, parse_email)
        if found is None:
            return None
        return replace(known or Email("", PointType.HOME), address=found.address)

    def _phone(self, row: Any, known: Phone | None) -> Phone | None:
        typed = visible(row.number.data or "")
        if known and typed == visible(known.number):
            return known
        found = parsed(row.number, typed, lambda text: parse_phone(text, self.here.country))
        if found is None:
            return None
        return replace(known or Phone("", "", PointType.MOBILE), number=found.number, e164=found.e164)

    def _address(self, row: AddressRow, known: Address | None) -> Address | None:
        if row.says_nothing:
            refuse(row.lines, N_("The address is blank. Type it, or remove it."))
            return None
        old = known or Address((), "", "", "", "", PointType.HOME)
        typed = tuple(filter(None, map(visible, (row.lines.data or "").splitlines())))
        place: dict[str, Any] = {
            part: text(row[part], getattr(old, part)) for part in ("city", "region", "postcode")
        }
        country = text(row.country, old.country)
        stopped = bool(row.do_not_mail.data)
        reason = text(row.do_not_mail_reason, old.do_not_mail_reason)
        return replace(
            old,
            **place,
            lines=old.lines if typed == tuple(map(visible, old.lines)) else typed,
            country=country if country == old.country else country_code(country),
            do_not_mail=stopped,
            do_not_mail_reason=reason if stopped or not old.do_not_mail else "",
        )

    def _other_name(self, row: Any, known: FormerName | None) -> FormerName | None:
        value = text(row.value, known.value if known else "")
        if not value:
            refuse(row.value, N_("The name is blank. Type it, or remove it."))
        if row.start.data and row.end.data and row.end.data < row.start.data:
            refuse(row.end, N_("It cannot end before it begins. Check the two days."))
        return FormerName(
            value,
            alias=row.kind.data == "alias",
            start=row.start.data,
            end=row.end.data,
            source=text(row.source, known.source if known else ""),
            id=known.id if known else None,
        )

    def _external_ids(self) -> tuple[ExternalId, ...]:
        found: list[ExternalId] = []
        shown = {row.known: row for row in self.form.lists["external_ids"] if row.known}
        gone = set(self.form.removed["external_ids"])
        for place, known in enumerate(self.base.external_ids, 1):
            if str(place) not in gone:
                found.append(self._external_id(shown[place], known) if place in shown else known)
        for row in self.form.lists["external_ids"]:
            if (row.known or 0) not in range(1, len(self.base.external_ids) + 1) and not row.says_nothing:
                found.append(self._external_id(row, None))
        return tuple(dict.fromkeys(found))

    def _external_id(self, row: Any, known: ExternalId | None) -> ExternalId:
        system = text(row.system, known.system if known else "")
        value = text(row.value, known.value if known else "")
        if not system:
            refuse(row.system, N_("Say which system the ID is from, or remove it."))
        if not value:
            refuse(row.value, N_("Type the ID, or remove it."))
        return ExternalId(system, value)


_NO_NAME = N_("Type at least one name. One word is enough.")
