"""What may be typed on the pages of accounts and settings."""

import calendar
import re
from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import enum_coerce
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.domain.passwords import MAXIMUM, MINIMUM
from app.accounts.domain.places import countries, currencies, timezones
from app.accounts.domain.roles import Module, Role
from app.web.forms import Form

CHOOSE = "Choose one of the options."
PASSWORD_HINT = f"At least {MINIMUM} characters. Three or four unrelated words are good."
ROLE_WORDS = {
    Role.OWNER: "Owner: everything, and who is an owner",
    Role.ADMIN: "Admin: also settings, people, and large imports",
    Role.EDITOR: "Editor: looks, edits, imports, exports",
    Role.VIEWER: "Viewer: looks, but changes and exports nothing",
}


def one_line(text: str | None) -> str:
    """Text without control characters and without space around it."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text or "").strip()


def _line(label: str, missing: str, *, most: int = 200, **keywords: Any) -> StringField:
    return StringField(
        label,
        [DataRequired(missing), Length(max=most, message=f"Use at most {most} characters.")],
        filters=[one_line],
        **keywords,
    )


def _email(label: str = "Email", *, autocomplete: str = "username") -> EmailField:
    return EmailField(
        label,
        [DataRequired("Type an email address."), Length(max=254, message="Use at most 254 characters.")],
        filters=[one_line],
        render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
    )


def _password(label: str = "Password", *, new: bool) -> PasswordField:
    return PasswordField(
        label,
        [
            InputRequired("Type a password."),
            Length(max=MAXIMUM, message=f"Use at most {MAXIMUM} characters."),
        ],
        description=PASSWORD_HINT if new else "",
        render_kw={"autocomplete": "new-password" if new else "current-password"},
    )


def _timezones() -> dict[str, dict[str, str]]:
    return {
        region: {name: name.partition("/")[2].replace("_", " ") or name for name in names}
        for region, names in timezones().items()
    }


def _country() -> SelectField:
    return SelectField("Country", choices=countries, invalid_choice_message=CHOOSE)


class SignInForm(Form):
    """Email and password; `next` is the page to go to afterwards."""

    email = _email()
    password = _password(new=False)
    next = HiddenField()


class SetUpForm(Form):
    """The first start."""

    organization = _line("Organization", "Type the name of your organization.")
    country = _country()
    timezone = SelectField(
        "Time zone",
        choices=lambda: {"": "The usual one of the country", **_timezones()},
        invalid_choice_message=CHOOSE,
    )
    name = _line("Your name", "Type your name.", render_kw={"autocomplete": "name"})
    email = _email("Your email")
    password = _password(new=True)
    fill = BooleanField(
        "Fill it with sample data",
        description="About 2,000 invented people with gifts, events and emails, to try things on. "
        "Filling takes about ten seconds.",
    )


class NewcomerForm(Form):
    """Accepting an invitation without an account."""

    name = _line("Your name", "Type your name.", render_kw={"autocomplete": "name"})
    password = _password(new=True)


class NewPasswordForm(Form):
    """A new password by a reset link."""

    password = _password("New password", new=True)


class ChangePasswordForm(Form):
    """A new password by somebody who knows the present one."""

    current = _password("Current password", new=False)
    password = _password("New password", new=True)


class YouForm(Form):
    """What staff choose for themselves."""

    name = _line("Name", "Type your name.", render_kw={"autocomplete": "name"})
    density = RadioField(
        "Rows of tables", choices={"regular": "Regular", "compact": "Compact"}, invalid_choice_message=CHOOSE
    )
    shortcut_keys = BooleanField(
        "Use single-letter keys",
        description="Such as / to search and e to edit. Never while you type in a field.",
    )


class RoleForm(Form):
    """Another role for somebody."""

    role = RadioField(
        "Role",
        [InputRequired("Choose a role.")],
        coerce=enum_coerce(Role),
        invalid_value_message=CHOOSE,
        invalid_choice_message=CHOOSE,
    )

    def offer(self, roles: Iterable[Role]) -> None:
        """Offer these roles only."""
        self.role.choices = {role.value: ROLE_WORDS[role] for role in roles}


class InvitationForm(RoleForm):
    """Whom to invite, and as what."""

    email = _email(autocomplete="off")


class OrganizationForm(Form):
    """Everything about the workspace that is not a matter of matching, rules or people."""

    name = _line("Name", "Type the name of your organization.")
    country = _country()
    timezone = SelectField("Time zone", choices=_timezones, invalid_choice_message=CHOOSE)
    currency = SelectField(
        "Currency",
        choices=lambda: {code: f"{code}: {name}" for code, name in currencies().items()},
        invalid_choice_message=CHOOSE,
    )
    fiscal_year_start = SelectField(
        "The fiscal year starts in",
        coerce=int,
        choices=dict(list(enumerate(calendar.month_name))[1:]),
        invalid_choice_message=CHOOSE,
    )
    modules = SelectMultipleField(
        "Modules",
        choices={module.value: module.label for module in Module},
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description="Turning a module off hides its pages. Nothing is deleted.",
    )
