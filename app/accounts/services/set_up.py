"""The first start: one link, one form, one workspace with its owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.accounts.domain.addresses import readable_email
from app.accounts.domain.places import countries, is_timezone
from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import Staff, Workspace
from app.accounts.queries import any_workspace, usable_link
from app.accounts.services.links import new_link, use_up, withdraw
from app.accounts.services.people import EMAIL_EXPECTED, create_staff, password_problem
from app.accounts.services.results import LinkGone, Refused
from app.accounts.services.workspaces import create_workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import now
from app.words import SOURCE, _, languages

Hook = Callable[[Workspace, Staff, bool], None]
"""Called before the commit: the new workspace, its owner, whether to fill it with sample data."""


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the set-up form asks. An empty time zone means that of the country."""

    organization: str
    country: str
    timezone: str
    name: str
    email: str
    password: str
    fill: bool
    language: str = SOURCE


@dataclass(frozen=True, slots=True)
class SetUp:
    """The installation is ready; its owner may be signed in."""

    workspace: Workspace
    staff: Staff


def set_up_link() -> str | None:
    """The path of a new set-up link, which replaces older ones; None once there is a workspace."""
    if any_workspace():
        return None
    withdraw(LinkPurpose.SET_UP)
    return f"/setup?token={new_link(LinkPurpose.SET_UP)}"


def set_up(token: str, start: FirstStart, *, then: Sequence[Hook] = ()) -> SetUp | Refused | LinkGone:
    """Make the first workspace and its owner; after a refusal the caller rolls back."""
    link = usable_link(LinkPurpose.SET_UP, token, at=now())
    if link is None or any_workspace():
        return LinkGone()
    if problem := _problem(start):
        return problem
    if not use_up(link, at=now()):
        return LinkGone()
    actor = Actor(start.name, Via.FORM)
    workspace = create_workspace(
        name=start.organization,
        country=start.country,
        timezone=start.timezone or None,
        language=start.language,
        actor=actor,
    )
    added = create_staff(
        workspace, name=start.name, email=start.email, password=start.password, role=Role.OWNER, actor=actor
    )
    if isinstance(added, Refused):
        return added
    for hook in then:
        hook(workspace, added.staff, start.fill)
    return SetUp(workspace, added.staff)


def mistakes(start: FirstStart) -> list[Refused]:
    """Everything that cannot be taken as it was typed, so that it can be mended in one go."""
    found = [_problem(start), _password(start)]
    if readable_email(start.email) is None:
        found.append(Refused("email", EMAIL_EXPECTED))
    return [each for each in found if each]


def _password(start: FirstStart) -> Refused | None:
    email = readable_email(start.email) or start.email
    return password_problem(start.password, personal=[start.name, email, start.organization])


def _problem(start: FirstStart) -> Refused | None:
    if start.country not in countries():
        return Refused("country", _("Choose one of the countries in the list."))
    if start.timezone and not is_timezone(start.timezone):
        return Refused("timezone", _("Choose one of the time zones in the list."))
    if start.language not in languages():
        return Refused("language", _("Choose one of the languages in the list."))
    return None
