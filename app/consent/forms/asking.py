"""What may be asked about permission: about what, and as of when."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from wtforms import DateTimeLocalField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from app.consent.forms.permission import stripped
from app.web.forms import Form
from app.words import N_, _

MOST_ADDRESSES = 500
FIRST_YEAR, LAST_YEAR = 1900, 2199
NO_MOMENT = N_("Give a day and a time, for example 2026-03-04T09:00, or leave it blank for now.")
TOO_FAR = N_(
    "Give a moment between the years {first} and {last}.",
    first=FIRST_YEAR,
    last=LAST_YEAR,
)


class MomentField(DateTimeLocalField):
    """A day and a time, or only a day; what is neither is told in words."""

    def __init__(self, label: str, *, description: str = "", **bound: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
        told = {"description": description, **bound}
        super().__init__(label, [Optional(), _within_reason], format=formats, **told)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)  # type: ignore[no-untyped-call]
        except ValueError:
            raise ValueError(NO_MOMENT) from None


def _within_reason(form: Form, field: MomentField) -> None:
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(TOO_FAR)


class _Asking(Form):
    topic = SelectField(N_("About"), default="")

    def offer_topics(self, topics: list[tuple[int, str]]) -> None:
        """The interest groups that a message may be about."""
        offered = [SelectChoice(str(key), name) for key, name in topics]
        self.topic.choices = [SelectChoice("", _("anything")), *offered]


class AskForm(_Asking):
    """What is asked about one person; left blank, it is all mail, now."""

    as_of = MomentField(N_("As of"))

    def instant(self, zone: tzinfo) -> datetime | None:
        """The moment asked about, in the organization's time zone; None for this moment."""
        return _in_zone(self.as_of.data, zone)


class AddressesForm(_Asking):
    """Addresses to ask about."""

    pasted = TextAreaField(
        N_("Email addresses"),
        [DataRequired(N_("Paste at least one email address."))],
        description=N_("One on each line or separated by commas, at most {most}.", most=MOST_ADDRESSES),
        filters=[stripped],
        render_kw={"rows": 8, "spellcheck": "false"},
    )
    at = MomentField(
        N_("As of"),
        description=N_("Left blank: now. For a moment that has passed, what the ledger said then counts."),
    )

    def instant(self, zone: tzinfo) -> datetime | None:
        """The moment asked about, in the organization's time zone; None for this moment."""
        return _in_zone(self.at.data, zone)

    def words(self) -> list[str]:
        """The addresses, each once, in order."""
        text = str(self.pasted.data or "").replace(",", "\n").replace(";", "\n")
        return list(dict.fromkeys(word for line in text.splitlines() if (word := line.strip())))


def _in_zone(typed: datetime | None, zone: tzinfo) -> datetime | None:
    return typed.replace(tzinfo=zone).astimezone(UTC) if typed else None
