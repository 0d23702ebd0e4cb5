"""Changing the settings of matching in one workspace."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.accounts.services.settings import change_settings
from app.audit.domain.meanwhile import Meanwhile
from app.audit.services import Actor, Change
from app.matching.domain.decide import MatchingSettings
from app.matching.queries.settings import SETTINGS, settings_of


def change(
    workspace: Workspace, after: MatchingSettings, *, shown: MatchingSettings, actor: Actor
) -> list[Change] | Meanwhile:
    """Write what differs and journal it, unless somebody else changed anything since it was `shown`."""

    def write(held: Workspace) -> None:
        held.matching = after.to_json()

    return change_settings(
        workspace,
        saved=lambda held: _named(settings_of(held)),
        shown=_named(shown),
        after=_named(after),
        write=write,
        actor=actor,
    )


def _named(settings: MatchingSettings) -> Mapping[str, Any]:
    values = (settings.on, settings.batch.automatic, settings.batch.possible, settings.hand.possible)
    return dict(zip(SETTINGS, values, strict=True))
