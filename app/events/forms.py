"""What may be typed about events and registrations."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.accounts.domain.places import currencies
from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.activity.domain.money import parse_typed
from app.constituents.domain.problems import Problem
from app.cultivation.forms import DayField, Versioned, lines, one_line
from app.events.domain.drafts import EventDraft, RegistrationDraft
from app.events.domain.when import Typed, WrongTime, day_start, span
from app.events.domain.words import KIND, STATUS
from app.web.forms import refuse
from app.words import N_, figure

MOST_GUESTS, MOST_PLACES = 500, 1_000_000
_CHOOSE = N_("Choose one of the list.")


class _Time(TimeField):
    """A time of day; what cannot be read as one is refused with an example."""

    def __init__(self, label: str, validators: list[Any], **more: Any) -> None:
        TimeField.__init__(self, label, validators, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, or say how to write one."""
        try:
            TimeField.process_formdata(self, valuelist)
        except ValueError as error:
            raise ValueError("Write the time as hours and minutes, for example 19:30.") from error


def _short(label: str, most: int, hint: str = "", options: str = "", needed: str = "") -> StringField:
    checks: list[Any] = [DataRequired(needed)] if needed else []
    checks.append(Length(max=most, message=N_("Use at most {most} characters.", most=most)))
    more = {"list": options} if options else {}
    return StringField(
        label, checks, description=hint, filters=[one_line], render_kw={"autocomplete": "off", **more}
    )


def _number(label: str, least: int, most: int, hint: str = "") -> IntegerField:
    said = N_("Type a whole number from {least} to {most}.", least=figure(least), most=figure(most))
    return IntegerField(
        label,
        [Optional(), NumberRange(least, most, message=said)],
        description=hint,
        render_kw={"min": least, "max": most, "inputmode": "numeric"},
    )


class EventForm(Versioned):
    """An event or a program."""

    name = _short(N_("Name"), 200, needed=N_("Type what people know the event by."))
    kind = SelectField(
        N_("What is it?"),
        choices=[SelectChoice(each.value, KIND[each]) for each in EventKind],
        invalid_choice_message=_CHOOSE,
        description=N_("A program goes on for longer: a course, a season, a camp."),
    )
    first = DayField(N_("First day"), [InputRequired(N_("Choose the day on which it starts."))])
    all_day = BooleanField(N_("All day, or several whole days"))
    begins = _Time(N_("Starts at"), [Optional()])
    last = DayField(
        N_("Last day"), [Optional()], description=N_("Leave empty when it ends on its first day.")
    )
    ends = _Time(N_("Ends at"), [Optional()], description=N_("Leave empty when it is not known."))
    place = _short(N_("Place"), 200)
    category = _short(
        N_("Category"), 80, N_("For example: gala, workshop, volunteer day."), "known-categories"
    )
    capacity = _number(
        N_("Places"), 1, MOST_PLACES, N_("Leave empty when there is no limit. Guests take places too.")
    )
    description = TextAreaField(
        N_("Description"),
        [Length(max=5_000, message=N_("Use at most 5,000 characters."))],
        filters=[lines],
        render_kw={"rows": 4, "dir": "auto"},
    )

    def fill(self, typed: Typed) -> None:
        """Show the times of an event, as they would be typed."""
        self.first.data, self.last.data = typed.first, None if typed.last == typed.first else typed.last
        self.begins.data, self.ends.data, self.all_day.data = typed.begins, typed.ends, typed.all_day

    def draft(self, zone: ZoneInfo) -> EventDraft | None:
        """The event that was typed; None, with the error at its field, where its times cannot be."""
        typed = Typed(
            first=self.first.data or date.min,
            begins=self.begins.data,
            last=self.last.data,
            ends=self.ends.data,
            all_day=bool(self.all_day.data),
        )
        times = span(typed, zone)
        if isinstance(times, WrongTime):
            refuse(self, times.field, times.message)
            return None
        return EventDraft(
            name=self.name.data or "",
            span=times,
            kind=EventKind(self.kind.data),
            category=self.category.data or "",
            place=self.place.data or "",
            description=self.description.data or "",
            capacity=self.capacity.data,
        )


class RegistrationForm(Versioned):
    """One person's place."""

    status = SelectField(
        N_("Status"),
        choices=[SelectChoice(each.value, STATUS[each]) for each in RegistrationStatus],
        default=RegistrationStatus.REGISTERED.value,
        invalid_choice_message=_CHOOSE,
    )
    guests = _number(N_("Guests"), 0, MOST_GUESTS, N_("How many people come along."))
    ticket = _short(N_("Ticket"), 100, options="known-tickets")
    fee = _short(N_("Fee"), 30, N_("What was charged for all of them. Leave empty for none."))
    currency = SelectField(N_("Currency"), choices=list, invalid_choice_message=_CHOOSE)
    registered_on = DayField(N_("Registered on"), [InputRequired(N_("Choose the day of the registration."))])
    note = _short(N_("Note"), 300, N_("For whoever is at the door: a diet, a wheelchair, a table."))

    def offer(self, own: str) -> None:
        """Offer the currencies, the workspace's own first."""
        names = currencies()
        ordered = [own, *(code for code in names if code != own)]
        self.currency.choices = [SelectChoice(code, f"{code}, {names.get(code, code)}") for code in ordered]
        self.currency.data = self.currency.data or own

    def draft(
        self, *, at: datetime, zone: ZoneInfo, locale: str, before: datetime | None = None
    ) -> RegistrationDraft | None:
        """The registration that was typed; None, with the error at its field, where it cannot be.

        The day that stood there `before` stands for its very instant, today for `at`.
        """
        day, currency = self.registered_on.data or date.max, str(self.currency.data)
        fee = parse_typed(self.fee.data, currency, locale) if self.fee.data else 0
        if isinstance(fee, Problem):
            refuse(self, "fee", f"{fee.what} {fee.fix}")
        elif not 0 <= fee < 10**12:
            refuse(self, "fee", N_("Type an amount that is zero or more."))
        if day > at.astimezone(zone).date():
            refuse(self, "registered_on", N_("That day is still to come. Choose today or a day before."))
        if isinstance(fee, Problem) or self.fee.errors or self.registered_on.errors:
            return None
        return RegistrationDraft(
            registered_at=_instant(day, [each for each in (before, at) if each], zone),
            currency=currency,
            status=RegistrationStatus(self.status.data),
            ticket=self.ticket.data or "",
            fee=fee,
            guests=self.guests.data or 0,
            note=self.note.data or "",
        )


def _instant(day: date, known: Sequence[datetime], zone: ZoneInfo) -> datetime:
    """The known instant of that day, else the day's first."""
    same = (each for each in known if each.astimezone(zone).date() == day)
    return next(same, day_start(day, zone))
