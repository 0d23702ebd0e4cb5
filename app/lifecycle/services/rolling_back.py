"""Taking one change of one field back, without making anybody mailable by it."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.consent.services import hold_returned, reachable
from app.constituents.domain.record import Existing, ExternalId
from app.constituents.queries import owners_of_external_ids
from app.updates.domain.journaled import Taken
from app.updates.domain.taken import Back, Refused
from app.updates.domain.taking_back import roll_back
from app.updates.rewriting import Outdated, Rewritten, rewrite
from app.updates.services.undoing import RULE
from app.words import _


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The field is as it was before the entry; `held` when her address waits to be released by hand."""

    record: Existing
    held: bool


def judge(workspace: Workspace, entry: JournalEntry, who: Existing) -> Back | Refused:
    """What taking back this entry comes to now, or why it cannot be done."""
    outcome = roll_back(Taken(entry.field, entry.before, entry.after, entry.item_id), who)
    if isinstance(outcome, Back) and isinstance(outcome.back, ExternalId):
        pair = (outcome.back.system, outcome.back.value)
        if owners_of_external_ids(workspace.id, [pair]).get(pair, who.id) != who.id:
            return Refused(_("Somebody else has this ID now, and it can have one owner only."))
    return outcome


def take_back(
    workspace: Workspace, entry: JournalEntry, judged: Back, *, version: int, actor: Actor
) -> RolledBack | Outdated:
    """Write what `judge` said of the record at this version, and journal it. Flushes; the caller commits."""
    person = entry.subject_id
    before = reachable(workspace, [person])
    outcome = rewrite(
        workspace.id,
        person,
        lambda __: judged.record,
        version=version,
        actor=actor.with_via(Via.UNDO),
        rule=RULE,
    )
    if not isinstance(outcome, Rewritten):
        return outcome
    return RolledBack(outcome.record, bool(hold_returned(workspace, [outcome.record], before=before)))
