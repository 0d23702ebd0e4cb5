"""The whole record as a form, or some parts of it: single fields, and lists whose rows come and go."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field

from app.constituents.domain.record import Address, Existing, ExternalId, FormerName, Kind, PointType
from app.profiles.domain.parts import LISTS, Part
from app.profiles.forms.rows import ROWS, Row, line
from app.web.forms import Form
from app.words import N_

MOST_ROWS = 100


class Names(Form):
    """The names of a person or an organization; each kind is asked for its own."""

    title = line(N_("Title"), most=60)
    first = line(N_("First name"))
    middle = line(N_("Middle name"))
    last = line(N_("Last name"))
    suffix = line(N_("Suffix"), most=60)
    nickname = line(N_("Nickname"))
    maiden = line(N_("Maiden name"))
    organization = line(N_("Organization name"))
    display_override = line(
        N_("Name shown instead"), N_("Only where the usual name above should not be shown.")
    )
    keep_former = BooleanField(N_("Keep the old name under former names"), default=True)


class Facts(Form):
    """Single facts beside names and lists."""

    birth = line(
        N_("Birth date"), N_("In full, like 2 April 1971, or only the year, or only the day and month.")
    )
    died = line(N_("Date of death"), N_("In full, or only the year."))
    source = line(N_("How you came to know them"), N_("A letter, an event, a friend."))
    inactive_reason = line(N_("Why inactive?"))


_NAMES = {
    Kind.INDIVIDUAL: ("title", "first", "middle", "last", "suffix", "nickname", "maiden", "display_override"),
    Kind.ORGANIZATION: ("organization", "display_override"),
}

_USUAL: Mapping[Kind, Mapping[str, str]] = {
    Kind.INDIVIDUAL: {},
    Kind.ORGANIZATION: {"type": PointType.WORK.value},
}
"""What is chosen in a new row where it differs from the first choice: an organization has no home."""


class RecordForm:
    """The controls of these parts of a record; `removed` has the ids of rows taken out of `lists`."""

    def __init__(self, kind: Kind, parts: Sequence[Part], names: Names, facts: Facts) -> None:
        self.kind, self.parts = kind, tuple(parts)
        self.names, self.facts = names, facts
        self.lists: dict[str, list[Row]] = {LISTS[part]: [] for part in self.parts if part in LISTS}
        self.primary: dict[str, str] = {}
        self.removed: dict[str, list[str]] = {field: [] for field in self.lists}
        self.form_errors: list[str] = []
        self.fresh = ""

    def __iter__(self) -> Iterator[Field]:
        yield from self.names
        yield from self.facts
        for rows in self.lists.values():
            for row in rows:
                yield from row

    @property
    def name_fields(self) -> tuple[str, ...]:
        """The names that this kind is asked for."""
        return _NAMES[self.kind]

    @property
    def shows_more(self) -> bool:
        """Whether there is anything in what a new record's form keeps folded."""
        rows = (*self.lists.get("former_names", ()), *self.lists.get("external_ids", ()))
        return bool(rows or self.facts.source.data)

    @property
    def is_valid(self) -> bool:
        """Whether nothing has been found wrong so far."""
        return not self.form_errors and not any(field.errors for field in self)

    def validate(self) -> bool:
        """Whether every control alone holds what it may."""
        forms = [self.names, self.facts, *(row for rows in self.lists.values() for row in rows)]
        return [form.validate() for form in forms].count(False) == 0

    def add_row(self, field: str) -> None:
        """One more blank row, to be typed in next: it is `fresh`."""
        rows = self.lists[field]
        index = max((row.index for row in rows), default=-1) + 1
        row = ROWS[field](field, index, formdata=None, data=_USUAL[self.kind])
        rows.append(row)
        self.fresh = f"{field}-{row.index}"

    def take_out(self, field: str, index: str) -> None:
        """Take a row out; what it showed is deleted with the next save. The list asks for the focus."""
        for row in [row for row in self.lists[field] if str(row.index) == index]:
            self.lists[field].remove(row)
            if row.known:
                self.removed[field].append(str(row.known))
            self.fresh = field

    def follow(self, do: str) -> None:
        """Do what a button asks for, "add:emails" or "remove:emails:3"; anything else is nothing."""
        act, _, rest = do.partition(":")
        field, _, index = rest.partition(":")
        if act == "add" and field in self.lists and len(self.lists[field]) < MOST_ROWS:
            self.add_row(field)
        elif act == "remove" and field in self.lists:
            self.take_out(field, index)


def form_for(record: Existing, parts: Sequence[Part]) -> RecordForm:
    """The form as it is opened: with what the record says."""
    names = Names(formdata=None, data=record.name.parts() | {"display_override": record.display_override})
    form = RecordForm(record.kind, parts, names, Facts(formdata=None, data=_facts(record)))
    for field, rows in form.lists.items():
        for index, item in enumerate(sorted(getattr(record, field), key=_rank)):
            told = {"item": index + 1} | _row(item)  # an external ID has no id but its place in the list
            rows.append(ROWS[field](field, index, formdata=None, data=told))
            if getattr(item, "primary", False):
                form.primary[field] = str(index)
    return form


def posted_form(kind: Kind, parts: Sequence[Part], asked: Any) -> RecordForm:
    """The form as it was sent, with everything that was typed."""
    form = RecordForm(kind, parts, Names(), Facts())
    for field, rows in form.lists.items():
        rows += [ROWS[field](field, index) for index in _indexes(field, asked)]
        form.primary[field] = asked.get(f"{field}-primary", "")
        form.removed[field] = asked.getlist(f"{field}-removed")
    return form


def _indexes(field: str, asked: Mapping[str, Any]) -> list[int]:
    pattern = re.compile(rf"{field}-(\d{{1,4}})-")
    found = {int(match[1]) for name in asked if (match := pattern.match(name))}
    return sorted(found)[:MOST_ROWS]


def _facts(record: Existing) -> dict[str, Any]:
    words = {part: day.typed() if (day := getattr(record, part)) else "" for part in ("birth", "died")}
    return words | {"source": record.source, "inactive_reason": record.inactive_reason}


def _rank(item: Any) -> tuple[bool, bool]:
    """What is in use before what has ended, the primary first."""
    return not getattr(item, "active", True), not getattr(item, "primary", False)


def _row(item: Any) -> dict[str, Any]:
    """A value as the controls of its row show it."""
    match item:
        case ExternalId():
            return {"system": item.system, "value": item.value}
        case FormerName():
            told = {part: getattr(item, part) for part in ("value", "start", "end", "source")}
            return told | {"item": item.id, "kind": "alias" if item.alias else "former"}
        case Address():
            place = ("city", "region", "postcode", "country", "do_not_mail", "do_not_mail_reason")
            told = {part: getattr(item, part) for part in place}
            return _standing(item) | told | {"lines": "\n".join(item.lines)}
        case _:
            text = {part: getattr(item, part) for part in ("address", "number") if hasattr(item, part)}
            return _standing(item) | text


def _standing(item: Any) -> dict[str, Any]:
    return {
        "item": item.id,
        "type": item.type.value,
        "ended": not item.active,
        "start": item.start,
        "end": item.end,
    }
