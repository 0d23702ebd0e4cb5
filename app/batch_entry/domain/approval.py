"""Four eyes: who may commit a batch whose template asks for approval."""

from collections.abc import Collection
from dataclasses import dataclass

from app.accounts.domain.roles import Permission, Role, whose
from app.batches.domain.status import BatchStatus
from app.words import _

APPROVES = Permission.COMMIT_LARGE
"""What a role has to grant to whoever approves."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to commit: their id, None for a command, and the role they have here.

    `has_decided` where they said what becomes of a row: whom it is about, what is taken over, that it counts.
    """

    staff_id: int | None
    role: Role | None
    has_decided: bool = False


def refusal(asking: Asking, *, status: BatchStatus, entered_by: Collection[int]) -> str:
    """Why they may not commit a batch that needs approval, as a sentence for staff; "" where they may."""
    if status is BatchStatus.OPEN:
        return _("This batch needs approval. Send it for approval first.")
    if asking.staff_id is None:
        return _(
            "This batch needs approval: one of the {roles} commits it on its page.", roles=whose(APPROVES)
        )
    if asking.role is None or not asking.role.may(APPROVES):
        return _(
            "This batch is committed by one of the {roles}."
            " Ask one of them who typed and decided none of it.",
            roles=whose(APPROVES),
        )
    if asking.staff_id in entered_by:
        return _(
            "You typed rows of this batch, so somebody else has to approve it. Ask another administrator."
        )
    if asking.has_decided:
        return _(
            "You decided rows of this batch, so somebody else has to approve it. Ask another administrator."
        )
    return ""
