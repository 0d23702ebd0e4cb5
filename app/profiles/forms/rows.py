"""What may be typed about one email, phone, address, other name or ID in another system: one row each."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from app.constituents.domain.points import ADDRESS_TYPES, EMAIL_TYPES, PHONE_TYPES, PointType
from app.web.forms import Form
from app.web.ids import id_in
from app.words import N_, _

LONGEST = 300
_SHOWN = {"autocomplete": "off"}


def line(label: str, hint: str = "", *, most: int = LONGEST, **shown: Any) -> StringField:
    """A line of text that may be blank."""
    limit = Length(max=most, message=N_("Use at most {most} characters.", most=most))
    return StringField(label, [limit], description=hint, render_kw=_SHOWN | shown)


class Day(DateField):
    """A calendar day that may be blank."""

    def __init__(self, label: str, **given: Any) -> None:
        super().__init__(label, [Optional()], **given)  # type: ignore[no-untyped-call]

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)  # type: ignore[no-untyped-call]
        except ValueError:
            raise ValueError(_("That is no day. Write it like 2026-11-21, or leave it blank.")) from None


class Row(Form):
    """One row of a list: `index` is its place in the names of controls, `item` the id of what it shows."""

    item = HiddenField()
    main = ""
    """The control that a row stands and falls with: blank in a new row, the row says nothing."""

    def __init__(self, field: str, index: int, **given: Any) -> None:
        super().__init__(prefix=f"{field}-{index}-", **given)
        self.index = index

    @property
    def known(self) -> int | None:
        """The id of the value on record that this row shows, None in a new row."""
        return id_in(self.item.data or "") or None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was typed that could be kept."""
        return not any(str(self._fields[name].data or "").strip() for name in self.telling)

    @property
    def telling(self) -> Sequence[str]:
        """The controls that say something of their own, unlike a choice that is always made."""
        return (self.main,)


class PointRow(Row):
    """What every contact point has beside its value."""

    type = SelectField(N_("Type"))
    ended = BooleanField(N_("No longer in use"))
    start = Day(N_("In use since"))
    end = Day(N_("Until"))
    types: tuple[PointType, ...] = ()

    def __init__(self, field: str, index: int, **given: Any) -> None:
        super().__init__(field, index, **given)
        chosen = str(self.type.data or self.types[0])
        kinds = (*self.types, *(kind for kind in PointType if kind == chosen and kind not in self.types))
        self.type.choices = [SelectChoice(kind.value, kind.label) for kind in kinds]
        self.type.data = self.type.data or self.types[0].value


class EmailRow(PointRow):
    address = line(N_("Email address"), inputmode="email", spellcheck="false")
    types = EMAIL_TYPES
    main = "address"


class PhoneRow(PointRow):
    number = line(N_("Phone number"), inputmode="tel")
    types = PHONE_TYPES
    main = "number"


class AddressRow(PointRow):
    lines = TextAreaField(
        N_("Street"),
        [Length(max=LONGEST, message=N_("Use at most {longest} characters.", longest=LONGEST))],
        render_kw=_SHOWN | {"rows": 2},
    )
    city = line(N_("City"))
    region = line(N_("State or region"))
    postcode = line(N_("Postcode"))
    country = line(N_("Country"))
    do_not_mail = BooleanField(N_("Do not mail"))
    do_not_mail_reason = line(N_("Why not?"))
    types = ADDRESS_TYPES
    main = "lines"

    @property
    def telling(self) -> Sequence[str]:
        return ("lines", "city", "region", "postcode")


class OtherNameRow(Row):
    value = line(N_("Name"))
    kind = SelectField(
        N_("How it was used"),
        choices=[SelectChoice("former", N_("Former name")), SelectChoice("alias", N_("Also known as"))],
        default="former",
    )
    start = Day(N_("From"))
    end = Day(N_("Until"))
    source = line(N_("Where it was learned"))
    main = "value"


class ExternalIdRow(Row):
    system = line(N_("System"), most=80, list="known-systems")
    value = line(N_("ID there"), most=200)
    main = "value"

    @property
    def telling(self) -> Sequence[str]:
        return ("system", "value")


ROWS: dict[str, type[Row]] = {
    "emails": EmailRow,
    "phones": PhoneRow,
    "addresses": AddressRow,
    "former_names": OtherNameRow,
    "external_ids": ExternalIdRow,
}
