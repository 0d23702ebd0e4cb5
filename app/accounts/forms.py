"""What may be typed on the pages of accounts and settings."""

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
from app.accounts.domain.places import countries, currencies, months, timezones
from app.accounts.domain.roles import Module, Role
from app.web.forms import Form
from app.web.language import name_of
from app.words import N_, languages

CHOOSE = N_("Choose one of the options.")
PASSWORD_HINT = N_("At least {minimum} characters. Three or four unrelated words are good.", minimum=MINIMUM)
ROLE_WORDS = {
    Role.OWNER: N_("Owner: everything, and who is an owner"),
    Role.ADMIN: N_("Admin: also settings, people, and large imports"),
    Role.EDITOR: N_("Editor: looks, edits, imports, exports"),
    Role.VIEWER: N_("Viewer: looks, but changes and exports nothing"),
}


def one_line(text: str | None) -> str:
    """Text without control characters and without space around it."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text or "").strip()


def _line(label: str, missing: str, *, most: int = 200, **keywords: Any) -> StringField:
    return StringField(
        label,
        [DataRequired(missing), Length(max=most, message=N_("Use at most {most} characters.", most=most))],
        filters=[one_line],
        **keywords,
    )


def _email(label: str = N_("Email"), *, autocomplete: str = "username") -> EmailField:
    return EmailField(
        label,
        [
            DataRequired(N_("Type an email address.")),
            Length(max=254, message=N_("Use at most 254 characters.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
    )


def _password(label: str = N_("Password"), *, new: bool) -> PasswordField:
    return PasswordField(
        label,
        [
            InputRequired(N_("Type a password.")),
            Length(max=MAXIMUM, message=N_("Use at most {maximum} characters.", maximum=MAXIMUM)),
        ],
        description=PASSWORD_HINT if new else "",
        render_kw={"autocomplete": "new-password" if new else "current-password"},
    )


def _timezones() -> dict[str, dict[str, str]]:
    return {
        region: {name: name.partition("/")[2].replace("_", " ") or name for name in names}
        for region, names in timezones().items()
    }


def _language() -> SelectField:
    return SelectField(
        N_("Language"),
        choices=lambda: {language: name_of(language) for language in languages()},
        invalid_choice_message=CHOOSE,
    )


def _country() -> SelectField:
    return SelectField(N_("Country"), choices=countries, invalid_choice_message=CHOOSE)


class SignInForm(Form):
    """Email and password; `next` is the page to go to afterwards."""

    email = _email()
    password = _password(new=False)
    next = HiddenField()


class SetUpForm(Form):
    """The first start."""

    organization = _line(N_("Organization"), N_("Type the name of your organization."))
    country = _country()
    language = _language()
    timezone = SelectField(
        N_("Time zone"),
        choices=lambda: {"": N_("The usual one of the country"), **_timezones()},
        invalid_choice_message=CHOOSE,
    )
    name = _line(N_("Your name"), N_("Type your name."), render_kw={"autocomplete": "name"})
    email = _email(N_("Your email"))
    password = _password(new=True)
    fill = BooleanField(
        N_("Fill it with sample data"),
        description=N_(
            "About 2,000 invented people with gifts, events and emails, to try things on. "
            "Filling takes about ten seconds."
        ),
    )


class NewcomerForm(Form):
    """Accepting an invitation without an account."""

    name = _line(N_("Your name"), N_("Type your name."), render_kw={"autocomplete": "name"})
    password = _password(new=True)


class NewPasswordForm(Form):
    """A new password by a reset link."""

    password = _password(N_("New password"), new=True)


class ChangePasswordForm(Form):
    """A new password by somebody who knows the present one."""

    current = _password(N_("Current password"), new=False)
    password = _password(N_("New password"), new=True)


class YouForm(Form):
    """What staff choose for themselves."""

    name = _line(N_("Name"), N_("Type your name."), render_kw={"autocomplete": "name"})
    density = RadioField(
        N_("Rows of tables"),
        choices={"regular": N_("Regular"), "compact": N_("Compact")},
        invalid_choice_message=CHOOSE,
    )
    shortcut_keys = BooleanField(
        N_("Use single-letter keys"),
        description=N_("Such as / to search and e to edit. Never while you type in a field."),
    )


class RoleForm(Form):
    """Another role for somebody."""

    role = RadioField(
        N_("Role"),
        [InputRequired(N_("Choose a role."))],
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

    name = _line(N_("Name"), N_("Type the name of your organization."))
    country = _country()
    language = _language()
    timezone = SelectField(N_("Time zone"), choices=_timezones, invalid_choice_message=CHOOSE)
    currency = SelectField(
        N_("Currency"),
        choices=lambda: {code: f"{code}: {name}" for code, name in currencies().items()},
        invalid_choice_message=CHOOSE,
    )
    fiscal_year_start = SelectField(
        N_("The fiscal year starts in"),
        coerce=int,
        choices=months,
        invalid_choice_message=CHOOSE,
    )
    modules = SelectMultipleField(
        N_("Modules"),
        choices={module.value: module.label for module in Module},
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description=N_("Turning a module off hides its pages. Nothing is deleted."),
    )
