"""Active or not, deceased or not: what staff say of a whole record."""

from dataclasses import replace

from app.audit.services import Actor
from app.constituents.domain.record import Existing, PartialDate
from app.updates.rewriting import Outdated, Rewritten, rewrite


def deactivate(
    workspace_id: int, constituent_id: int, *, reason: str, version: int, actor: Actor
) -> Rewritten | Outdated:
    """Put a record out of use, for a reason; it keeps everything and cannot be emailed."""

    def inactive(who: Existing) -> Existing:
        return replace(who, active=False, inactive_reason=reason)

    return rewrite(workspace_id, constituent_id, inactive, version=version, actor=actor)


def reactivate(workspace_id: int, constituent_id: int, *, version: int, actor: Actor) -> Rewritten | Outdated:
    """Take a record into use again. Every restriction of hers still holds."""

    def active(who: Existing) -> Existing:
        return replace(who, active=True, inactive_reason="")

    return rewrite(workspace_id, constituent_id, active, version=version, actor=actor)


def mark_deceased(
    workspace_id: int, constituent_id: int, *, died: PartialDate | None, version: int, actor: Actor
) -> Rewritten | Outdated:
    """Record that somebody died, on a day as far as it is known; from then on nothing is mailed to her."""

    def deceased(who: Existing) -> Existing:
        return replace(who, deceased=True, died=died)

    return rewrite(workspace_id, constituent_id, deceased, version=version, actor=actor)


def mark_living(
    workspace_id: int, constituent_id: int, *, version: int, actor: Actor
) -> Rewritten | Outdated:
    """Take back that somebody died, which was recorded by mistake. Every restriction of hers still holds."""

    def living(who: Existing) -> Existing:
        return replace(who, deceased=False, died=None)

    return rewrite(workspace_id, constituent_id, living, version=version, actor=actor)
