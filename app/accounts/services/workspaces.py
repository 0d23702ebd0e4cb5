"""Making a workspace and changing its settings."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.domain.places import countries, currencies, is_timezone, locale_for, proposal
from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.accounts.services.results import Refused
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.db import bind, db
from app.words import SOURCE, _, language_of, languages


@dataclass(frozen=True, slots=True)
class OrganizationSettings:
    """Everything the page about the organization can change."""

    name: str
    timezone: str
    country: str
    currency: str
    fiscal_year_start: int
    modules: Sequence[Module]
    language: str = SOURCE


def create_workspace(
    *,
    name: str,
    actor: Actor,
    country: str = "US",
    timezone: str | None = None,
    slug: str | None = None,
    language: str = SOURCE,
) -> Workspace:
    """A new workspace with what its country suggests. Binds the session to it, so make one in a session."""
    proposed = proposal(country, language)
    workspace = Workspace(
        slug=_free_slug(slug or name),
        name=name,
        timezone=timezone or proposed.timezone,
        country=country,
        currency=proposed.currency,
        locale=proposed.locale,
        consent_policy=proposed.policy,
    )
    db.session.add(workspace)
    db.session.flush()
    bind(workspace.id)
    record(workspace.id, actor, [Change(Subject.WORKSPACE, workspace.id, "created", after=name)])
    return workspace


def change_organization(
    workspace: Workspace, settings: OrganizationSettings, *, actor: Actor
) -> Refused | list[Change]:
    """Write what differs and journal it; answers the changes, none when everything was so already."""
    if problem := _problem(settings):
        return problem
    after = {
        "name": settings.name,
        "timezone": settings.timezone,
        "country": settings.country,
        "currency": settings.currency,
        "fiscal_year_start": settings.fiscal_year_start,
        "modules": [module.value for module in Module if module in settings.modules],
    }
    if settings.country != workspace.country or settings.language != language_of(workspace.locale):
        after["locale"] = locale_for(settings.language, settings.country)
    before = {field: getattr(workspace, field) for field in after}
    changes = differences(Subject.WORKSPACE, workspace.id, before, after)
    for change in changes:
        setattr(workspace, change.field, after[change.field])
    if any(change.field in ("currency", "fiscal_year_start") for change in changes):
        workspace.rollups_stale = True
    record(workspace.id, actor, changes)
    return changes


def _problem(settings: OrganizationSettings) -> Refused | None:
    if not is_timezone(settings.timezone):
        return Refused("timezone", _("Choose one of the time zones in the list."))
    if settings.country not in countries():
        return Refused("country", _("Choose one of the countries in the list."))
    if settings.currency not in currencies():
        return Refused("currency", _("Choose one of the currencies in the list."))
    if settings.language not in languages():
        return Refused("language", _("Choose one of the languages in the list."))
    return None


def _free_slug(text: str) -> str:
    """`text` as a slug that no workspace has: "Green Valley Trust" becomes green-valley-trust."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "workspace"
    taken = set(db.session.scalars(select(Workspace.slug).where(Workspace.slug.startswith(slug))))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(name for name in numbered if name not in taken)
